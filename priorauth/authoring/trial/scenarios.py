"""Scenarios: made-up cases, each with its payer, its day and what is changed in it, that a letter is tried on."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import cast

from pydantic import Field, JsonValue

from priorauth.appeals.denial import Denial
from priorauth.assembly.chart import as_reviewed, reviewed
from priorauth.case.model import Case
from priorauth.case.read_case import RowCase, read_case
from priorauth.comparison.compare import compare
from priorauth.criteria.model import Override
from priorauth.domain.dates import Day
from priorauth.exhibits.opening import open_exhibits
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.files import read_file
from priorauth.files.shipped_data import folder as shipped_folder
from priorauth.packet.plan import PacketPlan, plan_packet
from priorauth.parsing.model import Line, Record, Slug
from priorauth.parsing.tree import MAX_BYTES, Plain, read_tree
from priorauth.parsing.validation import Loaded, read_model
from priorauth.payers.library import ChosenProfile, ProfileLibrary, profile_for
from priorauth.payers.model import LetterKind
from priorauth.practice.settings import find_practice
from priorauth.problems import Refused, Where, did_you_mean, problem
from priorauth.review.settlements import read_settlements
from priorauth.submission.gate import AppealSubmission, Draft, GatedCase, Submission

CASE_FILE = "case.yaml"


class Scenario(Record):
    """One case a letter is tried on."""

    case: Line
    """The name of a shipped case, or the path of a case's folder, from the scenario's own."""
    as_of: Day
    shows: Line
    """What it is there to show."""
    payer: Slug | None = None
    """The profile to hold it against instead of its own."""
    like: Slug | None = None
    """A scenario whose changes hold here as well, before those of its own."""
    draft: bool = False
    """Whether it is a draft; one that is not has to be ready to go out."""
    fax: bool = False
    """Whether it goes out by fax."""
    changes: Mapping[str, JsonValue] = Field(default_factory=dict)
    """What is changed in the case: its place in the case file, with dots, and what stands there instead."""
    without: tuple[Line, ...] = ()
    """Places that are taken out of the case."""
    overrides: tuple[Override, ...] = ()
    """Open gaps that a made-up person lets pass."""
    denial: Denial | None = None
    """The denial it appeals; none for a first request."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A scenario made ready: the gate it passed, and its exhibits in their order."""

    name: str
    gated: GatedCase
    plan: PacketPlan
    is_fax: bool

    @property
    def exhibit_pages(self) -> dict[str, int]:
        """The number of pages of each exhibit."""
        return {planned.opened.exhibit.id: len(planned.opened.pages) for planned in self.plan.exhibits}


@dataclass(frozen=True, slots=True)
class ScenarioLibrary:
    """Scenarios in folders; one in an earlier folder stands in for one of the same name in a later."""

    folders: tuple[Path, ...]

    def names(self) -> tuple[str, ...]:
        """List the scenarios' names in alphabetical order."""
        return tuple(sorted({path.stem for folder in self.folders for path in folder.glob("*.yaml")}))

    def load(self, name: str) -> Loaded[Scenario]:
        """Read a scenario with what it takes from another. Raises `Refused`: PA610 unknown, PA1xx not readable."""
        own = self._read(name)
        if own.value.like is None:
            return own
        base, scenario = self._read(own.value.like).value, own.value
        merged = scenario.model_copy(
            update={
                "changes": {**base.changes, **scenario.changes},
                "without": (*base.without, *scenario.without),
                "overrides": (*base.overrides, *scenario.overrides),
                "draft": base.draft or scenario.draft,
            }
        )
        return replace(own, value=merged)

    def _read(self, name: str) -> Loaded[Scenario]:
        if name not in self.names():
            hint = did_you_mean(name, self.names()) or "see the folder examples/scenarios"
            raise Refused([problem("PA610", name=name[:60], hint=hint)])
        path = next(path for folder in self.folders if (path := folder / f"{name}.yaml").is_file())
        return read_model(path, Scenario)


def scenario_library(practice_folder: Path | None = None) -> ScenarioLibrary:
    """Find scenarios in the practice's own folder first, then among those shipped."""
    own = (practice_folder / "scenarios",) if practice_folder else ()
    return ScenarioLibrary((*own, shipped_folder("examples") / "scenarios"))


def case_file(name: str, beside: Path) -> Path:
    """Find the case that a name means: a path from ``beside``, or a shipped case. Raises `Refused` (PA610)."""
    given = beside / name
    for path in (given, given / CASE_FILE, shipped_folder("examples") / "cases" / name / CASE_FILE):
        if path.is_file():
            return path
    shipped = sorted(path.parent.name for path in (shipped_folder("examples") / "cases").glob(f"*/{CASE_FILE}"))
    hint = did_you_mean(name, shipped) or f"the made-up cases are {', '.join(shipped)}"
    raise Refused([problem("PA610", name=Path(name).name[:60], hint=hint)])


@dataclass(slots=True)
class Stage:
    """Makes scenarios ready; what a case's exhibits hold is read once."""

    profiles: ProfileLibrary
    _opened: dict[tuple[Path, str], tuple[OpenedExhibit, ...]] = field(default_factory=dict)

    def stage(self, name: str, scenario: Scenario, file: Path, where: Where | None = None) -> Staged:
        """Compare a scenario's case, which lies in ``file``, with its payer.

        Raises `Refused`: PA611 for a change to what the case does not have, and what reading a case and passing
        the gate raise.
        """
        case, chosen = self._case(scenario, file, where)
        exhibits = self._exhibits(case, file.parent)
        review = reviewed(case, exhibits, read_settlements(file.parent))
        gate = Draft if scenario.draft else AppealSubmission if scenario.denial else Submission
        gated = gate(
            case=case,
            profile=chosen.profile,
            concordance=compare(case, exhibits, reviewed=as_reviewed(review)),
            as_of=scenario.as_of,
            is_fallback=chosen.is_fallback,
            overrides=scenario.overrides,
            denial=scenario.denial,
        )
        return Staged(name, gated, plan_packet(chosen.profile, exhibits), scenario.fax)

    def letter_of(self, scenario: Scenario, file: Path) -> LetterKind:
        """Say which letter a scenario makes, without opening an exhibit."""
        return self._case(scenario, file, None)[1].profile.letter_kind

    def _case(self, scenario: Scenario, file: Path, where: Where | None) -> tuple[Case, ChosenProfile]:
        practice = find_practice(file.parent)
        tree = read_tree(read_file(file, limit_bytes=MAX_BYTES), str(file))
        content: Plain = {**(practice.defaults if practice else {}), **cast("dict[str, Plain]", tree.content)}
        tree = replace(
            tree, content=changed(content, scenario.changes, scenario.without, where or Where(str(file)))
        )
        case = read_case(RowCase(tree, file.parent), as_of=scenario.as_of).case
        return case, profile_for(case.coverage, case.facility, self.profiles, scenario.payer)

    def _exhibits(self, case: Case, folder: Path) -> tuple[OpenedExhibit, ...]:
        key = folder, case.model_dump_json(include={"exhibits"})
        if key not in self._opened:
            self._opened[key] = open_exhibits(case, folder)
        return self._opened[key]


def own_case(path: Path, *, as_of: date, payer: str | None) -> Scenario:
    """Make a scenario of any case: a draft, so that nothing open holds it back."""
    return Scenario(case=str(path), as_of=as_of, payer=payer, draft=True, shows="the case that was named")


def changed(content: Plain, changes: Mapping[str, JsonValue], without: Sequence[str], where: Where) -> Plain:
    """Return content with some places changed and some taken out. Raises `Refused` (PA611)."""
    changed_content = copy.deepcopy(content)
    for place, value in changes.items():
        holder, key = _holder(changed_content, place, where)
        if isinstance(holder, list) and isinstance(key, int):
            holder[key : key + 1] = [cast("Plain", value)]
        elif isinstance(holder, dict):
            holder[str(key)] = cast("Plain", value)
    for place in without:
        holder, key = _holder(changed_content, place, where)
        if isinstance(holder, list) and isinstance(key, int) and key < len(holder):
            del holder[key]
        elif not isinstance(holder, dict) or holder.pop(str(key), None) is None:
            raise Refused([problem("PA611", where, key=place)])
    return changed_content


def _holder(content: Plain, place: str, where: Where) -> tuple[Plain, str | int]:
    """Find what a place stands in, and its key there; a list may grow by one entry at its end."""
    *path, last = place.split(".")
    here: Plain = content
    for part in path:
        here = _inner(here, part)
    key: str | int = int(last) if isinstance(here, list) and last.isdigit() else last
    if not isinstance(here, dict) and not (isinstance(here, list) and isinstance(key, int) and key <= len(here)):
        raise Refused([problem("PA611", where, key=place)])
    return here, key


def _inner(content: Plain, part: str) -> Plain:
    if isinstance(content, dict):
        return content.get(part)
    if isinstance(content, list) and part.isdigit() and int(part) < len(content):
        return content[int(part)]
    return None
