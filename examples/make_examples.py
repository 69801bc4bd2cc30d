"""Make the exhibits of the made-up cases and the printed chart: ``python examples/make_examples.py``.

Every person, clinic and number is invented. Run it again after a change to the records beside this file; unchanged
records give the same bytes. The case files next to the exhibits are written by hand.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from examples.chart_pages import draw, draw_print, scan
from examples.chart_print import FILE, HARPER, chart_print
from examples.charts import CHARTS

CASES = Path(__file__).parent / "cases"


def exhibits() -> dict[str, bytes]:
    """Return every exhibit's bytes by its path below the folder of cases."""
    made: dict[str, bytes] = {}
    for chart in CHARTS:
        for record in chart.records:
            page = draw(record, chart.patient)
            made[f"{chart.folder}/{record.file}"] = scan(page) if record.file.endswith(".png") else page
    return made


def printed_chart() -> bytes:
    """Return the chart that is printed in one piece."""
    return draw_print(chart_print(), HARPER, "Chart print (made-up sample)")


def main() -> None:
    (CASES.parent / FILE).write_bytes(printed_chart())
    print(FILE)
    for name, content in exhibits().items():
        path = CASES / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        print(name)


if __name__ == "__main__":
    main()
