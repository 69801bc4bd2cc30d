"""Each rule of the house, seen to fail on a small made-up package, and to be silent beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house import rules
from tests.house.package import Package, read_package
from tests.offenders import assert_none

ORDER = ["problems", "files", "dates", "letters", "packet", "cli", "web"]


def made(folder: Path, files: dict[str, str]) -> Package:
    """Write a package of files by their paths, and read it."""
    root = folder / "priorauth"
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return read_package(root)


@pytest.mark.parametrize(
    "text",
    [
        "from priorauth.letters import composer",
        "from priorauth import letters",
        "import priorauth.letters.composer as c",
        "def later():\n    from priorauth.letters.composer import compose",
        "if TYPE_CHECKING:\n    from priorauth.letters.composer import Letter",
    ],
)
def test_a_climb_is_seen_in_every_form_of_import(text: str, tmp_path: Path) -> None:
    package = made(tmp_path, {"dates.py": f"\n{text}"})
    (found,) = rules.climbs(package, ORDER)
    assert found.startswith(
        f"dates.py:{2 + text.count(chr(10))} imports letters, which does not stand below dates: "
    )


def test_imports_from_below_from_the_same_room_and_from_elsewhere_do_not_climb(tmp_path: Path) -> None:
    text = "import letters\nfrom priorauth import __version__\nfrom priorauth.dates import Day\nimport priorauth.letters.b"
    assert list(rules.climbs(made(tmp_path, {"letters/a.py": text}), ORDER)) == []


def test_a_room_without_a_place_and_a_place_without_a_room_are_told(tmp_path: Path) -> None:
    package = made(tmp_path, {"__init__.py": "", "dates.py": "from priorauth import shed", "shed.py": ""})
    assert [found.split(":")[0] for found in rules.misplaced_rooms(package, ["dates", "attic"])] == [
        "shed has no place in ROOMS",
        "ROOMS names attic, which is not there",
    ]
    (found,) = rules.climbs(package, ["dates", "attic"])
    assert found.startswith("dates.py:1 imports shed")


def test_an_import_by_dots_is_told(tmp_path: Path) -> None:
    package = made(tmp_path, {"letters/a.py": "from . import b", "letters/b.py": "\nfrom .a import c"})
    assert list(rules.imports_with_dots(package)) == [
        "letters/a.py:1 imports by dots: write the module in full, from priorauth on",
        "letters/b.py:2 imports by dots: write the module in full, from priorauth on",
    ]


@pytest.mark.parametrize(
    "back",
    [
        "from priorauth.letters.tone import warm",
        "from priorauth.letters import tone",
        "import priorauth.letters.tone",
        "def later():\n    import priorauth.letters.tone",
        "if TYPE_CHECKING:\n    from priorauth.letters.tone import Tone",
    ],
)
def test_a_circle_inside_a_room_is_seen_in_every_form_of_import(back: str, tmp_path: Path) -> None:
    package = made(
        tmp_path,
        {
            "letters/tone.py": "from priorauth.letters.words import Word",
            "letters/words.py": "from priorauth.letters.endings import ending",
            "letters/endings.py": back,
            "letters/composer.py": "from priorauth.letters import tone, words",
        },
    )
    found = rules.circles(package, ())
    assert len(found) == 3
    assert found[0].startswith(
        "letters/endings.py -> letters/tone.py -> letters/words.py -> letters/endings.py is a circle of imports: "
    )


def test_a_folder_and_a_file_in_it_can_stand_in_a_circle(tmp_path: Path) -> None:
    files = {
        "letters/__init__.py": "from priorauth.letters.tone import warm",
        "letters/tone.py": "import priorauth.letters",
    }
    assert len(rules.circles(made(tmp_path, files), ())) == 2


def test_a_file_that_imports_itself_is_a_circle(tmp_path: Path) -> None:
    (found,) = rules.circles(made(tmp_path, {"dates.py": "from priorauth.dates import Day"}), ())
    assert found.startswith("dates.py -> dates.py is a circle")


def test_two_ways_down_are_no_circle(tmp_path: Path) -> None:
    package = made(
        tmp_path,
        {
            "dates.py": "",
            "letters/tone.py": "import priorauth.dates",
            "letters/words.py": "from priorauth import dates\nfrom priorauth.letters import tone",
        },
    )
    assert rules.circles(package, ()) == []


def test_a_known_circle_is_let_be_until_it_is_broken(tmp_path: Path) -> None:
    debts = ("letters/a.py -> letters/b.py", "letters/b.py -> letters/a.py")
    there = {"letters/a.py": "import priorauth.letters.b", "letters/b.py": "import priorauth.letters.a"}
    assert rules.circles(made(tmp_path, there), debts) == []
    assert rules.circles(made(tmp_path, {"letters/b.py": ""}), debts) == [
        f"{row} is no more: delete its row in CIRCULAR_IMPORTS of tests/house/debts.py" for row in debts
    ]


def test_a_doubled_name_is_told_with_all_its_places(tmp_path: Path) -> None:
    package = made(
        tmp_path, {"letters/tone.py": "", "packet/front/tone.py": "", "letters/model.py": "", "packet/model.py": ""}
    )
    assert list(rules.doubled_names(package, {})) == [
        "tone.py stands 2 times (letters/tone.py, packet/front/tone.py): give the new one a name of its own"
    ]


@pytest.mark.parametrize(
    ("times", "debts", "told"),
    [
        (2, {"tone": 2}, None),
        (
            3,
            {"tone": 2},
            "tone.py stands 3 times (dates/tone.py, files/tone.py, problems/tone.py): give the new one",
        ),
        (2, {"tone": 3}, "tone.py stands 2 times now: lower its row to 2"),
        (1, {"tone": 2}, "tone.py stands once at most: delete its row"),
        (1, {"tune": 2}, "tune.py stands once at most: delete its row"),
    ],
)
def test_a_doubled_name_that_is_known_may_only_become_rarer(
    times: int, debts: dict[str, int], told: str | None, tmp_path: Path
) -> None:
    rooms = ("problems", "files", "dates")[:times]
    found = list(rules.doubled_names(made(tmp_path, {f"{room}/tone.py": "" for room in rooms}), debts))
    assert [line.startswith(told or "") for line in found] == [True] * (told is not None)


def test_a_doubled_class_is_told_and_a_known_one_may_only_become_rarer(tmp_path: Path) -> None:
    inner = "class Tone:\n    class Pitch: ...\n"
    package = made(tmp_path, {"letters/a.py": inner, "packet/b.py": "class Pitch: ...\n"})
    assert list(rules.doubled_classes(package, {})) == [
        "Pitch stands 2 times (letters/a.py, packet/b.py): give the new one a name of its own"
    ]
    assert list(rules.doubled_classes(package, {"Pitch": 2})) == []
    assert list(rules.doubled_classes(package, {"Pitch": 2, "Tone": 2})) == [
        "Tone stands once at most: delete its row in DOUBLED_CLASSES of tests/house/debts.py"
    ]


@pytest.mark.parametrize(
    ("taken", "is_long"),
    [
        ("a, b, c, d, e, f", False),
        ("a, b, c, d, e, f, g", True),
        ("a, /, b, c, d, *, e, f, g", True),
        ("self, a, b, c, d, e, f", False),
        ("cls, a, b, c, d, e, f, g", True),
    ],
)
def test_a_function_of_more_than_six_arguments_is_told(taken: str, is_long: bool, tmp_path: Path) -> None:
    package = made(tmp_path, {"letters/a.py": f"class Tone:\n    def play({taken}): ...\n"})
    told = "letters/a.py:2 play() takes 7 arguments: let a model carry those that go together"
    assert rules.long_signatures(package, ()) == ([told] if is_long else [])
    gone = "letters/a.py play is no more: delete its row in LONG_SIGNATURES of tests/house/debts.py"
    assert rules.long_signatures(package, ("letters/a.py play",)) == ([] if is_long else [gone])


@pytest.mark.parametrize("shell", ["cli", "web"])
def test_what_talks_to_people_may_not_reach_into_a_room(shell: str, tmp_path: Path) -> None:
    allowed = "from priorauth import operations, problems, __version__\nimport priorauth.domain.dates\n"
    own = f"from priorauth.{shell}.words import word\n"
    package = made(tmp_path, {f"{shell}/build.py": f"{allowed}{own}def build():\n    from priorauth import packet"})
    (found,) = rules.deep_imports(package, ())
    assert found.startswith(f"{shell}/build.py:5 imports packet: let a function of operations do the work")
    assert rules.deep_imports(package, (f"{shell}/build.py -> packet",)) == []


def test_the_two_that_talk_to_people_do_not_import_each_other(tmp_path: Path) -> None:
    package = made(
        tmp_path,
        {"cli/serve.py": "from priorauth.web import app", "web/app.py": "from priorauth.cli import options"},
    )
    assert [found.split(":")[0] for found in rules.deep_imports(package, ())] == ["cli/serve.py", "web/app.py"]


def test_another_room_may_reach_into_rooms(tmp_path: Path) -> None:
    assert rules.deep_imports(made(tmp_path, {"letters/a.py": "import priorauth.dates"}), ()) == []


def test_an_import_of_a_room_that_is_mended_must_leave_the_list(tmp_path: Path) -> None:
    package = made(tmp_path, {"cli/build.py": "from priorauth import operations"})
    (found,) = rules.deep_imports(package, ("cli/build.py -> packet",))
    assert found == "cli/build.py -> packet is no more: delete its row in DEEP_IMPORTS of tests/house/debts.py"


def test_a_write_outside_the_room_of_files_is_told(tmp_path: Path) -> None:
    text = "path.write_text('x')"
    (found,) = rules.writers(made(tmp_path, {"files/writing.py": text, "letters/a.py": text}))
    assert found == "letters/a.py:1 calls write_text(): let a function of priorauth/files write it"


def test_a_look_at_the_clock_is_told(tmp_path: Path) -> None:
    package = made(
        tmp_path,
        {
            "letters/a.py": "date.today()",
            "cli/build.py": "date.today()\ntime()",
            "cli/options.py": "time()\ndatetime.utcnow()",
            "dates.py": "def today(): ...",
        },
    )
    assert list(rules.clock_readers(package)) == [
        "cli/build.py:2 calls time(): take the day or the moment as an argument",
        "letters/a.py:1 calls today(): take the day or the moment as an argument",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "from reportlab.platypus import Paragraph",
        "from reportlab import platypus",
        "import reportlab.platypus.tables",
    ],
)
def test_a_paragraph_of_reportlab_is_told(text: str, tmp_path: Path) -> None:
    (found,) = rules.raw_paragraphs(
        made(tmp_path, {"letters/a.py": f"from reportlab.pdfgen import canvas\n{text}"})
    )
    assert found.startswith("letters/a.py:2 imports reportlab.platypus")


def test_a_folder_without_a_module_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="no module below"):
        read_package(tmp_path)


def test_a_rule_fails_once_and_names_every_offender() -> None:
    with pytest.raises(pytest.fail.Exception) as failed:
        assert_none(f"{name}: mend it" for name in ("one", "two"))
    assert str(failed.value) == "2 offending:\none: mend it\ntwo: mend it"
    assert_none([])
