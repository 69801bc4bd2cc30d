"""How well the reader of MRI reports reads: precision and recall over the labeled texts, by rule.

Run with ``make bench-reader``. The development part was at hand while the reader was built. The held-out parts were not;
what their first measurements taught was mended since (``docs/reader.md`` has those figures).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from priorauth.readers.mri.model import MriReport
from priorauth.readers.mri.read_report import read_report

CORPUS = Path(__file__).parent.parent / "tests" / "readers" / "mri" / "corpus"
PARTS = ("development", "held_out", "held_out_2")
WORST = 10
PAGE_BORDER = re.compile(r"\f|\n?^<<PAGE>>[ \t]*$\n?", re.MULTILINE)

Entry = dict[str, Any]
Labels = set[Any]


@dataclass
class Tally:
    """Counts of what was found rightly, found wrongly and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, expected: Labels, got: Labels) -> None:
        self.right += len(expected & got)
        self.wrong += len(got - expected)
        self.missed += len(expected - got)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


@dataclass
class Mistake:
    id: str
    what: str
    expected: Labels
    got: Labels

    @property
    def weight(self) -> int:
        """What is invented weighs more than what is missed."""
        return 3 * len(self.got - self.expected) + len(self.expected - self.got)


@dataclass
class Score:
    """The tallies of one part: findings by rule and in total, and each other kind of label."""

    texts: int = 0
    findings: Tally = field(default_factory=Tally)
    by_rule: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    others: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    mistakes: list[Mistake] = field(default_factory=list)


def entries(part: str) -> Iterator[Entry]:
    """Return the labeled texts of a part, file by file."""
    yaml = YAML(typ="safe", pure=True)
    for path in sorted((CORPUS / part).glob("*.yaml")):
        yield from yaml.load(path.read_text(encoding="utf-8")) or []


def score(labeled: Iterable[Entry]) -> Score:
    """Read every text and hold what was read against its labels."""
    result = Score()
    for entry in labeled:
        report = read_report(pages(entry["text"]))
        result.texts += 1
        expected = {finding_label(f) for f in entry.get("findings") or []}
        got = {(str(f.place), frozenset(int(t) for t in f.types), str(f.certainty)) for f in report.findings}
        result.findings.add(expected, got)
        result.by_rule[str(entry.get("rule", "none"))].add(expected, got)
        note(result, entry, "findings", expected, got)
        for key, (expect, read) in OTHERS.items():
            if key in entry and entry[key] is not None:
                wanted, found = expect(entry[key]), read(report)
                if key == "endplates":
                    found = {(place, endplate) for place, endplate in found if place in entry[key]}
                if key == "historic":
                    found = {as_precise(item, entry[key]) for item in found}
                result.others[key].add(wanted, found)
                note(result, entry, key, wanted, found)
    return result


def pages(text: str) -> list[str]:
    """Cut a text at its page borders: a form feed, or a line ``<<PAGE>>``."""
    return PAGE_BORDER.split(text)


def note(result: Score, entry: Entry, what: str, expected: Labels, got: Labels) -> None:
    if expected != got:
        result.mistakes.append(Mistake(str(entry["id"]), what, expected, got))


def finding_label(finding: Entry) -> tuple[str, frozenset[int], str]:
    return finding["place"], frozenset(finding.get("types") or []), finding.get("certainty", "stated")


def as_precise(item: tuple[Any, ...], labels: list[Entry]) -> tuple[Any, ...]:
    """Leave out of a historic finding what no label of the text states."""
    place, types, date = item
    states_place = any("place" in label for label in labels)
    states_date = any("date" in label for label in labels)
    return (place if states_place else None, types, date if states_date else None)


def _historic_labels(labels: list[Entry]) -> Labels:
    return {(e.get("place"), frozenset(e.get("types") or []), _text(e.get("date"))) for e in labels}


def _text(value: object) -> str | None:
    return None if value is None else str(value)


OTHERS: dict[str, tuple[Callable[[Any], Labels], Callable[[MriReport], Labels]]] = {
    "denied_places": (set, lambda r: {str(d.place) for d in r.denied if d.place is not None}),
    "historic": (
        _historic_labels,
        lambda r: {(_text(h.place), frozenset(int(t) for t in h.types), _text(h.date)) for h in r.historic},
    ),
    "contradictions": (set, lambda r: {_text(c.place) for c in r.contradictions}),
    "competing": (set, lambda r: {str(c.finding) for c in r.competing}),
    "modality": (lambda value: {value}, lambda r: {r.modality} if r.modality else set()),
    "sequences": (set, lambda r: set(r.sequences)),
    "endplates": (
        lambda value: {(place, endplate) for place, named in value.items() for endplate in named},
        lambda r: {(str(f.place), str(endplate)) for f in r.findings for endplate in f.endplates},
    ),
}


def show(part: str, result: Score) -> None:
    total = result.findings
    print(f"\n{part}: {result.texts} texts, {total.right + total.missed} labeled findings")
    print(f"  {'findings, by rule':34} {'precision':>9} {'recall':>7}   right wrong missed")
    for rule, tally in sorted(result.by_rule.items()):
        print(f"  {rule:34} {line(tally)}")
    print(f"  {'findings in total':34} {line(total)}")
    for key, tally in result.others.items():
        print(f"  {key:34} {line(tally)}")
    for mistake in sorted(result.mistakes, key=lambda m: -m.weight)[:WORST]:
        print(f"  {mistake.id} ({mistake.what})")
        print(f"    expected {shown(mistake.expected)}")
        print(f"    got      {shown(mistake.got)}")


def line(tally: Tally) -> str:
    return f"{tally.precision:9.4f} {tally.recall:7.4f}   {tally.right:5d} {tally.wrong:5d} {tally.missed:6d}"


def shown(labels: Labels) -> str:
    return (
        "; ".join(
            sorted(
                " ".join(_part(part) for part in item) if isinstance(item, tuple) else str(item) for item in labels
            )
        )
        or "nothing"
    )


def _part(part: object) -> str:
    return (
        "{" + ",".join(str(number) for number in sorted(part)) + "}" if isinstance(part, frozenset) else str(part)
    )


def main() -> None:
    for part in PARTS:
        labeled = list(entries(part))
        if labeled:
            show(part, score(labeled))
        else:
            print(f"\n{part}: no texts")


if __name__ == "__main__":
    main()
