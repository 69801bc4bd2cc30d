"""Measure whole charts: their documents, what an honest claim comes to, and what a false one does.

Run with ``make bench-charts``. The charts of ``tests/reading/corpus/charts`` were written without sight of the rules: each
with its documents, the claims it bears out, and changes of a page that make one claim untrue. The sealed part is left
out; ``--sealed`` reads it, once for each release.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

sys.path.insert(0, str(Path(__file__).parent.parent))

from priorauth.case.model import Case
from priorauth.comparison.chart_comparison import compare_chart
from priorauth.comparison.chart_verdicts import ChartComparison, ChartVerdict
from priorauth.exhibits.pages import Page, TextOrigin
from priorauth.readers.whole_chart import read_exhibits
from priorauth.reading.chart_patient import ChartPatient
from priorauth.reading.model import ChartReading
from tests.cases import clean_data

CHARTS = Path(__file__).parent.parent / "tests" / "reading" / "corpus" / "charts"
_NOT_SO = (ChartVerdict.CONTRADICTED, ChartVerdict.DISPUTED)

Chart = dict[str, Any]


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sealed", action="store_true", help="read the sealed part: once for each release")
    asked.add_argument("--list", action="store_true", help="name what is read wrong")
    options = asked.parse_args()
    charts = list(of_part("sealed" if options.sealed else "open"))
    tell_documents(charts, listed=options.list)
    tell_honest(charts, listed=options.list)
    tell_false(charts, listed=options.list)
    return 0


def of_part(part: str) -> Iterator[Chart]:
    """Return the charts of a part in order."""
    for path in sorted(CHARTS.glob("*.yaml")):
        chart = YAML(typ="safe").load(path)
        if chart["part"] == part:
            yield chart


def pages_of(chart: Chart, change: Mapping[str, Any] | None = None) -> dict[str, tuple[Page, ...]]:
    """Return the pages of a chart's exhibits, one of them with some words changed."""
    found = {}
    for exhibit in chart["exhibits"]:
        texts = list(exhibit["pages"])
        if change is not None and change["exhibit"] == exhibit["id"]:
            at = change["page"] - 1
            old, new = change["old"], change["new"]
            texts[at] = texts[at].replace(old, new, 1) if old else f"{texts[at].rstrip()}\n{new}\n"
        found[exhibit["id"]] = tuple(
            Page(number, text, 612, 792, 0, origin=TextOrigin.LAYER if text.strip() else TextOrigin.NONE)
            for number, text in enumerate(texts, 1)
        )
    return found


def case_of(chart: Chart) -> Case:
    """Return a case that makes the chart's claims and no others."""
    claims, data = chart["claims"], clean_data()
    who = chart["patient"]
    data["patient"] |= {"birth_date": str(who["birth_date"]), "sex": who["sex"]}
    data["patient"]["name"] = {"given": who["given"], "family": who["family"]}
    data["pain"] = {name.partition(".")[2]: value for name, value in claims.items() if name.startswith("pain.")}
    legs = data["pain"].pop("leg_symptoms.present", None)
    if legs is not None:
        data["pain"]["leg_symptoms"] = {"present": legs}
    levels = data["pain"].pop("matching_levels", None)
    if levels:
        data["pain"]["matching_levels"] = {"disc_levels": levels}
    data["conservative_care"] = [
        {"status": "completed" if "end" in row else "ongoing", **row} for row in claims.get("conservative_care", [])
    ]
    data["imaging"] = [{"modality": "MRI", **study} for study in claims.get("imaging", [])]
    data["other_generators"] = claims.get("other_generators", [])
    safety = dict(claims.get("safety", {}))
    ablated = safety.pop("prior_ablation", None)
    data["safety"] = {name: {"present": present} for name, present in safety.items()}
    if ablated is not None:
        data["safety"]["prior_ablation"] = {"performed": ablated}
    data["exhibits"] = [
        {"id": item["id"], "title": "Record", "kind": "progress_note", "file": f"{item['id']}.txt"}
        for item in chart["exhibits"]
    ]
    data.pop("exhibit_answers", None)
    return Case.model_validate(_as_text(data))


def _as_text(value: Any) -> Any:  # noqa: ANN401  (whatever a file holds)
    """Return every scalar as text, the way a case file gives it."""
    if isinstance(value, dict):
        return {key: _as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_text(item) for item in value]
    return value if value is None else str(value)


def read(chart: Chart, change: Mapping[str, Any] | None = None) -> tuple[ChartReading, ChartComparison]:
    """Return a chart as it is read, and its case compared with it."""
    case = case_of(chart)
    person = ChartPatient(name=case.patient.name, birth_date=case.patient.birth_date)
    reading = read_exhibits(pages_of(chart, change), person)
    return reading, compare_chart(case, reading)


def tell_documents(charts: list[Chart], *, listed: bool) -> None:
    """Print how many pages lie in a document of the right kind that begins and ends where it should."""
    kinds = bounds = total = 0
    for chart in charts:
        reading, _ = read(chart)
        found = {
            (item.document.exhibit, page): (item.document.kind.value, item.document.pages)
            for item in reading.documents
            for page in item.document.pages
        }
        for document in chart["documents"]:
            for page in document["pages"]:
                kind, pages = found[document["exhibit"], page]
                total += 1
                kinds += kind == document["kind"]
                bounds += tuple(document["pages"]) == pages
                if listed and kind != document["kind"]:
                    print(
                        f"  {chart['id']} {document['exhibit']} page {page}: {kind}, should be {document['kind']}"
                    )
    print(f"documents: {len(charts)} charts, {total} pages: kind right {kinds}, whole document right {bounds}")


def tell_honest(charts: list[Chart], *, listed: bool) -> None:
    """Print what becomes of true claims, and what comes up by itself in charts that bear theirs out."""
    verdicts: Counter[str] = Counter()
    by_field: Counter[str] = Counter()
    supported: Counter[str] = Counter()
    raised = 0
    for chart in charts:
        _, comparison = read(chart)
        verdicts.update(item.verdict.value for item in comparison.compared)
        raised += len(comparison.raised)
        for item in comparison.compared:
            field = _kind_of(item.claim)
            by_field[field] += 1
            supported[field] += item.verdict is ChartVerdict.SUPPORTED
            if listed and item.verdict is not ChartVerdict.SUPPORTED:
                shown = (*item.against, *item.unsettled, *item.second_hand)
                words = " ".join(shown[0].where.quote.split())[:110] if shown else ""
                print(f"  {chart['id']} {item.claim}: {item.verdict.value}: {words}")
        for came in comparison.raised if listed else ():
            words = " ".join(came.findings[0].where.quote.split())[:110]
            print(
                f"  {chart['id']} raised {came.fact.value} {came.place}: {came.findings[0].standing.value}: {words}"
            )
    print(f"honest claims: {dict(verdicts.most_common())}; {raised} raised by themselves")
    for field, count in sorted(by_field.items()):
        print(f"    {field:34} {supported[field]:3} of {count:3} supported")


def _kind_of(claim: str) -> str:
    return ".".join(part for part in claim.split(".") if not part.isdigit())


def tell_false(charts: list[Chart], *, listed: bool) -> None:
    """Print how many changes that make a claim untrue still leave it supported."""
    passed = spoken = total = 0
    for chart in charts:
        for change in chart["false"]:
            _, comparison = read(chart, change)
            about = [item for item in comparison.compared if _is_about(item.claim, change["field"])]
            is_passed = bool(about) and all(item.verdict is ChartVerdict.SUPPORTED for item in about)
            total += 1
            passed += is_passed
            spoken += any(item.verdict in _NOT_SO for item in about)
            if listed and is_passed:
                print(
                    f"  {chart['id']} {change['field']} ({change['way']}): {' '.join(change['new'].split())[:120]}"
                )
    print(f"false changes: {total}; the claim still supported {passed}, spoken against {spoken}")


def _is_about(claim: str, field: str) -> bool:
    """Whether a claim is the one a change is of; a change of a whole row is of each of its parts."""
    plain = field.replace("[", ".").replace("]", "")
    return claim == plain or claim.startswith(f"{plain}.") or plain.startswith(f"{claim}.")


if __name__ == "__main__":
    sys.exit(main())
