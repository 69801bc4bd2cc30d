"""Count the questions that a chart leaves to a person, and of which kinds they are.

Run with ``make bench-questions``. Counted are the open charts of ``tests/reading/corpus/charts``, which bear out what
their cases say and were written without sight of the rules, and the shipped examples. Folders given as arguments,
each with a ``case.yaml``, are counted as a group of their own.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.whole_charts import case_of, of_part, pages_of
from priorauth.operations.review_case import CaseQuery, review_case
from priorauth.problems import Refused
from priorauth.review.chart_pages import ChartPages
from priorauth.review.model import ReviewItem
from priorauth.review.review_chart import review_chart
from priorauth.screening.page_likeness import Picture

EXAMPLES = Path(__file__).parent.parent / "examples" / "cases"
AS_OF = date(2026, 11, 30)

Asked = Sequence[ReviewItem]


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folders", nargs="*", type=Path, help="folders with a case.yaml")
    asked.add_argument("--list", action="store_true", help="name every question")
    options = asked.parse_args()
    tell("charts", {chart["id"]: _of_chart(chart) for chart in of_part("open")}, listed=options.list)
    tell("examples", _of_folders(sorted(path.parent for path in EXAMPLES.glob("*/case.yaml"))), listed=options.list)
    if options.folders:
        tell("folders", _of_folders(options.folders), listed=options.list)
    return 0


def _of_chart(chart: dict[str, object]) -> Asked:
    """Return what is asked of a chart of the corpus; a page without text in it is taken for a scan with ink."""
    pages = pages_of(chart)
    looks = {
        (exhibit, page.number): Picture("0" * 64, is_blank=False)
        for exhibit, found in pages.items()
        for page in found
        if not page.is_readable
    }
    return review_chart(case_of(chart), ChartPages(pages, looks)).items


def _of_folders(folders: Iterable[Path]) -> dict[str, Asked]:
    found: dict[str, Asked] = {}
    for folder in folders:
        try:
            found[folder.name] = review_case(CaseQuery(folder / "case.yaml", AS_OF)).review.open_items
        except Refused as refused:
            print(f"{folder.name}: not read ({', '.join(sorted({item.code for item in refused.problems}))})")
    return found


def tell(group: str, asked: dict[str, Asked], *, listed: bool) -> None:
    """Print the questions of each chart of a group, their median and maximum, and how many are of which kind."""
    counts = [len(items) for items in asked.values()]
    if not counts:
        return
    print(f"{group}: {len(counts)}; questions each: median {statistics.median(counts):g}, most {max(counts)}")
    print(f"    {', '.join(f'{name} {len(items)}' for name, items in asked.items())}")
    kinds = Counter((item.question.value, item.may_settle.value) for items in asked.values() for item in items)
    for (question, role), count in kinds.most_common():
        print(f"    {count:4} {question}, {role}")
    for name, items in asked.items() if listed else ():
        for item in items:
            print(f"  {name} {item.question.value}: {item.about}")


if __name__ == "__main__":
    sys.exit(main())
