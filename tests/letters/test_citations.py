"""A letter cites what the library holds, each study once, with its limits."""

from __future__ import annotations

import pytest

from priorauth.letters.citations import SAME_STUDY, Citation, CitationLibrary
from priorauth.problems import Refused
from tests.offenders import assert_none

LIBRARY = CitationLibrary.load()


def test_a_cohort_counts_once() -> None:
    lines = LIBRARY.evidence_lines(
        ["fischgrund-2018", "smuck-2021", "fischgrund-2020", "koreckij-2021", "conger-2022"]
    )
    assert [line.claim.startswith(SAME_STUDY) for line in lines] == [False, False, True, True, False]


def test_papers_without_a_cohort_are_never_one_study() -> None:
    lines = LIBRARY.evidence_lines(["conger-2022", "aspn-2022", "fda-510k"])
    assert not any(line.claim.startswith(SAME_STUDY) for line in lines)


def test_an_id_given_twice_counts_once() -> None:
    assert len(LIBRARY.evidence_lines(["smuck-2021", "smuck-2021"])) == 1


@pytest.mark.parametrize(("citation_id", "code"), [("nobody-1900", "PA506"), ("modic-1988", "PA510")])
def test_what_cannot_be_cited(citation_id: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        LIBRARY.evidence_lines(["smuck-2021", citation_id])
    assert [found.code for found in refused.value.problems] == [code]


def test_limits_and_reference_stand_beside_the_claim() -> None:
    (line,) = LIBRARY.evidence_lines(["fischgrund-2020"])
    assert line.limits == "no control arm; a US per-protocol subset"
    assert line.reference.endswith("2020;29:1925-1934. doi:10.1007/s00586-020-06448-x PMID 32451777")
    assert line.doi_url == "https://doi.org/10.1007/s00586-020-06448-x"


def test_what_was_not_verified_never_prints() -> None:
    references = [citation.reference for citation in LIBRARY.file.citations]
    assert not any("None" in reference or "null" in reference for reference in references)
    assert LIBRARY.cite("fda-510k").doi_url is None


def test_the_sham_trial_says_per_protocol() -> None:
    assert all("per-protocol" in claim for claim in LIBRARY.cite("fischgrund-2018").claims)
    with pytest.raises(ValueError, match="must be said"):
        Citation(id="x", text="y", must_say="per-protocol", claims=("ODI fell.",))


def test_a_claim_of_a_study_has_its_design_on_file() -> None:
    claiming = [citation for citation in LIBRARY.file.citations if citation.cohort and citation.claims]
    assert claiming
    assert_none(
        f"{citation.id}: claims a study's result without its design or its DOI: add them or delete the claim"
        for citation in claiming
        if not (citation.design and citation.doi)
    )
