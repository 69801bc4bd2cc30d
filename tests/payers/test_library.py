"""Finding profiles, extending them and choosing one; a wrong profile is refused at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from priorauth.case.model import Coverage, Facility, LineOfBusiness
from priorauth.payers.library import ProfileLibrary, default_library, exact_id, nearest, profile_for
from priorauth.payers.model import BranchFacts, Position
from priorauth.problems import Problem, Refused
from tests.cases import clean_data
from tests.payers.profiles import BASE, load, write

TWELVE = "{id: pain, kind: symptom_duration, text: twelve months, months: 12}"
ADJACENT = "{id: adjacent, kind: bodies_adjacent, text: adjacent}"


def child(*criteria: str, fields: str = "") -> str:
    rows = "".join(f"  - {row}\n" for row in criteria)
    return f"id: child\nextends: base\n{fields}" + (f"criteria:\n{rows}" if rows else "")


def refusal(folder: Path, **files: str) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as refused:
        load(folder, **files)
    return refused.value.problems


FACILITY = Facility.model_validate(clean_data()["facility"])


def coverage(payer: str, line: str = "commercial") -> Coverage:
    return Coverage.model_validate({**clean_data()["coverage"], "payer": payer, "line_of_business": line})


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        ((), ["pain", "range"]),
        ((TWELVE,), ["pain", "range"]),
        ((ADJACENT, TWELVE), ["pain", "range", "adjacent"]),
        (("{id: long-pain, replaces: pain, kind: symptom_duration, text: t, months: 12}",), ["long-pain", "range"]),
    ],
)
def test_criteria_are_replaced_in_their_place_or_added(
    tmp_path: Path, criteria: tuple[str, ...], expected: list[str]
) -> None:
    profile = load(tmp_path, child=child(*criteria), base=BASE).profile
    assert [criterion.id for criterion in profile.criteria] == expected
    months = 12 if any("months: 12" in row for row in criteria) else 6
    assert profile.criteria[0].model_dump()["months"] == months


def test_fields_given_win_as_a_whole_and_the_rest_is_inherited(tmp_path: Path) -> None:
    text = child(fields="policy: {number: X-2}\nnotes: [from the child]\n")
    profile = load(tmp_path, child=text, base=BASE).profile
    assert (profile.policy.number, profile.policy.url) == ("X-2", None)
    assert profile.notes == ("from the child",)
    assert (profile.carrier.name, str(profile.review_by)) == ("Example", "2027-02-23")


def test_a_grandchild_inherits_through_its_parent(tmp_path: Path) -> None:
    grandchild = "id: grandchild\nextends: child\ngrade: secondary\n"
    profile = load(tmp_path, grandchild=grandchild, child=child(TWELVE, ADJACENT), base=BASE).profile
    assert [c.id for c in profile.criteria] == ["pain", "range", "adjacent"]
    assert profile.criteria[0].model_dump()["months"] == 12
    assert profile.grade.value == "secondary"


def test_the_hash_covers_the_profile_that_is_extended(tmp_path: Path) -> None:
    before = load(tmp_path, child=child(), base=BASE).sha256
    assert load(tmp_path, child=child(), base=BASE).sha256 == before
    assert load(tmp_path, child=child(), base=BASE + "# read again\n").sha256 != before


@pytest.mark.parametrize(
    ("expected", "files"),
    [
        # A duplicate is found whether or not the id is inherited, and at the second of the two.
        ("PA304 child.yaml:5", {"child": child(TWELVE, TWELVE), "base": BASE}),
        ("PA304 child.yaml:5", {"child": child(ADJACENT, ADJACENT), "base": BASE}),
        ("PA304 base.yaml:12", {"base": BASE + "  - {id: range, kind: bodies_adjacent, text: twice}\n"}),
        # Ids of members count.
        (
            "PA304 child.yaml:4",
            {"child": child(f"{{id: any, kind: any_of, text: t, members: [{ADJACENT}, {TWELVE}]}}"), "base": BASE},
        ),
        ("PA311 child.yaml:4", {"child": child(f"{ADJACENT[:-1]}, replaces: age}}"), "base": BASE}),
        ("PA110 base.yaml:12", {"base": BASE + "  - {id: a, replaces: pain, kind: bodies_adjacent, text: t}\n"}),
        # An error is shown on its own line and in its own file.
        ("PA112 child.yaml:5", {"child": child(TWELVE, ADJACENT.replace("bodies_", "body_")), "base": BASE}),
        ("PA112 base.yaml:10", {"child": child(ADJACENT), "base": BASE.replace("months: 6", "months: six")}),
        ("PA305 child.yaml:1", {"child": child(fields="position: silent\n"), "base": BASE}),
        ("PA302 other.yaml:1", {"other": BASE}),
        ("PA303 base.yaml:12", {"base": BASE + "extends: base\n"}),
        ("PA303 base.yaml:12", {"child": child(), "base": BASE + "extends: child\n"}),
        ("PA301 base.yaml:12", {"base": BASE + "extends: nowhere\n"}),
        ("PA301 base.yaml:12", {"base": BASE + "extends: ../base\n"}),
    ],
)
def test_a_wrong_profile_is_refused_at_its_line(tmp_path: Path, expected: str, files: dict[str, str]) -> None:
    found = [f"{p.code} {Path(p.where.file or '').name}:{p.where.line}" for p in refusal(tmp_path, **files)]
    assert found == [expected]


BRANCHES = """\
branches:
  - {line_of_business: [medicaid], position: silent, criteria: [], note: ask the plan}
  - {line_of_business: [medicaid, exchange], letter: policy_inquiry}
"""


@pytest.mark.parametrize(
    ("line", "position", "letter", "criteria", "notes"),
    [
        ("medicaid", "silent", "policy_inquiry", 0, ("from the base", "ask the plan")),
        ("exchange", "covered_with_criteria", "policy_inquiry", 2, ("from the base",)),
        ("commercial", "covered_with_criteria", "medical_necessity", 2, ("from the base",)),
    ],
)
def test_the_first_branch_for_the_line_of_business_applies(
    tmp_path: Path, line: str, position: str, letter: str, criteria: int, notes: tuple[str, ...]
) -> None:
    profile = load(tmp_path, base=BASE + BRANCHES).profile.in_force(BranchFacts(LineOfBusiness(line)))
    assert (profile.position.value, profile.letter_kind.value) == (position, letter)
    assert (len(profile.criteria), profile.notes) == (criteria, notes)
    chosen = profile_for(coverage("base", line), FACILITY, ProfileLibrary((tmp_path,)))
    assert chosen.profile == profile


@pytest.mark.parametrize(
    ("code", "branch"),
    [
        ("PA305", "position: silent"),
        ("PA306", "criteria: []"),
        ("PA304", f"criteria: [{ADJACENT}, {ADJACENT}]"),
    ],
)
def test_a_branch_is_checked_as_a_profile_is(tmp_path: Path, code: str, branch: str) -> None:
    text = BASE + f"branches:\n  - {{line_of_business: [medicaid], {branch}}}\n"
    (found,) = refusal(tmp_path, base=text)
    assert (found.code, found.where.line) == (code, 13)


def test_a_practices_profile_comes_before_the_shipped_one(tmp_path: Path) -> None:
    text = BASE.replace("id: base", "id: hcsc")
    write(tmp_path, hcsc=text)
    library = default_library((tmp_path,))
    assert library.load("hcsc").path == tmp_path / "hcsc.yaml"
    assert library.ids() == default_library().ids()


def test_folders_that_do_not_exist_hold_nothing(tmp_path: Path) -> None:
    assert ProfileLibrary((tmp_path / "none",)).ids() == ()


@pytest.mark.parametrize(
    ("asked", "hint"), [("bas", "did you mean 'base'?"), ("zzz", "see 'priorauth payer list'")]
)
def test_an_unknown_id_is_refused_with_a_hint(tmp_path: Path, asked: str, hint: str) -> None:
    library = write(tmp_path, base=BASE)
    with pytest.raises(Refused) as refused:
        profile_for(coverage("base"), FACILITY, library, asked)
    assert [(p.code, p.fix) for p in refused.value.problems] == [("PA301", hint)]


def test_no_id_leads_out_of_the_folders(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    write(tmp_path, base=BASE)
    with pytest.raises(Refused) as refused:
        ProfileLibrary((inner,)).load("../base")
    assert refused.value.problems[0].code == "PA301"


def test_only_a_payer_without_a_profile_falls_back(tmp_path: Path) -> None:
    library = default_library((tmp_path,))
    chosen = profile_for(coverage("no-such-payer"), FACILITY, library)
    assert (chosen.profile.id, chosen.is_fallback) == ("fda-label", True)
    assert [w.code for w in chosen.warnings] == ["PA353"]
    named = profile_for(coverage("no-such-payer"), FACILITY, library, "hcsc")
    assert (named.profile.position, named.is_fallback) == (Position.CRITERIA_UNKNOWN, False)
    assert [w.code for w in named.warnings] == ["PA354"]


@pytest.mark.parametrize(
    ("payer", "asked", "codes", "is_fallback", "is_other"),
    [
        ("no-such-payer", None, ["PA353"], True, False),
        ("no-such-payer", "fda-label", ["PA309"], True, False),
        ("fda-label", None, ["PA309"], True, False),
        ("hcsc", None, [], False, False),
        ("hcsc", "hcsc", [], False, False),
        ("hcsc", "fda-label", ["PA354"], False, True),
        ("hcsc", "aetna-cpb-0016", ["PA354"], False, True),
        ("no-such-payer", "aetna-cpb-0016", ["PA354"], False, True),
    ],
)
def test_a_profile_that_is_not_the_payers_is_told(
    payer: str, asked: str | None, codes: list[str], is_fallback: bool, is_other: bool, tmp_path: Path
) -> None:
    chosen = profile_for(coverage(payer), FACILITY, default_library((tmp_path,)), asked)
    assert [warning.code for warning in chosen.warnings] == codes
    assert (chosen.is_fallback, chosen.is_other) == (is_fallback, is_other)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("highmark", "highmark-wy-15-01-004"),
        ("highmark-wy-15-01-04", "highmark-wy-15-01-004"),
        ("aetna", "aetna-cpb-0016"),
        ("no-such-payer", None),
    ],
)
def test_a_slip_in_a_payers_id_does_not_change_the_policy_in_silence(
    tmp_path: Path, written: str, meant: str | None
) -> None:
    (note,) = profile_for(coverage(written), FACILITY, default_library((tmp_path,))).warnings
    assert ("did you mean" in note.fix) is (meant is not None)
    assert meant is None or f"'{meant}'" in note.fix


def test_an_address_needs_the_day_it_was_checked(tmp_path: Path) -> None:
    channel = "channels:\n  - {kind: fax, name: Example fax, address: 555-0100}\n"
    (found,) = refusal(tmp_path, base=BASE + channel)
    assert (found.code, found.where.line) == ("PA112", 13)
    assert "verified_on" in found.message
    dated = channel.replace("0100", "0100, verified_on: 2026-11-23")
    assert load(tmp_path, base=BASE + dated).profile.channels[0].max_pages is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("HCSC", "hcsc"),
        ("Highmark-WY-15-01-004", "highmark-wy-15-01-004"),
        ("FDA-Label", "fda-label"),
        ("Medicare", "medicare"),
    ],
)
def test_an_id_in_other_letters_is_the_same_id(written: str, meant: str) -> None:
    library = default_library()
    named = profile_for(coverage(written), FACILITY, library)
    assert (named.profile.id, named.is_fallback, named.is_other) == (meant, meant == "fda-label", False)
    assert "PA353" not in [w.code for w in named.warnings]
    assert not profile_for(coverage(meant), FACILITY, library, written).is_other
    assert library.load(written).profile.id == meant


@pytest.mark.parametrize(
    ("known", "written", "meant"),
    [
        (("Plan", "plan"), "plan", "plan"),
        (("Plan", "plan"), "PLAN", "PLAN"),
        (("plan",), "PLAN", "plan"),
        (("plan",), "plans", "plans"),
    ],
)
def test_letters_that_would_fit_two_ids_fit_none(known: tuple[str, ...], written: str, meant: str) -> None:
    assert exact_id(written, known) == meant


def test_the_nearest_names_are_given() -> None:
    known = default_library().ids()
    assert nearest("medicare-l3964", known) == "'medicare-l39644', 'medicare-l39642' or 'medicare-l39420'"
    assert nearest("Highmark", known) == "'highmark-wy-15-01-004'"
    assert nearest("somebody-else", known) is None
