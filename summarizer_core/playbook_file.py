"""A playbook's file: what it may hold, and on which line everything in it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final, Literal, NoReturn, TypeAlias

import yaml
from pydantic import Field, StringConstraints, ValidationError, field_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from summarizer_core.errors import InvalidRequest
from summarizer_core.models import Model, Severity

_MAX_FILE_BYTES: Final = 2_000_000


class PlaybookError(InvalidRequest):
    """A playbook file cannot be used; the message names file and line."""

    code = "invalid_playbook"


# --- what the file may hold ------------------------------------------------------------------

_Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class _Stated(Model):
    """A part of a file in which no key may be left blank: ``severity:`` alone is a slip, not a wish
    for the built-in one."""

    @field_validator("*", mode="before")
    @classmethod
    def _not_blank(cls, value: Any) -> Any:
        if value is None:
            raise PydanticCustomError("blank", "is left blank")
        return value


class ConditionSpec(_Stated):
    when: Any = None
    look_in: Literal["quote", "clause"] = "quote"
    about: _Text | None = None
    side: Literal["ours", "theirs", "either"] = "either"
    bound: Literal["ours", "theirs"] | None = None
    favoured: Literal["ours", "theirs"] | None = None
    severity: Severity
    rationale: _Text
    recommendation: _Text | None = None


class CategorySpec(_Stated):
    """``conditions`` are None where nothing is said of them."""

    title: _Text | None = None
    explanation: _Text | None = None
    severity: Severity | None = None
    rationale: _Text | None = None
    recommendation: _Text | None = None
    about: _Text | None = None
    mirror: _Text | None = None
    evidence: _Text | None = None
    conditions: tuple[ConditionSpec, ...] | None = None

    @property
    def whole(self) -> bool:
        """Whether it says all that is told of a clause, and so stands for itself."""
        return None not in (
            self.title,
            self.explanation,
            self.severity,
            self.rationale,
            self.recommendation,
        )


class ExpectedSpec(_Stated):
    category: str
    or_any_of: tuple[str, ...] = ()
    when: Any = None
    severity: Severity
    rationale: _Text
    recommendation: _Text


class TypeSpec(_Stated):
    patterns: tuple[_Text, ...] = Field(min_length=1)
    opening: tuple[_Text, ...] = ()
    general: bool = True
    without: tuple[str, ...] = ()
    clauses: tuple[ExpectedSpec, ...] = ()


class FileSpec(_Stated):
    version: Literal[1]
    tests: dict[str, Any] = Field(default_factory=dict)
    categories: dict[str, CategorySpec] = Field(default_factory=dict)
    general: tuple[ExpectedSpec, ...] | None = None
    document_types: dict[str, TypeSpec] = Field(default_factory=dict)


# --- reading it ------------------------------------------------------------------------------

Loc: TypeAlias = tuple[str | int, ...]


class Problem(Exception):
    """Something is wrong with what ``loc`` leads to."""

    def __init__(self, loc: Loc, message: str) -> None:
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


class Source:
    """A YAML file that remembers on which line everything stands."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._root: yaml.Node | None = None
        self.data: Any = None
        text = self._read()
        try:
            # Characters that YAML does not know are refused here.
            loader = _Loader(text)
        except yaml.reader.ReaderError as error:
            line = text.count("\n", 0, error.position) + 1
            self._fail(line, "it holds a control character; remove it")
        try:
            self._root = loader.get_single_node()
            if self._root is not None:
                self._refuse_duplicates(self._root)
                self.data = loader.construct_document(self._root)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            self._fail(mark.line + 1 if mark else 1, _yaml_sentence(error))
        except (yaml.YAMLError, ValueError) as error:
            self._fail(1, f"this is not YAML ({type(error).__name__})")
        except RecursionError:
            self._fail(1, "it is nested too deeply")
        finally:
            loader.dispose()

    @property
    def name(self) -> str:
        """Of the file, without its ending: the playbook's name."""
        return self._path.stem

    def fail(self, loc: Loc, message: str) -> NoReturn:
        """Raise ``PlaybookError`` with the line of what ``loc`` leads to, or of the deepest part
        of it that exists."""
        self._fail(self._line(loc), message)

    def refuse(self, error: ValidationError) -> NoReturn:
        """Raise ``PlaybookError`` for the mistake that says most: a key that is spelled wrong
        before the key that is missing for it, else the first in the file."""
        problems = error.errors()
        spelled = [one for one in problems if one["type"] == "extra_forbidden"]
        first = min(spelled or problems, key=lambda one: self._line(one["loc"]))
        self.fail(first["loc"], _sentence(first))

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

    def _line(self, loc: Loc) -> int:
        node, line = self._root, 1
        for step in loc:
            if isinstance(node, yaml.MappingNode):
                pairs = {str(key.value): (key, value) for key, value in node.value}
                if str(step) not in pairs:
                    break
                key, node = pairs[str(step)]
                line = key.start_mark.line + 1
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
                if step >= len(node.value):
                    break
                node = node.value[step]
                line = node.start_mark.line + 1
            else:
                break
        return line

    def _refuse_duplicates(self, node: yaml.Node) -> None:
        if isinstance(node, yaml.SequenceNode):
            for item in node.value:
                self._refuse_duplicates(item)
        elif isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    problem = "a key is a word, not a list or a mapping"
                elif key.value in seen:
                    problem = f"the key {key.value!r} stands here a second time"
                else:
                    seen.add(key.value)
                    self._refuse_duplicates(value)
                    continue
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=key.start_mark)


def _yaml_sentence(error: yaml.MarkedYAMLError) -> str:
    """What is wrong, and where what is not finished began."""
    problem = error.problem or "this is not YAML"
    begin, end = error.context_mark, error.problem_mark
    if begin is None or not error.context:
        return problem
    where = f", begun in line {begin.line + 1}" if end is None or begin.line != end.line else ""
    return f"{problem} ({error.context}{where})"


#: What pydantic expects, in words for the author of a playbook.
_EXPECTED: Final = {
    "tuple_type": "must be a list",
    "dict_type": "must be keys with values below it",
    "model_type": "must be keys with values below it",
    "string_type": "must be text; put it in quotes",
    "bool_type": "must be true or false",
    "string_too_short": "is empty",
    "too_short": "is empty",
    "blank": "is left blank; give it a value, or take the key out",
}


def _sentence(error: ErrorDetails) -> str:
    """A pydantic error in words for the author of a playbook."""
    steps = list(error["loc"])
    if steps and steps[-1] == "[key]":  # pydantic means the key, not its value
        steps[-2:] = [str(steps[-2])]
    loc = [f"number {step + 1}" if isinstance(step, int) else step for step in steps]
    where = f" in {' › '.join(loc[:-1])}" if len(loc) > 1 else ""
    last = repr(loc[-1]) if loc else "the file"
    if error["type"] == "extra_forbidden":
        return f"unknown key {last}{where}; check its spelling"
    if error["type"] == "missing":
        return f"the key {last} is missing{where}"
    if error["type"] == "enum":
        allowed = ", ".join(Severity)
        return f"{last}{where} must be one of {allowed}, not {error['input']!r}"
    if error["type"] in _EXPECTED:
        return f"{last}{where} {_EXPECTED[error['type']]}"
    return f"{last}{where} is not valid: {error['msg'][:1].lower()}{error['msg'][1:]}"
