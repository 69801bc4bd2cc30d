"""The conservative care of a draft case: one row for each course, its parts from the records that can know them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from priorauth.case.care import CareStatus, Modality, Response, Supervisor
from priorauth.domain.dates import PartialDate
from priorauth.domain.written_dates import dates_in
from priorauth.intake.chart_facts import ChartFacts, LocatedFinding, one_day
from priorauth.intake.draft import Branch, Filled, Node, SectionDraft, Why
from priorauth.readers.treatment.therapy_records import RECORDS
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Count, Course, Text, When
from priorauth.reading.model import ChartDocument, DocumentKind, Standing

_PARTS = (
    Fact.CARE, Fact.CARE_START, Fact.CARE_END, Fact.CARE_SESSIONS, Fact.CARE_STATUS, Fact.CARE_RESPONSE,
    Fact.CARE_REASON, Fact.CARE_SUPERVISOR,
)  # fmt: skip
_DRUGS = frozenset({Modality.NSAID, Modality.OTHER_MEDICATION, Modality.ORAL_STEROID})
_ONE_DAY = frozenset(
    {
        Modality.EPIDURAL_INJECTION, Modality.FACET_INJECTION, Modality.SACROILIAC_INJECTION,
        Modality.FACET_ABLATION,
    }
)  # fmt: skip
"""Procedures: one day each."""
_DIAGNOSTIC = re.compile(r"\b(?:diagnostic|dx|medial\s+branch|mbbs?|mbnb|test\s+blocks?|blocks?)\b", re.IGNORECASE)
"""Words of a block that was a test of its joint: it stands with the work-up, not with the care."""
_GIVEN = frozenset({CareStatus.ONGOING, CareStatus.COMPLETED, CareStatus.STOPPED})
_SUPERVISED = {
    Modality.PHYSICAL_THERAPY: Supervisor.PHYSICAL_THERAPIST,
    Modality.CHIROPRACTIC: Supervisor.CHIROPRACTOR,
    Modality.COGNITIVE_BEHAVIORAL_THERAPY: Supervisor.LICENSED_MENTAL_HEALTH,
}
_APART = 60
"""Days between the end of one course and the start of the next of the same kind."""


@dataclass(slots=True)
class _Block:
    """The findings of one course in one document."""

    modality: Modality
    drug: str
    document: ChartDocument
    parts: list[LocatedFinding] = field(default_factory=list)

    def of(self, fact: Fact) -> list[LocatedFinding]:
        return [seen for seen in self.parts if seen.finding.fact is fact]

    @property
    def is_record(self) -> bool:
        """Whether its document is the record of this very care."""
        return RECORDS.get(self.document.kind) is self.modality

    def day(self, fact: Fact) -> PartialDate | None:
        days = [_day_of(seen) for seen in self.of(fact)]
        return days[0] if len(set(days)) == 1 else None


def draft_care(facts: ChartFacts) -> SectionDraft:
    """Return a row for each course of care that was given, with what several records of it agree on."""
    sheet = SectionDraft()
    rows: list[Branch] = []
    denied = list(_denied(facts))
    for blocks in _courses(_blocks(facts)):
        against = [seen for modality, drug, seen in denied if _is_of(blocks[0], modality, drug)]
        if against:
            sheet.ask(_named(blocks[0]), Why.AGAINST, [seen.where for seen in against])
            continue
        row, asked = _row(blocks)
        if row is not None:
            rows.append(row)
            for name, seen in asked.items():
                sheet.ask(f"{len(rows)}.{name}", Why.SEVERAL, [item.where for item in seen])
    sheet.put("rows", rows)
    return sheet


def _denied(facts: ChartFacts) -> Iterator[tuple[Modality, str, LocatedFinding]]:
    """Return care that a record says the patient does not get or never took."""
    for seen in facts.all_of(Fact.CARE):
        course = _course(seen)
        if course is not None and seen.finding.standing is Standing.DENIED and course.modality not in _ONE_DAY:
            yield course.modality, drug_named(course.detail), seen


def _is_of(block: _Block, modality: Modality, drug: str) -> bool:
    """Whether care that is denied is this course, or a class of drugs that holds it: "no NSAIDs"."""
    return block.modality is modality and (
        modality not in _DRUGS or drug == block.drug or drug[:5] == str(modality)[:5]
    )


def _named(block: _Block) -> str:
    return f"{block.modality}.{block.drug}" if block.drug else str(block.modality)


def _blocks(facts: ChartFacts) -> Iterator[_Block]:
    """Return the courses that documents tell of: what was only ordered, refused or not understood is none."""
    found: dict[str, list[LocatedFinding]] = {}
    for seen in facts.all_of(*_PARTS):
        if seen.finding.block is not None:
            found.setdefault(seen.finding.block, []).append(seen)
    elsewhere = {
        (seen.finding.fact, seen.where.exhibit, seen.where.page, seen.where.start)
        for block, parts in found.items()
        for seen in parts
        if not block.endswith(":record")
    }
    for parts in found.values():
        document = parts[0].document
        named = [seen for seen in parts if seen.finding.fact is Fact.CARE and _is_plain(seen)]
        course = next((seen.finding.value for seen in named if isinstance(seen.finding.value, Course)), None)
        modality = course.modality if course is not None else RECORDS.get(document.kind)
        is_told = course is not None or (parts[0].finding.block or "").endswith(":record")
        if modality is None or not is_told or any(_is_not_given(seen) for seen in parts):
            continue
        drug = drug_named(course.detail) if course is not None and modality in _DRUGS | {Modality.OTHER} else ""
        yield _Block(
            modality,
            drug,
            document,
            [seen for seen in parts if _is_plain(seen) and not _is_of_other(seen, elsewhere)],
        )


def _is_of_other(seen: LocatedFinding, elsewhere: set[tuple[Fact, str, int, int]]) -> bool:
    """Whether a part of a record's own course stands in words that name another: "the home program helped"."""
    where = seen.where
    is_record = (seen.finding.block or "").endswith(":record")
    return is_record and (seen.finding.fact, where.exhibit, where.page, where.start) in elsewhere


def _is_plain(seen: LocatedFinding) -> bool:
    finding = seen.finding
    return finding.standing is Standing.STATED and finding.first_hand and not finding.leftover


def _is_not_given(seen: LocatedFinding) -> bool:
    """Whether a part says that the course was not given: planned, refused, or not yet begun."""
    finding, value = seen.finding, seen.finding.value
    if finding.fact is Fact.CARE and finding.standing is not Standing.STATED:
        return True
    is_status = isinstance(value, Course) and value.status is not None and value.status not in _GIVEN
    return finding.fact in (Fact.CARE, Fact.CARE_STATUS) and is_status


def _courses(blocks: Iterable[_Block]) -> Iterator[list[_Block]]:
    """Group blocks of one kind of care; two of one kind that lie apart in time are two courses."""
    kinds: dict[tuple[Modality, str], list[_Block]] = {}
    for block in blocks:
        kinds.setdefault((block.modality, block.drug), []).append(block)
    for of_kind in kinds.values():
        yield from _apart(of_kind)


def _apart(blocks: Sequence[_Block]) -> Iterator[list[_Block]]:
    dated = [block for block in blocks if _span(block) is not None]
    dated.sort(key=lambda block: _span(block) or (0, 0))
    groups: list[list[_Block]] = []
    latest = 0
    gap = 0 if blocks and blocks[0].modality in _ONE_DAY else _APART
    for block in dated:
        first, last = _span(block) or (0, 0)
        if groups and first <= latest + gap:
            groups[-1].append(block)
        else:
            groups.append([block])
        latest = max(latest, last)
    undated = [block for block in blocks if _span(block) is None]
    if len(groups) == 1:
        groups[0] += undated
    elif not groups and undated:
        groups = [undated]
    yield from groups


def _span(block: _Block) -> tuple[int, int] | None:
    """Return the first and last day a block can be about, as ordinals."""
    start, end = block.day(Fact.CARE_START), block.day(Fact.CARE_END)
    if start is None and end is None:
        day = block.document.day
        own = block.is_record and day is not None
        return (day.earliest.toordinal(), day.latest.toordinal()) if own and day is not None else None
    begun = start or end
    done = end or start
    if begun is None or done is None:
        return None
    open_end = block.document.day if end is None and block.document.day is not None else done
    return begun.earliest.toordinal(), max(done.latest, open_end.latest).toordinal()


def _row(blocks: Sequence[_Block]) -> tuple[Branch | None, dict[str, list[LocatedFinding]]]:
    """Return a course as a row, and which of its parts several records disagree on."""
    modality, asked = blocks[0].modality, {}
    if modality in _ONE_DAY and any(
        _DIAGNOSTIC.search(seen.where.quote) for block in blocks for seen in block.parts
    ):
        return None, {}
    shown = _shown(blocks)
    row: dict[str, Node] = {"modality": Filled(str(modality), shown.where if shown is not None else None)}
    detail = _detail(blocks)
    if detail is not None:
        row["detail"] = detail
    for name, fact in (("start", Fact.CARE_START), ("end", Fact.CARE_END)):
        days = [(day, seen) for seen in _best(blocks, fact) if (day := _day_of(seen)) is not None]
        one = one_day(days)
        if one is not None:
            row[name] = Filled(str(one[0]), one[1].where)
        elif days:
            asked[name] = [seen for _, seen in days]
    _put(row, asked, "sessions", _sessions(blocks), _count)
    row |= _supervised(blocks)
    status = _status(blocks, row)
    if status is None or not {"start", "end", "sessions"} & set(row):
        return None, {}
    row["status"] = status
    _put(row, asked, "response", _responses(blocks), _response)
    _put(row, asked, "reason", _best(blocks, Fact.CARE_REASON), _reason)
    return row, asked


def _put(
    row: dict[str, Node], asked: dict[str, list[LocatedFinding]], name: str, found: Sequence[LocatedFinding],
    value: Callable[[LocatedFinding], str | None],
) -> None:  # fmt: skip
    """Enter a part that the records agree on; leave one open on which they don't."""
    given = [(said, seen) for seen in found if (said := value(seen)) is not None]
    if given and len({said for said, _ in given}) == 1:
        row[name] = Filled(given[0][0], given[0][1].where)
    elif given:
        asked[name] = [seen for _, seen in given]


def _best(blocks: Sequence[_Block], fact: Fact) -> list[LocatedFinding]:
    """Return the findings of a part from the care's own records, and without any from whoever else knows."""
    own = [seen for block in blocks if block.is_record for seen in block.of(fact)]
    return own or [seen for block in blocks for seen in block.of(fact)]


def _sessions(blocks: Sequence[_Block]) -> list[LocatedFinding]:
    """Return every total. The note of one visit counts those up to it, and is none; a log has several days."""
    found = _best(blocks, Fact.CARE_SESSIONS)
    return [seen for seen in found if seen.document.kind is not DocumentKind.THERAPY_NOTE or _is_total(seen)]


_TOTAL = re.compile(r"\b(?:visits|sessions|completed|attended|kept|total)\b", re.IGNORECASE)


def _is_total(seen: LocatedFinding) -> bool:
    quote = seen.where.quote
    return bool(_TOTAL.search(quote)) or len({str(found.date) for found in dates_in(quote)}) > 1


def _responses(blocks: Sequence[_Block]) -> list[LocatedFinding]:
    return _best(blocks, Fact.CARE_RESPONSE)


def _status(blocks: Sequence[_Block], row: Branch) -> Filled | None:
    """Return how far the course came: as it is said, or as its own last day shows."""
    said = [
        (value.status, seen)
        for seen in _best(blocks, Fact.CARE_STATUS)
        if (value := _course(seen)) and value.status
    ]
    kinds = {status for status, _ in said}
    if len(kinds) == 1 and not (CareStatus.ONGOING in kinds and "end" in row):
        return Filled(str(said[0][0]), said[0][1].where)
    shown = _shown(blocks)
    if "end" in row or (shown is not None and "discharge" in shown.document.kind):
        is_drug = blocks[0].modality in _DRUGS
        stopped = CareStatus.STOPPED in kinds and is_drug
        return Filled(str(CareStatus.STOPPED if stopped else CareStatus.COMPLETED), None, "its last day is given")
    return None


def _supervised(blocks: Sequence[_Block]) -> dict[str, Node]:
    said = [(value.supervisor, seen) for seen in _best(blocks, Fact.CARE_SUPERVISOR) if (value := _course(seen))]
    names = list(dict.fromkeys(str(by) for by, _ in said if by is not None))
    own = _SUPERVISED.get(blocks[0].modality)
    record = next((block for block in blocks if block.is_record), None)
    if own is not None and record is not None and str(own) not in names:
        names.append(str(own))
    where = said[0][1].where if said else (record.document.kind_from if record is not None else None)
    return {"supervised_by": Filled(tuple(names), where)} if names else {}


_DOSE = re.compile(
    r"[\s,]*\d+(?:\.\d+)?\s*(?:mg|mcg|g|%)?"
    r"(?:\s*(?:once|twice|three times|nightly|daily|a day|per day|each day|at night|bid|tid|qid|qhs|qd|prn)\b)*",
    re.IGNORECASE,
)


def _detail(blocks: Sequence[_Block]) -> Filled | None:
    """Return a drug with the dose printed behind it; other care needs no name of its own."""
    if not blocks[0].drug:
        return None
    for seen in (seen for block in blocks for seen in block.of(Fact.CARE)):
        words = " ".join(seen.where.quote.split())
        names = [blocks[0].drug, *(brand for brand, drug in _BRANDS.items() if drug == blocks[0].drug)]
        named = re.search(rf"\b(?:{'|'.join(map(re.escape, names))})\w*", words, re.IGNORECASE)
        if named is not None:
            dose = _DOSE.match(words, named.end())
            return Filled(words[named.start() : dose.end() if dose else named.end()].strip(" ,"), seen.where)
    return None


def _shown(blocks: Sequence[_Block]) -> LocatedFinding | None:
    """Return the finding to show for a course: of its own record, where there is one."""
    for fact in (Fact.CARE_RESPONSE, Fact.CARE_SESSIONS, Fact.CARE, Fact.CARE_START):
        found = _best(blocks, fact)
        if found:
            return found[0]
    return None


def _day_of(seen: LocatedFinding) -> PartialDate | None:
    value = seen.finding.value
    if not isinstance(value, When):
        return None
    return value.since if seen.finding.fact is Fact.CARE_START else value.until


def _course(seen: LocatedFinding) -> Course | None:
    return seen.finding.value if isinstance(seen.finding.value, Course) else None


def _count(seen: LocatedFinding) -> str | None:
    value = seen.finding.value
    return str(value.number) if isinstance(value, Count) and value.number > 0 else None


def _response(seen: LocatedFinding) -> str | None:
    value = _course(seen)
    return str(value.response) if value and value.response not in (None, Response.NOT_DOCUMENTED) else None


def _reason(seen: LocatedFinding) -> str | None:
    return seen.finding.value.text if isinstance(seen.finding.value, Text) else None


_BRANDS = {
    "celebrex": "celecoxib",
    "mobic": "meloxicam",
    "aleve": "naproxen",
    "naprosyn": "naproxen",
    "anaprox": "naproxen",
    "motrin": "ibuprofen",
    "advil": "ibuprofen",
    "voltaren": "diclofenac",
    "lodine": "etodolac",
    "relafen": "nabumetone",
    "toradol": "ketorolac",
    "flexeril": "cyclobenzaprine",
    "zanaflex": "tizanidine",
    "robaxin": "methocarbamol",
    "skelaxin": "metaxalone",
    "neurontin": "gabapentin",
    "lyrica": "pregabalin",
    "cymbalta": "duloxetine",
    "ultram": "tramadol",
    "tylenol": "acetaminophen",
    "apap": "acetaminophen",
    "medrol": "methylprednisolone",
}
"""Brand names of drugs for back pain: a chart that uses both names tells of one course."""


def drug_named(text: str) -> str:
    """Return the drug that words begin with, by its generic name."""
    match = re.match(r"\W*([^\W\d_]{3,})", text)
    word = match[1].casefold() if match else ""
    return _BRANDS.get(word, word)
