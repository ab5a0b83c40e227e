"""The local engine's executive summary: plain sentences made of what was found and proved.

It says what the document is, between whom, since when and for how long, what each side must do,
about how much money, who carries which risk, how one gets out and under which law; then says in one
line what could not be told. Of a text that is no contract, or not in English, it says so first, and
so of an amendment. Each of the standard questions is answered or named among what could not be
told.

Here is the order of its paragraphs, and what gives way where they are long; ``local_told`` has the
sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from summarizer_core.amendments import CHANGES_ANOTHER
from summarizer_core.engines.base import Candidate, DocumentView, Stated
from summarizer_core.engines.local_duties import Duty, duties
from summarizer_core.engines.local_told.ends import ends
from summarizer_core.engines.local_told.facts import Facts, gather
from summarizer_core.engines.local_told.identity import about, foreign, identity
from summarizer_core.engines.local_told.law import disputes, law
from summarizer_core.engines.local_told.liability import limits
from summarizer_core.engines.local_told.money import money
from summarizer_core.engines.local_told.pages import marks, unpaged
from summarizer_core.engines.local_told.subjects import bounds, denials, risks
from summarizer_core.engines.local_told.term import time
from summarizer_core.engines.local_told.untold import SIDES, failed, untold
from summarizer_core.engines.local_told.wording import listed, titled, told
from summarizer_core.excerpts import quoted
from summarizer_core.sides import Party

_MAX_WORDS: Final = 450


def compose(view: DocumentView, candidates: Sequence[Candidate]) -> str:
    """The summary as plain text in paragraphs.

    Args:
        candidates: those that are proved; what is doubtful is not told.
    """
    return as_text(stated(view, candidates))


def as_text(paragraphs: Sequence[Sequence[Stated]]) -> str:
    """Sentences in paragraphs as plain text."""
    return "\n\n".join(" ".join(said.text for said in part) for part in paragraphs)


def stated(
    view: DocumentView, candidates: Sequence[Candidate], *, any_language: bool = False
) -> list[list[Stated]]:
    """The summary's paragraphs of sentences, each with what proves it, in at most 450 words where
    names and quotes are of usual length.

    Args:
        candidates: those that are proved; what is doubtful is not told.
        any_language: whether they come from an engine that reads more than English.
    """
    facts = gather(view, candidates)
    if view.recognition.contract is False:
        return [list(_no_contract(facts))]
    english = view.recognition.english
    found = duties(view, facts.parties, changes=facts.changes is not None)[:SIDES]
    bound = [party for party, _ in found]
    obliged = [_bound(party, said) for party, said in found]
    limited = list(limits(facts))
    ways_out, freely = ends(facts)
    duty_words = [duty.words for _, said in found for duty in said]
    restricted, denied = [*bounds(facts)], [*denials(facts)]
    paid = [*money(facts, duty_words)]
    first = [
        *_plainly(foreign(view, any_language=any_language)),
        *_plainly(CHANGES_ANOTHER if facts.changes else ""),
        *(identity(facts) if english else ()),
        *(about(facts) if english else ()),
        *time(facts),
    ]
    risky = [*limited, *risks(facts, ["Cap on Liability"] if limited else ())]
    lawful, disputed = [*law(facts)], [*disputes(facts)]
    answered = {"ends": bool(ways_out), "freely": freely}
    answered |= {"lawful": bool(lawful), "disputes": bool(disputed)}
    parts = (first, obliged, paid, risky, denied, ways_out, lawful, disputed, restricted)
    shown = [said for part in parts for said in part]
    unsaid = untold(facts, bound=bound, shown=shown, **answered) if english else ()
    last = [*unsaid, *failed(view)]
    lawful, disputed = _together(lawful, disputed)
    first = [one for one in first if not _is_among(one, ways_out)]
    kept = (first, obliged, paid, risky, denied, ways_out, lawful, disputed, restricted, last)

    def long() -> bool:
        return sum(len(said.text.split()) for part in kept for said in part) > _MAX_WORDS

    # What the clauses' list tells anyway goes first; what answers a question stays.
    for at in reversed(range(len(obliged))):
        if long():  # one duty a side
            party, said = found[at]
            obliged[at] = _bound(party, said[:1])
    for part, least in (
        (restricted, 1),
        (denied, 0),
        (ways_out, 2),
        (paid, 2),
        (restricted, 0),
        (ways_out, 1),
    ):
        while len(part) > least and long():
            part.pop()
    # Money and risk are read together.
    paragraphs = [
        first, obliged, [*paid, *risky, *denied], [*ways_out, *lawful, *disputed], restricted, last
    ]  # fmt: skip
    paged = marks(view.document.text)
    return [[unpaged(said, paged) for said in part] for part in paragraphs if part]


def _together(lawful: list[Stated], disputed: list[Stated]) -> tuple[list[Stated], list[Stated]]:
    """The same words on the law and on disputes once."""
    lead, parted, words = lawful[0].text.partition(" it says: ") if lawful else ("", "", "")
    alike = [one for one in disputed if parted and one.text.endswith(f"says: {words}")]
    if not alike:
        return lawful, disputed
    said = told(f"{lead} and on disputes it says: {words}", (*lawful[0].quotes, *alike[0].quotes))
    return [said, *lawful[1:]], [one for one in disputed if one not in alike]


def _is_among(said: Stated, others: Sequence[Stated]) -> bool:
    """Whether the same words are quoted in another sentence."""
    _, parted, words = said.text.partition(" it says: ")
    return bool(parted) and any(other.text.endswith(f"says: {words}") for other in others)


def _plainly(text: str) -> Iterator[Stated]:
    """A sentence that needs no proof, if it is one."""
    if text:
        yield Stated(text)


def _no_contract(facts: Facts) -> Iterator[Stated]:
    yield Stated(foreign(facts.view))
    title = facts.terms.get("Document title", ())[:1]
    if title:
        yield told(f"It is titled {quoted(titled(title[0].value))}", facts.proofs(title))
    yield Stated("Parties, duties and missing clauses are therefore not told.")
    yield from failed(facts.view)


def _bound(party: Party, said: Sequence[Duty]) -> Stated:
    words = listed([quoted(duty.words) for duty in said])
    if any(duty.whole for duty in said):
        lead = f"On what {party.label} must do it says"
        return told(f"{lead}: {words}", [(duty.chunk, duty.sentence) for duty in said])
    return told(f"{party.label} {words}", [(duty.chunk, duty.sentence) for duty in said])
