"""The wrongs that a mutation run makes: each kind is found, can be read, and keeps its name when lines move."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.mutants import ACCEPTED, COVERED_BY, ROOT, accepted, choose
from benchmarks.mutations import enums_of, mutations_of

pytestmark = pytest.mark.slow

ENUMS = {"Side": ("LEFT", "RIGHT", "BOTH")}


def made(body: str, *, returns: str = "int") -> set[str]:
    """The text of a function's body with each wrong in it, where that is one line."""
    source = f"def judge(a, b, c) -> {returns}:\n    {body}\n".encode()
    texts = (mutation.applied(source).decode() for mutation in mutations_of("x.py", source, ENUMS))
    return {text.partition("\n")[2].strip() for text in texts}


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("x = a < b", "x = a <= b"),
        ("x = a >= b", "x = a > b"),
        ("x = a == b", "x = a != b"),
        ("x = a is b", "x = a is not b"),
        ("x = a not in b", "x = a in b"),
        ("x = a < b <= c", "x = a < b < c"),
        ("x = a and b", "x = (a or b)"),
        ("x = a and b", "x = (a)"),
        ("x = a or b or c", "x = (a or c)"),
        ("x = not a", "x = (a)"),
        ("x = 6", "x = 7"),
        ("x = True", "x = False"),
        ('x = "word"', 'x = ""'),
        ("x = a + b", "x = (a - b)"),
        ("x = a * b", "x = (a // b)"),
        ("x = max(a, b)", "x = min(a, b)"),
        ("x = any(a)", "x = all(a)"),
        ("x = Side.RIGHT", "x = Side.BOTH"),
        ("x = Side.BOTH", "x = Side.LEFT"),
        ("if a: b = c", "if True: b = c"),
        ("if a: b = c", "if False: b = c"),
        ("x = [y for y in a if y]", "x = [y for y in a if True]"),
        ("return a", "return None"),
        ("yield a", "pass"),
        ("a()", "pass"),
    ],
)
def test_each_kind_of_wrong_is_made(body: str, wrong: str) -> None:
    assert wrong in made(body)


def test_an_answer_is_turned_both_ways() -> None:
    assert {"return True", "return False"} <= made("return a", returns="bool")
    assert made("return False", returns="bool") == {"return True"}


@pytest.mark.parametrize("body", ['"""Say it."""', 'x = f"{a} of 6"', "import os", "x: Literal[6]", "pass"])
def test_what_changes_no_judgement_is_left_alone(body: str) -> None:
    assert made(body) == set()


def test_words_outside_of_ascii_do_not_shift_a_place() -> None:
    assert 'x = "“Ø”" + ("ü" if a <= b else "é")' in made('x = "“Ø”" + ("ü" if a < b else "é")')


def test_a_name_outlives_a_moved_file_and_shifted_lines() -> None:
    source = b"def judge(a):\n    return a < 6 or a < 6\n"
    here = [mutation.id for mutation in mutations_of("one/age.py", source, {})]
    moved = [mutation.id for mutation in mutations_of("two/three/age.py", b"# why\n\n" + source, {})]
    assert here == moved
    assert len(set(here)) == len(here)
    assert "age:judge:a < 6 -> a <= 6#2" in here


def test_the_enumerations_of_a_package_are_known() -> None:
    found = enums_of(ROOT / "priorauth")
    assert found["FailureClass"] == ("GAP", "CONFLICT", "EXCLUDED", "UNDECIDABLE")


def test_every_pattern_names_files_and_every_test_is_there() -> None:
    for pattern, tests in COVERED_BY.items():
        assert list(ROOT.glob(pattern)), pattern
        assert all((ROOT / name).exists() for name in tests), pattern


def test_the_same_seed_draws_the_same() -> None:
    drawn, out_of = choose(20, 7)
    assert len(drawn) == 20 < out_of
    assert choose(20, 7)[0] == drawn != choose(20, 8)[0]


def test_every_survivor_that_is_accepted_can_still_be_made_and_is_in_the_docs() -> None:
    everything = {mutation.id for mutation in choose(10**6, 1)[0]}
    docs = (ROOT / "docs" / "developer.md").read_text("utf-8")
    for name, why in accepted().items():
        assert name in everything, f"{ACCEPTED.name} lists what is no mutation any more: {name}"
        assert why.strip()
        assert f"`{name}`" in docs


def test_the_run_is_where_the_makefile_says() -> None:
    assert "-m benchmarks.mutants" in (Path(ROOT) / "Makefile").read_text("utf-8")
