"""The gate: the only three types a letter can be made from.

A `Submission` cannot exist for a case that is not ready: its validator holds the case against the floor and the
payer's profile itself, so no caller can hand it an assessment of its own making. An `AppealSubmission` answers a
denial: it may say of a criterion that the record does not show it, but claims nothing that an exhibit does not bear
out. A `Draft` may have anything open, and everything drawn from it is marked as a draft. Letters, renderers and
packets take nothing else.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from pydantic import PrivateAttr, ValidationInfo, field_validator, model_validator

from priorauth.appeals.answers import AnswerVerdict, ReasonAnswer, answers
from priorauth.appeals.denial import Denial, letter_template
from priorauth.case.model import Case
from priorauth.comparison.grounding import grounded
from priorauth.comparison.model import Concordance
from priorauth.criteria.assess import WHICH_RULES, assess
from priorauth.criteria.claim_evidence import IMAGING_EVIDENCE
from priorauth.criteria.model import Assessment, FailureClass, Origin, Override, Result, Status
from priorauth.criteria.outcome import View
from priorauth.parsing.model import Record
from priorauth.payers.model import Profile
from priorauth.problems import Refused, problem


def _may_be_overridden(result: Result) -> bool:
    """Whether a named person may let it pass: a gap, and for the floor only one that is not known to fail.

    What an imaging report does not state may not be let pass: the letter would state it. Nor may what decides which
    rules hold: the letter would say that the payer's criteria could not be read.
    """
    known_to_fail = result.origin is Origin.FLOOR and result.status is Status.NOT_MET
    return result.failure is FailureClass.GAP and not known_to_fail and result.kind not in _FIRM


_FIRM = (IMAGING_EVIDENCE, WHICH_RULES)
"""The kinds of results that nobody may let pass."""


class _Gated(Record):
    """What both types hold: the case, the profile it is held against, and the day."""

    is_draft: ClassVar[bool]

    concordance: Concordance
    """The case compared with its exhibits."""
    case: Case
    """The case, each fact of it on the page that carries it, whatever page it was given with; see `grounded`."""
    profile: Profile
    as_of: date
    is_fallback: bool = False
    """Whether the payer has no profile and the FDA-cleared indication stands in for one."""
    is_other: bool = False
    """Whether the profile was asked for by id and is not the one that the case's payer leads to."""
    overrides: tuple[Override, ...] = ()
    denial: Denial | None = None
    """The denial that is appealed; ``None`` for a first request."""
    as_request: bool = False
    """Whether a request is made though the plan takes none."""

    _assessment: Assessment = PrivateAttr()

    @field_validator("case")
    @classmethod
    def _on_its_own_pages(cls, case: Case, info: ValidationInfo) -> Case:
        concordance = info.data.get("concordance")  # it is not there when it is itself no concordance
        return grounded(case, concordance) if concordance is not None else case

    @model_validator(mode="after")
    def _assess(self) -> Self:
        self._assessment = assess(
            self.case,
            self.profile,
            as_of=self.as_of,
            concordance=self.concordance,
            is_fallback=self.is_fallback,
            is_other=self.is_other,
        )
        self._check_overrides()
        self._check_gate()
        return self

    @property
    def assessment(self) -> Assessment:
        """The case held against the floor and the profile, made by this object itself."""
        return self._assessment

    @property
    def is_documentation(self) -> bool:
        """Whether it documents the chart and asks for nothing, as the plan takes no request for authorization."""
        takes_none = self.case.coverage.line_of_business in self.profile.no_authorization_for
        return takes_none and self.denial is None and not self.as_request

    @property
    def letter(self) -> str:
        """The template of the letter that goes out."""
        return letter_template(self.denial.level) if self.denial else self.profile.letter_kind.value

    @property
    def answers(self) -> tuple[ReasonAnswer, ...]:
        """What the chart answers to each reason of the denial; none where there is no denial."""
        if self.denial is None:
            return ()
        return answers(self.denial, self._assessment, self.profile, View(self.case, self.as_of))

    @property
    def unresolved(self) -> tuple[Result, ...]:
        """What is open and not overridden."""
        named = {override.criterion for override in self.overrides}
        return tuple(result for result in self._assessment.open if result.id not in named)

    def _check_overrides(self) -> None:
        gaps = {result.id for result in self._assessment.open if _may_be_overridden(result)}
        firm = {result.id for result in self._assessment.open if not _may_be_overridden(result)}
        wrong = [o.criterion for o in self.overrides if o.criterion not in gaps - firm]
        unknown_rules = {result.id for result in self._assessment.open if result.kind == WHICH_RULES}
        if wrong:
            raise Refused(problem("PA410" if id_ in unknown_rules else "PA402", id=id_) for id_ in wrong)

    def _check_gate(self) -> None:
        """Hold back what may not go out; a draft holds nothing back."""

    @classmethod
    def model_construct(cls, _fields_set: set[str] | None = None, **values: Any) -> Self:  # type: ignore[override]  # noqa: ANN401
        """Refuse: an object made without its validators would be a way around the gate."""
        raise TypeError(f"a {cls.__name__} is made through its validators only")

    def model_copy(self, **options: Any) -> Self:  # noqa: ANN401
        """Refuse: a changed copy would not be validated."""
        raise TypeError(f"make a new {type(self).__name__} instead of copying one")


class Submission(_Gated):
    """A packet that may be submitted.

    Raises `Refused`: PA401 while anything required is open, PA408 for a concordance of another case, or of a case
    some of whose exhibits were not opened.
    """

    is_draft: ClassVar[bool] = False

    def _check_gate(self) -> None:
        if self.denial is not None:
            raise TypeError("an appeal is an AppealSubmission")
        if not self.concordance.covers(self.case):
            raise Refused([problem("PA408")])
        if self.unresolved:
            raise Refused([problem("PA401", count=len(self.unresolved))])


class AppealSubmission(_Gated):
    """An appeal that may be sent.

    A criterion may be open, since the letter says so; what the chart brings up may not: a claim that its exhibit
    does not bear out, or evidence against the procedure that nobody has answered.

    Raises `Refused`: PA401 while any of that is open, PA408 as a submission does, PA1209 when the chart answers
    none of the denial's reasons, PA1222 when one of no known kind has no answer. Raises ``TypeError`` without a
    denial.
    """

    is_draft: ClassVar[bool] = False

    def _check_gate(self) -> None:
        if self.denial is None:
            raise TypeError("an appeal needs the denial that it answers")
        if not self.concordance.covers(self.case):
            raise Refused([problem("PA408")])
        if held := [result for result in self.unresolved if result.origin is Origin.CHART]:
            raise Refused([problem("PA401", count=len(held))])
        if by_hand := [answer for answer in self.answers if answer.verdict is AnswerVerdict.BY_HAND]:
            raise Refused([problem("PA1222", count=len(by_hand))])
        if not any(answer.is_answered for answer in self.answers):
            raise Refused([problem("PA1209", count=len(self.answers))])


class Draft(_Gated):
    """A packet for the practice's own eyes: marked on every page, the list of gaps first."""

    is_draft: ClassVar[bool] = True


GatedCase = Submission | AppealSubmission | Draft
"""What a letter, a drawing or a packet is made from."""


def require_gated(gated: object) -> None:
    """Raise ``TypeError`` for anything but a submission, an appeal or a draft; the type checker says it sooner."""
    if not isinstance(gated, GatedCase):
        raise TypeError("only a Submission, an AppealSubmission or a Draft can be drawn")
