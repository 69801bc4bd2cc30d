"""A fact stands on the page that carries it, whatever page the case names; without one it has no page."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from priorauth.case.consistency import dotted, sources, with_pages
from priorauth.case.model import Case, Source
from priorauth.comparison.grounding import grounded
from priorauth.comparison.model import Checked, Concordance, ExhibitQuote, Verdict, digest_of
from priorauth.payers.library import default_library
from priorauth.problems import Refused
from priorauth.submission.gate import Draft, Submission
from tests.cases import AS_OF, borne_out, clean_case, with_checked

PROFILE = default_library().load("highmark-wy-15-01-004").profile
WRONG = Source(exhibit="E", page=9, quote="words of another page")


def shown(claim: str, exhibit: str, page: int, verdict: Verdict = Verdict.CORROBORATED) -> Checked:
    words = ExhibitQuote(exhibit=exhibit, page=page, start=0, end=8, quote="as\nfound")
    return Checked(claim=claim, exhibit=exhibit, verdict=verdict, passage=words)


def pages(case: Case) -> dict[str, tuple[str, int | None]]:
    return {dotted(path): (source.exhibit, source.page) for path, source in sources(case)}


@pytest.mark.parametrize(
    ("claim", "field"),
    [
        ("pain.onset", "pain.source"),
        ("pain.pattern", "pain.pattern_source"),
        ("pain.unremitting", "pain.severity_source"),
        ("pain.matching_levels", "pain.matching_levels.source"),
        ("pain.leg_symptoms.present", "pain.leg_symptoms.source"),
        ("pain.scores.1.value", "pain.scores.1.source"),
        ("conservative_care.1.sessions", "conservative_care.1.source"),
        ("conservative_care.2.modality", "conservative_care.2.source"),
        ("imaging.1.date", "imaging.1.source"),
        ("imaging.1.findings.1.modic_types", "imaging.1.findings.1.source"),
        ("imaging.1.numbering.transitional", "imaging.1.numbering.source"),
        ("other_generators.1.verdict", "other_generators.1.source"),
        ("safety.fracture.present", "safety.fracture.source"),
        ("safety.prior_ablation.performed", "safety.prior_ablation.source"),
    ],
)
def test_a_fact_stands_on_the_page_that_was_found_for_it_and_on_no_other(claim: str, field: str) -> None:
    case = with_pages(clean_case(), lambda field: WRONG)
    assert pages(grounded(case, Concordance(checked=(shown(claim, "C", 2),)))) == {field: ("C", 2)}


def test_the_words_are_those_of_the_page_on_one_line() -> None:
    case = grounded(clean_case(), Concordance(checked=(shown("pain.onset", "A", 1),)))
    assert case.pain.source is not None
    assert case.pain.source.quote == "as found"


@pytest.mark.parametrize("verdict", [Verdict.CONTRADICTED, Verdict.NOT_FOUND, Verdict.UNREADABLE])
def test_what_is_open_has_no_page_whatever_else_of_it_is_shown(verdict: Verdict) -> None:
    place = "imaging.1.findings.1"
    open_type = shown(f"{place}.modic_types", "B", 2, verdict)
    found = Concordance(checked=(open_type, shown(f"{place}.endplates", "B", 2)))
    assert pages(grounded(clean_case(), found)) == {}


def test_a_page_that_nobody_found_supports_nothing() -> None:
    assert pages(grounded(clean_case(), Concordance())) == {}


def test_a_persons_answer_keeps_the_page_that_they_name() -> None:
    answer = {"by": "Jordan Sample, MD", "statement": "It is old.", "source": {"exhibit": "A", "page": 2}}
    case = clean_case(pain__leg_symptoms={"present": "yes", "answer": answer})
    assert pages(grounded(case, Concordance())) == {"pain.leg_symptoms.answer.source": ("A", 2)}


@given(st.sampled_from(["A", "B", "C"]), st.integers(1, 9))
def test_the_pages_a_case_names_change_nothing(exhibit: str, page: int) -> None:
    case, found = clean_case(), borne_out(clean_case())
    moved = with_pages(case, lambda field: Source(exhibit=exhibit, page=page))
    assert digest_of(moved) == digest_of(case)
    assert grounded(moved, found) == grounded(case, found) == grounded(grounded(case, found), found)


def test_a_claim_makes_another_case() -> None:
    assert digest_of(clean_case(pain__onset="2024-01")) != digest_of(clean_case())


def test_the_gate_cites_the_page_that_was_found() -> None:
    found = with_checked(borne_out(clean_case()), shown("pain.onset", "A", 2))
    moved = with_pages(clean_case(), lambda field: WRONG)
    submission = Submission(case=moved, profile=PROFILE, concordance=found, as_of=AS_OF)
    assert submission.case.pain.source == Source(exhibit="A", page=2, quote="as found")
    cited = {
        fact.source.exhibit for result in submission.assessment.results for fact in result.facts if fact.source
    }
    assert "E" not in cited - {source.exhibit for _, source in sources(clean_case())}


def test_a_criterion_is_not_met_by_a_page_that_the_case_names_alone() -> None:
    bare = Concordance(
        case_digest=digest_of(clean_case()), exhibits=tuple(item.id for item in clean_case().exhibits)
    )
    with pytest.raises(Refused, match="PA401"):
        Submission(case=clean_case(), profile=PROFILE, concordance=bare, as_of=AS_OF)
    draft = Draft(case=clean_case(), profile=PROFILE, concordance=bare, as_of=AS_OF)
    assert all(fact.source is None for result in draft.assessment.results for fact in result.facts)
