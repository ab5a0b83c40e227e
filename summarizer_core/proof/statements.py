"""A text as the proof of statements about it.

A statement is cut into parts ("..., and ..."), the text into sentences and their parts, and each
part must be said by one of these passages. Besides, its names must occur as wholes, and its laws
and courts as such. Of what is too short to be compared it is asked whether all that it names
occurs, beside its subject, and whether the text says the opposite in nearly the same words;
languages of which some words are known are compared by these.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from summarizer_core.grounding import PROOF_WORDS, widened
from summarizer_core.hashing import normalise
from summarizer_core.proof import wording
from summarizer_core.proof.conditions import conditions
from summarizer_core.proof.foreign import KNOWN, Glossary
from summarizer_core.proof.mentions import Mentions
from summarizer_core.proof.names import Names
from summarizer_core.proof.parties import ANY, DEFINED, ONE, Parties
from summarizer_core.proof.passages import Introduction, Passage
from summarizer_core.proof.sentences import Sentences

_TAIL: Final = re.compile(r",? \b(?:except|save|provided,?(?: however,?)?) that\b", re.IGNORECASE)
_FINITE: Final = (
    r"(?:is|are|may|shall|must|can|cannot|will|has|have|needs?|does|do|pays?|ends?|renews?|lasts?|"
    r"runs?|grants?|assigns?|indemnifies|indemnify|provides?|supplies|supply|hosts?|expires?|"
    r"begins?|starts?|keeps?|bears?|remains?|continues?|retains?|owns?|sells?|buys?|receives?|"
    r"requires?|survives?|covers?|allows?|permits?|limits?|excludes?|passes|transfers?|delivers?|"
    r"maintains?|carries|warrants?|guarantees?|agrees?|undertakes?|gives?|lends?|appoints?|"
    r"disclaims?|waives?|governs?|applies|looks?|advises?|makes?|takes?|holds?|settles?|resolves?|"
    r"belongs?)"
)
#: "Is deposited with an agent and released to Licensee".
_PARTICIPLE: Final = r"\w+ed (?:to|by|from|within|upon|until)\b"
#: What is joined is cut where a verb follows, its subject before it or not.
_PARTS: Final = re.compile(
    r"; |,? \bbut |,? \bwhile |,? \bwhereas |, (?=and |with |or |to be )|"
    rf"(?<=\w) and (?=(?:[\w'&.-]+ ){{0,6}}?{_FINITE}\b|{_PARTICIPLE})",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(
    r"^\W*(?:(?:Section|Article|Clause) )?(?:\d+(?:\.\d+)*|\([a-z]\))[.)]? "
)
_NAMED: Final = rf"(?:the )?({ONE}),? (?:is |being |acts as |as )?(?:the )?({ONE})"
_IDENTITY: Final = re.compile(_NAMED, re.IGNORECASE)
_IDENTITIES: Final = re.compile(rf"(?:(?:,? ?and )?{_NAMED} ?[,;]?)+", re.IGNORECASE)
#: "Alder Works (the Customer)", "Alder Works acts as the Customer".
_CALLED_SO: Final = re.compile(
    rf"\b({ONE}),? ?(?:\( ?|(?:is|as|acts as|being) )({ONE})\b(?! ?'s)", re.IGNORECASE
)
#: How consent is given, which a statement that it is needed may leave out.
_NOT_WITHHELD: Final = re.compile(
    r",? \(?(?:which|such)(?: \w+)? (?:(?:shall|may|must|will) not|not to) be (?:unreasonably )"
    r"(?:withheld|delayed|conditioned|refused)[^.;)]*\)?",
    re.IGNORECASE,
)
#: Who is appointed as something is that.
_APPOINTED: Final = re.compile(
    rf"\b{ONE} (?:hereby )?(?:appoints|engages|designates) (?P<who>{ONE}),? (?:as|to be) "
    r"(?P<what>[^;.]+)"
)
#: "..., but the Provider is": what somebody is or does must be said.
_LEAVES_OUT: Final = re.compile(
    r"\b(?:but|while|whereas|though|and|unlike)\b[^,;]*"
    r"\b(?:is|are|does|do|may|can|shall|must|will|has|have|not)\.?$",
    re.IGNORECASE,
)
#: A word that as many sentences have, and one in so many, tells little of any.
_MANY: Final = 6
_ONE_IN: Final = 8
_VERB: Final = re.compile(rf"\b{_FINITE}\b", re.IGNORECASE)
#: Clauses that each say something by themselves.
_SEVERAL: Final = 2
#: What may stand before words that are copied: no part of their sentence.
_BEGINS: Final = re.compile(r"(?:^|[.;:!?]|\d[.)]?|\([a-z]{1,3}\))[\"'\s]*$")
#: What may follow words that are copied: nothing that limits them.
_ENDS: Final = re.compile(r"[\"')\s]*(?:$|[.;:\n]|, (?:and|but)\b)")
#: Telling words, numbers and dates of a part of a sentence that is compared by itself.
_LEAST: Final = 2
#: Telling words of a part that can be said to be turned round.
_FEWEST: Final = 3
#: How a statement goes on with whom the one before it was about.
_PRONOUN: Final = re.compile(
    r"(?:(?:And|But|Also|However|Otherwise|In addition),? )?"
    r"(?:It|Its|They|Their|He|She|His|Her|The (?:former|latter|same|other))\b",
    re.IGNORECASE,
)


class Proof:
    """Each form of the text is computed once, when needed.

    Args:
        text: in whatever form.
        facts: that are proved, each in a line ("Effective date: March 3, 2025"): they prove, too.
        roles: of the parties, by name.
        whole: what the text was quoted from: it has the names and tells who the parties are, and of
            what is quoted from it a number alone is an answer.
        language: of the text, by its code (ISO 639-1).
        back: share of what a passage tells that a statement which it proves must tell, too.
    """

    def __init__(
        self,
        text: str,
        facts: Sequence[str] = (),
        roles: Mapping[str, str] | None = None,
        *,
        whole: Proof | None = None,
        language: str = "en",
        back: float = 0.0,
    ) -> None:
        self._text = normalise(text)
        self._lines = tuple(facts)
        self._whole = whole
        self._roles = roles
        self._language = language
        self._back = back
        self._glossary = Glossary(language) if language in KNOWN else None
        # In English, as far as its words are known.
        self._read = self._glossary.in_english(self._text) if self._glossary else self._text
        self._called = self._glossary.called(self._text) if self._glossary else {}
        self._sentences = Sentences(self._read)
        names = " ".join(one for forms in self._called.values() for one in forms)
        whole_text = f"{self._text}\n{self._read}\n{names}" if self._glossary else self._text
        self._mentions = Mentions(self._read, self._sentences, Names(whole_text))

    def of(
        self,
        quotes: Sequence[str],
        facts: Sequence[str] = (),
        *,
        language: str = "",
        back: float = 0.0,
    ) -> Proof:
        """What passages of this text prove by themselves, and ``facts`` that they show;
        ``language`` is theirs where it may be another than the text's."""
        text = "\n\n".join(quotes)
        return Proof(text, facts, whole=self, language=language or self._language, back=back)

    def shows(self, statement: str) -> bool:
        """Whether the text proves a statement: all of what it says. A statement in English is shown
        by facts alone where the text is in another language."""
        said = normalise(statement)
        if not self.has_names(said) or self._miscalls(said):
            return False
        if not self._mentions.has_places(self._in_english(said)) or self._points_at_a_party(said):
            return False
        return self.says(said)

    def has_numbers(self, statement: str) -> bool:
        """Whether every number, sum, period, percentage and date of a statement occurs."""
        return self._mentions.has_numbers(self._in_english(statement))

    def has_names(self, statement: str) -> bool:
        """Whether every name of a statement occurs, as a whole where it has several words."""
        if self._whole is not None:
            return self._whole.has_names(statement)
        return self._mentions.names.are_all_here(normalise(statement))

    def agrees(self, statement: str) -> bool:
        """Whether the laws and courts that a statement names are the text's, and the text has no
        sentence that says the opposite, or the same of another party or number."""
        said = self._in_english(statement)
        return (
            self._mentions.has_places(said)
            and not self._miscalls(said)
            and self._mentions.has_numbers_nearby(said)
            and (self.says(said) or not self._is_turned_round(said))
        )

    def says(self, statement: str) -> bool:
        """Whether each part of a statement is said by a fact, or by one passage of the text."""
        said = self._in_english(statement)
        if self._is_copied(normalise(statement)):
            return True
        if _LEAVES_OUT.search(said):
            return False
        if self._is_said(self._passage(said)):
            return True
        parts = [self._passage(one) for one in _parts(said)]
        if len(parts) == 1 or any(part.weight < _LEAST for part in parts):
            return False
        return all(self._is_said(one) for one in parts)

    def _is_copied(self, said: str) -> bool:
        """Whether the words are the text's own, and nothing beside them there changes them."""
        said = said.rstrip(" .")
        start = self._text.find(said)
        end = start + len(said)
        return (
            start >= 0
            and _BEGINS.search(self._text, 0, start) is not None
            and not self._text[end : end + 1].isalnum()
            and len(said.split()) >= PROOF_WORDS
            and _ENDS.match(self._text, end) is not None
            and widened(self._text, start, end) == (start, end)
        )

    def _is_said(self, part: Passage) -> bool:
        if _IDENTITIES.fullmatch(part.text.strip(" .,")):  # who is called what
            return all(one[1] == one[2] for one in _IDENTITY.finditer(part.text))
        return any(self._says(passage, part) for passage in self._passages)

    def _says(self, passage: Passage, part: Passage) -> bool:
        return passage.says(part, brief=self._whole is not None, back=self._back)

    def _points_at_a_party(self, said: str) -> bool:
        """Whether a statement leaves open whom it is about, and the text names a party that the
        statement does not."""
        if _PRONOUN.match(said) is None:
            return False
        named = {ANY, *self._passage(self._in_english(said)).parties}
        return any(not named.issuperset(one.parties) for one in self._passages)

    def _miscalls(self, said: str) -> bool:
        """Whether a statement gives a party the role of another."""
        marked = self._parties.marked(said)
        return any(one[1] != one[2] for one in _CALLED_SO.finditer(marked))

    def _is_turned_round(self, said: str) -> bool:
        """Whether the sentences that have the words of a part of a statement all say the opposite,
        or say it of others."""
        for one in [said, *_parts(said)]:
            part = self._passage(one)
            alike = [passage for passage in self._sentences_too if passage.is_about(part, _FEWEST)]
            if alike and all(passage.turns_round(part) for passage in alike):
                return True
        glossary = self._glossary
        if glossary is None:
            return False
        for part in map(self._passage, _parts(said)):
            alike = [one for one in self._whole_sentences if glossary.is_about(one, part)]
            if alike and all(glossary.turns_round(one, part) for one in alike):
                return True
        return False

    def _in_english(self, statement: str) -> str:
        """A statement, normalised; where it is in the language of the text, its known words are
        made English as those of the text are."""
        said = normalise(statement)
        if self._glossary and self._glossary.is_spoken_in(said):
            return self._glossary.in_english(said)
        return said

    @cached_property
    def _whole_sentences(self) -> list[Passage]:
        return [self._passage(one) for text in self._sentences.texts for one in text.split("; ")]

    # -- passages --------------------------------------------------------------------------

    @cached_property
    def _parties(self) -> Parties:
        if self._whole is not None:
            return self._whole._parties
        roles = self._roles
        if roles and self._glossary:
            roles = {name: self._glossary.in_english(role) for name, role in roles.items()}
        return Parties(self._read, roles, self._called)

    def _passage(self, text: str) -> Passage:
        return self._marked(self._parties.marked(text))

    def _marked(self, text: str) -> Passage:
        """A passage of a text in which parties are marked."""
        return Passage(wording.rewritten(text).strip())

    @cached_property
    def _passages(self) -> list[Passage]:
        found: list[Passage] = [self._passage(normalise(one)) for one in self._lines]
        before: frozenset[str] = frozenset()
        last = ""
        for text in self._sentences.texts:
            if not self._follow(last, text):
                before = frozenset()
            last = text
            introduces = DEFINED.search(text) is not None
            sentence = self._parties.marked(_NUMBERED.sub("", text))
            # What a proviso says holds for what stands before it.
            under: tuple[frozenset[str], ...] = ()
            tails = list(filter(str.strip, _TAIL.split(sentence)))
            for number, piece in enumerate(tails):
                if number + 1 < len(tails):
                    under = conditions(f"if {tails[number + 1]}")
                pieces = self._introduced(piece) if introduces else self._pieces(piece)
                found.extend(
                    replace(one, before=before, under=under + one.under, common=self._common)
                    for one in pieces
                )
                under = ()
            before = frozenset(wording.telling(sentence))
        return found

    def _follow(self, last: str, text: str) -> bool:
        """Whether two sentences follow each other in what they were quoted from."""
        return self._whole is None or f"{last} {text}" in self._whole._read

    @cached_property
    def _common(self) -> frozenset[str]:
        """Telling words that so many sentences have that they tell of none."""
        told = Counter(
            word for text in self._sentences.texts for word in set(wording.telling(text))
        )
        least = max(_MANY, len(self._sentences.texts) // _ONE_IN)
        return frozenset(word for word, count in told.items() if count >= least)

    @cached_property
    def _sentences_too(self) -> list[Passage]:
        """The passages, and the sentences that were cut at what they except."""
        cut = [text for text in self._sentences.texts if _TAIL.search(text)]
        return [*self._passages, *map(self._passage, cut)]

    def _introduced(self, sentence: str) -> Iterator[Passage]:
        """A sentence that names parties: who is what must stand beside the party, not anywhere in
        the sentence."""
        for piece in re.split(r"(?<=\)),? ", sentence):
            yield self._marked(piece)
        yield Introduction(self._marked(sentence).text)

    def _pieces(self, sentence: str) -> Iterator[Passage]:
        """A sentence in which parties are marked, and its parts."""
        whole = self._marked(sentence)
        clauses = [self._marked(one) for one in sentence.split("; ")]
        doing = sum(any(act.by for act in one.acts) for one in clauses)
        if doing < _SEVERAL and sum(bool(_VERB.search(one.text)) for one in clauses) < _SEVERAL:
            yield whole  # else what one does and what another does stand side by side
        for piece in re.split(r"; |,? \bbut |, and ", sentence):
            if piece != sentence:
                yield self._marked(piece)
        if self._back:  # what stands beside it in the sentence need not be told, conditions must
            limits = conditions(whole.text)
            for piece in map(self._marked, _parts(sentence)):
                if piece.parties or not whole.parties:  # else whose it is was lost
                    yield replace(piece, under=limits)
        if tail := _NOT_WITHHELD.search(sentence):
            yield self._marked(f"{sentence[: tail.start()]}{sentence[tail.end() :]}")
        if appointed := _APPOINTED.search(whole.text):
            yield Passage(f"{appointed['who']} is {appointed['what']}")


#: "The deposit of USD 5,000": how much it is may be said elsewhere.
_OF_SUM: Final = re.compile(
    r"\b(?P<what>[Tt]he (?:[\w-]+ ){1,3})of "
    r"(?P<sum>(?:[$€£]|[A-Z]{3} )\d[\d.,]*\d)(?=[ .,;])"
)
#: A part that goes on with the subject of the one before.
_GOES_ON: Final = re.compile(
    rf"(?:(?:and|or) )?(?:(?={_FINITE}\b)|(?P<passive>)(?={_PARTICIPLE}))", re.IGNORECASE
)
_SUBJECT: Final = re.compile(
    rf"^(?:(?:and|or|with) )?(?P<lead>(?:[\w'&.-]+ ){{0,5}}?[\w'&.-]+)"
    rf"(?: of (?:[^,;]|,(?=\d))*?)? {_FINITE}\b",
    re.IGNORECASE,
)


def _parts(said: str) -> list[str]:
    """What is joined in a sentence, each with its subject; how much something is that it is not
    about is a part of its own."""
    found: list[str] = []
    for part in _TAIL.split(said):
        subject = ""
        for one in _PARTS.split(part):
            if not one.strip(" ."):
                continue
            on = _GOES_ON.match(one)
            if on is None:
                own = _SUBJECT.match(one)
                subject = own["lead"] if own else subject
                found.append(one)
            else:
                lead = [*subject.split()[-1:], *(["is"] if on["passive"] is not None else [])]
                found.append(" ".join([*lead, one[on.end() :]]))
    return [piece for one in found for piece in _sums(one)]


def _sums(part: str) -> list[str]:
    told = _OF_SUM.search(part)
    if told is None:
        return [part]
    rest = f"{part[: told.start()]}{told['what'].strip()}{part[told.end() :]}"
    return [f"{told['what']}is {told['sum']}", rest]
