"""Milliseconds per letter, per packet and per whole case, beside peers, as ratios in one run.

Run with ``make bench``. Peers that are not installed are named and left out.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import peers
from benchmarks.timing import medians, report
from priorauth.assembly import pipeline
from priorauth.assembly.pipeline import BuildSpec, Chart, Format
from priorauth.document import Document
from priorauth.files.shipped_data import folder as shipped_folder
from priorauth.letters.composer import compose
from priorauth.letters.templates.search_path import template_library
from priorauth.operations.build_packet import DEMO_CASE, DEMO_DAY
from priorauth.packet.bind.binder import FrontDocument, bind
from priorauth.packet.plan import plan_packet
from priorauth.practice.approvals.own_files import LETTERHEAD
from priorauth.render.docx.docx_file import render_docx
from priorauth.render.pdf.pdf_file import render_pdf
from priorauth.submission.build_spec import CaseQuery
from priorauth.submission.gate import Submission

CASE = shipped_folder("examples") / "cases" / DEMO_CASE / "case.yaml"


def main() -> None:
    chart = pipeline.read_chart(CaseQuery(CASE, DEMO_DAY))
    submission = Submission(
        case=chart.loaded.case, profile=chart.chosen.profile, concordance=chart.concordance, as_of=DEMO_DAY
    )
    pages = {opened.exhibit.id: len(opened.pages) for opened in chart.exhibits}
    name = submission.profile.letter_kind.value
    letter = compose(name, submission, template_library(None), pages).document
    letterhead = (shipped_folder("templates") / LETTERHEAD).read_bytes()
    words = sum(len(text.split()) for text in _texts(letter))
    print(f"the letter: {words} words, {len(letter.blocks)} blocks")
    docx = {"priorauth": lambda: render_docx(letter, submission, letterhead=letterhead)}
    docx |= _available(
        {"docxtpl": lambda: peers.docxtpl(letter, letterhead), "python-docx": lambda: peers.python_docx(letter)}
    )
    report("DOCX letter", medians(docx), base="priorauth")
    pdf: dict[str, Callable[[], object]] = {"priorauth": lambda: render_pdf(letter, submission)}
    pdf |= _available(
        {"typst (compiler kept)": lambda: peers.typst(letter), "WeasyPrint": lambda: peers.weasyprint(letter)}
    )
    report("PDF letter, fonts embedded", medians(pdf), base="priorauth")
    report("packet", medians(_packets(chart, submission, letter)), base="bare pikepdf concatenation")
    report(
        "whole case, warm: read, assess, letter in both formats, packet, proof",
        medians(_whole_case()),
        base="priorauth",
    )
    report("cold start", medians(_cold_starts(), rounds=9), base="python -c 'import click'")


def _texts(document: Document) -> tuple[str, ...]:
    from priorauth.document import words_of

    return tuple(words_of(document))


def _available(makers: dict[str, Callable[[], Callable[[], bytes]]]) -> dict[str, Callable[[], bytes]]:
    found = {}
    for name, prepare in makers.items():
        try:
            found[name] = prepare()
        except (ImportError, OSError) as error:
            print(f"left out: {name} ({type(error).__name__})")
    return found


def _packets(chart: Chart, submission: Submission, letter: Document) -> dict[str, Callable[[], object]]:
    """A packet of 26 pages in 8 files: the letter, the case's exhibits, and two of them again under other ids."""
    again = zip((chart.exhibits[0], chart.exhibits[3]), ("F", "G"), strict=True)
    copies = [replace(item, exhibit=item.exhibit.model_copy(update={"id": name})) for item, name in again]
    exhibits = (*chart.exhibits, *copies)
    plan = plan_packet(submission.profile, exhibits)
    front = [FrontDocument(letter.title, render_pdf(letter, submission))]
    bound = bind(submission, front, exhibits, plan)
    print(f"\nthe packet: {bound.pages} pages, {len(exhibits)} exhibits")
    sources = [front[0].rendered.data, *(opened.pdf for opened in exhibits)]

    def bare() -> bytes:
        out = io.BytesIO()
        with pikepdf.Pdf.new() as target:
            for data in sources:
                with pikepdf.Pdf.open(io.BytesIO(data)) as source:
                    target.pages.extend(source.pages)
            target.save(out, compress_streams=False)
        return out.getvalue()

    return {
        "bare pikepdf concatenation": bare,
        "priorauth": lambda: bind(submission, front, exhibits, plan),
    }


def _whole_case() -> dict[str, Callable[[], object]]:
    def whole() -> object:
        with tempfile.TemporaryDirectory() as out:
            return pipeline.build(BuildSpec(case_file=CASE, as_of=DEMO_DAY, out=Path(out), format=Format.BOTH))

    return {"priorauth": whole}


def _cold_starts() -> dict[str, Callable[[], object]]:
    def run(code: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)

    help_code = "import sys; sys.argv = ['priorauth', '--help']; from priorauth.cli import main; main()"
    return {"python -c 'import click'": run("import click"), "priorauth --help": run(help_code)}


if __name__ == "__main__":
    main()
