"""Which Medicare rules hold where: state, contractor, determination; and what is asked where that is not known."""

from __future__ import annotations

from typing import Any

import pytest

from priorauth.case.model import Coverage, Facility
from priorauth.payers.library import ChosenProfile, default_library, profile_for
from priorauth.payers.medicare import contractor_table, state_code
from tests.cases import clean_data

LIBRARY = default_library()
STATES_BY_CONTRACTOR = {
    "Noridian": "AK AZ CA HI ID MT ND NV OR SD UT WA WY AS GU MP",
    "Palmetto GBA": "AL GA NC SC TN VA WV",
    "National Government Services": "CT IL MA ME MN NH NY RI VT WI",
    "CGS": "KY OH",
    "WPS": "IA IN KS MI MO NE",
    "Novitas or First Coast": "AR CO DC DE FL LA MD MS NJ NM OK PA PR TX VI",
}


def chosen(payer: str, line: str, state: str | None, asked: str | None = None) -> ChosenProfile:
    data = clean_data()
    facility: dict[str, Any] = data["facility"]
    if state is not None:
        facility["address"] = {"street": "1 Example St", "city": "Example", "state": state, "postal_code": "00000"}
    coverage = {**data["coverage"], "payer": payer, "line_of_business": line}
    return profile_for(Coverage.model_validate(coverage), Facility.model_validate(facility), LIBRARY, asked)


def test_each_state_has_one_contractor() -> None:
    table = contractor_table()
    assert {c.name: set(c.states) for c in table.contractors} == {
        name: set(states.split()) for name, states in STATES_BY_CONTRACTOR.items()
    }
    assert len(table.states) == sum(len(c.states) for c in table.contractors) == 56
    assert table.grade.value == "secondary"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("WA", "WA"),
        ("wa", "WA"),
        (" Washington ", "WA"),
        ("north  carolina", "NC"),
        ("N.C.", "NC"),
        ("District of Columbia", "DC"),
        ("ZZ", None),
        ("Cheyenne", None),
        ("", None),
        (None, None),
    ],
)
def test_a_state_is_known_by_its_code_or_its_name(written: str | None, code: str | None) -> None:
    assert state_code(written) == code


@pytest.mark.parametrize(
    ("payer", "line", "state", "profile", "codes"),
    [
        ("medicare", "medicare", "WA", "medicare-l39642", ["PA344"]),
        ("medicare", "medicare", "Georgia", "medicare-l39420", ["PA344"]),
        ("medicare", "medicare", "NY", "medicare-l40302", ["PA344"]),
        ("medicare", "medicare", "OH", "medicare", ["PA344", "PA346"]),
        ("medicare", "medicare", "TX", "medicare", ["PA344", "PA346"]),
        # Without a state nothing is guessed from the practice's own address.
        ("medicare", "medicare", None, "medicare", ["PA344", "PA345"]),
        ("medicare", "medicare", "Cheyenne", "medicare", ["PA344", "PA345"]),
        # A plan without a profile of its own follows its state, and one with a profile does not.
        ("made-up-advantage", "medicare_advantage", "WA", "medicare-l39642", ["PA347"]),
        ("made-up-advantage", "medicare_advantage", None, "medicare", ["PA345"]),
        ("made-up-advantage", "medicare_advantage", "TX", "medicare", ["PA346"]),
        ("medicare", "medicare_advantage", "GA", "medicare-l39420", ["PA347"]),
        ("aetna-cpb-0016", "medicare_advantage", "WA", "aetna-cpb-0016", []),
        ("made-up", "medicare", "NY", "medicare-l40302", ["PA344"]),
        ("medicare-l39644", "medicare", "WA", "medicare-l39644", ["PA344"]),
        # Any other line of business is none of Medicare's.
        ("made-up", "commercial", "WA", "fda-label", ["PA353"]),
    ],
)
def test_the_state_chooses_the_determination(
    payer: str, line: str, state: str | None, profile: str, codes: list[str]
) -> None:
    found = chosen(payer, line, state)
    assert (found.profile.id, [warning.code for warning in found.warnings]) == (profile, codes)
    assert found.is_fallback is (profile == "fda-label")


def test_a_profile_that_is_asked_for_by_id_is_the_one() -> None:
    assert chosen("medicare", "medicare", "WA", "medicare-l40302").profile.id == "medicare-l40302"
    assert chosen("aetna-cpb-0016", "medicare", "WA", "medicare").profile.id == "medicare-l39642"


def test_a_slip_in_a_plans_id_is_told_before_the_state_decides() -> None:
    (note,) = chosen("aetna-cpb-016", "medicare_advantage", "WA").warnings
    assert "did you mean 'aetna-cpb-0016'?" in note.fix


def test_the_contractors_that_were_not_read_are_told_apart() -> None:
    none_found, not_seen = (chosen("medicare", "medicare", state).warnings[1].message for state in ("OH", "TX"))
    assert "none is claimed" in none_found
    assert "ask the contractor" in not_seen


def test_every_determination_that_is_named_is_shipped_and_names_its_states() -> None:
    for contractor in contractor_table().contractors:
        if contractor.profile is not None:
            assert set(LIBRARY.load(contractor.profile).profile.scope) == set(contractor.states)
        assert (contractor.profile is not None) is (contractor.seen.value == "read")
