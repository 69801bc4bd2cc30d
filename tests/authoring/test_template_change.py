"""What a changed template does to the letters of cases."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from priorauth.appeals.denial import APPEAL_LETTERS
from priorauth.assembly.chart import Chart, read_chart
from priorauth.authoring.change.template_change import LetterChange, Versions, letter_change
from priorauth.authoring.change.template_version import Version, find_version, letter_of
from priorauth.files.shipped_data import folder
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.problems import Refused
from priorauth.submission.build_spec import CaseQuery

DAY = date(2026, 11, 24)
CASES = folder("examples") / "cases"
LIBRARY = TemplateLibrary((folder("templates"),))
LETTER = (folder("templates") / "medical_necessity.md").read_text()


def changed(
    tmp_path: Path, old: str, new: str, *, case: str = "clean-three-bodies", name: str = "medical_necessity"
) -> LetterChange:
    text = (folder("templates") / f"{name}.md").read_text()
    assert old in text
    file = tmp_path / f"{name}.md"
    file.write_text(text.replace(old, new))
    after = find_version(str(file), LIBRARY, None).as_named(name)
    return letter_change(chart_of(case), Versions(name, LIBRARY, after), DAY)


@cache
def chart_of(case: str) -> Chart:
    return read_chart(CaseQuery(CASES / case / "case.yaml", DAY))


def test_the_same_template_changes_nothing(tmp_path: Path) -> None:
    assert changed(tmp_path, "title: Letter", "title: Letter") == LetterChange("EX-CLEAN", True, True)


def test_words_that_are_added_are_found_in_their_place(tmp_path: Path) -> None:
    asks = "I ask you to authorize the procedure above."
    change = changed(tmp_path, asks, f"{asks} Please.")
    assert [item.after.replace(" Please.", "") == item.before for item in change.changes if item.after] == [True]
    assert not change.breaks


def test_a_name_the_letter_does_not_have_breaks_the_case_with_code_and_line(tmp_path: Path) -> None:
    change = changed(tmp_path, LETTER, LETTER.rstrip("\n") + "\n\n{{ patient.nmae }}\n")
    assert change.breaks
    assert [(p.code, p.where.line) for p in change.refused_after] == [
        ("PA502", LETTER.rstrip("\n").count("\n") + 3)
    ]


def test_what_breaks_depends_on_the_case(tmp_path: Path) -> None:
    ending = "\n\n{% if is_draft %}{{ nothing }}{% endif %}\n"
    text = LETTER.rstrip("\n") + ending
    broken = [case for case in ("clean-three-bodies", "gaps") if changed(tmp_path, LETTER, text, case=case).breaks]
    assert broken == ["gaps"]


def test_a_case_that_does_not_get_this_letter_is_left_alone(tmp_path: Path) -> None:
    change = changed(tmp_path, "title: Letter", "title: Note", case="not-covered")
    assert (change.is_used, change.changes) == (False, ())


@pytest.mark.parametrize("name", sorted(APPEAL_LETTERS))
def test_the_letter_of_an_appeal_is_not_written_for_a_first_request(tmp_path: Path, name: str) -> None:
    change = changed(tmp_path, "title: ", "title: New ", name=name)
    assert (change.is_used, change.changes) == (False, ())


@pytest.mark.parametrize("name", ["cover", "checklist"])
def test_the_cover_and_the_criteria_table_are_compared_as_well(tmp_path: Path, name: str) -> None:
    change = changed(tmp_path, "title: ", "title: New ", name=name)
    assert "title" in [item.place for item in change.changes]


def practice(tmp_path: Path) -> tuple[TemplateLibrary, Path]:
    own = tmp_path / "templates"
    own.mkdir()
    (own / "checklist.md").write_text((folder("templates") / "checklist.md").read_text() + "\nOurs.\n")
    return TemplateLibrary((own, folder("templates"))), tmp_path


def test_a_version_is_named_in_four_ways(tmp_path: Path) -> None:
    library, home = practice(tmp_path)
    data = b'---\ntitle: Approved\nversion: "1"\n---\nWords.\n'
    sha256 = hashlib.sha256(data).hexdigest()
    (home / "approved" / sha256).mkdir(parents=True)
    (home / "approved" / sha256 / "checklist.md").write_bytes(data)
    paths = {
        given: find_version(given, library, home).as_named("checklist").load("checklist").path
        for given in (
            "checklist",
            "shipped:checklist",
            sha256,
            sha256[:12],
            str(home / "templates" / "checklist.md"),
        )
    }
    own, shipped = home / "templates" / "checklist.md", folder("templates") / "checklist.md"
    kept = home / "approved" / sha256 / "checklist.md"
    assert list(paths.values()) == [own, shipped, kept, kept, own]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("chekclist", "PA504"),
        ("shipped:nothing", "PA504"),
        ("nowhere/checklist.md", "PA201"),
        ("0123456789ab", "PA640"),
        ("../checklist", "PA201"),
    ],
)
def test_a_version_that_is_not_there(tmp_path: Path, given: str, code: str) -> None:
    library, home = practice(tmp_path)
    with pytest.raises(Refused) as refused:
        find_version(given, library, home)
    assert [p.code for p in refused.value.problems] == [code]


def test_an_approved_text_that_was_changed_in_the_store_is_not_taken(tmp_path: Path) -> None:
    library, home = practice(tmp_path)
    (home / "approved" / ("ab" * 32)).mkdir(parents=True)
    (home / "approved" / ("ab" * 32) / "checklist.md").write_text("changed")
    with pytest.raises(Refused, match="PA640"):
        find_version("ab" * 32, library, home)


def test_partials_beside_a_file_come_first(tmp_path: Path) -> None:
    (tmp_path / "partials").mkdir()
    (tmp_path / "partials" / "signature.md").write_text("Signed here.\n")
    file = tmp_path / "medical_necessity.md"
    file.write_text(LETTER)
    loaded = find_version(str(file), LIBRARY, None).as_named("medical_necessity").load("medical_necessity")
    assert [p.text for p in loaded.partials if p.name == "partials/signature.md"] == ["Signed here.\n"]


@pytest.mark.parametrize(
    ("names", "given", "letter"),
    [
        (("old", "checklist"), None, "checklist"),
        (("checklist", "new"), None, "checklist"),
        (("cover", "checklist"), None, "checklist"),
        (("a", "our_letter"), None, "our_letter"),
        (("A B", "C D"), "cover", "cover"),
    ],
)
def test_which_letter_is_meant(names: tuple[str, str], given: str | None, letter: str) -> None:
    versions = Version(names[0], LIBRARY), Version(names[1], LIBRARY)
    assert letter_of(versions, LIBRARY, given) == letter


def test_names_that_say_nothing_are_asked_about() -> None:
    with pytest.raises(Refused, match="PA641"):
        letter_of((Version("A B", LIBRARY), Version("(1)", LIBRARY)), LIBRARY, None)
