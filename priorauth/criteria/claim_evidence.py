"""What the exhibits themselves say of the case's claims: each claim that its exhibit does not bear out.

A claim that an exhibit contradicts is a conflict, and no one can let it pass. A claim that is not found is a gap.
A Modic change that the report does not state may not be let pass either: the letter would claim what the
radiologist did not write, which is what sinks packets on appeal (source: published external-appeal decisions).
"""

from __future__ import annotations

from collections.abc import Iterator

from priorauth.case.model import Source
from priorauth.comparison.model import Checked, Concordance, Verdict
from priorauth.criteria.model import Fact, FailureClass, Origin, Result, RuleSource, Shortfall, Status
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
    """Return a result for each claim that its exhibit does not bear out, in the order of the case."""
    for item in concordance.checked:
        if item.verdict is not Verdict.CORROBORATED and not _is_of_no_fact(item):
            yield _result(item)


def _is_of_no_fact(item: Checked) -> bool:
    """Whether nothing that a letter says waits for an unread page: it is only pointed to, or what it is is said.

    That somebody looked at a page shows no fact in it; the review has them type the sentence as printed.
    """
    is_pointed_to = item.claim.endswith("source") or item.claim.startswith("exhibits.")
    return item.verdict is Verdict.UNREADABLE and item.attested_by is not None and is_pointed_to


def _code(item: Checked) -> str:
    return item.code or (_UNREAD if item.verdict is Verdict.UNREADABLE else _CODE_WITHOUT_ITS_OWN)


def _result(item: Checked) -> Result:
    status, failure = _STATUS[item.verdict]
    said = problem(_code(item), None, key=item.claim, page=item.page or 1, count=item.page_count or 0)
    shortfall = Shortfall(failure=failure, owner=item.owner or said.owner, next_step=_sentence(said.fix))
    return Result(
        id=f"{EVIDENCE}-{item.claim}",
        origin=Origin.CHART,
        kind=IMAGING_EVIDENCE if item.claim.startswith("imaging.") else EVIDENCE,
        text=f"Exhibit {item.exhibit} bears out '{item.claim}'",
        status=status,
        facts=tuple(_facts(item, _sentence(said.message))),
        shortfalls=(shortfall,),
        source=RuleSource(citation="the exhibits"),
    )


def _facts(item: Checked, statement: str) -> Iterator[Fact]:
    passage = item.passage
    if passage is None:
        yield Fact(statement=statement, source=Source(exhibit=item.exhibit, page=item.page))
        return
    source = Source(exhibit=passage.exhibit, page=passage.page)
    yield Fact(statement=f"{statement}; the page says: “{on_one_line(passage.quote)}”", source=source)


def on_one_line(quote: str) -> str:
    """Return words of a page without the page's line breaks."""
    return " ".join(quote.split())


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
