"""The playbook: how bad a clause is, why, what to ask for, and which clauses are missing.

A playbook is plain YAML (``playbooks/default.yaml`` is the one that ships and shows every
feature). Engines say *which* clauses are there; everything said *about* them comes from here,
computed fresh, so that editing a playbook costs no engine call. A file of one's own needs only
what differs: categories, tests and document types that it does not name come from the default.

``when`` is one of

======================================  ========================================================
``'perpetual|irrevocabl[ey]'``          regular expression, searched without regard to case
``{test: worldwide}``                   a named expression from the section ``tests``
``{period_under: 30 days}``             some period in the text is shorter
``{period_over: 2 years}``              some period in the text is longer
``{period_over: 90 days, near: RE}``    the same, at most 40 characters before or after ``RE``
``{notice_under: 30 days}``             the same as ``period_under`` near words of notice
``{amount_over: 'USD 100,000'}``        some amount of that currency is greater; ``near`` as above
``{amount_under: 'EUR 5,000'}``         some amount of that currency is smaller; ``near`` as above
``{one_sided: true}``                   one party alone is bound or favoured; false: both are
``{all: [...]}``, ``{any: [...]}``,     combinations of the above
``{not: ...}``
======================================  ========================================================

A condition with ``side: ours`` (or ``theirs``) counts only where the reader represents a party and
the clause binds or favours that party (or another one), judged by the subject of the sentence; see
``sides``. Without ``side``, or with ``side: either``, it counts for everyone.

Text is matched with every run of white space as one blank, and typographic quotes and dashes in
their ASCII forms. A pattern that could be tried in more than a million ways at one place of the
text is refused when the file is read, so that no document can hold up the judging of it.
"""

from __future__ import annotations

import importlib
import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal, NoReturn, TypeAlias

import yaml
from pydantic import Field, StringConstraints, ValidationError

from summarizer_core.categories import ALL
from summarizer_core.errors import InvalidRequest
from summarizer_core.models import MissingClause, Model, Severity
from summarizer_core.money import amounts
from summarizer_core.sides import Sides

DEFAULT_FILE: Final = Path(__file__).parent / "playbooks" / "default.yaml"
#: Type of a contract that is of no more special type.
ANY_TYPE: Final = "any"
#: Type of a document that looks like no contract, or like none in the playbook's language.
OTHER_TYPE: Final = "other"

_MAX_FILE_BYTES: Final = 2_000_000
_MAX_WAYS: Final = 1_000_000
_MAX_CLAUSE_CHARACTERS: Final = 20_000
_NEAR_CHARACTERS: Final = 40
_NOTICE: Final = r"\b(?:notice|notif|prior|before|in advance)"
_KNOWN: Final = (
    "test, period_under, period_over, notice_under, amount_under, amount_over, one_sided, "
    "all, any, not"
)


@dataclass(frozen=True)
class _Passage:
    """A normalised text to check conditions on, and who is who in it."""

    text: str
    sides: Sides


#: Says whether a condition holds.
Check: TypeAlias = Callable[[_Passage], bool]


_NOBODY: Final = Sides()


class PlaybookError(InvalidRequest):
    """A playbook file cannot be used; the message names file and line."""

    code = "invalid_playbook"


class Judgement(Model):
    """What the playbook says of one clause."""

    title: str
    severity: Severity
    rationale: str
    recommendation: str


# --- what the file may hold ------------------------------------------------------------------

_Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class _ConditionSpec(Model):
    when: Any = None
    look_in: Literal["quote", "clause"] = "quote"
    side: Literal["ours", "theirs", "either"] = "either"
    severity: Severity
    rationale: _Text
    recommendation: _Text | None = None


class _CategorySpec(Model):
    title: _Text
    explanation: _Text
    severity: Severity
    rationale: _Text
    recommendation: _Text
    evidence: _Text | None = None
    conditions: tuple[_ConditionSpec, ...] = ()


class _ExpectedSpec(Model):
    category: str
    or_any_of: tuple[str, ...] = ()
    when: Any = None
    severity: Severity
    rationale: _Text
    recommendation: _Text


class _TypeSpec(Model):
    patterns: tuple[_Text, ...] = Field(min_length=1)
    general: bool = True
    without: tuple[str, ...] = ()
    clauses: tuple[_ExpectedSpec, ...] = ()


class _FileSpec(Model):
    version: Literal[1]
    tests: dict[str, Any] = Field(default_factory=dict)
    categories: dict[str, _CategorySpec] = Field(default_factory=dict)
    general: tuple[_ExpectedSpec, ...] | None = None
    document_types: dict[str, _TypeSpec] = Field(default_factory=dict)


# --- what it becomes -------------------------------------------------------------------------


@dataclass(frozen=True)
class _Condition:
    check: Check
    whole_clause: bool
    side: str
    judgement: Judgement


@dataclass(frozen=True)
class _Category:
    explanation: str
    default: Judgement
    evidence: re.Pattern[str] | None
    conditions: tuple[_Condition, ...]


@dataclass(frozen=True)
class _Expected:
    categories: frozenset[str]
    evidence: tuple[re.Pattern[str], ...]
    when: Check | None
    missing: MissingClause


@dataclass(frozen=True)
class _Type:
    patterns: tuple[re.Pattern[str], ...]
    expected: tuple[_Expected, ...]


class Playbook:
    """A compiled playbook of a name. Immutable; built by ``load``."""

    def __init__(
        self, name: str, categories: Mapping[str, _Category], types: Mapping[str, _Type]
    ) -> None:
        self.name = name
        self._categories = dict(categories)
        self._types = dict(types)

    def judge(
        self, category: str, quote: str, context: str = "", sides: Sides = _NOBODY
    ) -> Judgement:
        """Judge one clause: the first condition that holds decides, else the category's default.

        Args:
            category: one of ``categories.ALL``; any other is judged ``info``.
            quote: the words that were found.
            context: text of the clause around them, for conditions with ``look_in: clause``.
            sides: the parties, and the one that the reader represents.
        """
        known = self._categories.get(category)
        if known is None:
            return Judgement(
                title=category,
                severity=Severity.INFO,
                rationale="The playbook does not judge clauses of this kind.",
                recommendation="Read the clause and decide whether it needs a change.",
            )
        words = normalise(quote[:_MAX_CLAUSE_CHARACTERS])
        clause = normalise(context[:_MAX_CLAUSE_CHARACTERS]) if context else words
        bearer = sides.bearer(words) or sides.bearer(clause)
        for condition in known.conditions:
            if condition.side not in ("either", bearer):
                continue
            if condition.check(_Passage(clause if condition.whole_clause else words, sides)):
                return condition.judgement
        return known.default

    def missing(
        self, present: Collection[str], title: str | None, opening: str, text: str
    ) -> tuple[MissingClause, ...]:
        """Clauses that such a document should have and does not, worst first.

        A clause counts as there when its category was found, or when the category's ``evidence``
        occurs anywhere in the text: a wrong "missing" costs more trust than it is worth.

        Args:
            present: categories that were found.
            title: the document's title, if known.
            opening: how the text begins; about a page.
            text: the whole text.
        """
        found = self._types.get(self.document_type(title, opening))
        if found is None:
            return ()
        words = normalise(text)
        have = frozenset(present)
        gaps = [item.missing for item in found.expected if _is_missing(item, have, words)]
        order = list(Severity)
        return tuple(sorted(gaps, key=lambda gap: order.index(gap.severity)))

    def title(self, category: str) -> str:
        """Display title of a category; of an unknown one, its name."""
        known = self._categories.get(category)
        return known.default.title if known else category

    def explanation(self, category: str) -> str:
        """What a clause of this category is, in a sentence; empty for an unknown one."""
        known = self._categories.get(category)
        return known.explanation if known else ""

    def document_type(self, title: str | None, opening: str) -> str:
        """Key of the document type: by title if it says enough, else by the first type that the
        opening names; ``any`` for other contracts, ``other`` for what looks like no contract."""
        name, begin = normalise(title or ""), normalise(opening)
        special = {key: kind for key, kind in self._types.items() if key != ANY_TYPE}
        for key, kind in special.items():
            if _first(kind.patterns, name) is not None:
                return key
        general = self._types[ANY_TYPE].patterns
        # "Joint Venture Agreement" says what it is; "Agreement" does not.
        telling = len(name.split()) > 1 and _first(general, name) is not None
        if not telling:
            places = {key: _first(kind.patterns, begin) for key, kind in special.items()}
            named = [(place, key) for key, place in places.items() if place is not None]
            if named:
                return min(named, key=lambda pair: pair[0])[1]
        if telling or _first(general, begin) is not None:
            return ANY_TYPE
        return OTHER_TYPE


def load(path: Path | None = None) -> Playbook:
    """Read a playbook; None gives the default, which is parsed once per process.

    Raises:
        PlaybookError: the file cannot be read or is not a valid playbook; names file and line.
    """
    default = _default()
    if path is None:
        return default[1]
    return _Compiler(_Source(path), default[0]).playbook()


@cache
def _default() -> tuple[_FileSpec, Playbook]:
    compiler = _Compiler(_Source(DEFAULT_FILE), None)
    return compiler.spec, compiler.playbook()


def _first(patterns: Sequence[re.Pattern[str]], text: str) -> int | None:
    """Where the earliest match of any pattern begins."""
    starts = [match.start() for pattern in patterns if (match := pattern.search(text))]
    return min(starts, default=None)


def _is_missing(item: _Expected, present: frozenset[str], text: str) -> bool:
    if item.categories & present:
        return False
    if item.when is not None and not item.when(_Passage(text, _NOBODY)):
        return False
    return not any(pattern.search(text) for pattern in item.evidence)


# --- text ------------------------------------------------------------------------------------

_ASCII: Final = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"',
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
        "\u00ad": None,
    }
)  # fmt: skip


def normalise(text: str) -> str:
    """The form in which patterns see text: single blanks, ASCII quotes and dashes."""
    return " ".join(text.translate(_ASCII).split())


_UNITS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS: Final = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBERS: Final[Mapping[str, int]] = {
    **{word: value for value, word in enumerate(_UNITS, 1)},
    **{word: value for value, word in enumerate(_TEENS, 10)},
    **{word: value * 10 for value, word in enumerate(_TENS, 2)},
    "hundred": 100,
}
_WORD: Final = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_PERIOD: Final = re.compile(
    rf"\b(?P<number>\d{{1,4}}|(?:{_WORD})(?:[ -](?:and )?(?:{_WORD})){{0,3}})"
    r"(?: ?\( ?(?P<digits>\d{1,4}) ?\))?[ -]{1,3}"
    r"(?P<kind>(?:calendar|business|working|consecutive|full|additional)[ -])?"
    r"(?P<unit>day|week|month|year)s?\b",
    re.IGNORECASE,
)
#: In sixtieths of a day, so that 12 months are exactly a year and 5 business days a week.
_SIXTIETHS: Final = {"day": 60, "week": 420, "month": 1825, "year": 21_900}
_BUSINESS_DAY: Final = 84


def _number(words: str) -> int:
    if words.isdecimal():
        return int(words)
    total = 0
    for word in re.findall(_WORD, words.lower()):
        total = max(total, 1) * 100 if word == "hundred" else total + _NUMBERS[word]
    return total


def _periods(text: str) -> Iterator[tuple[int, int, int]]:
    """(length in sixtieths of a day, start, end) of each period that a normalised text names."""
    for match in _PERIOD.finditer(text):
        unit = _SIXTIETHS[match["unit"].lower()]
        if (match["kind"] or "").lower().startswith(("business", "working")):
            unit = _BUSINESS_DAY if unit == 60 else unit
        count = int(match["digits"]) if match["digits"] else _number(match["number"])
        yield count * unit, match.start(), match.end()


# --- reading the file ------------------------------------------------------------------------

_Loc: TypeAlias = tuple[str | int, ...]


class _Problem(Exception):
    def __init__(self, loc: _Loc, message: str) -> None:
        super().__init__(message)
        self.loc = loc
        self.message = message


class _Loader(yaml.SafeLoader):
    """YAML without aliases: a few lines of them expand to gigabytes."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(
                problem="aliases (*name) are not allowed here; repeat the text", problem_mark=mark
            )
        return super().compose_node(parent, index)


class _Source:
    """A YAML file that remembers on which line everything stands."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._root: yaml.Node | None = None
        self.data: Any = None
        text = self._read()
        loader = _Loader(text)
        try:
            self._root = loader.get_single_node()
            if self._root is not None:
                self._refuse_duplicates(self._root, ())
                self.data = loader.construct_document(self._root)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            self._fail(mark.line + 1 if mark else 1, f"{error.problem or 'this is not YAML'}")
        except (yaml.YAMLError, ValueError) as error:
            self._fail(1, f"this is not YAML ({type(error).__name__})")
        except RecursionError:
            self._fail(1, "it is nested too deeply")
        except _Problem as problem:
            self.fail(problem.loc, problem.message)
        finally:
            loader.dispose()

    @property
    def name(self) -> str:
        """Of the file, without its ending: the playbook's name."""
        return self._path.stem

    def fail(self, loc: _Loc, message: str) -> NoReturn:
        """Raise ``PlaybookError`` with the line of what ``loc`` leads to, or of the deepest part
        of it that exists."""
        self._fail(self._line(loc), message)

    def _read(self) -> str:
        try:
            content = self._path.read_bytes()
        except OSError as error:
            raise PlaybookError(
                f"The playbook {self._path.name} cannot be read: {error.strerror or error}. "
                "Check that the file exists and may be read."
            ) from error
        if len(content) > _MAX_FILE_BYTES:
            self._fail(1, "it is larger than 2 MB")
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            self._fail(line, "this is not UTF-8 text; save the file as UTF-8", error)

    def _fail(self, line: int, message: str, cause: Exception | None = None) -> NoReturn:
        raise PlaybookError(
            f"The playbook {self._path.name} cannot be used: line {line}: {message}."
        ) from cause

    def _line(self, loc: _Loc) -> int:
        node, line = self._root, 1
        for step in loc:
            if isinstance(node, yaml.MappingNode):
                pairs = {key.value: (key, value) for key, value in node.value}
                if step not in pairs:
                    break
                key, node = pairs[step]
                line = key.start_mark.line + 1
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
                if step >= len(node.value):
                    break
                node = node.value[step]
                line = node.start_mark.line + 1
            else:
                break
        return line

    def _refuse_duplicates(self, node: yaml.Node, loc: _Loc) -> None:
        if isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                self._refuse_duplicates(item, (*loc, index))
        elif isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if key.value in seen:
                    mark = key.start_mark
                    raise yaml.MarkedYAMLError(
                        problem=f"the key {key.value!r} stands here a second time",
                        problem_mark=mark,
                    )
                seen.add(key.value)
                self._refuse_duplicates(value, (*loc, key.value))


# --- compiling -------------------------------------------------------------------------------


class _Compiler:
    """Turns a file into a playbook, on top of ``base`` where the file says nothing."""

    def __init__(self, source: _Source, base: _FileSpec | None) -> None:
        self._source = source
        self._base = base
        self._tests: dict[str, Check] = {}
        try:
            self.spec = _FileSpec.model_validate(source.data if source.data is not None else {})
        except ValidationError as error:
            first = error.errors()[0]
            source.fail(first["loc"], _sentence(first))

    def playbook(self) -> Playbook:
        """Raises ``PlaybookError``."""
        try:
            return self._compile()
        except _Problem as problem:
            self._source.fail(problem.loc, problem.message)

    def _compile(self) -> Playbook:
        base = self._base or _FileSpec(version=1)
        # Inherited parts first and with the tests they were written for.
        self._add_tests(base)
        categories = self._categories(base)
        self._add_tests(self.spec)
        categories |= self._categories(self.spec)
        evidence = {key: item.evidence for key, item in categories.items() if item.evidence}
        titles = {key: item.default.title for key, item in categories.items()}
        general = self.spec.general if self.spec.general is not None else base.general or ()
        # Own types come first: where two match, the house's decides.
        own = self.spec.document_types
        types = own | {k: v for k, v in base.document_types.items() if k not in own}
        compiled = {}
        for key, spec in types.items():
            loc: _Loc = ("document_types", key)
            self._check_names(spec.without, (*loc, "without"))
            expected = {
                item.category: self._expected(item, (*loc, "clauses", index), titles, evidence)
                for index, item in enumerate(spec.clauses)
            }
            for index, item in enumerate(general if spec.general else ()):
                if item.category not in expected and item.category not in spec.without:
                    expected[item.category] = self._expected(
                        item, ("general", index), titles, evidence
                    )
            patterns = tuple(
                _pattern(text, (*loc, "patterns", index))
                for index, text in enumerate(spec.patterns)
            )
            compiled[key] = _Type(patterns, tuple(expected.values()))
        if ANY_TYPE not in compiled:
            raise _Problem(("document_types",), f"the document type {ANY_TYPE!r} is missing")
        return Playbook(self._source.name, categories, compiled)

    def _add_tests(self, spec: _FileSpec) -> None:
        """In the order of the file: a test may use those above it, so none can go in circles."""
        for name, when in spec.tests.items():
            self._tests[name] = self._check(when, ("tests", name))

    def _categories(self, spec: _FileSpec) -> dict[str, _Category]:
        self._check_names(spec.categories, ("categories",), keys=True)
        return {key: self._category(key, item) for key, item in spec.categories.items()}

    def _category(self, key: str, spec: _CategorySpec) -> _Category:
        loc: _Loc = ("categories", key)
        default = Judgement(
            title=spec.title,
            severity=spec.severity,
            rationale=spec.rationale,
            recommendation=spec.recommendation,
        )
        conditions = tuple(
            _Condition(
                check=self._condition(item, (*loc, "conditions", index)),
                whole_clause=item.look_in == "clause",
                side=item.side,
                judgement=Judgement(
                    title=spec.title,
                    severity=item.severity,
                    rationale=item.rationale,
                    recommendation=item.recommendation or spec.recommendation,
                ),
            )
            for index, item in enumerate(spec.conditions)
        )
        evidence = _pattern(spec.evidence, (*loc, "evidence")) if spec.evidence else None
        return _Category(spec.explanation, default, evidence, conditions)

    def _condition(self, spec: _ConditionSpec, loc: _Loc) -> Check:
        if spec.when is not None:
            return self._check(spec.when, (*loc, "when"))
        if spec.side == "either":
            raise _Problem(loc, "a condition needs 'when', or a 'side' of ours or theirs")
        return lambda _: True

    def _expected(
        self,
        spec: _ExpectedSpec,
        loc: _Loc,
        titles: Mapping[str, str],
        evidence: Mapping[str, re.Pattern[str]],
    ) -> _Expected:
        self._check_names([spec.category], (*loc, "category"), keys=True)
        self._check_names(spec.or_any_of, (*loc, "or_any_of"))
        names = frozenset([spec.category, *spec.or_any_of])
        return _Expected(
            categories=names,
            evidence=tuple(evidence[name] for name in ALL if name in names and name in evidence),
            when=None if spec.when is None else self._check(spec.when, (*loc, "when")),
            missing=MissingClause(
                category=spec.category,
                title=titles.get(spec.category, spec.category),
                severity=spec.severity,
                rationale=spec.rationale,
                recommendation=spec.recommendation,
            ),
        )

    @staticmethod
    def _check_names(names: Collection[str], loc: _Loc, *, keys: bool = False) -> None:
        for index, name in enumerate(names):
            if name not in ALL:
                raise _Problem(
                    (*loc, name if keys else index),
                    f"{name!r} is not a clause category; the names are those in "
                    f"{DEFAULT_FILE.name}, exactly as written there",
                )

    def _check(self, when: Any, loc: _Loc) -> Check:
        if isinstance(when, str):
            search = _pattern(when, loc).search
            return lambda passage: search(passage.text) is not None
        if not isinstance(when, dict) or not when:
            raise _Problem(
                loc,
                f"a condition is a pattern in quotes, or one of {_KNOWN}",
            )
        measured = self._measure(when, loc)
        if measured is not None:
            return measured
        if len(when) != 1:
            raise _Problem(loc, "a condition has one key; combine several with all or any")
        ((key, value),) = when.items()
        if key in ("all", "any"):
            return self._several(key, value, (*loc, key))
        if key == "not":
            inner = self._check(value, (*loc, key))
            return lambda passage: not inner(passage)
        if key == "one_sided":
            return self._one_sided(value, (*loc, key))
        if key == "test":
            return self._named(value, (*loc, key))
        raise _Problem((*loc, key), f"unknown condition {key!r}; known are {_KNOWN}")

    def _measure(self, when: Mapping[str, Any], loc: _Loc) -> Check | None:
        """The check of a condition on periods or amounts, None for another condition."""
        if "notice_under" in when:
            others = {key: value for key, value in when.items() if key != "notice_under"}
            near = {"period_under": when["notice_under"], "near": _NOTICE}
            return self._period({**others, **near}, loc)
        if "period_under" in when or "period_over" in when:
            return self._period(when, loc)
        if "amount_under" in when or "amount_over" in when:
            return self._amount(when, loc)
        return None

    @staticmethod
    def _one_sided(value: Any, loc: _Loc) -> Check:
        if not isinstance(value, bool):
            raise _Problem(loc, "one_sided is true or false")
        return lambda passage: passage.sides.one_sided(passage.text) is value

    def _several(self, key: str, value: Any, loc: _Loc) -> Check:
        if not isinstance(value, list) or not value:
            raise _Problem(loc, f"{key!r} needs a list of conditions")
        checks = [self._check(item, (*loc, index)) for index, item in enumerate(value)]
        combine = all if key == "all" else any
        return lambda passage: combine(check(passage) for check in checks)

    def _named(self, name: Any, loc: _Loc) -> Check:
        if name not in self._tests:
            known = ", ".join(sorted(self._tests)) or "none"
            raise _Problem(loc, f"there is no test {name!r} above this line; known are: {known}")
        return self._tests[name]

    def _period(self, when: Mapping[str, Any], loc: _Loc) -> Check:
        key, near = self._measured(when, "period", loc)
        given = list(_periods(normalise(str(when[key]))))
        if len(given) != 1:
            raise _Problem(
                (*loc, key), f"{when[key]!r} is no period; write for example '30 days' or '2 years'"
            )
        limit = given[0][0]

        def check(passage: _Passage) -> bool:
            return any(
                (length < limit if key == "period_under" else length > limit)
                and _close(near, passage.text, start, end)
                for length, start, end in _periods(passage.text)
            )

        return check

    def _amount(self, when: Mapping[str, Any], loc: _Loc) -> Check:
        key, near = self._measured(when, "amount", loc)
        given = list(amounts(normalise(str(when[key]))))
        if len(given) != 1:
            raise _Problem(
                (*loc, key), f"{when[key]!r} is no amount; write for example 'USD 100,000'"
            )
        currency, limit = given[0][:2]

        def check(passage: _Passage) -> bool:
            return any(
                code == currency
                and (value < limit if key == "amount_under" else value > limit)
                and _close(near, passage.text, start, end)
                for code, value, start, end in amounts(passage.text)
            )

        return check

    @staticmethod
    def _measured(
        when: Mapping[str, Any], what: str, loc: _Loc
    ) -> tuple[str, re.Pattern[str] | None]:
        """The key of a condition on periods or amounts, and what the measure must stand near."""
        under, over = f"{what}_under", f"{what}_over"
        extra = sorted(map(str, set(when) - {under, over, "near"}))
        if extra:
            article = "an" if what == "amount" else "a"
            raise _Problem((*loc, extra[0]), f"unknown key {extra[0]!r} beside {article} {what}")
        if under in when and over in when:
            raise _Problem(loc, f"give {under} or {over}; combine both with all")
        near = _pattern(when["near"], (*loc, "near")) if "near" in when else None
        return (under if under in when else over), near


def _close(near: re.Pattern[str] | None, text: str, start: int, end: int) -> bool:
    if near is None:
        return True
    return near.search(text, max(0, start - _NEAR_CHARACTERS), end + _NEAR_CHARACTERS) is not None


def _sentence(error: Any) -> str:
    """A pydantic error in words for the author of a playbook."""
    loc = [str(step) for step in error["loc"]]
    where = f" in {' › '.join(loc[:-1])}" if len(loc) > 1 else ""
    last = repr(loc[-1]) if loc else "the file"
    if error["type"] == "extra_forbidden":
        return f"unknown key {last}{where}; check its spelling"
    if error["type"] == "missing":
        return f"the key {last} is missing{where}"
    if error["type"] == "enum":
        allowed = ", ".join(Severity)
        return f"{last}{where} must be one of {allowed}, not {error['input']!r}"
    return f"{last}{where} is not valid: {error['msg'][:1].lower()}{error['msg'][1:]}"


# --- patterns --------------------------------------------------------------------------------

# The regular-expression parser of the standard library. It has no public name, but it is the only
# thing that reads a pattern exactly as ``re`` does.
_parser: Final[Any] = importlib.import_module("re._parser")


def _pattern(text: Any, loc: _Loc) -> re.Pattern[str]:
    if not isinstance(text, str) or not text:
        raise _Problem(loc, "a pattern is text in quotes")
    try:
        tree = _parser.parse(text, re.IGNORECASE)
        pattern = re.compile(text, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        raise _Problem(loc, f"the pattern {text!r} is not a regular expression: {error}") from error
    if pattern.search("") is not None:
        raise _Problem(loc, f"the pattern {text!r} matches everything")
    if _ways(tree) > _MAX_WAYS:
        raise _Problem(
            loc,
            f"the pattern {text!r} could take too long: give every repeat a small upper limit, "
            "such as .{0,80} for .* and \\w{1,20} for \\w+, and avoid repeats within repeats",
        )
    return pattern


def _ways(tree: Any) -> float:
    """Upper bound of the ways in which a parsed pattern can be tried at one place of a text."""
    product = 1.0
    for operation, value in tree:
        name = str(operation)
        if name.endswith("REPEAT"):
            low, high, body = value
            product *= _ways_of_repeat(low, high, _ways(body))
        elif name == "BRANCH":
            product *= _ways_of_branches(value[1])
        else:
            parts = value if isinstance(value, tuple | list) else (value,)
            for part in parts:
                if isinstance(part, _parser.SubPattern):
                    product *= _ways(part)
    return product


def _ways_of_branches(branches: Sequence[Any]) -> float:
    ways = [_ways(branch) for branch in branches]
    letters = {
        chr(branch[0][1]).lower()
        for branch in branches
        if len(branch) and str(branch[0][0]) == "LITERAL"
    }
    # Branches that begin with different letters exclude each other.
    return max(ways) if len(letters) == len(branches) else sum(ways)


def _ways_of_repeat(low: int, high: int, body: float) -> float:
    if high >= _MAX_WAYS:
        return math.inf
    if body <= 1:
        return high - low + 1
    # body ** 20 is above a million for two ways already.
    return math.inf if high > 20 else sum(body**count for count in range(low, high + 1))
