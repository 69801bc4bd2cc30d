"""The catalogue of problems, and the table of exit codes in the docs."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from priorauth.problems import CATALOGUE, ExitCode, ProblemKind, Refused, Where, problem
from tests.offenders import assert_none

DOCS = Path(__file__).parent.parent / "docs"


def test_the_docs_list_every_exit_code_by_number_and_name() -> None:
    rows = re.findall(r"^\| (\d+) \| (\w+) \|", (DOCS / "exit-codes.md").read_text(), re.MULTILINE)
    assert [(int(number), name) for number, name in rows] == [(int(code), code.name) for code in ExitCode]


def unexplained(kind: ProblemKind) -> Iterator[str]:
    """What a kind of problem leaves unsaid."""
    if not re.fullmatch(r"PA\d{3,4}", kind.code):
        yield "number it PA and three or four digits"
    if not kind.message:
        yield "say in its message what is wrong"
    if not kind.fix:
        yield "say in its fix how to mend it"
    if not kind.why.endswith("."):
        yield "say why in a whole sentence with a period"


def test_every_kind_says_what_is_wrong_how_to_mend_it_and_why() -> None:
    assert CATALOGUE
    assert_none(
        f"{kind.code or 'a kind without a code'}: {said}"
        for kind in CATALOGUE.values()
        for said in unexplained(kind)
    )


def has_room_for_a_value(kind: ProblemKind) -> bool:
    return "value" in {name for _, name, _, _ in string.Formatter().parse(kind.message + kind.fix)}


def test_no_kind_has_room_for_a_value() -> None:
    assert_none(
        f"{kind.code}: takes {{value}}, which may be a patient's: name the field or the place instead"
        for kind in CATALOGUE.values()
        if has_room_for_a_value(kind)
    )


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (Where(file="case.yaml", line=3, column=7), "case.yaml:3:7"),
        (Where(file="list.xlsx", sheet="Week 48", cell="B7"), "list.xlsx!Week 48!B7"),
        (Where(file="letterhead.docx", part="word/header1.xml"), "letterhead.docx!word/header1.xml"),
        (Where(exhibit="B", page=2), "exhibit B, page 2"),
        (Where(file="case.yaml", line=9, column=1, exhibit="B"), "case.yaml:9:1 (exhibit B)"),
        (Where(), ""),
    ],
)
def test_a_place_reads_as_people_write_it(where: Where, expected: str) -> None:
    assert str(where) == expected


def test_a_refusal_exits_with_the_code_of_its_first_error() -> None:
    refused = Refused([problem("PA307", review_by="2027-01-01"), problem("PA401", count=2)])
    assert refused.exit_code is ExitCode.NOT_READY


def test_a_refusal_without_a_problem_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Refused([])
