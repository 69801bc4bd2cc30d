"""List where the chart reading and the present comparison differ, on the examples and on the corpus of reports.

Run with ``make compare-reading``. The present comparison looks for each claim on the page that the case names; the
chart reading compares it with all findings of the chart. Folders given as arguments, each with a ``case.yaml``, are
compared besides the shipped examples.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.reading import entries, reading_of, stated_types
from priorauth.assembly.pipeline import read_chart
from priorauth.comparison.chart_comparison import compare_chart
from priorauth.comparison.chart_verdicts import ChartVerdict
from priorauth.comparison.compare import compare
from priorauth.comparison.model import Checked, Verdict
from priorauth.problems import Refused
from priorauth.readers.mri.read_report import read_report
from priorauth.readers.whole_chart import read_exhibits
from priorauth.reading.chart_patient import ChartPatient
from priorauth.submission.build_spec import CaseQuery

EXAMPLES = Path(__file__).parent.parent / "examples" / "cases"
AS_OF = date(2026, 11, 24)

_ALIKE = {
    Verdict.CORROBORATED: {ChartVerdict.SUPPORTED},
    Verdict.CONTRADICTED: {ChartVerdict.CONTRADICTED, ChartVerdict.DISPUTED},
    Verdict.NOT_FOUND: {ChartVerdict.NOT_FOUND, ChartVerdict.SECOND_HAND, ChartVerdict.BY_A_PERSON},
    Verdict.UNREADABLE: {ChartVerdict.BY_A_PERSON},
}


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folders", nargs="*", type=Path, help="folders with a case.yaml")
    options = asked.parse_args()
    examples = sorted(path.parent for path in EXAMPLES.glob("*/case.yaml"))
    tally: Counter[str] = Counter()
    for folder in [*examples, *options.folders]:
        try:
            for line, is_alike in differences(folder):
                tally["alike" if is_alike else "different"] += 1
                if not is_alike:
                    print(f"{folder.name}: {line}")
        except Refused as refused:
            print(f"{folder.name}: not read ({', '.join(sorted({item.code for item in refused.problems}))})")
    print(f"claims that both judge: {tally['alike']} alike, {tally['different']} different")
    tell_reports([entry for entry in entries("mri_reports") if entry["part"] == "open"])
    return 0


def differences(folder: Path) -> Iterator[tuple[str, bool]]:
    """Return for each claim that both judge what either says, and whether that is the same."""
    chart = read_chart(CaseQuery(folder / "case.yaml", AS_OF))
    case = chart.loaded.case
    person = ChartPatient(name=case.patient.name, birth_date=case.patient.birth_date)
    pages = {item.exhibit.id: item.pages for item in chart.exhibits}
    found = {item.claim: item.verdict for item in compare_chart(case, read_exhibits(pages, person)).compared}
    for field, verdict in _worst(compare(case, chart.exhibits).checked).items():
        if field in found:
            yield f"{field}: {verdict.value}, by the chart {found[field].value}", found[field] in _ALIKE[verdict]


def _worst(checked: Iterable[Checked]) -> Mapping[str, Verdict]:
    """Return one verdict a field, under the field's name in the chart comparison; scores have one for two parts."""
    order = list(Verdict)
    worst: dict[str, Verdict] = {}
    for item in checked:
        field = item.claim.removesuffix(".value") if item.claim.startswith("pain.scores") else item.claim
        if field not in worst or order.index(item.verdict) > order.index(worst[field]):
            worst[field] = item.verdict
    return worst


def tell_reports(chosen: list[dict[str, Any]]) -> None:
    """Print the reports in which the two readers state other types at a place."""
    different = 0
    for entry in chosen:
        old = {
            (str(item.place), tuple(sorted(int(kind) for kind in item.types)))
            for item in read_report((entry["text"],)).findings
            if item.types and item.certainty.value == "stated"
        }
        new = set(stated_types(reading_of({"doc": "mri_report", "section": "", **entry})))
        if old != new:
            different += 1
            print(f"report {entry['id']}: only now {_told(old - new)}; only by the chart {_told(new - old)}")
    print(f"reports: {len(chosen) - different} alike, {different} different")


def _told(findings: set[tuple[str, tuple[int, ...]]]) -> str:
    return ", ".join(f"{place} type {'/'.join(map(str, kinds))}" for place, kinds in sorted(findings)) or "nothing"


if __name__ == "__main__":
    sys.exit(main())
