"""Each sentence of a summary is shown with the document's own words, whatever the engine claims."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest

from summarizer_core import jobs
from summarizer_core.engines.base import Stated, SummaryReply
from summarizer_core.engines.local import LocalEngine
from summarizer_core.models import AnalysisResult

pytestmark = pytest.mark.redis

TEXT = (
    "LOAN AGREEMENT\n\nThis Loan Agreement is made between Alder Works Ltd. (the Lender) and "
    "Birch Foods plc (the Borrower).\n\n1. The Borrower shall repay EUR 9,000 on 1 May 2026. The "
    "laws of Ohio govern this Agreement.\n"
)
INVENTED = "The Lender waives every claim against the Borrower."


class _Stating(LocalEngine):
    """Sums every document up in given paragraphs."""

    def __init__(self, *paragraphs: Sequence[Stated]) -> None:
        super().__init__()
        self._paragraphs = paragraphs

    def summarize(self, view, candidates, ask):
        text = "\n\n".join(" ".join(one.text for one in part) for part in self._paragraphs)
        sentences = [one for part in self._paragraphs for one in part]
        return SummaryReply(text, sentences=sentences)


def analysed(services, staff, *paragraphs: Sequence[Stated]) -> AnalysisResult:
    services.engines["local"] = _Stating(*paragraphs)
    session = services.submit(staff, "loan.txt", io.BytesIO(TEXT.encode()))
    jobs.Job(services, session.id, 1).run()
    return services.read.result(staff, session.id)


def test_sentences_keep_their_order_paragraphs_and_proofs(services, staff):
    repay = "The Borrower shall repay EUR 9,000 on 1 May 2026."
    result = analysed(
        services,
        staff,
        [Stated("EUR 9,000 is lent.", [(1, repay)]), Stated("Ohio.", [(1, "Ohio")])],
        [Stated("EUR 9,000 is lent."), Stated("Alder lends.", [(0, "Alder Works Ltd.")])],
    )
    assert [(one.paragraph, one.text) for one in result.summary_sentences] == [
        (1, "EUR 9,000 is lent."),
        (1, "Ohio."),
        (2, "EUR 9,000 is lent."),
        (2, "Alder lends."),
    ]
    lent, law, again, lender = (one.quotes for one in result.summary_sentences)
    assert [one.quote for one in lent] == [repay]
    # What is too short to show anything stands in its sentence, without the title before it.
    assert [one.quote for one in law] == ["The laws of Ohio govern this Agreement."]
    assert again == ()
    assert [one.quote.split(" is ")[0] for one in lender] == ["This Loan Agreement"]
    for one in (*lent, *law, *lender):
        assert TEXT[one.start : one.end] == one.quote


def test_what_does_not_occur_proves_nothing_and_a_part_of_a_passage_stands_once(services, staff):
    law = "The laws of Ohio govern this Agreement."
    claimed = [
        (-1, law),
        (0, law),
        (1, INVENTED),
        (99, law),
        (1, "laws of Ohio govern this"),
        (1, law),
    ]
    result = analysed(services, staff, [Stated("Ohio law governs.", claimed)])
    (sentence,) = result.summary_sentences
    assert [one.quote for one in sentence.quotes] == [law]


def test_a_summary_without_sentences_is_cut_into_them(services, staff):
    services.engines["local"] = engine = _Stating()
    engine.summarize = lambda *_: SummaryReply("One is said. Two is said.\n\nThree is said.")
    session = services.submit(staff, "loan.txt", io.BytesIO(TEXT.encode()))
    jobs.Job(services, session.id, 1).run()
    told = services.read.result(staff, session.id).summary_sentences
    assert [(one.paragraph, one.text, one.quotes) for one in told] == [
        (1, "One is said.", ()),
        (1, "Two is said.", ()),
        (2, "Three is said.", ()),
    ]
