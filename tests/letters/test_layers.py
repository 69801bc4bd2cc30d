"""Where letters are looked for: the most specific place wins, file by file, and a practice overrides one paragraph."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from priorauth.assembly.case_basis import layers_of
from priorauth.case.model import Case
from priorauth.files.shipped_data import folder
from priorauth.letters.lint import lint_template
from priorauth.letters.templates.search_path import (
    KINDS,
    case_kinds,
    check_letters,
    files_of_letter,
    search_folders,
)
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.payers.library import default_library, profile_for
from priorauth.practice.approvals.own_files import TEMPLATES, file_named
from priorauth.practice.settings import LoadedPractice, find_practice
from priorauth.problems import Refused
from tests.cases import clean_case
from tests.offenders import assert_none

SHIPPED = folder("templates")
KIND, PAYER, OWN = ("kinds/expedited", "payers/hcsc", ".")


@pytest.fixture
def practice(tmp_path: Path) -> LoadedPractice:
    (tmp_path / "practice.yaml").write_text("{}\n")
    found = find_practice(tmp_path)
    assert found is not None
    return found


def put(practice: LoadedPractice, place: str, name: str, text: str = "Words.\n") -> Path:
    path = practice.folder / "templates" / place / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def library(
    practice: LoadedPractice, payers: tuple[str, ...] = ("hcsc",), kinds: tuple[str, ...] = ("expedited",)
) -> TemplateLibrary:
    return TemplateLibrary(tuple(layer.folder for layer in search_folders(practice, payers, kinds)))


@pytest.mark.parametrize(
    ("places", "winner"),
    [
        ((), None),
        ((OWN,), OWN),
        ((PAYER,), PAYER),
        ((KIND,), KIND),
        ((OWN, PAYER), PAYER),
        ((OWN, KIND), KIND),
        ((PAYER, KIND), KIND),
        ((OWN, PAYER, KIND), KIND),
        (("payers/aetna-cpb-0016",), None),
        (("kinds/renewal",), None),
        (("payers/hcsc/kinds/expedited",), None),
    ],
)
@pytest.mark.parametrize("name", ["cover.md", "partials/closing.md", "letterhead.docx"])
def test_the_most_specific_place_wins(
    places: tuple[str, ...], winner: str | None, name: str, practice: LoadedPractice
) -> None:
    for place in places:
        put(practice, place, name)
    found = library(practice).found(name)
    assert found is not None
    home = SHIPPED if winner is None else practice.folder / "templates" / winner
    assert found.path == home / name


def test_one_paragraph_is_changed_without_copying_a_letter(practice: LoadedPractice) -> None:
    put(practice, PAYER, "partials/closing.md", "Please call me.\n")
    letter = library(practice).load("medical_necessity")
    assert letter.path == SHIPPED / "medical_necessity.md"
    assert "Please call me." in letter.text
    assert "peer-to-peer" not in letter.text
    other = library(practice, ("aetna-cpb-0016",)).load("medical_necessity")
    assert "peer-to-peer" in other.text
    assert other.sha256 != letter.sha256


def test_what_practices_change_is_a_file_of_its_own_in_every_letter() -> None:
    shipped = TemplateLibrary((SHIPPED,))
    changed = ("greeting", "about_practice", "alternatives", "closing", "signature")
    assert_none(
        f"templates/{name}.md does not include partials/{partial}.md: move those words there and include it"
        for name in ("medical_necessity", "exception_request", "policy_inquiry")
        for partial in changed
        if f"partials/{partial}.md" not in {source.name for source in shipped.load(name).partials}
    )


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        ({}, ()),
        ({"request__urgency": "expedited", "request__urgency_reason": "Pain is worsening."}, ("expedited",)),
        ({"request__kind": "renewal"}, ("renewal",)),
        ({"request__kind": "change"}, ("change",)),
        ({"safety__prior_ablation": {"performed": "yes", "bodies": ["L3"]}}, ("repeat",)),
        ({"safety__prior_ablation": {"performed": "no"}}, ()),
        ({"safety__prior_ablation": {"performed": "not_documented"}}, ()),
        (
            {
                "safety__prior_ablation": {"performed": "yes", "bodies": ["L3"]},
                "request__kind": "renewal",
                "request__urgency": "expedited",
                "request__urgency_reason": "Pain is worsening.",
            },
            ("expedited", "repeat", "renewal"),
        ),
    ],
)
def test_the_kinds_of_a_case(change: dict[str, Any], kinds: tuple[str, ...]) -> None:
    assert case_kinds(clean_case(**change)) == kinds
    assert set(kinds) <= set(KINDS)


def test_a_payer_is_looked_for_under_its_profile_and_those_it_extends(practice: LoadedPractice) -> None:
    profiles = practice.folder / "payer_profiles"
    profiles.mkdir()
    (profiles / "hcsc-il.yaml").write_text("id: hcsc-il\nextends: hcsc\n")
    found = searched(practice, clean_case(coverage__payer="hcsc-il"))
    assert found == ["payers/hcsc-il", "payers/hcsc", "."]
    assert searched(practice, clean_case(coverage__payer="nobody"))[:2] == ["payers/nobody", "payers/fda-label"]


def searched(practice: LoadedPractice, case: Case) -> list[str]:
    chosen = profile_for(case.coverage, case.facility, default_library(practice.profile_folders))
    home = practice.folder / "templates"
    places = [layer.folder for layer in layers_of(practice, case, chosen)]
    assert places[-1] == SHIPPED
    return [str(place.relative_to(home)) for place in places[:-1]]


def test_a_letter_covers_its_own_files_in_every_layer(practice: LoadedPractice) -> None:
    put(practice, OWN, "partials/closing.md")
    put(practice, PAYER, "partials/signature.md")
    put(practice, "kinds/renewal", "medical_necessity.md", '---\ntitle: T\nversion: "1"\n---\n# T\n')
    put(practice, OWN, "cover.md", '---\ntitle: T\nversion: "1"\n---\n# T\n')
    assert files_of_letter(practice, "medical_necessity") == (
        "templates/kinds/renewal/medical_necessity.md",
        "templates/partials/closing.md",
        "templates/payers/hcsc/partials/signature.md",
    )
    assert files_of_letter(practice, "payers/hcsc/partials/signature") == (
        "templates/payers/hcsc/partials/signature.md",
    )


@pytest.mark.parametrize(
    "name", ["cover", "letterhead", "../practice", "PARTIALS/closing", "", "partials/closing.txt"]
)
def test_a_name_that_is_no_file_of_its_own_is_told(name: str, practice: LoadedPractice) -> None:
    with pytest.raises(Refused, match="PA577"):
        file_named(practice.folder, TEMPLATES, name)


def test_a_fault_is_found_in_whichever_layer_it_takes_effect(practice: LoadedPractice) -> None:
    put(practice, "kinds/repeat", "partials/closing.md", "{% macro x() %}{% endmacro %}\n")
    put(practice, OWN, "partials/greeting.md", "Dear Medical Director:\n")
    wrong = ["templates/kinds/repeat/partials/closing.md"]
    assert {p.code for p in check_letters(practice, wrong, lint_template)} == {"PA507"}
    assert check_letters(practice, ["templates/partials/greeting.md"], lint_template) == ()
