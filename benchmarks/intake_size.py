"""Measure how long intake takes and how much memory it needs for prints of charts of several sizes.

Run with ``make bench-intake-size``. Each print is made up of the shipped chart print's pages, its notes under other
days, and taken in by a process of its own: from the path to the draft on disk. Memory is the highest that the command
or one of its children held.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

PRINT = Path(__file__).parent.parent / "examples" / "chart-print.pdf"
MOST_SECONDS = 20
"""Of processor, for 35 pages: more than one core would have to do in that time."""
MOST_GROWTH = 3.0
"""How much more memory the largest print may take than the smallest."""
_COMMAND = """
import resource, sys
from priorauth.cli import main
try:
    main()
finally:
    held = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    used = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"held {held} {used:.2f}", file=sys.stderr)
"""


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("pages", nargs="*", type=int, default=[35, 140, 500], help="sizes of the prints")
    sizes = asked.parse_args().pages
    texts = page_texts()
    held = []
    is_slow = False
    for size in sizes:
        seconds, used, megabytes, documents = taken_in(texts, size)
        print(f"{size:4} pages: {seconds:5.1f} s, {used:5.1f} s of processor, {megabytes:4.0f} MB; {documents}")
        held.append(megabytes)
        is_slow = is_slow or (size <= 35 and used > MOST_SECONDS)
    growth = max(held) / min(held)
    print(f"memory of the largest print beside the smallest: {growth:.2f}")
    return int(is_slow or growth > MOST_GROWTH)


def page_texts() -> list[str]:
    """Return the text of each page of the shipped print."""
    document = pypdfium2.PdfDocument(PRINT)
    return [page.get_textpage().get_text_range() for page in document]


def taken_in(texts: list[str], size: int) -> tuple[float, float, float, str]:
    """Return the seconds, those of the processor, and the megabytes of one print's intake, and what it says it read."""
    with tempfile.TemporaryDirectory() as folder:
        chart = Path(folder) / "chart.pdf"
        chart.write_bytes(printed(texts, size))
        words = [sys.executable, "-c", _COMMAND, "intake", str(chart), "-o", folder, "--case-id", "SIZE"]
        begun = time.monotonic()
        done = subprocess.run(words, capture_output=True, text=True, check=True)
        seconds = time.monotonic() - begun
    held, used = done.stderr.rpartition("held ")[2].split()
    return seconds, float(used), int(held) / 1024, done.stdout.splitlines()[0]


def printed(texts: list[str], size: int) -> bytes:
    """Return a print of as many pages; each time round every text has another day, so that no page is a copy."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=letter, invariant=1)
    for number in range(size):
        turn, index = divmod(number, len(texts))
        day = date(2026, 11, 3) - timedelta(days=7 * turn)
        text = (
            texts[index]
            .replace("November 3, 2026", f"{day:%B} {day.day}, {day.year}")
            .replace("11/03/2026", f"{day:%m/%d/%Y}")
        )
        for row, line in enumerate(text.splitlines()):
            canvas.drawString(40, 760 - 12 * row, line)
        canvas.setFont("Helvetica", 9)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
