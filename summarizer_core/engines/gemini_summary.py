"""What is shown of a summary that Gemini wrote: each sentence with the passages that prove it.

A sentence names its proofs, so it is known where to look: a passage that does not occur is none,
and a sentence without any is left out. What the others say is compared with their own passages
alone. Where these do not say all of it in words that can be compared, the passages stand in the
sentence's place: what a reader is told is then the document's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from summarizer_core import terms
from summarizer_core.engines.base import Candidate, DocumentView, Stated
from summarizer_core.engines.gemini_answers import (
    ChunkQuote,
    SentenceAnswer,
    SummaryAnswer,
    valid,
)
from summarizer_core.engines.gemini_notes import Note, Offered, Place
from summarizer_core.excerpts import GAP, excerpt
from summarizer_core.grounding import sentences_at
from summarizer_core.hashing import normalise
from summarizer_core.proof import Proof
from summarizer_core.titles import untitled, without_titles
from summarizer_core.wholes import wholes

#: Passages that one sentence rests on, and of a quotation; more would not be read.
_MOST: Final = 3
_QUOTED: Final = 2
#: Characters. Of a longer sentence of the document the part that was named is shown.
_LONG: Final = 700
_QUOTATION: Final = 360
_QUOTED_WORDS: Final = 60
#: What may limit the words before it.
_LIMITS: Final = re.compile(
    r"\b(?:however|but|except|unless|provided|save|only|not|no|if|where|until|subject to)\b",
    re.IGNORECASE,
)
#: Sentences of a summary that lost others: fewer are none.
_LEAST: Final = 3

#: How a sentence begins that speaks of the one before.
_GOES_ON: Final = re.compile(
    r"(?:It|Its|They|Their|(?:This|These|That|Those)(?! (?i:agreement|contract|lease|document))|He|"
    r"She|Such|Both|Otherwise|However|But|And|Also|In that case|If so|The (?:former|latter|same))\b"
)


@dataclass(frozen=True)
class Told:
    """What is shown, in paragraphs; how many sentences had no proof and are left out, and of how
    many the document's words stand in their place."""

    paragraphs: tuple[tuple[Stated, ...], ...] = ()
    left_out: int = 0
    quoted: int = 0

    @property
    def sentences(self) -> tuple[Stated, ...]:
        return tuple(one for paragraph in self.paragraphs for one in paragraph)

    @property
    def text(self) -> str:
        return "\n\n".join(" ".join(one.text for one in them) for them in self.paragraphs)

    @property
    def is_enough(self) -> bool:
        """Whether it is a summary: all that was said, or three sentences at least."""
        count = len(self.sentences)
        return count >= _LEAST or (count > 0 and not self.left_out)


def proofs_of(told: SentenceAnswer, offered: Offered) -> list[Place]:
    """Where the passages stand that a sentence names, each once, in the document's order."""
    found = (offered.places(one.id, one.quote) for one in valid(ChunkQuote, told.proofs))
    places = list(dict.fromkeys(place for several in found for place in several))[:_MOST]
    return sorted(places, key=lambda at: (at.chunk, at.start))


def part(answer: SummaryAnswer, offered: Offered, view: DocumentView, limit: int) -> Note:
    """A partial summary as a note: its sentences that have a proof, up to ``limit`` characters,
    with their passages. Whether these say so is looked at when the whole is told."""
    said: list[str] = []
    quotes: dict[tuple[int, str], None] = {}
    for one in valid(SentenceAnswer, answer.sentences):
        places = proofs_of(one, offered)
        text = " ".join(one.text.split())
        if not text or not places:
            continue
        more = {(at.chunk, normalise(_words(view, at))): None for at in places}
        after = Note(" ".join([*said, text]), tuple({**quotes, **more}))
        if said and len(after.sent) > limit:
            break
        said.append(text)
        quotes.update(more)
    return Note(" ".join(said), tuple(quotes))


class Summary:
    """What a document proves of a summary of it.

    Args:
        candidates: those that are proved; the parties and what they are called are among them.
    """

    def __init__(self, view: DocumentView, candidates: Sequence[Candidate]) -> None:
        self._view = view
        stated = [one for one in candidates if one.kind == "term"]
        roles = {one.value: one.role for one in stated if one.name == terms.PARTY}
        known = view.recognition
        self._language = "en" if known.english else known.languages[0]
        self._proof = Proof(view.document.text, roles=roles, language=self._language)
        self._says = "The document says" if known.contract is False else "The contract says"

    def told(self, answer: SummaryAnswer, offered: Offered) -> Told:
        """What is shown of the model's summary."""
        paragraphs: list[list[Stated]] = []
        number = left_out = quoted = 0
        cut = says = False
        already: list[Place] = []
        for one in valid(SentenceAnswer, answer.sentences):
            text = " ".join(one.text.split())
            if not text:
                continue
            places = proofs_of(one, offered)
            leans = cut and _GOES_ON.match(text) is not None
            cut = not places or leans or not self._holds(text, places)
            if not places:
                left_out += 1
                continue
            shown = list(dict.fromkeys(one for at in places for one in self._shown(at)))
            if cut:
                quoted += 1
                shown = [at for at in shown if not self._is_among(at, already)][:_QUOTED]
                already += shown
                if not shown:
                    continue
            else:
                already += [at for at in shown if normalise(_words(self._view, at)) in text]
            if not paragraphs or one.paragraph != number:
                paragraphs.append([])
                number, says = one.paragraph, False
            if cut:  # what follows a quotation in quotation marks is one, too
                text = self._quotation(places, shown) if says else self._opening(places, shown)
            says = cut
            quotes = tuple((at.chunk, _words(self._view, at)) for at in dict.fromkeys(shown))
            paragraphs[-1].append(Stated(text, quotes))
        return Told(tuple(map(tuple, paragraphs)), left_out, quoted)

    def _holds(self, text: str, places: Sequence[Place]) -> bool:
        """Whether a sentence follows the document's sentences that passages are in."""
        document = self._view.document.text
        found = dict.fromkeys(span for at in places for span in wholes(document, *self._span(at)))
        passages = [document[slice(*without_titles(document, *span))] for span in found]
        return self._proof.proves(text, passages)

    def _shown(self, at: Place) -> list[Place]:
        """The sentences that a passage is in, with those that belong to them and without titles,
        which only the lines of the document tell; of what is too long the passage's own sentences,
        or the passage alone."""
        text = self._view.chunks[at.chunk].text
        whole = list(wholes(text, at.start, at.end))
        for start, end in (
            *([(whole[0][0], whole[-1][1])] if whole else []),
            sentences_at(text, at.start, at.end),
            (at.start, at.end),
        ):
            if end - start <= _LONG:
                break
        return [Place(at.chunk, *without_titles(text, start, end))]

    def _is_among(self, at: Place, others: Sequence[Place]) -> bool:
        """Whether a passage was quoted before, titles aside."""
        words = untitled(normalise(_words(self._view, at)))
        return _is_within(at, others) or any(
            words == untitled(normalise(_words(self._view, one))) for one in others
        )

    def _span(self, at: Place) -> tuple[int, int]:
        """Where a passage stands in the document."""
        chunk = self._view.chunks[at.chunk]
        return chunk.start + at.start, chunk.start + at.end

    def _sentence(self, at: Place) -> tuple[int, int]:
        """Where the sentences of the document are that a passage is in; chunks may end in one."""
        return sentences_at(self._view.document.text, *self._span(at))

    def _opening(self, places: Sequence[Place], shown: Sequence[Place]) -> str:
        return f"{self._says}: {self._quotation(places, shown)}"

    def _quotation(self, places: Sequence[Place], shown: Sequence[Place]) -> str:
        """Passages in quotation marks, without number and title of their clause; of one that is too
        long what the model named of it."""
        quoted = []
        text = self._view.document.text
        for one in shown:
            named = (place for place in places if _is_within(place, [one]))
            at = next(named, one) if one.end - one.start > _QUOTATION else one
            if at is not one and _LIMITS.search(text, self._span(at)[1], self._span(one)[1]):
                at = Place(at.chunk, at.start, one.end)
            sentence = text[slice(*without_titles(text, *self._sentence(at)))]
            words = _excerpt(normalise(_words(self._view, at)), normalise(sentence))
            quoted.append(f"“{untitled(words)}”")
        return " ".join(quoted)


def _excerpt(words: str, sentence: str) -> str:
    """A part of a sentence, with marks where that goes on."""
    at = sentence.find(words)
    before = "… " if at > 0 else ""
    if len(words) > (_LONG if _LIMITS.search(words) else _QUOTATION):
        return f"{before}{(excerpt(words, _QUOTED_WORDS) or words).replace(GAP, ' …')}"
    after = " …" if 0 <= at < len(sentence) - len(words) else ""
    return f"{before}{words}{after}"


def _words(view: DocumentView, at: Place) -> str:
    return view.chunks[at.chunk].text[at.start : at.end]


def _is_within(at: Place, others: Iterable[Place]) -> bool:
    return any(
        at.chunk == one.chunk and one.start <= at.start and at.end <= one.end for one in others
    )
