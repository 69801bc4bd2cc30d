"""What the exhibits themselves say of the case's claims: each claim that its exhibit does not bear out.

A claim that an exhibit contradicts is a conflict, and no one can let it pass. A claim that is not found is a gap.
A Modic change that the report does not state may not be let pass either: the letter would claim what the
radiologist did not write, which is what sinks packets on appeal (source: published external-appeal decisions).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from priorauth.case.model import Source
from priorauth.comparison.model import Checked, Concordance, Verdict
from priorauth.criteria.model import CaseFact, FailureClass, Origin, Result, RuleSource, Shortfall, Status
from priorauth.problems import problem

EVIDENCE = "evidence"
IMAGING_EVIDENCE = "imaging_evidence"
"""The kind of a result that rests on an imaging report; it cannot be overridden."""

_CODE_WITHOUT_ITS_OWN = "PA409"
_UNREAD = "PA706"

_STATUS = {
    Verdict.CONTRADICTED: (Status.NOT_MET, FailureClass.CONFLICT),
    Verdict.NOT_FOUND: (Status.NOT_DOCUMENTED, FailureClass.GAP),
    Verdict.UNREADABLE: (Status.NOT_DOCUMENTED, FailureClass.GAP),
}


def judge_evidence(concordance: Concordance) -> Iterator[Result]:
    """Return a result for each cause why claims are not borne out, in the order of the case.

    A page that nobody has read is one cause, whatever rests on it, and so is a record that does not show the parts
    of one course of care, study or work-up. What an exhibit contradicts stands alone.
    """
    causes: dict[object, list[Checked]] = {}
    for item in concordance.checked:
        if item.verdict is not Verdict.CORROBORATED and not _is_of_no_fact(item):
            causes.setdefault(_cause(item), []).append(item)
    yield from map(_result, causes.values())


def _cause(item: Checked) -> object:
    """Return what open claims of one cause have in common: the page, or the entry and who has to mend it."""
    if item.verdict is Verdict.UNREADABLE:
        return item.verdict, item.exhibit, item.page
    entry = _ENTRY.match(item.claim)
    if item.verdict is Verdict.CONTRADICTED or item.passage is not None or entry is None:
        return item.verdict, item.claim, item.code
    return item.verdict, entry.group(), _code(item), item.owner


_ENTRY = re.compile(r"(?:conservative_care|imaging|other_generators|pain\.scores)\.\d+")


def _is_of_no_fact(item: Checked) -> bool:
    """Whether nothing that a letter says waits for an unread page: it is only pointed to, or what it is is said.

    That somebody looked at a page shows no fact in it; the review has them type the sentence as printed.
    """
    is_pointed_to = item.claim.endswith("source") or item.claim.startswith("exhibits.")
    return item.verdict is Verdict.UNREADABLE and item.settled_by is not None and is_pointed_to


def _code(item: Checked) -> str:
    return item.code or (_UNREAD if item.verdict is Verdict.UNREADABLE else _CODE_WITHOUT_ITS_OWN)


def _result(items: Sequence[Checked]) -> Result:
    item = items[0]
    status, failure = _STATUS[item.verdict]
    claims = tuple(dict.fromkeys(other.claim for other in items))
    named = "', '".join(claims)
    said = problem(_code(item), None, key=named, page=item.page or 1, count=item.page_count or 0)
    shortfall = Shortfall(failure=failure, owner=item.owner or said.owner, next_step=_sentence(said.fix))
    is_imaging = any(claim.startswith("imaging.") for claim in claims)
    return Result(
        id=f"{EVIDENCE}-{item.claim}",
        origin=Origin.CHART,
        kind=IMAGING_EVIDENCE if is_imaging else EVIDENCE,
        text=f"{f'Exhibit {item.exhibit}' if item.exhibit else 'The chart'} bears out '{named}'",
        status=status,
        facts=(_fact(item, _sentence(said.message)),),
        shortfalls=(shortfall,),
        source=RuleSource(citation="the exhibits"),
    )


def _fact(item: Checked, statement: str) -> CaseFact:
    passage = item.passage
    if passage is None:
        source = Source(exhibit=item.exhibit, page=item.page) if item.exhibit else None
        return CaseFact(statement=statement, source=source)
    source = Source(exhibit=passage.exhibit, page=passage.page)
    return CaseFact(statement=f"{statement}; the page says: “{on_one_line(passage.quote)}”", source=source)


def on_one_line(quote: str) -> str:
    """Return words of a page without the page's line breaks."""
    return " ".join(quote.split())


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
