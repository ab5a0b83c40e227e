"""What is known of a document, for those who tell of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from summarizer_core.amendments import amendment, old_words, taken_away, without_old
from summarizer_core.engines.base import Candidate, DocumentView
from summarizer_core.engines.local_told.wording import Proof, place
from summarizer_core.excerpts import hangs, is_whole, statements, takes_from
from summarizer_core.hashing import normalise
from summarizer_core.meant import means
from summarizer_core.negation import denies, passage
from summarizer_core.sides import Party

#: Characters in which a sentence that a finding is a part of begins and ends.
_AROUND: Final = 900
#: Characters behind a chunk's beginning in which its findings end.
_FAR: Final = 20_000

Terms = Mapping[str, Sequence[Candidate]]


@dataclass(frozen=True)
class Facts:
    """What is known of a document.

    Args:
        clauses: by category, those that say the thing.
        denied: by category, those that deny it, where no clause says it.
        changes: the title of an amendment, None of any other document.
    """

    view: DocumentView
    terms: Terms
    clauses: Terms
    denied: Terms
    changes: str | None

    @property
    def parties(self) -> list[Party]:
        return [Party(party.value, party.role) for party in self.terms.get("Party", ())]

    @property
    def english(self) -> bool:
        """Whether the document is in English, as far as somebody looked."""
        return self.view.recognition.english

    def standing(self, clause: Candidate) -> str:
        """A clause's words in their normal form, without those that an amendment takes away."""
        return normalise(without_old(clause.quote) if self.changes else clause.quote)

    def surest(self, name: str) -> Candidate:
        """Of the clauses of a category that was found."""
        return max(self.clauses[name], key=lambda clause: clause.confidence)

    def proofs(self, found: Iterable[Candidate]) -> list[Proof]:
        """What proves what was made of some findings. Of a quote that goes on in the next chunk it
        is the part in its own."""
        return [(one.chunk_index, self._within(one)) for one in found]

    def passage(self, one: Candidate) -> tuple[str, list[Proof]]:
        """The whole sentences that a finding stands in and what limits them right behind, in their
        normal form, with what proves them; of an amendment, and in other languages, no more than its words."""
        if self.changes is not None or not one.quote or not self.english:
            return self.standing(one), self.proofs([one])
        chunk = self.view.chunks[one.chunk_index]
        text = self.view.document.text
        at, end = self.span(one)
        if at < 0:
            return self.standing(one), self.proofs([one])
        begin = max(chunk.start, at - _AROUND)
        near = normalise(text[begin : end + _AROUND])
        said = normalise(one.quote)
        start = near.find(said, max(0, len(normalise(text[begin:at])) - 1))
        if start < 0:
            return said, self.proofs([one])
        touched: list[tuple[int, int]] = []
        for first, last in statements(near):
            within = first < start + len(said) and last > start
            if within or (touched and takes_from(near[first:last])):
                touched.append((first, last))
            elif touched:
                break
        whole = near[touched[0][0] : touched[-1][1]] if touched else said
        in_chunk = whole in normalise(chunk.text)
        proofs = [(one.chunk_index, whole)] if in_chunk else self.proofs([one])
        if (
            touched
            and hangs(whole)
            and (lead := self._lead(one.chunk_index, near[: touched[0][0]]))
        ):
            return f"{lead[1]} {whole}", [lead, *proofs]
        return whole, proofs

    def _lead(self, index: int, before: str) -> Proof | None:
        """The sentence that stands before another one, in its chunk or at the end of the chunk
        before that under the same heading: "It is then extended" tells from when with it alone.

        Args:
            before: the words of the chunk before the other one, in their normal form.
        """
        chunks = self.view.chunks
        if not before.strip() and index and chunks[index - 1].heading == chunks[index].heading:
            index -= 1
            before = normalise(chunks[index].text)
        spans = statements(before)
        said = before[slice(*spans[-1])].strip() if spans else ""
        return (index, said) if is_whole(said) else None

    def span(self, one: Candidate) -> tuple[int, int]:
        """Start and end of a finding in the text, however its lines are broken; (-1, -1) where it
        is not found."""
        text = self.view.document.text
        start = self.view.chunks[one.chunk_index].start
        at = text.find(one.quote, start) if one.quote else -1
        if at >= 0:
            return at, at + len(one.quote)
        words = r"\s+".join(map(re.escape, one.quote.split()))
        found = re.compile(words).search(text, start, start + _FAR) if words else None
        return found.span() if found else (-1, -1)

    def around(self, one: Candidate) -> tuple[str, str]:
        """The words before and behind a finding, in their normal form."""
        text = self.view.document.text
        at, end = self.span(one)
        if at < 0:
            return "", ""
        return normalise(text[max(0, at - _AROUND) : at]), normalise(text[end : end + _AROUND])

    def place(self, one: Candidate) -> str:
        """Where a passage is that cannot be quoted."""
        return place(self.view.chunks[one.chunk_index].heading)

    def _within(self, one: Candidate) -> str:
        if one.last_chunk is None or one.last_chunk == one.chunk_index:
            return one.quote
        chunk = self.view.chunks[one.chunk_index]
        start = self.view.document.text.find(one.quote, chunk.start)
        return one.quote[: chunk.end - start].rstrip() if 0 <= start < chunk.end else one.quote


def gather(view: DocumentView, candidates: Sequence[Candidate]) -> Facts:
    """The findings by what they say; what is doubtful, or taken away by an amendment, is left out."""
    terms: dict[str, list[Candidate]] = {}
    clauses: dict[str, list[Candidate]] = {}
    denied: dict[str, list[Candidate]] = {}
    sure = [one for one in candidates if not one.doubtful]
    for one in sure:
        if one.kind == "term":
            terms.setdefault(one.name, []).append(one)
    title = terms["Document title"][0].value if "Document title" in terms else None
    text = view.document.text
    changes = amendment(title, text)
    gone = old_words(text) if changes else []
    for one in sure:
        if one.kind != "clause":
            continue
        start = text.find(one.quote, view.chunks[one.chunk_index].start)
        end = start + len(one.quote)
        if start >= 0 and taken_away(text, start, end, gone):
            continue
        if start >= 0 and not _is_meant(one.name, text, start, end):
            continue
        said = passage(text, start, end) if start >= 0 else one.quote
        (denied if denies(one.name, said) else clauses).setdefault(one.name, []).append(one)
    none = {name: found for name, found in denied.items() if name not in clauses}
    return Facts(view, terms, clauses, none, changes)


#: "Grants no licence other than": what is granted is not what such a sentence is for.
_NO_GRANT: Final = re.compile(
    r"\bgrants? (?:\w+ ){0,2}no (?:\w+ ){0,3}(?:licen[cs]es?|rights?)\b|"
    r"\bno (?:\w+ ){0,3}(?:licen[cs]es?|rights?)\b[^.;]{0,80}\bgranted\b|"
    r"\b(?:not|nothing)\b[^.;]{0,120}\bgrant(?:s|ed|ing)?\b[^.;]{0,60}\b(?:licen[cs]e|rights?)\b",
    re.IGNORECASE,
)
_GRANTS: Final = re.compile(
    r"\bgrants? (?:(?:to|unto) )?(?!(?:\w+ ){0,3}no\b)[^.;]{0,160}\b(?:licen[cs]e|right)",
    re.IGNORECASE,
)
#: Policies of a party's own are no terms of the contract.
_OWN_POLICIES: Final = re.compile(
    r"^(?!.*\b(?:terms|conditions|agreement|contract|prices?|pricing|fees|rates|obligations|dut(?:y|ies)|"
    r"bind\w*|compl(?:y|iance))\b).*\b(?:amend|modif(?:y|ies)|changes?|revise|update|alter)\b "
    r"(?:any of |and \w+ )?(?:its|their|his|her)(?: own)?(?: [\w-]+){0,3}? "
    r"(?:polic(?:y|ies)|procedures?|practices?|guidelines)\b",
    re.IGNORECASE,
)
#: Who may propose a change may not make it alone.
_PROPOSED: Final = re.compile(
    r"^(?!.*\b(?:may|can|rights? to|reserves?|entitled to|free to)\b(?! (?:include|contain|propose)\b)"
    r"[^.;]{0,80}\b(?:amend|modif|chang|revis|updat|alter|vary|increas|adjust)).*\bpropos(?:als?|e[sd]?)\b",
    re.IGNORECASE,
)


def _is_meant(name: str, text: str, start: int, end: int) -> bool:
    """Whether words can be about what their category is about, and no grant or right of another
    kind."""
    if not means(name, text, start, end):
        return False
    if name == "Unilateral Amendment":
        said = normalise(text[start:end])
        return _OWN_POLICIES.search(said) is None and _PROPOSED.search(said) is None
    if name != "License Grant":
        return True
    said = normalise(passage(text, start, end))
    return _NO_GRANT.search(said) is None or _GRANTS.search(_NO_GRANT.sub("", said)) is not None
