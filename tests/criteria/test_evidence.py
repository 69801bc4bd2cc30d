"""What an exhibit does not bear out holds the packet back, and words against the procedure are answered by name."""

from __future__ import annotations

from typing import Any

import pytest

from priorauth.case.model import Certainty, CompetingFinding, Generator
from priorauth.comparison.model import Checked, Concordance, ExhibitFinding, ExhibitQuote, Verdict
from priorauth.criteria.assess import assess
from priorauth.criteria.model import Origin, Override, Result
from priorauth.domain.spine import DiscLevel
from priorauth.payers.library import default_library
from priorauth.problems import Owner, Refused
from priorauth.submission.gate import Submission
from tests.cases import AS_OF, borne_out, clean_case, clean_data

PROFILE = default_library().load("hcsc").profile
QUOTE = "Moderate foraminal narrowing at L5-S1."
PASSAGE = ExhibitQuote(exhibit="B", page=2, start=10, end=10 + len(QUOTE), quote=QUOTE)
SESSIONS = "conservative_care.1.sessions"
TYPES = "imaging.1.findings.1.modic_types"


def checked(claim: str, verdict: Verdict, **changes: Any) -> Concordance:
    item = Checked(**{"claim": claim, "exhibit": "C", "page": 3, "verdict": verdict, "code": "PA409"} | changes)
    rest = tuple(other for other in borne_out(clean_case()).checked if other.claim != claim)
    return borne_out(clean_case()).model_copy(update={"checked": (item, *rest)})


def raised(concordance: Concordance, **changes: Any) -> tuple[Result, ...]:
    case = clean_case(**changes)
    return assess(case, PROFILE, as_of=AS_OF, concordance=concordance).of(Origin.CHART)


@pytest.mark.parametrize(
    ("verdict", "failure"),
    [(Verdict.CONTRADICTED, "conflict"), (Verdict.NOT_FOUND, "gap"), (Verdict.UNREADABLE, "gap")],
)
def test_a_claim_its_exhibit_does_not_bear_out_is_open(verdict: Verdict, failure: str) -> None:
    (result,) = raised(checked(SESSIONS, verdict))
    assert (result.id, result.failure) == (f"evidence-{SESSIONS}", failure)
    with pytest.raises(Refused, match="PA401"):
        Submission(case=clean_case(), profile=PROFILE, as_of=AS_OF, concordance=checked(SESSIONS, verdict))


def test_a_claim_of_no_page_in_particular_is_told_without_a_page() -> None:
    concordance = checked(SESSIONS, Verdict.NOT_FOUND, code="PA704", page=None)
    (result,) = raised(concordance)
    assert "None" not in result.facts[0].statement


@pytest.mark.parametrize(("claim", "is_open"), [(SESSIONS, True), (f"{SESSIONS.rpartition('.')[0]}.source", False)])
def test_that_somebody_read_a_scan_shows_no_fact_that_it_does_not_hold(claim: str, is_open: bool) -> None:
    results = raised(checked(claim, Verdict.UNREADABLE, settled_by="Riley Placeholder"))
    assert [result.id for result in results] == ([f"evidence-{claim}"] if is_open else [])


def opened_at(*claims: tuple[str, Verdict, int]) -> list[str]:
    """The ids of what is open where these claims are, on these pages."""
    items = tuple(
        Checked(claim=claim, exhibit="C", page=page, verdict=verdict, code="PA409", owner=Owner.BILLING)
        for claim, verdict, page in claims
    )
    return [result.id for result in raised(borne_out(clean_case()).model_copy(update={"checked": items}))]


START, END, OTHER = "conservative_care.1.start", "conservative_care.1.end", "conservative_care.2.end"


@pytest.mark.parametrize(
    ("claims", "open_ids"),
    [
        ([(START, Verdict.UNREADABLE, 1), (OTHER, Verdict.UNREADABLE, 1)], [START]),
        ([(START, Verdict.UNREADABLE, 1), (OTHER, Verdict.UNREADABLE, 2)], [START, OTHER]),
        ([(START, Verdict.NOT_FOUND, 1), (END, Verdict.NOT_FOUND, 2)], [START]),
        ([(START, Verdict.NOT_FOUND, 1), (OTHER, Verdict.NOT_FOUND, 1)], [START, OTHER]),
        ([(START, Verdict.CONTRADICTED, 1), (END, Verdict.CONTRADICTED, 1)], [START, END]),
    ],
)
def test_one_cause_is_one_line(claims: list[tuple[str, Verdict, int]], open_ids: list[str]) -> None:
    assert opened_at(*claims) == [f"evidence-{claim}" for claim in open_ids]


def test_what_is_borne_out_is_not_open() -> None:
    assert raised(checked(SESSIONS, Verdict.CORROBORATED)) == ()


def test_the_owner_is_the_one_the_comparison_names() -> None:
    (result,) = raised(checked(TYPES, Verdict.NOT_FOUND, owner=Owner.RADIOLOGIST))
    assert result.shortfalls[0].owner is Owner.RADIOLOGIST


def test_the_words_that_contradict_are_shown_with_their_page() -> None:
    (result,) = raised(checked(SESSIONS, Verdict.CONTRADICTED, passage=PASSAGE))
    assert QUOTE in result.facts[0].statement
    assert result.facts[0].source is not None
    assert (result.facts[0].source.exhibit, result.facts[0].source.page) == ("B", 2)


@pytest.mark.parametrize(
    ("claim", "verdict", "may_pass"),
    [
        (SESSIONS, Verdict.NOT_FOUND, True),
        (SESSIONS, Verdict.CONTRADICTED, False),
        (TYPES, Verdict.NOT_FOUND, False),
        (TYPES, Verdict.CONTRADICTED, False),
    ],
)
def test_no_override_states_what_a_radiologist_did_not(claim: str, verdict: Verdict, may_pass: bool) -> None:
    override = Override(criterion=f"evidence-{claim}", by="Riley Placeholder", reason="seen on paper")
    wanted = {"case": clean_case(), "profile": PROFILE, "as_of": AS_OF, "overrides": (override,)}
    if may_pass:
        passed = Submission(**wanted, concordance=checked(claim, verdict))
        assert [result.id for result in passed.assessment.open] == [override.criterion]
    else:
        with pytest.raises(Refused, match="PA402"):
            Submission(**wanted, concordance=checked(claim, verdict))


def against(finding: CompetingFinding = CompetingFinding.STENOSIS, **changes: Any) -> Concordance:
    found = ExhibitFinding(
        finding=finding,
        place=DiscLevel.L5_S1,
        certainty=changes.pop("certainty", Certainty.STATED),
        passage=PASSAGE.model_copy(update=changes),
    )
    return Concordance(checked=borne_out(clean_case()).checked, against=(found, found))


IN_NOTE = {"exhibit": "A", "page": "2"}
ANSWER = {"exhibit": "B", "finding": "stenosis", "by": "Jordan Sample, MD", "statement": "It is not the source."}


def test_words_against_are_a_conflict_once_with_their_quote() -> None:
    (result,) = raised(against())
    assert (result.id, result.failure) == ("contrary-B-2-stenosis-L5-S1", "conflict")
    assert result.facts[0].statement.startswith("Exhibit B reports moderate or severe stenosis at L5-S1: “Moderate")


def test_what_is_not_ruled_out_is_said_to_be_just_that() -> None:
    (result,) = raised(against(CompetingFinding.INFECTION, certainty=Certainty.HEDGED))
    assert "does not rule out infection" in result.facts[0].statement


@pytest.mark.parametrize(
    ("answer", "settles"),
    [
        ({}, True),
        ({"page": "2"}, True),
        ({"page": "1"}, False),
        ({"exhibit": "A"}, False),
        ({"finding": "fracture"}, False),
    ],
)
def test_an_answer_settles_the_words_it_names(answer: dict[str, str], settles: bool) -> None:
    case = clean_case(exhibit_answers=[{**ANSWER, **answer}])
    assessment = assess(case, PROFILE, as_of=AS_OF, concordance=against())
    assert bool(assessment.of(Origin.CHART)) is not settles
    assert [item.is_answered for item in assessment.contrary] == [settles]


def test_the_answer_to_a_generator_answers_its_words_too() -> None:
    answer = {"by": "Jordan Sample, MD", "statement": "Root contact was looked for and is not the source."}
    words = against(CompetingFinding.NERVE_ROOT_COMPRESSION)
    assert raised(words)
    assert raised(words, other_generators__2__answer=answer) == ()


@pytest.mark.parametrize(
    ("finding", "generator"),
    [
        ("nerve_root_compression", "radicular"),
        ("stenosis", "stenosis"),
        ("disc_herniation", "disc"),
        ("spondylolisthesis", "spondylolisthesis"),
        ("spondylolysis", "spondylolisthesis"),
        ("fracture", "fracture"),
        ("infection", "infection"),
        ("tumor", "tumor"),
        ("facet_arthropathy", "facet"),
        ("sacroiliitis", "sacroiliac"),
        ("prior_surgery", None),
        ("transitional_anatomy", None),
    ],
)
def test_words_of_a_report_are_answered_where_their_source_of_pain_is(finding: str, generator: str | None) -> None:
    answer = {"by": "Jordan Sample, MD", "statement": "It was looked for and is not the source."}
    sources = sorted(kind.value for kind in Generator)
    settling = [
        name
        for name in sources
        if not raised(
            against(CompetingFinding(finding)),
            other_generators=[
                {"generator": name, "verdict": "excluded", "method": "seen", "answer": answer, "source": IN_NOTE}
            ],
        )
    ]
    assert settling == ([generator] if generator else [])


def test_an_answer_beside_a_work_up_without_one_answers_the_words_too() -> None:
    answer = {"by": "Jordan Sample, MD", "statement": "Root contact was looked for and is not the source."}
    rows = clean_data()["other_generators"]
    case_rows = [*rows, {**rows[2], "answer": answer}]
    assert raised(against(CompetingFinding.NERVE_ROOT_COMPRESSION), other_generators=case_rows) == ()


@pytest.mark.parametrize(("transitional", "is_open"), [("no", True), ("not_documented", True), ("yes", False)])
def test_transitional_anatomy_is_settled_by_stating_it(transitional: str, is_open: bool) -> None:
    words = against(CompetingFinding.TRANSITIONAL_ANATOMY)
    assert bool(raised(words, imaging__0__numbering__transitional=transitional)) is is_open


def test_quoted_words_stand_on_one_line() -> None:
    words = "Moderate foraminal\r\nnarrowing at L5-S1."
    (result,) = raised(against(quote=words))
    assert QUOTE in result.facts[0].statement
    (result,) = raised(checked(SESSIONS, Verdict.CONTRADICTED, passage=PASSAGE.model_copy(update={"quote": words})))
    assert QUOTE in result.facts[0].statement
