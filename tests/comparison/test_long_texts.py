"""Long texts: no step of reading takes more than in proportion, and what would take too long is refused by a code."""

from __future__ import annotations

import gc
import io
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from benchmarks.growth import PHRASES, steps, text_of
from priorauth.case.model import ExhibitKind
from priorauth.comparison.compare import unread
from priorauth.domain.spine import DiscLevel
from priorauth.exhibits.opening import open_bytes
from priorauth.exhibits.sandbox import limits
from priorauth.exhibits.sandbox.parent import Opener
from priorauth.operations.read_mri_report import read_mri_report
from priorauth.problems import Refused
from priorauth.readers.mri.model import ReportSection
from priorauth.readers.mri.read_report import MAX_CHARACTERS
from priorauth.readers.mri.reconcile import reconcile
from priorauth.readers.mri.report_assertion import Polarity
from priorauth.readers.mri.report_statements import EndplateStatement
from priorauth.readers.mri.report_text import join_pages
from priorauth.readers.mri.temporality import Time
from tests.cases import clean_case
from tests.measured import holds_once
from tests.screening.records import exhibit

SHORT, LONG = 4_000, 32_000
MOST = 20
"""Times as long for eight times the text. In proportion it is 8, by the square 64; the rest is the machine's."""


@pytest.fixture(autouse=True)
def _without_collector() -> Iterator[None]:
    """Let what other tests have left in memory be no part of the time."""
    gc.disable()
    yield
    gc.enable()


LINE = "no change at this level " * 4


def printed(lines: int) -> bytes:
    """A PDF of so many lines, 60 to a page."""
    stream = io.BytesIO()
    canvas = Canvas(stream, (612, 792), invariant=1)
    for number in range(lines):
        if number and number % 60 == 0:
            canvas.showPage()
        canvas.drawString(40, 760 - 12 * (number % 60), LINE)
    canvas.save()
    return stream.getvalue()


def seconds(step: str, phrase: str, size: int) -> float:
    work, pages = steps()[step], text_of(phrase, size)
    begun = time.process_time()
    work(pages)
    return time.process_time() - begun


@pytest.mark.slow
@pytest.mark.parametrize("phrase", PHRASES.values(), ids=PHRASES)
@pytest.mark.parametrize("step", steps())
def test_a_text_eight_times_as_long_does_not_take_twenty_times_as_long(step: str, phrase: str) -> None:
    def in_proportion() -> bool:
        long, short = seconds(step, phrase, LONG), seconds(step, phrase, SHORT)
        return long <= MOST * short + 0.5  # the short text may find the names of the long one looked up already

    assert holds_once(in_proportion)


@pytest.mark.slow
def test_a_report_of_many_pages_does_not_grow_by_the_square() -> None:
    def in_proportion() -> bool:
        short, long = (seconds("report reader", PHRASES["pages"], size) for size in (SHORT, LONG))
        return long <= MOST * short + 0.1

    assert holds_once(in_proportion)


def said(count: int) -> list[EndplateStatement]:
    """A finding and its denial, over and over, each in a sentence of its own."""
    place, sentences = DiscLevel("L4-L5"), range(0, 10 * count, 10)
    return [
        EndplateStatement(
            place, (), frozenset({1 + at % 20 // 10}), polarity, Time.NOW, False, True, ReportSection.FINDINGS, at, at + 9
        )
        for at in sentences
        for polarity in (Polarity.ASSERTED, Polarity.DENIED)
    ]  # fmt: skip


def test_a_report_that_contradicts_itself_a_thousand_times_does_not_grow_by_the_square() -> None:
    text = join_pages(("a sentence" * 16_000,))

    def in_proportion() -> bool:
        times = []
        for count in (500, 16_000):
            begun = time.process_time()
            account = reconcile(text, said(count))
            times.append(time.process_time() - begun)
            assert [len(found.statements) for found in account.contradictions] == [count]
        return times[1] <= 100 * times[0] + 1  # in proportion 32 times as long, by the square 1,024

    assert holds_once(in_proportion)


def test_names_without_end_on_one_line_are_no_trap() -> None:
    def is_no_trap() -> bool:
        plain, trap = (
            seconds("screening", PHRASES[name], LONG) for name in ("one short word", "names on one line")
        )
        return trap <= 25 * plain + 0.1

    assert holds_once(is_no_trap)


def test_a_report_too_long_to_be_read_is_refused_and_another_record_is_not() -> None:
    long, whole = "no " * (MAX_CHARACTERS // 3), clean_case()
    for name, kind in (("A", ExhibitKind.IMAGING_REPORT), ("B", ExhibitKind.OTHER)):  # B is where the findings are
        (found,) = unread(whole, (exhibit(long, "more", kind=kind, name=name),))
        assert (found.code, found.where.exhibit) == ("PA697", name)
        assert "pages" in found.fix
        assert unread(whole, (exhibit(long, kind=kind, name=name),)) == ()
    assert unread(whole, (exhibit(long, "more", kind=ExhibitKind.PHYSICAL_THERAPY, name="C"),)) == ()


def test_a_report_that_is_too_long_is_refused_when_it_is_shown(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text("Modic type 1 at L4-5. " * (MAX_CHARACTERS // 20))
    with pytest.raises(Refused, match="PA697"):
        read_mri_report(file)
    file.write_text("Modic type 1 at L4-5.\f" + "no " * MAX_CHARACTERS)
    assert read_mri_report(tmp_path / "report.txt#1").data["findings"]


def processor_seconds() -> float:
    """The processor time of this process and of its children that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


@pytest.mark.parametrize("suffix", [".txt", pytest.param(".pdf", marks=pytest.mark.slow)])
def test_more_text_than_an_exhibit_may_have_is_refused_before_it_is_read(suffix: str) -> None:
    lines = limits.MAX_CHARACTERS // len(LINE) + 1
    data = (LINE * lines).encode() if suffix == ".txt" else printed(lines)
    begun = processor_seconds()
    with pytest.raises(Refused) as refused, Opener() as opener:
        open_bytes(data, suffix, opener=opener)
    (found,) = refused.value.problems
    assert (found.code, found.message) == ("PA716", "the exhibit has more characters than the limit of 500000")
    assert processor_seconds() - begun < 20
