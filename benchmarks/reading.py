"""Measure how statements of charts are read: what is false and passes, and what is honest and is not read.

Run with ``make bench-reading``. The texts of ``tests/reading/corpus`` were written without sight of the word tables; which
of them were mended from since, ``docs/reading.md`` says.
The sealed part is left out; ``--sealed`` reads it, once for each release.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from priorauth.domain.dates import PartialDate
from priorauth.domain.spine import DiscLevel
from priorauth.readers.whole_chart import READERS
from priorauth.reading.document_text import plain_text
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Count, Pattern, Percent, ScoreValue, Test, Types, When
from priorauth.reading.model import (
    About,
    ChartDocument,
    DocumentKind,
    DocumentReading,
    Finding,
    PatientMatch,
    Side,
    Standing,
)
from priorauth.reading.reader import ReadDocument, read_with
from priorauth.reading.statements import find_statements

CORPUS = Path(__file__).parent.parent / "tests" / "reading" / "corpus"
KINDS = {"intake_form": DocumentKind.OFFICE_NOTE}

CONDITIONS = {
    "infection": Fact.INFECTION,
    "fracture": Fact.FRACTURE,
    "tumor": Fact.TUMOR,
    "instability": Fact.INSTABILITY,
    "spondylolisthesis": Fact.SPONDYLOLISTHESIS,
    "pregnancy": Fact.PREGNANCY,
    "implanted_pulse_generator": Fact.IMPLANTED_PULSE_GENERATOR,
    "other_implant": Fact.OTHER_IMPLANT,
    "bone_disease": Fact.BONE_DISEASE,
    "anticoagulants": Fact.ANTICOAGULANTS,
    "prior_spine_surgery": Fact.PRIOR_SPINE_SURGERY,
    "prior_ablation": Fact.PRIOR_ABLATION,
    "skeletally_mature": Fact.SKELETALLY_MATURE,
}
COMPETING = {
    "facet": (Fact.FACET_ARTHROPATHY,),
    "stenosis": (Fact.STENOSIS, Fact.MILD_STENOSIS, Fact.STENOSIS_NEEDING_DECOMPRESSION),
    "herniation": (Fact.DISC_HERNIATION,),
    "spondylolisthesis": (Fact.SPONDYLOLISTHESIS,),
    "spondylolysis": (Fact.SPONDYLOLYSIS,),
    "prior_surgery": (Fact.PRIOR_SPINE_SURGERY, Fact.PRIOR_ABLATION, Fact.OTHER_IMPLANT),
    "fracture": (Fact.FRACTURE,),
    "infection": (Fact.INFECTION,),
    "tumor": (Fact.TUMOR,),
}
"""What the labels of reports call a finding against the procedure, with its facts."""

TAKEN_AWAY = (Standing.DENIED, Standing.RETRACTED, Standing.GENERIC, Standing.CONDITIONAL, Standing.ASKED)
STENOSIS = (Fact.STENOSIS, Fact.MILD_STENOSIS, Fact.STENOSIS_NEEDING_DECOMPRESSION)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sealed", action="store_true", help="read the sealed part: once for each release")
    asked.add_argument("--list", action="store_true", help="name the entries that are read wrong")
    options = asked.parse_args()
    part = "sealed" if options.sealed else "open"
    for name, says_claim in (("false_statements", "passed as stated"), ("honest_statements", "read as stated")):
        tell(name, says_claim, [entry for entry in entries(name) if entry["part"] == part], listed=options.list)
    tell_contrary([entry for entry in entries("honest_statements") if entry["part"] == part])
    tell_reports([entry for entry in entries("mri_reports") if entry["part"] == part])
    return 0


def tell_contrary(chosen: list[dict[str, Any]]) -> None:
    """Print how many statements that speak against a request come up as such, understood or not."""
    against = [entry for entry in chosen if _speaks_against(entry)]
    found = [entry for entry in against if any(item.side is Side.HARMS for item in reading_of(entry).findings)]
    print(f"honest_statements that speak against a request: {len(against)}")
    print(f"  come up: {len(found)}")
    missed = [f"{entry['id']} {entry['fact']}" for entry in against if entry not in found]
    print(f"  missed: {', '.join(missed) or 'none'}")


def _speaks_against(entry: Mapping[str, Any]) -> bool:
    fact, claim = CONDITIONS.get(entry["fact"]), entry["claim"]
    if entry["fact"] in ("stenosis", "leg_symptoms"):
        return bool(claim == "present")
    if fact is Fact.SKELETALLY_MATURE:
        return bool(claim == "absent")
    if entry["fact"] == "pain_pattern":
        return bool(claim != "axial")
    return fact is not None and fact is not Fact.OTHER_IMPLANT and claim == "present"


def tell_reports(chosen: list[dict[str, Any]]) -> None:
    """Print how MRI reports are read: stated Modic types at their places, and competing findings.

    Of several fair readings the nearest counts. Endplates that face one another are the level between them: "the
    inferior endplate of L4 and the superior one of L5" may be read as L4-L5 or as the two bodies.
    """
    right = wrong = missed = heard = unheard = 0
    for entry in chosen:
        reading = reading_of({"doc": "mri_report", "section": "", **entry})
        fair = [set(_labeled(findings)) for findings in (entry["findings"], *entry.get("also", ()))]
        readings = (set(stated_types(reading)), _with_levels(reading))
        found, nearest = min(
            ((f, labels) for f in readings for labels in fair), key=lambda pair: len(pair[0] ^ pair[1])
        )
        there = [_is_heard(reading, name) for name in entry.get("competing") or () if name in COMPETING]
        heard, unheard = heard + sum(there), unheard + len(there) - sum(there)
        right, wrong, missed = (
            right + len(found & nearest),
            wrong + len(found - nearest),
            missed + len(nearest - found),
        )
    print(f"mri_reports: {len(chosen)} texts, {right + missed} stated types at a place")
    print(f"  precision {right / max(right + wrong, 1):.3f}, recall {right / max(right + missed, 1):.3f}")
    print(f"  competing findings: recall {heard / max(heard + unheard, 1):.3f} ({heard} of {heard + unheard})")


def _is_heard(reading: DocumentReading, name: str) -> bool:
    """Whether a finding is named and not taken away."""
    found = _of_patient(reading, *COMPETING[name])
    return any(item.standing not in TAKEN_AWAY for item in found)


def _labeled(findings: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, tuple[int, ...]]]:
    for item in findings:
        if item["certainty"] == "stated" and item["types"] != "untyped":
            yield str(item["place"]), tuple(sorted(item["types"]))


def _with_levels(reading: DocumentReading) -> set[tuple[str, tuple[int, ...]]]:
    """Return the stated types with two facing endplates of the same types as the level between them."""
    found = set(stated_types(reading))
    named = {
        (str(endplate), tuple(sorted(int(kind) for kind in item.value.types)))
        for item in _of_patient(reading, Fact.MODIC)
        if item.standing is Standing.STATED and isinstance(item.value, Types)
        for endplate in item.value.endplates
    }
    for level in DiscLevel:
        for types in {types for _, types in named}:
            if all((str(endplate), types) in named for endplate in level.endplates):
                found = (found - {(str(body), types) for body in level.bodies}) | {(str(level), types)}
    return found


def stated_types(reading: DocumentReading) -> Iterator[tuple[str, tuple[int, ...]]]:
    for item in _of_patient(reading, Fact.MODIC):
        if item.standing is Standing.STATED and isinstance(item.value, Types) and item.value.types:
            yield str(item.value.place), tuple(sorted(int(kind) for kind in item.value.types))


@cache
def entries(name: str) -> list[dict[str, Any]]:
    return list(YAML(typ="safe").load(CORPUS / f"{name}.yaml"))


def tell(name: str, says: str, chosen: list[dict[str, Any]], *, listed: bool) -> None:
    read = [entry for entry in chosen if entry["fact"] in CLAIMED]
    hits = [entry for entry in read if CLAIMED[entry["fact"]](entry["claim"], reading_of(entry))]
    print(
        f"{name}: {len(read)} statements of facts that have a reader; {len(chosen) - len(read)} of facts that have none"
    )
    print(f"  {says}: {len(hits)}")
    total, found = Counter(entry["fact"] for entry in read), Counter(entry["fact"] for entry in hits)
    for fact in sorted(total):
        print(f"    {fact:28} {found[fact]:3} of {total[fact]:3}")
    if listed:
        wrong = hits if name.startswith("false") else [entry for entry in read if entry not in hits]
        print("  " + " ".join(str(entry["id"]) for entry in wrong))


def reading_of(entry: Mapping[str, Any]) -> DocumentReading:
    """Return what is read in an entry, as one document of its kind with the section's heading over it."""
    heading = f"{entry['section']}\n" if entry["section"] else ""
    text = plain_text(f"{heading}{entry['text']}")
    kind = KINDS.get(entry["doc"]) or DocumentKind(entry["doc"])
    day = PartialDate.parse(str(entry["note_date"])) if "note_date" in entry else None
    document = ChartDocument(id="A-1", exhibit="A", pages=(1,), kind=kind, patient=PatientMatch.SAME, day=day)
    return read_with(READERS, ReadDocument(document, text, find_statements(text.text)))


def _of_patient(reading: DocumentReading, *facts: Fact) -> list[Finding]:
    return [item for item in reading.findings if item.fact in facts and item.about is About.PATIENT]


def _condition(*facts: Fact) -> Callable[[Any, DocumentReading], bool]:
    def claimed(claim: str, reading: DocumentReading) -> bool:
        wanted = Standing.STATED if claim == "present" else Standing.DENIED
        found = _of_patient(reading, *facts)
        return bool(found) and all(item.standing is wanted for item in found)

    return claimed


def _modic(claim: Mapping[str, Any], reading: DocumentReading) -> bool:
    return any(
        isinstance(item.value, Types)
        and item.standing is Standing.STATED
        and str(item.value.place) == claim["level"]
        and sorted(int(kind) for kind in item.value.types) == sorted(claim["types"])
        for item in _of_patient(reading, Fact.MODIC)
    )


def _sessions(claim: Mapping[str, Any], reading: DocumentReading) -> bool:
    return any(
        isinstance(item.value, Count)
        and item.standing is Standing.STATED
        and item.first_hand
        and item.value.number == claim["count"]
        for item in _of_patient(reading, Fact.CARE_SESSIONS)
    )


def _relief(claim: Mapping[str, Any], reading: DocumentReading) -> bool:
    return any(
        isinstance(item.value, Percent)
        and item.standing is Standing.STATED
        and item.value.percent == claim["percent"]
        for item in _of_patient(reading, Fact.BLOCK_RELIEF)
    )


def _excluded(claim: str, reading: DocumentReading) -> bool:
    found = [
        item
        for item in _of_patient(reading, Fact.FACET, Fact.SACROILIAC, Fact.RADICULAR, Fact.ROOT_SIGNS)
        if isinstance(item.value, Test) and str(item.value.generator) == claim
    ]
    stated = (Standing.STATED, Standing.DENIED)
    return bool(found) and all(item.value.result == "negative" and item.standing in stated for item in found)  # type: ignore[union-attr]


def _onset(claim: object, reading: DocumentReading) -> bool:
    return any(
        item.standing is Standing.STATED and item.first_hand and _since(item) == str(claim)
        for item in _of_patient(reading, Fact.ONSET)
    )


def _since(item: Finding) -> str | None:
    when = item.value if isinstance(item.value, When) else item.when
    return str(when.since) if when.since is not None else None


def _pattern(claim: str, reading: DocumentReading) -> bool:
    return any(
        item.standing is Standing.STATED and isinstance(item.value, Pattern) and item.value.pattern.value == claim
        for item in _of_patient(reading, Fact.PATTERN)
    )


def _score(claim: Mapping[str, Any], reading: DocumentReading) -> bool:
    return any(
        item.standing is Standing.STATED
        and isinstance(item.value, ScoreValue)
        and item.value.instrument.value == claim["instrument"]
        and float(item.value.number) == float(claim["value"])
        for item in _of_patient(reading, Fact.SCORE)
    )


CLAIMED: dict[str, Callable[[Any, DocumentReading], bool]] = {
    **{name: _condition(fact) for name, fact in CONDITIONS.items()},
    "stenosis": _condition(*STENOSIS),
    "leg_symptoms": _condition(Fact.LEG_SYMPTOMS),
    "onset": _onset,
    "pain_pattern": _pattern,
    "score": _score,
    "modic": _modic,
    "sessions": _sessions,
    "block_relief": _relief,
    "generator_excluded": _excluded,
}

if __name__ == "__main__":
    sys.exit(main())
