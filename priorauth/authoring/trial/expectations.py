"""What a template's tests say: for a scenario or a case, sentences its letter has to say and must never say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from priorauth.authoring.trial.scenarios import Scenario
from priorauth.domain.dates import Day
from priorauth.letters.templates.template_library import LoadedTemplate
from priorauth.parsing.model import Line, Prose, Record, Slug
from priorauth.parsing.validation import Loaded, read_model
from priorauth.problems import Refused, Where, problem

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
            yield Expected(template.name, _read(path))


def _read(path: Path) -> Loaded[ExpectationFile]:
    try:
        return read_model(path, ExpectationFile)
    except Refused as refused:
        # A model cannot know which file it is read from.
        raise Refused(
            problem(p.code, Where(str(path))) if p.code == "PA617" else p for p in refused.problems
        ) from None
