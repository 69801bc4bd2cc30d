"""A profile named by its file: found wherever it lies, under its own id, and in place of the one of that id."""

from __future__ import annotations

from pathlib import Path

import pytest

from priorauth.payers.admin.candidate import candidate, is_file_name
from priorauth.problems import Refused
from tests.payers.profiles import BASE, write


@pytest.mark.parametrize(
    ("name", "is_file"),
    [
        ("hcsc", False),
        ("shipped:hcsc", False),
        ("drafts/hcsc", True),
        ("hcsc.yaml", True),
        ("hcsc.YML", True),
        ("hcsc.json", True),
        ("C:\\drafts\\hcsc", True),
    ],
)
def test_what_names_a_file(name: str, is_file: bool) -> None:
    assert is_file_name(name) is is_file


def test_a_file_is_read_under_its_own_id_whatever_it_is_called(tmp_path: Path) -> None:
    library = write(tmp_path, base=BASE, heir="id: heir\nextends: base\n")
    draft = tmp_path / "a draft (2).yml"
    draft.write_text(BASE.replace("months: 6", "months: 12"))
    new = candidate(str(draft), library)
    assert (new.id, new.loaded.path) == ("base", draft)
    months = [getattr(lib.load("heir").profile.criteria[0], "months", None) for lib in (library, new.library)]
    assert months == [6, 12]


def test_what_a_file_extends_is_found_among_the_profiles(tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    library = write(tmp_path, base=BASE)
    (tmp_path / "drafts" / "west.yaml").write_text("id: west\nextends: base\n")
    assert [c.id for c in candidate(str(tmp_path / "drafts" / "west.yaml"), library).loaded.profile.criteria] == [
        "pain",
        "range",
    ]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (BASE.replace("id: base", "id: ../../etc"), "PA112", 1),
        (BASE.replace("id: base\n", ""), "PA111", 1),
        ("id: x\nextends: nobody\n", "PA301", 2),
        ("id: x\nextends: x\n", "PA303", 2),
        ("- a list\n", "PA112", 1),
        ("a: [", "PA101", 1),
        ("", "PA108", None),
    ],
)
def test_what_is_wrong_with_a_file_is_at_its_line(tmp_path: Path, text: str, code: str, line: int | None) -> None:
    (tmp_path / "draft.yaml").write_text(text)
    with pytest.raises(Refused) as refused:
        candidate(str(tmp_path / "draft.yaml"), write(tmp_path, base=BASE))
    found = refused.value.problems[0]
    assert (found.code, found.where.line) == (code, line)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="PA201"):
        candidate(str(tmp_path / "nowhere.yaml"), write(tmp_path, base=BASE))
