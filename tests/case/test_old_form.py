"""An old case file in the new form: pages become hints, and nothing else that it says or looks like changes."""

from __future__ import annotations

import difflib
import io
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from ruamel.yaml import YAML

from priorauth.case.old_form import converted, without_pages
from priorauth.files.shipped_data import folder
from priorauth.parsing.tree import read_tree
from priorauth.problems import Refused
from tests.cli.in_process import called

EXAMPLES = sorted((folder("examples") / "cases").glob("*/case.yaml"))


def new(text: str) -> str:
    return converted(text, "case.yaml").text


@pytest.mark.parametrize(
    ("old", "wanted"),
    [
        ("a: 1\nsource: {exhibit: A, page: 1}\nb: 2\n", "a: 1\n# source, a hint: exhibit A, page 1\nb: 2\n"),
        ("a: {b: 1, source: {page: 1}}\n", "a: {b: 1}  # source, a hint: page 1\n"),
        ("a: {source: {page: 1}, b: 1}\n", "a: {b: 1}  # source, a hint: page 1\n"),
        ("a: {source: {page: 1}}\nb: 1\n", "a: {}  # source, a hint: page 1\nb: 1\n"),
        ("a:\n  source: {page: 1}\nb: 1\n", "a:\n  {} # source, a hint: page 1\nb: 1\n"),
        ("- source: {page: 1}\n  b: 1\n", "- # source, a hint: page 1\n  b: 1\n"),
        ("pattern_source: {page: 2}  # why\nb: 1", "# pattern_source, a hint: page 2  # why\nb: 1"),
        (
            "source:\n  exhibit: A  # the note\n  # its front\n  page: 1\n\n# next\nb: 1\n",
            "# source, a hint: exhibit A, page 1  # the note  # its front\n\n# next\nb: 1\n",
        ),
        ('a: 1\nsource: {quote: "one # two\n  lines"}\n', 'a: 1\n# source, a hint: quote "one # two lines"\n'),
        ("a: {b: {source: {page: 1}, c: 1}, d: [\n  2]}  # e\n", "a: {b: {c: 1}, d: [\n  2]}  # e  # source, a hint: page 1\n"),
        ("e: [{id: E, attested_by: R. P.}]\n", 'e: [{id: E}]  # attested_by, a hint: "R. P."\n'),
        ("answer: {by: J, source: {page: 1}}\n", "answer: {by: J, source: {page: 1}}\n"),
        ("a: 1\r\nsource: {page: 1}\r\nb: 2\r\n", "a: 1\r\n# source, a hint: page 1\r\nb: 2\r\n"),
    ],
)  # fmt: skip
def test_a_page_becomes_a_hint_at_its_place(old: str, wanted: str) -> None:
    assert new(old) == wanted


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_an_example_says_the_same_without_its_pages(path: Path) -> None:
    old = path.read_text("utf-8")
    text = new(old)
    assert read_tree(text.encode(), "case.yaml").content == without_pages(
        read_tree(old.encode(), "case.yaml").content
    )
    assert new(text) == text
    gone = [line for line in difflib.ndiff(old.splitlines(), text.splitlines()) if line.startswith("- ")]
    assert all("source" in line or "attested_by" in line for line in gone)


WORDS = st.text("ab #'\"{}[],-\n", max_size=12)
PAGES = st.fixed_dictionaries(
    {"exhibit": st.sampled_from("AB")}, optional={"page": st.integers(1, 9), "quote": WORDS}
)
ENTRIES = st.recursive(
    st.fixed_dictionaries({"b": WORDS}, optional={"source": PAGES, "x_source": PAGES, "attested_by": WORDS}),
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.fixed_dictionaries({"c": inner}, optional={"source": PAGES}),
    max_leaves=5,
)  # fmt: skip


@given(ENTRIES, st.booleans())
def test_whatever_a_case_holds_is_kept(entry: object, is_flow: bool) -> None:
    stream, yaml = io.StringIO(), YAML(typ="safe", pure=True)
    yaml.default_flow_style = is_flow
    yaml.dump({"case": entry}, stream)
    old = stream.getvalue()
    found = converted(old, "case.yaml")
    assert read_tree(found.text.encode(), "c.yaml").content == without_pages(
        read_tree(old.encode(), "c.yaml").content
    )
    assert converted(found.text, "case.yaml").text == found.text


def case_file(folder: Path, text: str, name: str = "case.yaml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


OLD = "a: 1\nsource: {exhibit: A, page: 1}\nexhibits: [{id: E, attested_by: R. P.}]\n"


def test_the_command_keeps_the_file_as_it_was_and_is_done_once(tmp_path: Path) -> None:
    path = case_file(tmp_path, OLD)
    first = called("case", "convert", str(path))
    kept = tmp_path / "case.yaml.before-convert"
    assert (first.returncode, kept.read_text("utf-8")) == (0, OLD)
    assert "1 pages became hints" in first.stdout
    assert "priorauth review" in first.stdout
    text = path.read_text("utf-8")
    again = called("case", "convert", str(tmp_path))
    assert (again.returncode, path.read_text("utf-8")) == (0, text)
    assert "already" in again.stdout


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    path = case_file(tmp_path, OLD)
    done = called("case", "convert", "--dry-run", str(path))
    assert (done.returncode, path.read_text("utf-8"), len(list(tmp_path.iterdir()))) == (0, OLD, 1)
    assert "# source, a hint: exhibit A, page 1" in done.stdout


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [("case.json", '{"source": {"page": 1}}', "PA194"), ("case.yaml", "a: [1\nsource: 2", "PA101")],
)
def test_what_cannot_be_rewritten_is_left_as_it_is(tmp_path: Path, name: str, text: str, code: str) -> None:
    path = case_file(tmp_path, text, name)
    done = called("case", "convert", str(path))
    assert code in done.stderr + done.stdout
    assert (done.returncode, path.read_text("utf-8"), len(list(tmp_path.iterdir()))) == (3, text, 1)


def test_an_earlier_file_that_is_kept_is_never_overwritten(tmp_path: Path) -> None:
    path, kept = case_file(tmp_path, OLD), case_file(tmp_path, "kept", "case.yaml.before-convert")
    done = called("case", "convert", str(path))
    assert "PA195" in done.stderr + done.stdout
    assert (path.read_text("utf-8"), kept.read_text("utf-8")) == (OLD, "kept")


def test_what_would_change_is_refused() -> None:
    with pytest.raises(Refused, match="PA1"):
        converted("a: &x {source: {page: 1}}\nb: *x\n", "case.yaml")
