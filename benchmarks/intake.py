"""Measure what intake fills in: the share of facts that is right, and what is wrong.

Run with ``make bench-intake``. Each chart is drafted without sight of its case, and the draft is compared with the
case that an honest clerk wrote of the same chart: the shipped examples, the open charts of
``tests/reading/corpus/charts`` and folders given as arguments, each with a ``truth.yaml`` or a ``case.yaml``.

Completed and stopped count as one status: clerks write both of a drug that has ended.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.whole_charts import of_part, pages_of
from priorauth.case.parties import Name
from priorauth.exhibits.file_kinds import KIND_OF_SUFFIX
from priorauth.exhibits.opening import open_file
from priorauth.exhibits.pages import Page
from priorauth.intake.draft import plain
from priorauth.intake.draft_care import drug_named
from priorauth.intake.draft_case import ChartDraft, draft_from
from priorauth.intake.read_chart import read_for_intake
from priorauth.intake.whose_chart import find_person
from priorauth.reading.chart_patient import ChartPatient

EXAMPLES = Path(__file__).parent.parent / "examples" / "cases"

Data = dict[str, Any]
Pages = Mapping[str, Sequence[Page]]
Facts = dict[str, object]


@dataclass
class Tally:
    """What became of the facts of some charts."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    questions: list[int] = field(default_factory=list)
    seconds: float = 0.0


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folders", nargs="*", type=Path, help="folders with files and a truth.yaml or case.yaml")
    asked.add_argument("--list", action="store_true", help="name what is wrong, missing and beyond the case")
    options = asked.parse_args()
    wrong = tell("charts", _charts(), listed=options.list)
    wrong += tell(
        "examples", _folders(sorted(path.parent for path in EXAMPLES.glob("*/case.yaml"))), listed=options.list
    )
    wrong += tell_untrue(listed=options.list)
    if options.folders:
        wrong += tell("folders", _folders(options.folders), listed=options.list)
    return 1 if wrong else 0


def _charts() -> Iterator[tuple[str, Pages, Data, ChartPatient | None]]:
    """Return the open charts; one that prints no birth date beside a name is told whose it is, as with --name."""
    for chart in of_part("open"):
        who, claims = chart["patient"], chart["claims"]
        case: Data = {"patient": {"name": {"given": who["given"], "family": who["family"]}, **who}}
        case["pain"] = {key[5:]: value for key, value in claims.items() if key.startswith("pain.")}
        case |= {key: value for key, value in claims.items() if not key.startswith("pain.")}
        printed = "\n".join(page for exhibit in chart["exhibits"] for page in exhibit["pages"])
        if str(who["record_number"]) not in printed:
            del case["patient"]["record_number"]
        person = ChartPatient(name=Name(given=who["given"], family=who["family"]), birth_date=who["birth_date"])
        yield chart["id"], pages_of(chart), case, person


def _folders(folders: Sequence[Path]) -> Iterator[tuple[str, Pages, Data, ChartPatient | None]]:
    for folder in folders:
        files = sorted(path for path in folder.iterdir() if path.suffix.lower() in KIND_OF_SUFFIX)
        pages = {chr(ord("A") + number): open_file(path).pages for number, path in enumerate(files)}
        truth = folder / "truth.yaml"
        case = YAML(typ="safe").load(truth if truth.is_file() else folder / "case.yaml")
        yield folder.name, pages, case, None


def tell(group: str, charts: Iterator[tuple[str, Pages, Data, ChartPatient | None]], *, listed: bool) -> int:
    """Print the share of facts that was filled right, what was filled wrong, and the questions; return the wrong."""
    tally, count = Tally(), 0
    for name, pages, case, told in charts:
        begun = time.process_time()
        draft = _draft(pages, told, tally, name)
        tally.seconds += time.process_time() - begun
        count += 1
        if draft is not None:
            _score(name, facts_of(case), facts_of({key: plain(node) for key, node in draft.filled.items()}), tally)
            tally.questions.append(len(draft.open))
            tally.notes += [f"{name} open: {item.field} ({item.why})" for item in draft.open]
    right, wrong, missing = tally.right.total(), tally.wrong.total(), tally.missing.total()
    share = right / max(1, right + wrong + missing)
    print(
        f"{group}: {count}; facts {right + wrong + missing}: right {right} ({share:.1%}), wrong {wrong}, not filled {missing}"
    )
    print(f"    questions each: {sorted(tally.questions)}; {tally.seconds:.1f} s of processor")
    for kind in sorted({*tally.right, *tally.wrong, *tally.missing}):
        total = tally.right[kind] + tally.wrong[kind] + tally.missing[kind]
        print(f"    {kind:40} {tally.right[kind]:4} of {total:4} right, {tally.wrong[kind]} wrong")
    for note in tally.notes if listed else [note for note in tally.notes if " wrong: " in note]:
        print(f"  {note}")
    return wrong


def tell_untrue(*, listed: bool) -> int:
    """Print how many changes of a page that make a claim untrue are still filled in as before; return them."""
    kept, total = [], 0
    for chart in of_part("open"):
        who = chart["patient"]
        told = ChartPatient(name=Name(given=who["given"], family=who["family"]), birth_date=who["birth_date"])
        for change in chart["false"]:
            total += 1
            pages = pages_of(chart, change)
            draft = _draft(pages, told, Tally(), chart["id"])
            given = facts_of({key: plain(node) for key, node in draft.filled.items()}) if draft else {}
            wanted = _claimed(chart, change["field"])
            if wanted and all(fact in given and _is_right(given[fact], value) for fact, value in wanted.items()):
                kept.append(
                    f"{chart['id']} {change['field']} ({change['way']}): {' '.join(change['new'].split())[:110]}"
                )
    print(f"untrue changes: {total}; filled in all the same {len(kept)}")
    for note in kept if listed else ():
        print(f"  {note}")
    return len(kept)


def _claimed(chart: Data, field: str) -> Facts:
    """Return the facts of the claim that a change makes untrue."""
    claims = chart["claims"]
    section, _, rest = field.replace("[", ".").replace("]", "").partition(".")
    if section in ("safety", "pain") and not rest.startswith("scores"):
        name = (
            "pain.leg_symptoms"
            if rest.startswith("leg_symptoms")
            else f"{section}{'/' if section == 'safety' else '.'}{rest}"
        )
        case: Data = {"safety": claims.get("safety", {})} | {
            "pain": {key[5:]: item for key, item in claims.items() if key.startswith("pain.")}
        }
        return {fact: value for fact, value in facts_of(case).items() if fact == name}
    parts = rest.split(".")
    if rest.startswith("scores"):
        row = claims["pain.scores"][int(parts[1]) - 1]
        return {fact: value for fact, value in facts_of({"pain": {"scores": [row]}}).items() if "scores" in fact}
    row = claims[section][int(parts[0]) - 1]
    if section == "imaging" and "findings" in parts:
        row = {**row, "findings": [row["findings"][int(parts[2]) - 1]], "sequences": None, "date": None}
    found = {fact: value for fact, value in facts_of({section: [row]}).items() if fact.startswith(section)}
    last = parts[-1]
    named = {fact: value for fact, value in found.items() if f".{last}/" in fact}
    return named or found


def _draft(pages: Pages, told: ChartPatient | None, tally: Tally, name: str) -> ChartDraft | None:
    found = find_person([page.text for each in pages.values() for page in each])
    if found is None and told is not None:
        tally.notes.append(f"{name}: was told whose chart it is")
        found = told, None
    if found is None:
        tally.notes.append(f"{name}: prints no patient")
        return None
    return draft_from(read_for_intake(pages, found[0]), *found, pages)


def _score(name: str, wanted: Facts, given: Facts, tally: Tally) -> None:
    for fact, value in wanted.items():
        kind = ".".join(part for part in fact.split("/")[0].split(".") if not part.isdigit())
        if fact not in given:
            tally.missing[kind] += 1
            tally.notes.append(f"{name} not filled: {fact} = {value}")
        elif _is_right(given[fact], value):
            tally.right[kind] += 1
        else:
            tally.wrong[kind] += 1
            tally.notes.append(f"{name} wrong: {fact} = {given[fact]}, should be {value}")
    tally.notes += [f"{name} beyond: {fact} = {given[fact]}" for fact in given if fact not in wanted]


def _is_right(given: object, wanted: object) -> bool:
    """Whether a value is the clerk's: the same, a date as exact as its record is, or all that the clerk listed."""
    if isinstance(wanted, tuple) and isinstance(given, tuple) and all(isinstance(item, str) for item in wanted):
        return set(wanted) <= set(given)
    short, long = sorted((str(given), str(wanted)), key=len)
    return given == wanted or (len(short) in (4, 7) and long.startswith(f"{short}-"))


def facts_of(case: Data) -> Facts:
    """Return a case's facts by name; an entry of a list is named by what it is, not by its place."""
    found: Facts = {}
    patient, pain = case.get("patient", {}), case.get("pain", {})
    for part in ("given", "family"):
        found[f"patient.name.{part}"] = str(patient.get("name", {}).get(part, "")).casefold()
    for part in ("birth_date", "sex", "record_number"):
        _put(found, f"patient.{part}", patient.get(part))
    for part in ("onset", "pattern", "unremitting", "functional_impairment"):
        _put(found, f"pain.{part}", pain.get(part))
    legs = pain.get("leg_symptoms.present", (pain.get("leg_symptoms") or {}).get("present"))
    _put(found, "pain.leg_symptoms", legs)
    levels = pain.get("matching_levels")
    _put(found, "pain.matching_levels", levels.get("disc_levels") if isinstance(levels, dict) else levels)
    for score in pain.get("scores", []):
        found[f"pain.scores/{score['instrument']}"] = (
            float(score["value"]),
            str(score["unit"]),
            str(score["date"]),
        )
    _care(found, case.get("conservative_care", []))
    for study in case.get("imaging", [])[:1]:
        _study(found, study)
    for row in case.get("other_generators") or []:
        how = "block" if row.get("relief_percent") is not None else "test"
        _put(found, f"other_generators.verdict/{row['generator']}", row.get("verdict"))
        _put(found, f"other_generators.date/{row['generator']} {how}", row.get("date"))
        _put(found, f"other_generators.relief_percent/{row['generator']}", row.get("relief_percent"))
    for name, entry in (case.get("safety") or {}).items():
        value = entry.get("present", entry.get("performed")) if isinstance(entry, dict) else entry
        _put(
            found,
            f"safety/{name}",
            None if isinstance(entry, list) or value in ("not documented", "not_documented") else value,
        )
    return found


def _put(found: Facts, name: str, value: object) -> None:
    if value is None or value == []:
        return
    if isinstance(value, bool):
        value = "yes" if value else "no"
    found[name] = tuple(sorted(map(str, value))) if isinstance(value, list) else str(value)


def _care(found: Facts, rows: Sequence[Data]) -> None:
    counted: Counter[str] = Counter()
    for row in sorted(rows, key=lambda item: str(item.get("start", ""))):  # the years tell two courses apart
        drug = drug_named(str(row.get("detail") or "")) if _is_drug(row) else ""
        key = f"{row['modality']} {drug}".strip()
        counted[key] += 1
        first = str(row.get("start") or row.get("end") or "")[:4]
        place = f"{key} {first}" if counted[key] > 1 or row["modality"] == "physical_therapy" else key
        found[f"conservative_care.modality/{place}"] = row["modality"]
        status = row.get("status")
        _put(found, f"conservative_care.status/{place}", "completed" if status == "stopped" else status)
        for part in ("start", "end", "sessions", "response"):
            _put(found, f"conservative_care.{part}/{place}", row.get(part))


def _is_drug(row: Data) -> bool:
    return row["modality"] in ("nsaid", "other_medication", "oral_steroid")


def _study(found: Facts, study: Data) -> None:
    for part in ("date", "radiologist", "final"):
        _put(found, f"imaging.{part}", study.get(part))
    _put(found, "imaging.sequences", study.get("sequences"))
    _put(found, "imaging.numbering", (study.get("numbering") or {}).get("transitional"))
    for row in study.get("findings", []):
        types = tuple(sorted(map(str, row.get("modic_types", []))))
        place = row.get("disc_level")
        if place is not None:
            found[f"imaging.findings.modic_types/{place}"] = types
        for plate in row.get("endplates", []):
            found[f"imaging.findings.endplates/{plate}"] = types


if __name__ == "__main__":
    sys.exit(main())
