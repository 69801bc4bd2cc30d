"""Filling a template: a sandbox over plain data in which every value is escaped and every gap is an error."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NoReturn

from jinja2 import BaseLoader, Environment, StrictUndefined, Template, TemplateNotFound, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from priorauth.letters.markdown.escaping import UnprintableValueError, printed
from priorauth.letters.templates.filters import ALLOWED_FILTERS, join, sentence_list
from priorauth.letters.templates.render_limits import (
    BUDGET,
    INCLUDED,
    TURNS,
    Budget,
    OverLimitError,
    charged,
    included,
    turns,
    with_charges,
)
from priorauth.letters.templates.syntax import ALLOWED_TESTS, check_template
from priorauth.letters.templates.template_library import LoadedTemplate, TemplateSource
from priorauth.problems import Problem, Refused, Where, did_you_mean, problem

MAX_MARKDOWN = 1_000_000
"""Characters; a letter has about ten thousand."""

MAX_SOURCE = 400_000
"""Characters of a template and its partials together; the longest shipped letter has about nine thousand."""

_LOOP_FIELDS = frozenset({"index", "first", "last", "length", "previtem", "nextitem"})


def render_template(
    template: LoadedTemplate, context: Mapping[str, object], *, compiled: Template | None = None
) -> str:
    """Fill a template with plain data (text, whole numbers, yes-or-no, lists and dictionaries) and give Markdown.

    ``compiled`` is the template as `compile_in` made it, where it was made in a sandbox of its own.

    Raises `Refused`: PA502 for a name the context does not have, PA503 for a value that is not text, PA501 or
    PA507 for what a template may not do, too much work among it. Each names the template's file and line, never a
    value.
    """
    sources = (template.source, *template.partials)
    compiled = compiled or _compile(sources)
    size, pieces = 0, []
    try:
        for piece in compiled.generate({**context, BUDGET: Budget()}):
            size += len(piece)
            if size > MAX_MARKDOWN:
                raise Refused([problem("PA507", Where(str(template.path)), what="more text than any letter has")])
            pieces.append(piece)
    except Refused:
        raise
    except Exception as error:  # any failure of a template is told without the value that caused it
        raise Refused([_explained(error, sources, context)]) from None
    return "".join(pieces).strip("\n") + "\n"


@lru_cache(maxsize=64)
def _compile(sources: tuple[TemplateSource, ...]) -> Template:
    """Check and compile once per content; equal sources are one entry."""
    return compile_in(Sandbox(sources), sources)


def compile_in(environment: Sandbox, sources: tuple[TemplateSource, ...]) -> Template:
    """Check every source and compile the first. Raises `Refused`: PA501, PA507."""
    for source in sources:
        check_template(source.text, str(source.path))
    if sum(len(source.text) for source in sources) > MAX_SOURCE:
        raise Refused([problem("PA507", Where(str(sources[0].path)), what="more text than any letter has")])
    try:
        return environment.get_template(sources[0].name)
    except TemplateSyntaxError as error:
        raise Refused([problem("PA501", Where(error.filename, error.lineno), reason=error.message)]) from None
    except (RecursionError, SyntaxError, MemoryError, ValueError):  # Python's own compiler has limits of its own
        raise Refused([problem("PA501", Where(str(sources[0].path)), reason="it is nested too deep")]) from None


class _Sources(BaseLoader):
    """Serves the files a template was loaded with, and no others."""

    def __init__(self, sources: tuple[TemplateSource, ...]) -> None:
        self._sources = {source.name: source for source in sources}

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        if template not in self._sources:
            raise TemplateNotFound(template)
        source = self._sources[template]
        return source.text, str(source.path), None


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja without globals, calls or attributes: a dot or an index only looks into lists and dictionaries."""

    intercepted_binops = frozenset(["+", "-", "*", "/", "//", "%", "**"])
    intercepted_unops = frozenset(["+", "-"])

    def __init__(self, sources: tuple[TemplateSource, ...]) -> None:
        super().__init__(
            loader=_Sources(sources),
            undefined=StrictUndefined,
            finalize=printed,
            autoescape=False,
            auto_reload=False,
        )
        self._lengths = {source.name: len(source.text) for source in sources}
        self.globals.clear()
        own = {"join": charged(join), "sentence_list": charged(sentence_list), TURNS: turns, INCLUDED: included}
        self.filters = {**ALLOWED_FILTERS, **own}
        self.tests = {name: self.tests[name] for name in ALLOWED_TESTS}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = with_charges(self.as_written(source, name, filename), self._length_of)
        tree.set_environment(self)
        return tree

    def as_written(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Read a template before its work is charged for; what watches a template changes it here."""
        return super()._parse(source, name, filename)

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - Jinja's own signature
        """Look a name up in a record; of ``loop``, only what templates may ask."""
        if isinstance(obj, LoopContext) and attribute in _LOOP_FIELDS:
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:  # noqa: ANN401 - Jinja's own signature
        """Look a name up in a record or a place up in a list, and nothing else."""
        if isinstance(obj, Mapping) and argument in obj and not str(argument).startswith("_"):
            return obj[argument]
        if isinstance(obj, list | tuple) and type(argument) is int and -len(obj) <= argument < len(obj):
            return obj[argument]
        return self.undefined(f"'{argument}' is undefined", obj=obj, name=str(argument))

    def _length_of(self, name: str) -> int:
        return self._lengths.get(name, 0)

    def call_binop(self, *_: object) -> NoReturn:
        """Refuse arithmetic: a few characters of it make numbers and texts without end."""
        raise SecurityError("arithmetic")

    def call_unop(self, *_: object) -> NoReturn:
        """Refuse arithmetic."""
        raise SecurityError("arithmetic")

    def call(self, *_: object, **__: object) -> NoReturn:
        """Refuse every call."""
        raise SecurityError("a call")


def _explained(error: Exception, sources: tuple[TemplateSource, ...], context: Mapping[str, object]) -> Problem:
    where = _where(error, sources)
    match error:
        case UnprintableValueError():
            return problem("PA503", where, type=error.kind)
        case OverLimitError():
            return problem("PA507", where, what="more work than any letter needs")
        case SecurityError():
            return problem("PA507", where, what=error.message)
        case UndefinedError():
            quoted = re.search(r"'([^']*)'", error.message or "")
            name = quoted[1] if quoted else "an item of an empty list"
            hint = did_you_mean(name, _names(context)) or "see the list of fields a template can use"
            return problem("PA502", where, name=name, hint=hint)
        case TemplateNotFound():
            return problem("PA504", where, name=error.name, hint="check the name of the partial")
    return problem("PA501", where, reason="the expression does not fit the kind of value it is given")


def _where(error: Exception, sources: tuple[TemplateSource, ...]) -> Where:
    """Find the template's line: Jinja rewrites tracebacks to the lines of its templates."""
    paths = {str(source.path) for source in sources}
    place = Where(str(sources[0].path))
    for frame, line in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename in paths:
            place = Where(frame.f_code.co_filename, line)
    return place


def _names(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield str(name)
            yield from _names(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _names(inner)
