"""A template's tests: what its letter has to say and must never say for a scenario or a case, and its trial."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from priorauth.authoring.trial.preview import document_of, draft_of, is_written_for
from priorauth.authoring.trial.scenarios import Scenario, ScenarioLibrary, Stage, Staged, case_file
from priorauth.document import Document, texts_of
from priorauth.domain.dates import Day
from priorauth.letters.checks.letter_sentences import sentence_spans
from priorauth.letters.templates.coverage import Outcomes
from priorauth.letters.templates.template_library import LoadedTemplate, TemplateLibrary
from priorauth.parsing.model import Line, Prose, Record, Slug
from priorauth.parsing.validation import Loaded, read_model
from priorauth.problems import Problem, Refused, Where, problem
from priorauth.render.pdf.pdf_file import render_pdf

_NEAR = 0.4
"""How alike two sentences have to be, from 0 to 1, for one to be shown as what was probably meant."""

BESIDE = ".test.yaml"
"""What a template's name ends in for the tests that stand beside it."""
FOLDER = "template_tests"
"""The practice's folder of tests; a file in it is named after its template."""


class Expectation(Record):
    """One letter that is written and what is expected of it."""

    scenario: Slug | None = None
    """A scenario; see `priorauth template preview`."""
    case: Line | None = None
    """Or a case: a shipped one by name, or its folder's path from this file; it needs ``as_of``."""
    payer: Slug | None = None
    as_of: Day | None = None
    draft: bool = False
    says: tuple[Prose, ...] = ()
    """Texts of which each has to stand in the letter, in one paragraph, list item, cell or heading."""
    never_says: tuple[Prose, ...] = ()
    """Texts none of which may stand in it, in capitals or not."""
    pages_at_most: Annotated[int, Field(ge=1, le=50)] | None = None

    @model_validator(mode="after")
    def _has_one_subject_and_an_expectation(self) -> Expectation:
        one_subject = (self.scenario is None) != (self.case is None) and (self.case is None) == (self.as_of is None)
        if not one_subject or not (self.says or self.never_says or self.pages_at_most):
            raise Refused([problem("PA617")])
        return self

    def own_scenario(self) -> Scenario | None:
        """Return the scenario that the case stands for; ``None`` where a scenario is named."""
        if self.case is None or self.as_of is None:
            return None
        return Scenario(case=self.case, as_of=self.as_of, payer=self.payer, draft=self.draft, shows="a test's case")


class ExpectationFile(Record):
    """The tests of one template."""

    tests: Annotated[tuple[Expectation, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Expected:
    """The tests of one file, and the template they are about."""

    template: str
    loaded: Loaded[ExpectationFile]


def expectations_for(template: LoadedTemplate, practice_folder: Path | None) -> Iterator[Expected]:
    """Find the tests of a template: beside its file, and in the practice's ``template_tests``.

    Tests beside a shipped template do not concern a letter of the practice's own that stands in for it. Raises
    `Refused`: PA1xx for a file that cannot be read, PA617 for a test that expects nothing.
    """
    beside = template.path.with_name(f"{template.name}{BESIDE}")
    own = [practice_folder / FOLDER / f"{template.name}.yaml"] if practice_folder else []
    for path in (beside, *own):
        if path.is_file():
            yield Expected(template.name, _read_tests(path))


def _read_tests(path: Path) -> Loaded[ExpectationFile]:
    try:
        return read_model(path, ExpectationFile)
    except Refused as refused:
        # A model cannot know which file it is read from.
        raise Refused(
            problem(p.code, Where(str(path))) if p.code == "PA617" else p for p in refused.problems
        ) from None


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of one test: nothing wrong, or each failure at the line of what was expected."""

    template: str
    subject: str
    """The scenario or the case."""
    where: Where
    failures: tuple[Problem, ...]


@dataclass(slots=True)
class TrialRunner:
    """Runs tests; scenarios are made ready once."""

    library: TemplateLibrary
    scenarios: ScenarioLibrary
    stage: Stage
    show_values: bool = False
    """Whether a failure may show a sentence of a letter whose case is not a made-up one."""

    def run(self, expected: Expected) -> Iterator[Trial]:
        """Run each test of a file. Trouble with one, such as a scenario that is unknown, is its failure."""
        for index, expectation in enumerate(expected.loaded.value.tests):
            where = expected.loaded.locate(("tests", index))
            try:
                failures = tuple(self._failures(expected, index, expectation))
            except Refused as refused:
                failures = refused.problems
            subject = expectation.scenario or Path(expectation.case or "").name
            yield Trial(expected.template, subject, where, failures)

    def _failures(self, expected: Expected, index: int, expectation: Expectation) -> Iterator[Problem]:
        staged = self._staged(expected, index, expectation)
        template = self.library.load(expected.template)
        if not is_written_for(template, staged.gated):
            where = expected.loaded.locate(("tests", index))
            raise Refused([problem("PA615", where, name=expected.template)])
        document = document_of(template, staged, self.library, Outcomes())
        may_show = staged.gated.case.sample or self.show_values
        locate = expected.loaded.locate
        for number, text in enumerate(expectation.says):
            yield from _missing(text, document, locate(("tests", index, "says", number)), may_show=may_show)
        for number, text in enumerate(expectation.never_says):
            yield from _forbidden(text, document, locate(("tests", index, "never_says", number)), may_show=may_show)
        if expectation.pages_at_most is not None:
            pages = render_pdf(document, draft_of(staged.gated)).pages
            if pages > expectation.pages_at_most:
                where = locate(("tests", index, "pages_at_most"))
                yield problem("PA614", where, pages=pages, limit=expectation.pages_at_most)

    def _staged(self, expected: Expected, index: int, expectation: Expectation) -> Staged:
        own: Scenario | None = expectation.own_scenario()
        if own is not None:
            where = expected.loaded.locate(("tests", index, "case"))
            beside = Path(expected.loaded.file).parent
            return self.stage.stage(Path(own.case).name, own, _placed(own.case, beside, where), where)
        name = expectation.scenario or ""
        where = expected.loaded.locate(("tests", index, "scenario"))
        try:
            loaded = self.scenarios.load(name)
        except Refused as refused:
            raise _at(refused, where) from None
        file = case_file(loaded.value.case, Path(loaded.file).parent)
        return self.stage.stage(name, loaded.value, file, Where(loaded.file))


def _placed(name: str, beside: Path, where: Where) -> Path:
    try:
        return case_file(name, beside)
    except Refused as refused:
        raise _at(refused, where) from None


def _at(refused: Refused, where: Where) -> Refused:
    return Refused(Problem(p.kind, where, p.message, p.fix, p.owner) for p in refused.problems)


def _missing(text: str, document: Document, where: Where, *, may_show: bool) -> Iterator[Problem]:
    said = [_folded(found) for found in texts_of(document)]
    if any(_folded(text) in found for found in said):
        return
    near = nearest(_folded(text), said)
    hint = f"the nearest it says is: {near}" if near else "it says nothing like it"
    yield problem("PA612", where, hint=_shown(hint, may_show=may_show))


def _forbidden(text: str, document: Document, where: Where, *, may_show: bool) -> Iterator[Problem]:
    for found in texts_of(document):
        if _folded(text).casefold() in _folded(found).casefold():
            near = nearest(_folded(text), [_folded(found)]) or _folded(found)
            yield problem("PA613", where, hint=_shown(f"it stands in: {near}", may_show=may_show))
            return


def _shown(hint: str, *, may_show: bool) -> str:
    return hint if may_show else "add --show-values to see what the letter says instead"


def _folded(text: str) -> str:
    return " ".join(text.split())


def nearest(text: str, said: list[str]) -> str | None:
    """Find the sentence of some texts that is most like ``text``; ``None`` where none is like it at all."""
    sentences = [found[first:last] for found in said for first, last in sentence_spans(found)]
    near = difflib.get_close_matches(text, sentences, n=1, cutoff=_NEAR)
    return near[0] if near else None
