"""The rules that keep the house standing, a case for each rule. What offends today stands in tests/house/debts.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house import rules
from tests.house.debts import CIRCULAR_IMPORTS, DEEP_IMPORTS, DOUBLED_CLASSES, DOUBLED_NAMES, LONG_SIGNATURES
from tests.house.package import Package, calls, read_package
from tests.offenders import assert_none

# From the foundation up. A room may import from rooms before it, and from itself.
ROOMS = [
    "problems",
    "files",
    "domain",
    "document",
    "formats",
    "parsing",
    "case",
    "practice",
    "payers",
    "exhibits",
    "screening",
    "reading",
    "readers",
    "comparison",
    "intake",
    "review",
    "criteria",
    "appeals",
    "submission",
    "letters",
    "render",
    "packet",
    "assembly",
    "verify",
    "ledger",
    "authoring",
    "batch",
    "operations",
    "cli",
]


@pytest.fixture(scope="module")
def package() -> Package:
    return read_package(Path(__file__).parent.parent / "priorauth")


def test_every_room_has_its_place_in_the_order(package: Package) -> None:
    assert_none(rules.misplaced_rooms(package, ROOMS))


def test_imports_run_downhill(package: Package) -> None:
    assert_none(rules.climbs(package, ROOMS))


def test_imports_are_written_in_full(package: Package) -> None:
    assert_none(rules.imports_with_dots(package))


def test_no_import_leads_back_to_its_importer(package: Package) -> None:
    assert_none(rules.circles(package, CIRCULAR_IMPORTS))


def test_a_file_name_stands_once(package: Package) -> None:
    assert_none(rules.doubled_names(package, DOUBLED_NAMES))


def test_a_class_name_stands_once(package: Package) -> None:
    assert_none(rules.doubled_classes(package, DOUBLED_CLASSES))


def test_a_function_takes_six_arguments_at_most(package: Package) -> None:
    assert_none(rules.long_signatures(package, LONG_SIGNATURES))


def test_what_talks_to_people_leaves_the_work_to_operations(package: Package) -> None:
    assert_none(rules.deep_imports(package, DEEP_IMPORTS))


def test_only_one_room_writes_to_disk(package: Package) -> None:
    assert_none(rules.writers(package))


def test_the_room_that_writes_is_seen_to_write(package: Package) -> None:
    (writing,) = [module for module in package.modules if module.path == "files/writing.py"]
    assert {name for _, name in calls(writing)} & (rules.WRITES | {"replace", "fsync"})


def test_nothing_but_the_command_line_reads_the_clock(package: Package) -> None:
    assert_none(rules.clock_readers(package))


def test_no_raw_paragraph_reaches_reportlab(package: Package) -> None:
    assert_none(rules.raw_paragraphs(package))
