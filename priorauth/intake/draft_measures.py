"""What was measured and who evaluated the patient, of a draft case: body mass index, bone density, evaluations.

No reader knows these, so a line counts only where it holds nothing but what is expected of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from priorauth.case.evaluations import EvaluationKind, MeasureName
from priorauth.domain.dates import PartialDate
from priorauth.intake.chart_facts import ChartFacts, LocatedFinding
from priorauth.intake.draft import Branch, Filled, SectionDraft, Why
from priorauth.reading.finding_values import Presence
from priorauth.reading.model import ChartDocument, DocumentKind, Passage, Signed, Standing

_NUMBER = r"\d{1,3}(?:\.\d{1,2})?"
_VITAL = re.compile(
    r"(?:bp|blood\s+pressure)\s*\d{2,3}\s*/\s*\d{2,3}(?:\s*mm\s*hg)?"
    r"|(?:hr|pulse|p|heart\s+rate|rr?|resp(?:irations?)?|t|temp(?:erature)?|sp?o2|o2\s*sats?|ht|height|wt|weight)"
    rf"\s*{_NUMBER}(?:\s*['\u2019]\s*{_NUMBER}\s*[\"\u201d]?|\s*(?:ft|feet)\s*{_NUMBER}\s*(?:in(?:ches)?)?)?"
    r"\s*(?:%|bpm|/min|kg|lbs?|pounds|cm|in(?:ches)?|[°º]?\s*[fc])?(?:\s*(?:on\s+)?(?:ra|room\s+air))?"
    rf"|(?:bmi|body\s+mass\s+index)(?:\s*\(bmi\))?\s*(?:is\s+|of\s+)?(?P<bmi>{_NUMBER})(?:\s*kg\s*/\s*m(?:2|\u00b2|\^2))?",
    re.IGNORECASE,
)
"""One item of a line of vital signs."""
_COLON = re.compile(r"(?<=[A-Za-z)])\s*[:=]\s*")
_HEADED = re.compile(
    r"\s*(?:vitals?(?:\s+signs?)?|vs|objective|physical\s+exam(?:ination)?|exam(?:ination)?)\b[\s.]*", re.IGNORECASE
)
_BETWEEN = re.compile(r"[,;|\u00b7]|\s{2,}|\.(?=\s|\Z)")
_NOT_OWN_LINE = re.compile(
    r"\b(?:prior|previous|last|past|old|goal|target|example|sample|template|famil\w*|mother|father|husband|wife|spouse"
    r"|pre-?op\w*|ideal|criteria|requirement\w*)\b",
    re.IGNORECASE,
)
"""Words of a heading under which vital signs are not those of the visit."""
_NAMED = re.compile(r"\bT[-\s]?scores?\b", re.IGNORECASE)
_GIVEN = re.compile(
    r"\s*(?:[:=]|is|was|of)?\s*(?P<score>[-\u2212\u2013+]?\s?\d(?:\.\d{1,2})?)(?!\d|\.\d|\s*(?:%|mg|years?|to\b|or\b|[-\u2013]\s*\d))"
)
"""What stands right behind the word; a range gives none."""
_EVALUATIONS = {
    EvaluationKind.PSYCHOLOGICAL: re.compile(
        r"\bpsych\w*\s+(?:\w+\s+){0,2}?(?:evaluation|assessment)\b", re.IGNORECASE
    ),
    EvaluationKind.MULTIDISCIPLINARY: re.compile(
        r"\b(?:multi|inter)-?disciplinary\s+(?:\w+\s+){0,2}?(?:evaluation|assessment|conference)\b", re.IGNORECASE
    ),
}
_SIGNED_BY = re.compile(
    r"\bsigned\s+by\s*:?\s*(?P<by>[A-Z][\w.'\u2019-]*(?:[ ]+[A-Z][\w.'\u2019-]*){1,3},?[ ]+"
    r"(?:M\.?D|D\.?O|Ph\.?D|Psy\.?D|Ed\.?D|LCSW|LPC|LMFT|LMHC)\b)",
)
_NOT_MADE = re.compile(
    r"\b(?:refer(?:ral|red)?\s+(?:for|to)|order(?:ed)?\s+for|request\s+for|no[\s-]show|did\s+not\s+attend|cancel\w*"
    r"|re-?schedul\w*|declin\w*|refus\w*|incomplete|not\s+(?:completed|finished|done)|template)\b",
    re.IGNORECASE,
)
_NO_BARRIER = re.compile(
    r"(?:there\s+(?:is|are)\s+)?no\s+(?:psychological|psychiatric|psychosocial|behavioral)\s+"
    r"(?:contraindications?|barriers?)\s+(?:to|for)\s+(?:the\s+)?(?:planned\s+|proposed\s+)?"
    r"(?:procedure|treatment|intervention|basivertebral\s+nerve\s+ablation)\.?",
    re.IGNORECASE,
)


def draft_measurements(facts: ChartFacts) -> SectionDraft:
    """Return the newest body mass index and bone density that a record of the patient gives; two are a question."""
    sheet = SectionDraft()
    rows: list[Branch] = []
    for name, found in ((MeasureName.BMI, list(_bmi(facts))), (MeasureName.T_SCORE, list(_density(facts)))):
        newest = [item for item in found if item[1] == found[0][1]]
        if len({value for value, _, _ in newest}) == 1:
            value, day, where = newest[0]
            rows.append(
                {"name": Filled(str(name), where), "value": Filled(value, where), "date": Filled(str(day), where)}
            )
        elif newest:
            sheet.ask(str(name), Why.SEVERAL, [where for _, _, where in newest])
    sheet.put("rows", rows)
    return sheet


Measured = tuple[str, PartialDate, Passage]


def _bmi(facts: ChartFacts) -> Iterator[Measured]:
    """Return each index that stands in a line of nothing but vital signs, of a note with a day, newest first."""
    for item in facts.documents:
        document = item.document
        if document.kind is not DocumentKind.OFFICE_NOTE or document.day is None:
            continue
        for where, before in facts.lines_of(document):
            value = _index_in(where.quote)
            if value is not None and not _NOT_OWN_LINE.search(before):
                yield value, document.day, where


def _index_in(line: str) -> str | None:
    """Return the index of a line that holds vital signs and nothing else."""
    words = _HEADED.sub("", _COLON.sub(" ", line), count=1)
    parts = [_VITAL.fullmatch(part.strip()) for part in _BETWEEN.split(words) if part.strip()]
    given = [part["bmi"] for part in parts if part is not None and part["bmi"] is not None]
    return given[0] if len(given) == 1 and None not in parts else None


def _density(facts: ChartFacts) -> Iterator[Measured]:
    """Return the lowest T-score of each density report, newest first; a note tells of another day."""
    for document, found in _density_reports(facts):
        scores = [(value, seen.where) for seen in found for value in _t_scores(seen.where.quote)]
        if scores and None not in dict(scores) and document.day is not None:
            value, where = min(scores, key=lambda item: float(item[0] or 0))
            yield value or "", document.day, where


def _density_reports(facts: ChartFacts) -> Iterator[tuple[ChartDocument, list[LocatedFinding]]]:
    """Return each report with its plain T-scores; one of which a T-score is not plain has none that counts."""
    for item in facts.documents:
        if item.document.kind is not DocumentKind.DXA:
            continue
        named = [LocatedFinding(item.document, finding) for finding in item.findings if _is_t_score(finding.value)]
        plain = (Standing.STATED, Standing.DENIED)
        if named and all(seen.finding.standing in plain and not seen.finding.leftover for seen in named):
            yield item.document, named


def _is_t_score(value: object) -> bool:
    return isinstance(value, Presence) and _NAMED.fullmatch(value.detail) is not None


def _t_scores(quote: str) -> Iterator[str | None]:
    """Return the number behind each mention; ``None`` for one without one."""
    for named in _NAMED.finditer(quote):
        given = _GIVEN.match(quote, named.end())
        yield re.sub(r"\s|\+", "", re.sub("[\u2212\u2013]", "-", given["score"])) if given is not None else None


def draft_evaluations(facts: ChartFacts) -> SectionDraft:
    """Return each signed evaluation that a document is by its own title, with its day and who made it."""
    sheet = SectionDraft()
    rows: list[Branch] = []
    for item in facts.documents:
        document = item.document
        text = facts.text_of(document)
        kind = _kind_of(document)
        names = {" ".join(match["by"].split()) for match in _SIGNED_BY.finditer(text)}
        is_made = document.signed is Signed.SIGNED and document.day is not None and len(names) == 1
        if kind is None or not is_made or _NOT_MADE.search(text):
            continue
        title = document.kind_from
        row: dict[str, Filled] = {
            "kind": Filled(str(kind), title), "date": Filled(str(document.day), document.day_from or title),
            "by": Filled(names.pop(), title, "who signed it"),
        }  # fmt: skip
        free = [where for where, _ in facts.lines_of(document) if _NO_BARRIER.fullmatch(where.quote.strip())]
        if free:
            row["barrier"] = Filled("no", free[0])
        rows.append(row)
    sheet.put("rows", rows)
    return sheet


def _kind_of(document: ChartDocument) -> EvaluationKind | None:
    title = document.kind_from.quote if document.kind_from is not None else ""
    return next((kind for kind, pattern in _EVALUATIONS.items() if pattern.search(title)), None)
