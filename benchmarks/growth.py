"""How the time to read a text grows with it: each step over texts of one phrase, and over texts four times as long.

Prints processor seconds in proportion to a megabyte, and how many times as long a text takes that is four times as
long: 4 is linear, 16 is by the square. Ends with 1 where a step takes more than 6 times as long.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from priorauth.case.model import Case
from priorauth.comparison.compare import compare
from priorauth.exhibits.pages import OpenedExhibit, Page
from priorauth.exhibits.quotes import find
from priorauth.readers.mri.cautions import cautions
from priorauth.readers.mri.read_report import read_report
from priorauth.screening.screen import screen_exhibits
from tests.cases import clean_case
from tests.screening.records import empty_pdf

SHORT, LONG = 20_000, 80_000
MOST = 6.0
QUOTE = "Modic type 1 changes of the inferior L4 and superior L5 endplates."
PHRASES = {
    "a finding": "Modic type 1 at L4-5. ",
    "contradicting findings": "Modic type 1 at L4-5. No Modic change at L4-5. Modic type 2 at L4-5. ",
    "a table": "L4-5\tModic 1\t\n",
    "a list": "1. L4-5: Modic type 2 change.\n",
    "one short word": "no ",
    "a level": "L4-5 ",
    "pages": "Modic type 1 at L4-5.\nPage 1 of 3\f",
    "names": "Patient: Avery Example DOB: 03/09/1974\n",
    "names on one line": "RE: Avery Example ",
    "labels": "Name: ",
    "dates": "Seen 11/03/2026. ",
    "numbers": "SSN 219-09-9999 ",
    "digits": "1234567890",
    "a word without end": "endplate",
    "divided words": "end-\n",
    "counts": "Page 1 of 3\n",
    "addenda": "ADDENDUM: should read Modic type 2 at L4-5, not L5-S1.\n",
    "a nearly quoted sentence": "Modic type 1 changes of the inferior L4 and superior ",
    "accents": "e\u0301 ",
}


def text_of(phrase: str, size: int) -> tuple[str, ...]:
    """Pages of one phrase, ``size`` characters in all."""
    return tuple((phrase * (size // len(phrase) + 1))[:size].split("\f"))


def exhibits(case: Case, pages: tuple[str, ...]) -> tuple[OpenedExhibit, ...]:
    """The case's first exhibit, an office note, with these pages."""
    made = tuple(Page(number, text, 612, 792, 0) for number, text in enumerate(pages, 1))
    return (OpenedExhibit(case.exhibits[0], empty_pdf(len(pages)), made, "hash"),)


def steps() -> dict[str, Callable[[tuple[str, ...]], object]]:
    """What is done with the text of an exhibit, by name."""
    case = clean_case()
    return {
        "report reader": lambda pages: cautions(read_report(pages), pages),
        "comparison": lambda pages: compare(case, exhibits(case, pages)),
        "screening": lambda pages: screen_exhibits(case, exhibits(case, pages)),
        "quote": lambda pages: [find(page, QUOTE) for page in pages],
    }


def seconds(work: Callable[[tuple[str, ...]], object], pages: tuple[str, ...]) -> float:
    """Processor seconds of one run."""
    begun = time.process_time()
    work(pages)
    return time.process_time() - begun


def main() -> None:
    grown = []
    print(f"{'':26}" + "".join(f"{name:>24}" for name in steps()))
    for name, phrase in PHRASES.items():
        cells = []
        for step, work in steps().items():
            short, long = (seconds(work, text_of(phrase, size)) for size in (SHORT, LONG))
            growth = (long + 0.02) / (short + 0.02)  # below a hundredth of a second the clock decides
            cells.append(f"{long * 1_000_000 / LONG:10.2f} s/MB {growth:5.2f} x")
            if growth > MOST:
                grown.append(f"{step}: {name}")
        print(f"{name:26}" + "".join(f"{cell:>24}" for cell in cells), flush=True)
    if grown:
        print("grows faster than the text: " + "; ".join(grown))
    sys.exit(bool(grown))


if __name__ == "__main__":
    main()
