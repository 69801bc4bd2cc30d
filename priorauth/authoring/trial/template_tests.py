"""Holding a template's letters against what its tests expect of them."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from priorauth.authoring.trial.expectations import Expectation, Expected
from priorauth.authoring.trial.preview import document_of, draft_of, is_written_for
from priorauth.authoring.trial.scenarios import Scenario, ScenarioLibrary, Stage, Staged, case_file
from priorauth.authoring.word_import.letter_sentences import sentence_spans
from priorauth.document import Document
from priorauth.letters.checks.document_texts import texts_of
from priorauth.letters.templates.coverage import Outcomes
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.problems import Problem, Refused, Where, problem
from priorauth.render.pdf.pdf_file import render_pdf

_NEAR = 0.4
"""How alike two sentences have to be, from 0 to 1, for one to be shown as what was probably meant."""


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
        if not is_written_for(template, staged.standing):
            where = expected.loaded.locate(("tests", index))
            raise Refused([problem("PA615", where, name=expected.template)])
        document = document_of(template, staged, self.library, Outcomes())
        may_show = staged.standing.case.sample or self.show_values
        locate = expected.loaded.locate
        for number, text in enumerate(expectation.says):
            yield from _missing(text, document, locate(("tests", index, "says", number)), may_show=may_show)
        for number, text in enumerate(expectation.never_says):
            yield from _forbidden(text, document, locate(("tests", index, "never_says", number)), may_show=may_show)
        if expectation.pages_at_most is not None:
            pages = render_pdf(document, draft_of(staged.standing)).pages
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
