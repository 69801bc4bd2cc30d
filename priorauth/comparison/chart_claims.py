"""A claim's verdict by the whole chart, in the form that the gate, the criteria and the letters take."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from priorauth.case.consistency import dotted, sources
from priorauth.case.model import Case, Certainty, Source
from priorauth.comparison.care_questions import is_total
from priorauth.comparison.chart_questions import SAFETY
from priorauth.comparison.chart_verdicts import ChartVerdict, ComparedClaim
from priorauth.comparison.model import Checked, ExhibitQuote, Verdict, quote_of
from priorauth.comparison.modic_gaps import Shown, claimed_change, endplates_shown, modic_gap
from priorauth.comparison.readable_exhibit import NOT_SHOWN, UNREADABLE, ChartExhibit
from priorauth.comparison.settled_claims import ReviewOutcome, SettledClaim
from priorauth.problems import Owner
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Types
from priorauth.reading.model import ChartReading, DocumentKind, Finding, Side, Standing

DENIED_BY_CASE, SAID_ELSEWHERE, LEFT_OPEN = "PA745", "PA693", "PA698"

_CARE = {
    Fact.CARE: "PA742",
    Fact.CARE_STATUS: "PA742",
    Fact.CARE_START: "PA740",
    Fact.CARE_END: "PA740",
    Fact.CARE_SESSIONS: "PA741",
}
_DIFFERS: Mapping[Fact, tuple[str, Owner]] = {
    **{fact: (code, Owner.BILLING) for fact, code in _CARE.items()},
    **dict.fromkeys(
        (*SAFETY.values(), Fact.PRIOR_ABLATION, Fact.LEG_SYMPTOMS, Fact.ROOT_SIGNS),
        (DENIED_BY_CASE, Owner.CLINICIAN),
    ),
    Fact.ONSET: ("PA746", Owner.CLINICIAN),
    Fact.SCORE: ("PA743", Owner.BILLING),
    Fact.SEQUENCES: ("PA749", Owner.RADIOLOGIST),
    Fact.NUMBERING: ("PA749", Owner.RADIOLOGIST),
    Fact.BLOCK_RELIEF: ("PA744", Owner.CLINICIAN),
}
"""The code and owner of a claim that the chart speaks against; else PA693 and the clinician."""
_PARTS: Mapping[str, tuple[str, Owner]] = {"date": ("PA739", Owner.BILLING), "method": ("PA744", Owner.BILLING)}
"""The code and owner of the day and the levels of a work-up, whatever it was."""
_ASKED_OF = {
    **dict.fromkeys((Fact.MODIC, Fact.SEQUENCES, Fact.NUMBERING), Owner.RADIOLOGIST),
    **dict.fromkeys((Fact.SCORE, Fact.BLOCK_RELIEF, *_CARE, Fact.CARE_RESPONSE), Owner.BILLING),
}
"""Whom a claim is asked of that the chart does not bear out; every other of the clinician."""
_MANY_COURSES = frozenset({*_CARE, Fact.CARE_RESPONSE, Fact.BLOCK_RELIEF, Fact.NUMBERING} - {Fact.CARE_STATUS})
"""Facts of which a chart may hold several courses: what differs and is stated as well is of another one.

"Five lumbar vertebrae" differs from a transitional one in words only.

That care was refused or not begun is no other course: it stands against whatever says that it was done.
"""


_PAGES: Mapping[str, str] = {
    "pain.pattern": "pain.pattern_source",
    "pain.unremitting": "pain.severity_source",
    "pain.functional_impairment": "pain.severity_source",
}
"""Where a case names the page of a claim that is not named after it."""

_SAYS_NO = frozenset({ReviewOutcome.CORRECTED, ReviewOutcome.NOT_THERE, ReviewOutcome.NOT_THIS_PATIENT})


@dataclass(frozen=True, slots=True)
class ChartBasis:
    """What the claims of a case are held against, and the pages the case names for them."""

    case: Case
    chart: ChartReading
    exhibits: Mapping[str, ChartExhibit]
    read: Mapping[tuple[str, int], str]
    """The pages without readable text that a named person has read, and who."""
    named: Mapping[str, Source]
    """The case's own references, by field; they are hints where to look, and no evidence."""

    def unread_for(self, claim: str) -> tuple[str, int] | None:
        """Return the page without text that may show a claim: where the case points, or anywhere if it does not."""
        named = self.page_of(claim)
        if named is None or named.exhibit not in self.exhibits:
            places = ((exhibit, number) for exhibit, found in self.exhibits.items() for number in found.unread)
        else:
            numbers = self.exhibits[named.exhibit].unread
            places = ((named.exhibit, number) for number in numbers if named.page in (None, number))
        return min((place for place in places if place not in self.read), default=None)

    def is_guessed(self, exhibit: str, page: int) -> bool:
        """Whether a page has no text that is relied on, and nobody has read it."""
        return page in self.exhibits[exhibit].unread and (exhibit, page) not in self.read

    def page_of(self, claim: str) -> Source | None:
        """Return the page that the case names for a claim: its own, or that of the record it is part of."""
        return next((self.named[field] for field in _outwards(claim) if field in self.named), None)


def named_pages(case: Case) -> Mapping[str, Source]:
    """Return the case's references to pages by their dotted field."""
    return {dotted(path): source for path, source in sources(case)}


def _outwards(claim: str) -> Iterator[str]:
    if claim in _PAGES:
        yield _PAGES[claim]
    parts = claim.split(".")
    for length in range(len(parts), 0, -1):
        yield ".".join((*parts[:length], "source"))


def checked_by_chart(item: ComparedClaim, basis: ChartBasis) -> Checked | None:
    """Return what the whole chart makes of a claim; ``None`` for one it leaves open.

    Words that speak plainly against it stop it wherever they stand. What bears it out does so from any page.
    """
    if item.unsettling:
        return None
    if (hedged := _hedged(item, basis)) is not None:
        return hedged
    against = [finding for finding in item.against if _is_plain(item.fact, finding)]
    if item.fact is Fact.CARE_SESSIONS and not item.bears_out and _is_hidden(item.claim, basis):
        return None  # a later total may stand there
    if against and not (item.bears_out and item.fact in _MANY_COURSES and not _is_of_same_course(item, against)):
        return _contradicted(item, against, basis)
    relied = [finding for finding in item.bears_out if not _is_unread(finding, basis)]
    is_said_too = item.fact in _MANY_COURSES - {Fact.NUMBERING} or (_admits(item.fact) and not against)
    if relied and (
        item.verdict is ChartVerdict.SUPPORTED or (item.verdict is ChartVerdict.DISPUTED and is_said_too)
    ):
        best = best_of(relied, basis, item.claim)
        return made(_supported_field(item.claim, basis), Verdict.CORROBORATED, basis, words=best)
    if item.claim.endswith(".endplates"):
        return _endplates(item, basis)
    return None


def _is_hidden(claim: str, basis: ChartBasis) -> bool:
    """Whether the page that may show a claim has no text at all, not even a machine's guess."""
    place = basis.unread_for(claim)
    return place is not None and place[1] not in {page.page.number for page in basis.exhibits[place[0]].pages}


def _is_of_same_course(item: ComparedClaim, against: Sequence[Finding]) -> bool:
    """Whether the record of a course counts other visits as well, or says at last that what failed helped for good.

    That it failed may be said in words that were not wholly understood: "brief at first, then complete".
    """
    if item.fact is Fact.CARE_SESSIONS:
        borne_out = {(finding.where.document, finding.block) for finding in item.bears_out}
        return any(is_total(each) and (each.where.document, each.block) in borne_out for each in against)
    if item.fact is not Fact.CARE_RESPONSE:
        return False
    last: dict[tuple[str, str | None], tuple[int, int]] = {}
    for finding in (*item.bears_out, *item.unsettled):
        own = finding.where.document, finding.block
        last[own] = max(last.get(own, (0, 0)), (finding.where.page, finding.where.start))
    return any(
        (finding.where.page, finding.where.start) >= last.get((finding.where.document, finding.block), _NOWHERE)
        for finding in against
        if finding.side is Side.HARMS
    )


_NOWHERE = (sys.maxsize, 0)


def _endplates(item: ComparedClaim, basis: ChartBasis) -> Checked | None:
    shown = endplates_shown(*claimed_change(basis.case, item.claim), basis.chart)
    if shown is None or (shown.finding is not None and _is_unread(shown.finding, basis)):
        return None
    return _shown(item, shown, basis)


def _supported_field(claim: str, basis: ChartBasis) -> str:
    """Name the place of a change that is claimed without types, else the claim."""
    if claim.endswith(".modic_types") and not claimed_change(basis.case, claim)[1].modic_types:
        return f"{claim.rpartition('.')[0]}.{_place_field(claim, basis)}"
    return claim


def _is_unread(finding: Finding, basis: ChartBasis) -> bool:
    """Whether its words are a machine's guess at a picture."""
    return basis.is_guessed(finding.where.exhibit, finding.where.page)


def checked_by_person(item: ComparedClaim, answer: SettledClaim, basis: ChartBasis) -> Checked | None:
    """Return what a named person's answer makes of a claim; ``None`` where it leaves the claim open.

    An answer never outweighs what the chart says plainly: it settles what the chart leaves to a person.
    """
    shown = answer.passages[0] if answer.passages else None
    words = quote_of(shown) if shown else None
    if answer.closes:
        found = made(item.claim, Verdict.CORROBORATED, basis)
    elif answer.outcome in _SAYS_NO:
        code, owner = _code_of(item)
        found = made(item.claim, Verdict.CONTRADICTED, basis, code=code, owner=owner)
    else:
        return None
    exhibit = found.exhibit or (words.exhibit if words else "")
    return found.model_copy(update={"settled_by": answer.by, "passage": words, "exhibit": exhibit})


def left_open(item: ComparedClaim, basis: ChartBasis) -> Checked | None:
    """Return a claim that the chart neither bears out nor speaks against, with who can mend it.

    ``None`` for one alone: how the vertebrae are counted, which no report need say aloud.

    It waits for a page that no machine can read where one may show it, else for the record or a person's answer.
    """
    if item.unsettling:
        where = quote_of(item.unsettling[0].where)
        owner = _ASKED_OF.get(item.fact, Owner.CLINICIAN)
        return made(item.claim, Verdict.NOT_FOUND, basis, code=LEFT_OPEN, owner=owner, words=where)
    if item.fact is Fact.NUMBERING:
        return None
    if (unread := _unread(item, basis)) is not None:
        return unread
    if item.claim.endswith(".modic_types"):
        if item.against and item.verdict is ChartVerdict.DISPUTED:  # a report states it, and denies every change
            return _contradicted(item, item.against, basis)
        study, claimed = claimed_change(basis.case, item.claim)
        return _shown(item, modic_gap(study, claimed, basis.chart), basis)
    owner = _ASKED_OF.get(item.fact, Owner.CLINICIAN)
    if item.unsettled:
        return made(item.claim, Verdict.NOT_FOUND, basis, code=LEFT_OPEN, owner=owner, words=item.unsettled[0])
    return made(item.claim, Verdict.NOT_FOUND, basis, code=NOT_SHOWN, owner=owner)


def _hedged(item: ComparedClaim, basis: ChartBasis) -> Checked | None:
    """Stop a change that its report states at one place and only suggests at another."""
    if not item.claim.endswith(".modic_types") or item.against:
        return None
    doubted = [other for other in item.unsettled if other.standing is Standing.HEDGED]
    _, claimed = claimed_change(basis.case, item.claim)
    if not doubted or claimed.certainty is Certainty.HEDGED:
        return None
    return _shown(item, Shown("certainty", Verdict.CONTRADICTED, "PA733", Owner.CLINICIAN, doubted[0]), basis)


def _is_plain(fact: Fact, finding: Finding) -> bool:
    """Whether words are plain enough: those of a condition harm, and a denied change has a place of its own.

    A denial of what the case itself says is there stops nothing, and one of every place may be of the rest.
    """
    if _admits(fact) and finding.side is not Side.HARMS:
        return False
    return not isinstance(finding.value, Types) or finding.value.place is not None or fact is not Fact.MODIC


def _admits(fact: Fact) -> bool:
    """Whether it is a condition, which a case that says it is there admits against itself."""
    return _DIFFERS.get(fact, ("", None))[0] == DENIED_BY_CASE


def _contradicted(item: ComparedClaim, against: Sequence[Finding], basis: ChartBasis) -> Checked:
    finding = against[0]
    if item.fact is Fact.MODIC:
        return _shown(item, _modic_conflict(item, against), basis)
    code, owner = _code_of(item)
    return made(item.claim, Verdict.CONTRADICTED, basis, code=code, owner=owner, words=finding)


def _code_of(item: ComparedClaim) -> tuple[str, Owner]:
    """Return the code and owner of a claim that the chart speaks against: by its part, else by its fact."""
    part = item.claim.rpartition(".")[2]
    return _PARTS.get(part) or _DIFFERS.get(item.fact, (SAID_ELSEWHERE, Owner.CLINICIAN))


def _modic_conflict(item: ComparedClaim, against: Sequence[Finding]) -> Shown:
    """Name a conflict with the report: it differs, denies, withdraws, or says both."""
    finding = against[0]
    said_both = [other for other in item.bears_out if other.where.document == finding.where.document]
    if item.claim.endswith(".endplates"):
        return Shown("endplates", Verdict.CONTRADICTED, "PA734", Owner.CLINICIAN, finding)
    if said_both and not any(other.standing is Standing.RETRACTED for other in against):
        return Shown("place", Verdict.CONTRADICTED, "PA737", Owner.RADIOLOGIST, finding)
    if finding.standing is not Standing.STATED:
        return Shown("place", Verdict.CONTRADICTED, "PA735", Owner.CLINICIAN, finding)
    return Shown("modic_types", Verdict.CONTRADICTED, "PA731", Owner.CLINICIAN, finding)


def _shown(item: ComparedClaim, shown: Shown, basis: ChartBasis) -> Checked:
    stem = item.claim.rpartition(".")[0]
    part = _place_field(item.claim, basis) if shown.part == "place" else shown.part
    field, owner = f"{stem}.{part}", shown.owner if shown.code else None
    return made(field, shown.verdict, basis, code=shown.code or None, owner=owner, words=shown.finding)


def _place_field(claim: str, basis: ChartBasis) -> str:
    _, claimed = claimed_change(basis.case, claim)
    return "disc_level" if claimed.disc_level is not None else "vertebral_body"


def _unread(item: ComparedClaim, basis: ChartBasis) -> Checked | None:
    """Leave to a person what only a page can show that no machine can read.

    It is the page of the words that a machine guessed, the page that the case names, or any page without text
    where the case names none; a readable report of the named exhibit decides its Modic changes.
    """
    guessed = next((finding for finding in item.bears_out if _is_unread(finding, basis)), None)
    named = basis.page_of(item.claim)
    if guessed is not None:
        return made(item.claim, Verdict.UNREADABLE, basis, code=UNREADABLE, owner=Owner.BILLING, words=guessed)
    if item.fact is Fact.MODIC and named is not None and _has_report(basis, named.exhibit):
        return None
    return None if item.unsettled else unread_page(item.claim, basis)


def unread_page(claim: str, basis: ChartBasis) -> Checked | None:
    """Return a claim as one that waits for a page without text; ``None`` where no page may show it."""
    place = basis.unread_for(claim)
    if place is None:
        return None
    found = made(claim, Verdict.UNREADABLE, basis, code=UNREADABLE, owner=Owner.BILLING)
    return found.model_copy(update={"exhibit": place[0], "page": place[1]})


def _has_report(basis: ChartBasis, exhibit: str) -> bool:
    return any(
        item.document.kind is DocumentKind.MRI_REPORT
        and item.document.exhibit == exhibit
        and not all(basis.exhibits[exhibit].is_unread(page) for page in item.document.pages)
        for item in basis.chart.documents
    )


def best_of(findings: Sequence[Finding], basis: ChartBasis, claim: str) -> Finding:
    """Return the finding whose words show a claim best: from the page the case names, else the first, in full."""
    named = basis.page_of(claim)
    own = [item for item in findings if named is not None and _is_on(item, named)]
    return max(own or findings, key=lambda item: item.first_hand)


def _is_on(finding: Finding, named: Source) -> bool:
    return finding.where.exhibit == named.exhibit and named.page in (None, finding.where.page)


def made(
    claim: str,
    verdict: Verdict,
    basis: ChartBasis,
    *,
    code: str | None = None,
    owner: Owner | None = None,
    words: Finding | ExhibitQuote | None = None,
) -> Checked:
    """Return a claim with its verdict, on the page the case names for it or else on that of its words."""
    named = basis.page_of(claim)
    passage = quote_of(words.where) if isinstance(words, Finding) else words
    exhibit = named.exhibit if named is not None else passage.exhibit if passage is not None else ""
    page = named.page if named is not None else passage.page if passage is not None else None
    return Checked(
        claim=claim, exhibit=exhibit, page=page, verdict=verdict, code=code, owner=owner, passage=passage
    )  # fmt: skip
