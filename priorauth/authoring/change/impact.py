"""Which open cases come out otherwise when one profile takes the place of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from priorauth.assembly.chart import read_chart
from priorauth.authoring.change.open_cases import OpenCase
from priorauth.case.model import Case
from priorauth.comparison.model import Concordance
from priorauth.criteria.assess import assess
from priorauth.criteria.model import Assessment, Origin, Result, Status
from priorauth.payers.library import ChosenProfile, ProfileLibrary, exact_id, profile_for
from priorauth.payers.medicare import branch_facts
from priorauth.problems import Problem, Refused, Severity
from priorauth.submission.build_spec import CaseQuery

_NOT_HELD = Concordance()
"""Stands in where exhibits need not be read: what they bear out does not depend on the profile."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """A profile that is to take another's place, with the profiles as they are found before and after."""

    before: ProfileLibrary
    after: ProfileLibrary
    replaced_id: str
    new_id: str

    def concerns(self, case: Case) -> bool:
        """Whether a case names the profile that goes or the one that comes."""
        return exact_id(case.coverage.payer, (self.replaced_id, self.new_id)) in (self.replaced_id, self.new_id)

    def profiles_of(self, case: Case) -> tuple[ChosenProfile, ChosenProfile]:
        """Choose the profile a case is held against before, and the one after."""
        old = profile_for(case.coverage, case.facility, self.before)
        takes_over = exact_id(case.coverage.payer, (self.replaced_id,)) == self.replaced_id
        return old, profile_for(case.coverage, case.facility, self.after, self.new_id if takes_over else None)


@dataclass(frozen=True, slots=True)
class CriterionChange:
    """What became of one criterion before and after; ``None`` where it is not asked."""

    criterion: str
    before: Status | None
    after: Status | None
    required: bool
    """Whether it holds a packet back, on either side."""


@dataclass(frozen=True, slots=True)
class ProfileJudgment:
    """How a case stands with one profile."""

    profile_id: str
    letter: str
    ready: bool
    """Whether nothing required is open."""


@dataclass(frozen=True, slots=True)
class Flip:
    """A case that comes out otherwise. It is named by its id, and nothing of the chart is in it."""

    case_id: str
    file: str
    before: ProfileJudgment
    after: ProfileJudgment
    answers: tuple[CriterionChange, ...]
    problems: tuple[str, ...] = ()
    """Codes of what is wrong with its exhibits and would hold it back with either profile."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """A case for which it is not known which of the new profile's rules hold, so that nothing of it changes."""

    case_id: str
    missing: tuple[str, ...]
    """The fields of the case that decide it."""


@dataclass(frozen=True, slots=True)
class Impact:
    """The cases that change, how many do not or are of another payer, and those that could not be judged."""

    flips: tuple[Flip, ...]
    unchanged: int
    elsewhere: int
    unjudged: int = 0
    problems: tuple[Problem, ...] = ()
    """Why some could not be judged: the profile they are held against now cannot be read."""
    undecided: tuple[Undecided, ...] = ()
    """Those among the unchanged whose rules are not known."""


def impact(replacement: Replacement, cases: Sequence[OpenCase], as_of: date) -> Impact:
    """Compare each open case with the profile before and after, and return those that come out otherwise.

    A case comes out otherwise when its letter changes, or when some criterion is answered otherwise: one asked
    before and after with another answer, a new one that is not met, or one no longer asked that was not. The
    exhibits of such a case are read, so that it is known whether its packet could go out.
    """
    flips: list[Flip] = []
    undecided: list[Undecided] = []
    problems: dict[Problem, None] = {}
    unchanged = elsewhere = unjudged = 0
    for item in cases:
        try:
            old, new = replacement.profiles_of(item.case)
            if not replacement.concerns(item.case) and old.sha256 == new.sha256:
                elsewhere += 1
            elif _comes_out_otherwise(item.case, old, new, as_of):
                flips.append(_flip(item, old, new, as_of))
            else:
                unchanged += 1
                if missing := new.profile.undecided(branch_facts(item.case.coverage, item.case.facility)):
                    undecided.append(Undecided(item.case.case_id, missing))
        except Refused as refused:
            problems |= dict.fromkeys(refused.problems)
            unjudged += 1
    return Impact(tuple(flips), unchanged, elsewhere, unjudged, tuple(problems), tuple(undecided))


def _comes_out_otherwise(case: Case, old: ChosenProfile, new: ChosenProfile, as_of: date) -> bool:
    before, after = (_assessed(case, side, as_of, _NOT_HELD) for side in (old, new))
    return old.profile.letter_kind is not new.profile.letter_kind or bool(_answers(before, after))


def _flip(item: OpenCase, old: ChosenProfile, new: ChosenProfile, as_of: date) -> Flip:
    chart = read_chart(CaseQuery(item.file, as_of))
    codes = tuple(dict.fromkeys(p.code for p in chart.problems if p.severity is Severity.ERROR))
    before, after = (_assessed(item.case, side, as_of, chart.concordance) for side in (old, new))
    return Flip(
        item.case.case_id,
        str(item.file),
        _side(old, before, codes),
        _side(new, after, codes),
        _answers(before, after),
        codes,
    )


def _assessed(case: Case, chosen: ChosenProfile, as_of: date, concordance: Concordance) -> Assessment:
    return assess(case, chosen.profile, as_of=as_of, concordance=concordance, is_fallback=chosen.is_fallback)


def _side(chosen: ChosenProfile, assessment: Assessment, codes: Sequence[str]) -> ProfileJudgment:
    return ProfileJudgment(chosen.profile.id, chosen.profile.letter_kind.value, assessment.is_ready and not codes)


def _answers(before: Assessment, after: Assessment) -> tuple[CriterionChange, ...]:
    """Return the payer's criteria that are answered otherwise, in the new profile's order, dropped ones last."""
    old, new = _by_id(before), _by_id(after)
    found = (
        _answer(name, old.get(name), new.get(name)) for name in (*new, *(name for name in old if name not in new))
    )
    return tuple(answer for answer in found if answer is not None)


def _by_id(assessment: Assessment) -> dict[str, Result]:
    return {result.id: result for result in assessment.of(Origin.PAYER)}


def _answer(name: str, old: Result | None, new: Result | None) -> CriterionChange | None:
    was, is_now = old.status if old else None, new.status if new else None
    required = any(side is not None and side.required for side in (old, new))
    if was is is_now and (old is None or new is None or old.required is new.required):
        return None
    if {was, is_now} == {None, Status.MET}:
        return None
    return CriterionChange(name, was, is_now, required)
