"""From a playbook's file to a playbook, on top of the one that ships."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from pydantic import ValidationError

from summarizer_core.categories import ALL
from summarizer_core.models import MissingClause
from summarizer_core.playbook_conditions import Check, Conditions
from summarizer_core.playbook_file import (
    CategorySpec,
    ConditionSpec,
    ExpectedSpec,
    FileSpec,
    Loc,
    Problem,
    Source,
)
from summarizer_core.playbook_gaps import ANY_TYPE, DocumentType, Expected
from summarizer_core.playbook_judgement import Category, Condition, Judgement, Playbook
from summarizer_core.playbook_patterns import pattern

#: Who favours one side binds the other.
_OPPOSITE: Final = {"ours": "theirs", "theirs": "ours"}


class Compiler:
    """Turns a file into a playbook, on top of ``base`` where the file says nothing."""

    def __init__(self, source: Source, base: FileSpec | None) -> None:
        self._source = source
        self._base = base
        self._conditions = Conditions()
        try:
            self.spec = FileSpec.model_validate(source.data if source.data is not None else {})
        except ValidationError as error:
            source.refuse(error)

    def playbook(self) -> Playbook:
        """Raises ``PlaybookError``."""
        try:
            return self._compile()
        except Problem as problem:
            self._source.fail(problem.loc, problem.message)

    def _compile(self) -> Playbook:
        base = self._base or FileSpec(version=1)
        # Inherited parts first and with the tests they were written for.
        self._conditions.add_tests(base.tests)
        categories = self._categories(base, {})
        self._conditions.add_tests(self.spec.tests)
        categories |= self._categories(self.spec, categories)
        evidence = {key: item.evidence for key, item in categories.items() if item.evidence}
        titles = {key: item.default.title for key, item in categories.items()}
        general = self.spec.general if self.spec.general is not None else base.general or ()
        # Own types come first: where two match, the house's decides.
        own = self.spec.document_types
        types = own | {k: v for k, v in base.document_types.items() if k not in own}
        compiled = {}
        for key, spec in types.items():
            loc: Loc = ("document_types", key)
            self._check_names(spec.without, (*loc, "without"))
            expected = {
                item.category: self._expected(item, (*loc, "clauses", index), titles, evidence)
                for index, item in enumerate(spec.clauses)
            }
            # What a built-in type leaves out it leaves out of the built-in list, not the house's.
            without = spec.without if key in own or self.spec.general is None else ()
            for index, item in enumerate(general if spec.general else ()):
                if item.category not in expected and item.category not in without:
                    expected[item.category] = self._expected(
                        item, ("general", index), titles, evidence
                    )
            patterns, opening = (
                tuple(pattern(text, (*loc, name, index)) for index, text in enumerate(texts))
                for name, texts in (("patterns", spec.patterns), ("opening", spec.opening))
            )
            compiled[key] = DocumentType(patterns, opening, tuple(expected.values()))
        if ANY_TYPE not in compiled:
            raise Problem(("document_types",), f"the document type {ANY_TYPE!r} is missing")
        return Playbook(self._source.name, categories, compiled)

    def _categories(self, spec: FileSpec, inherited: Mapping[str, Category]) -> dict[str, Category]:
        self._check_names(spec.categories, ("categories",), keys=True)
        return {
            key: self._category(key, item, inherited.get(key))
            for key, item in spec.categories.items()
        }

    def _category(self, key: str, spec: CategorySpec, inherited: Category | None) -> Category:
        """The category as the file has it; what it leaves out is inherited, and so are the
        conditions of one that leaves anything out."""
        loc: Loc = ("categories", key)
        default = self._default(spec, inherited, loc)
        about, mirror, evidence = (
            pattern(text, (*loc, name)) if text else None
            for name, text in (
                ("about", spec.about),
                ("mirror", spec.mirror),
                ("evidence", spec.evidence),
            )
        )
        conditions = tuple(
            Condition(
                check=self._condition(item, (*loc, "conditions", index)),
                whole_clause=item.look_in == "clause",
                about=(
                    pattern(item.about, (*loc, "conditions", index, "about"))
                    if item.about
                    else None
                ),
                side=None if item.side == "either" else item.side,
                bound=item.bound or _OPPOSITE.get(item.favoured or ""),
                judgement=Judgement(
                    title=default.title,
                    severity=item.severity,
                    rationale=item.rationale,
                    recommendation=item.recommendation or default.recommendation,
                ),
            )
            for index, item in enumerate(spec.conditions or ())
        )
        if inherited is None:
            return Category(spec.explanation or "", default, about, mirror, evidence, conditions)
        if spec.conditions is None and not spec.whole:
            conditions = tuple(
                replace(one, judgement=one.judgement.model_copy(update={"title": default.title}))
                for one in inherited.conditions
            )
        return Category(
            spec.explanation or inherited.explanation,
            default,
            about or inherited.about,
            mirror or inherited.mirror,
            evidence or inherited.evidence,
            conditions,
        )

    @staticmethod
    def _default(spec: CategorySpec, inherited: Category | None, loc: Loc) -> Judgement:
        said = {name: getattr(spec, name) for name in Judgement.model_fields}
        if inherited is not None:
            given = {name: value for name, value in said.items() if value is not None}
            return inherited.default.model_copy(update=given)
        for name in ("explanation", *said):
            if getattr(spec, name) is None:
                raise Problem(loc, f"the key {name!r} is missing in {loc[-1]!r}")
        return Judgement.model_validate(said)

    def _condition(self, spec: ConditionSpec, loc: Loc) -> Check:
        if spec.bound is not None and spec.favoured is not None:
            raise Problem((*loc, "favoured"), "give bound or favoured: one is the other's opposite")
        if spec.when is not None:
            return self._conditions.check(spec.when, (*loc, "when"))
        if spec.side == "either" and spec.bound is None and spec.favoured is None:
            raise Problem(
                loc, "a condition needs 'when', or a 'side' of ours or theirs ('bound', 'favoured')"
            )
        return lambda _: True

    def _expected(
        self,
        spec: ExpectedSpec,
        loc: Loc,
        titles: Mapping[str, str],
        evidence: Mapping[str, re.Pattern[str]],
    ) -> Expected:
        self._check_names([spec.category], (*loc, "category"), keys=True)
        self._check_names(spec.or_any_of, (*loc, "or_any_of"))
        names = frozenset([spec.category, *spec.or_any_of])
        return Expected(
            categories=names,
            evidence=tuple(evidence[name] for name in ALL if name in names and name in evidence),
            when=None if spec.when is None else self._conditions.check(spec.when, (*loc, "when")),
            missing=MissingClause(
                category=spec.category,
                title=titles.get(spec.category, spec.category),
                severity=spec.severity,
                rationale=spec.rationale,
                recommendation=spec.recommendation,
            ),
        )

    @staticmethod
    def _check_names(names: Collection[str], loc: Loc, *, keys: bool = False) -> None:
        for index, name in enumerate(names):
            if name not in ALL:
                raise Problem(
                    (*loc, name if keys else index),
                    f"{name!r} is not a clause category; the names are those in "
                    "default.yaml, exactly as written there",
                )
