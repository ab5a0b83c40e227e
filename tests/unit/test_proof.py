"""No quote passes that says something else than the document, however near it looks."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest

from summarizer_core.alignment import MINIMUM_SCORE, align
from summarizer_core.engines.base import Candidate
from summarizer_core.grounding import ground, locate
from summarizer_core.hashing import normalise, sha256_of
from summarizer_core.models import Chunk, ExtractedDocument, Page
from summarizer_core.support import supports

_NAMES = ("Acme Holdings", "Birch Lane Software", "Northwind Traders", "Delta Freight")
_MONTHS = ("January", "March", "May", "July", "October", "December")
_CURRENCIES = ("$", "€", "£", "USD ", "EUR ")
_TEMPLATES = (
    "{a} shall pay {b} the sum of {c}{n},000 no later than {d} days after receipt of the invoice.",
    "The aggregate liability of {a} under this Agreement shall not exceed {c}{n}0,000 in any year.",
    "{b} may terminate this Agreement on {d} days' written notice given after {m} {d}, 20{d}.",
    "Neither {a} nor {b} shall assign this Agreement without the prior consent of the other.",
    "This Agreement renews automatically unless {a} gives notice {d} days before {m} {d}, 20{d}.",
    "{a} must not disclose Confidential Information to any person except the employees of {b}.",
    "The Supplier warrants that the Services will conform to the documentation for {d} months.",
    "The Licensee may not sublicense or transfer the Software without approval from {b}.",
    "Royalties of {d}.5% of net sales are due to the Licensor within {d} days of each quarter.",
    "{b} shall indemnify and hold harmless {a} from any third party claims arising from breach.",
)


def _contract(rng: random.Random) -> list[str]:
    def fill(template: str) -> str:
        a, b = rng.sample(_NAMES, 2)
        return template.format(
            a=a,
            b=b,
            c=rng.choice(_CURRENCIES),
            n=rng.randint(2, 97),
            d=rng.randint(11, 28),
            m=rng.choice(_MONTHS),
        )

    return [fill(template) for template in rng.sample(_TEMPLATES, len(_TEMPLATES))]


# --- ways to write the same sentence ---------------------------------------------------------


def _wrapped(sentence: str, rng: random.Random) -> str:
    return "".join(rng.choice((" ", "\n", "  ", "\u00a0")) if c == " " else c for c in sentence)


def _typographic(sentence: str, rng: random.Random) -> str:
    return sentence.replace("'", "\u2019").replace("fi", "\ufb01")


def _broken(sentence: str, rng: random.Random) -> str:
    """One long word broken at a line's end."""
    word = rng.choice(re.findall(r"\b[a-z]{7,}\b", sentence))
    return re.sub(rf"\b{word}\b", f"{word[:4]}-\n{word[4:]}", sentence, count=1)


def _doubled(sentence: str, rng: random.Random) -> str:
    word = rng.choice(re.findall(r"\b[a-z]{7,}\b", sentence))
    return re.sub(rf"\b{word}\b", word[:3] + word[2:], sentence, count=1)


def _swapped(sentence: str, rng: random.Random) -> str:
    word = rng.choice([w for w in re.findall(r"\b[a-z]{6,}\b", sentence) if w[3] != w[4]])
    return re.sub(rf"\b{word}\b", word[:3] + word[4] + word[3] + word[5:], sentence, count=1)


def _unpunctuated(sentence: str, rng: random.Random) -> str:
    return sentence.rstrip(".")


# --- ways to say something else --------------------------------------------------------------


def _other_number(sentence: str, rng: random.Random) -> str | None:
    found = list(re.finditer(r"\d", sentence))
    if not found:
        return None
    at = rng.choice(found).start()
    return sentence[:at] + str((int(sentence[at]) + rng.randint(1, 9)) % 10) + sentence[at + 1 :]


def _dropped_digit(sentence: str, rng: random.Random) -> str | None:
    found = list(re.finditer(r"(?<=\d)\d", sentence))
    if not found:
        return None
    at = rng.choice(found).start()
    return sentence[:at] + sentence[at + 1 :]


def _other_currency(sentence: str, rng: random.Random) -> str | None:
    old = next((c for c in _CURRENCIES if c in sentence), None)
    new = rng.choice([c for c in _CURRENCIES if c != old])
    return sentence.replace(old, new, 1) if old else None


def _other_month(sentence: str, rng: random.Random) -> str | None:
    old = next((m for m in _MONTHS if f"{m} " in sentence), None)
    new = rng.choice([m for m in _MONTHS if m != old])
    return sentence.replace(old, new, 1) if old else None


def _other_name(sentence: str, rng: random.Random) -> str | None:
    old = next((n for n in _NAMES if n in sentence), None)
    new = rng.choice([n for n in _NAMES if n not in sentence])
    return sentence.replace(old, new, 1) if old else None


def _misspelled_name(sentence: str, rng: random.Random) -> str | None:
    old = next((n for n in _NAMES if n in sentence), None)
    return sentence.replace(old, old[:2] + old[2] + old[2:], 1) if old else None


def _other_role(sentence: str, rng: random.Random) -> str | None:
    pairs = {"Licensee": "Licensor", "Licensor": "Licensee", "Supplier": "Supplied"}
    old = next((role for role in pairs if role in sentence), None)
    return sentence.replace(old, pairs[old], 1) if old else None


def _negated(sentence: str, rng: random.Random) -> str | None:
    changed = re.sub(r"\b(shall|may|will|must)\b(?! not)", r"\1 not", sentence, count=1)
    return changed if changed != sentence else None


def _affirmed(sentence: str, rng: random.Random) -> str | None:
    changed = re.sub(r" not\b", "", sentence, count=1)
    return changed if changed != sentence else None


def _other_modal(sentence: str, rng: random.Random) -> str | None:
    found = re.search(r"\b(shall|may|will|must)\b", sentence)
    if found is None:
        return None
    new = rng.choice([w for w in ("shall", "may", "will", "must") if w != found[0]])
    return sentence[: found.start()] + new + sentence[found.end() :]


def _other_sense(sentence: str, rng: random.Random) -> str | None:
    pairs = {
        "without": "with", "before": "after", "after": "before", "unless": "if", "except": "and",
        "no later": "later", "conform": "deform", "indemnify": "identify", "any": "many",
        "harmless": "harmful", "aggregate": "average", "or": "and", "and": "or",
    }  # fmt: skip
    for old in rng.sample(sorted(pairs), len(pairs)):
        changed = re.sub(rf"\b{old}\b", pairs[old], sentence, count=1)
        if changed != sentence:
            return changed
    return None


def _dropped_word(sentence: str, rng: random.Random) -> str | None:
    words = sentence.split()
    inner = [i for i in range(1, len(words) - 1) if words[i] not in ("a", "an", "the")]
    del words[rng.choice(inner)]
    return " ".join(words)


def _added_word(sentence: str, rng: random.Random) -> str | None:
    words = sentence.split()
    words.insert(rng.randint(1, len(words) - 1), rng.choice(("only", "solely", "never", "two")))
    return " ".join(words)


def _shuffled(sentence: str, rng: random.Random) -> str | None:
    words = sentence.split()
    rng.shuffle(words)
    return " ".join(words)


def _two_swapped(sentence: str, rng: random.Random) -> str | None:
    words = sentence.split()
    at = rng.choice([i for i in range(len(words) - 1) if words[i] != words[i + 1]])
    words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)


def _parties_swapped(sentence: str, rng: random.Random) -> str | None:
    names = [n for n in _NAMES if n in sentence]
    if len(names) < 2:
        return None
    return sentence.replace(names[0], "\0").replace(names[1], names[0]).replace("\0", names[1])


def _invented(sentence: str, rng: random.Random) -> str | None:
    return "The Customer grants the Supplier an exclusive option over all of its shares."


_SAME = (_wrapped, _typographic, _broken, _doubled, _swapped, _unpunctuated)
_OTHER = (
    _other_number, _dropped_digit, _other_currency, _other_month, _other_name, _misspelled_name,
    _other_role, _negated, _affirmed, _other_modal, _other_sense, _dropped_word, _added_word,
    _shuffled, _two_swapped, _parties_swapped, _invented,
)  # fmt: skip


@pytest.mark.parametrize("change", _SAME)
def test_a_sentence_with_a_slip_becomes_the_documents_own_words(
    change: Callable[[str, random.Random], str],
):
    for seed in range(40):
        rng = random.Random(seed)
        sentences = _contract(rng)
        text = "\n\n".join(sentences)
        sentence = rng.choice(sentences)
        for quote, document in (
            (change(sentence, rng), text),
            (sentence, text.replace(sentence, change(sentence, rng))),
        ):
            place = locate(quote, document)
            assert place is not None, quote
            said = normalise(document[place[0] : place[1]])
            assert said.rstrip(".") in normalise(document)
            assert said[:6] == normalise(sentence)[:6]


@pytest.mark.parametrize("change", _OTHER)
def test_a_sentence_that_says_something_else_is_not_found(
    change: Callable[[str, random.Random], str | None],
):
    tried = 0
    for seed in range(150):
        rng = random.Random(seed)
        sentences = _contract(rng)
        text = "\n\n".join(sentences)
        sentence = rng.choice(sentences)
        quote = change(sentence, rng)
        if quote is None or normalise(quote) in normalise(text):
            continue
        tried += 1
        place = locate(quote, text)
        assert place is None, (quote, text[place[0] : place[1]])
    assert tried > 20


@pytest.mark.parametrize("change", _OTHER)
def test_an_altered_quote_of_a_finding_or_a_term_is_rejected_and_counted(
    change: Callable[[str, random.Random], str | None],
):
    rng = random.Random(7)
    sentences = _contract(rng)
    text = "\n\n".join(sentences)
    document = ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))
    chunk = Chunk(
        index=0, start=0, end=len(text), page=1, heading="", sha256=sha256_of(text), text=text
    )
    quotes = [q for s in sentences if (q := change(s, rng)) and normalise(q) not in normalise(text)]
    kinds = [("clause", "Insurance"), ("term", "Term")]
    candidates = [
        Candidate(kind, name, "", quote, 0, 0.9) for quote in quotes for kind, name in kinds
    ]
    grounded = ground(document, (chunk,), candidates)
    assert grounded.rejected == len(candidates) > 0
    assert grounded.clauses == grounded.terms == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the employee", "the employer"),
        ("the payments", "the payment"),
        ("party B", "party A"),
        ("party A", "party"),
        ("the county", "the country"),
        ("a casual worker", "a causal worker"),
        ("the revocable licence", "the irrevocable licence"),
        ("including VAT", "excluding VAT"),
        ("party of May 1", "party of May 11"),
        ("a fee of $5", "a fee of 5%"),
        ("the principal", "the principle"),
        ("a change of -5%", "a change of 5%"),
        ("the order from a supplier", "a order from the supplier"),
    ],
)
def test_words_that_only_look_alike_are_not_slips(one, other):
    rest = "shall bear all of the costs of shipping goods to the warehouse"
    assert locate(f"{one} {rest}", f"{other} {rest}") is None
    assert locate(f"{other} {rest}", f"{one} {rest}") is None


def test_an_aligned_place_scores_at_least_the_minimum_and_is_whole_words():
    text = "and that the terrnination of the agreement takes effect at once, if paid"
    assert align("the termination of this agreement takes effect at once, if paid", text) is None
    place = align("the termination of agreement takes effect at once, if paid", text)
    assert place is not None and place.score >= MINIMUM_SCORE
    assert text[place.start : place.end] == text[text.index("the terr") :]


@pytest.mark.parametrize(
    ("quote", "value"),
    [
        ("made on the first day of March, 2024", "2024-03-01"),
        ("dated 31/12/2024", "2024-12-31"),
        ("as of Sept. 5, 2019", "2019-09-05"),
        ("the sum of $1.5 million", "USD 1,500,000.00"),
        ("one hundred thousand dollars", "USD 100,000.00"),
        ("€ 12.000", "EUR 12,000.00"),
        ("three (3) years", "3 years"),
        ("twenty-four months", "24 months"),
        ("for 24 (twenty-four) months", "twenty-four months"),
        ("month to month basis", "1 month"),
        ("the laws of the State of New York", "New York"),
        ("ACME HOLDINGS, INC.", "Acme Holdings, Inc."),
        ("English law", "England and Wales"),
        ("renews automatically", "automatic renewal"),
        ("anything", ""),
    ],
)
def test_a_value_that_its_quote_says_is_supported(quote, value):
    assert supports(quote, value)


@pytest.mark.parametrize(
    ("quote", "value"),
    [
        ("made on the first day of March, 2024", "2024-03-02"),
        ("made on the first day of March, 2024", "2023-03-01"),
        ("made on the first day of March, 2024", "2024-05-01"),
        ("the Effective Date", "2024-03-01"),
        ("the sum of $1.5 million", "USD 1,500.00"),
        ("the sum of $15,000", "EUR 15,000.00"),
        ("the sum of $15,000", "USD 5,000.00"),
        ("three (3) years", "5 years"),
        ("the laws of the State of New York", "New Jersey"),
        ("ACME HOLDINGS, INC.", "Acme Trading, Inc."),
        ("1,500 days", "500 days"),
        ("for six (6) months", "twelve months"),
        ("for 6 months", "twenty-six months"),
    ],
)
def test_a_value_that_its_quote_does_not_say_is_not_supported(quote, value):
    assert not supports(quote, value)


def test_a_term_whose_value_its_quote_does_not_say_is_rejected_and_counted():
    text = "This Agreement is made on March 1, 2024 between the parties."
    document = ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))
    chunk = Chunk(
        index=0, start=0, end=len(text), page=1, heading="", sha256=sha256_of(text), text=text
    )
    terms = [
        Candidate("term", "Effective date", value, "made on March 1, 2024", 0, 0.9)
        for value in ("2024-03-01", "2025-03-01")
    ]
    grounded = ground(document, (chunk,), terms)
    assert [placed.candidate.value for placed in grounded.terms] == ["2024-03-01"]
    assert grounded.rejected == 1
