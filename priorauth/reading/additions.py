"""What is added to a record after it was made, and may take back what stands there.

Addenda, corrections, late entries, and words behind the signature: whether one changes what the record says is
told by no list of words. It is understood when it is clerical, or when readers understood all that it names; any
other leaves open what rests on its record, until a person has looked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from priorauth.reading.contrary_sentences import names_a_thing
from priorauth.reading.model import ChartDocument, DocumentKind, Finding, Standing
from priorauth.reading.statements import Statement

_NAMES_ADDITION = (
    r"addend(?:um|a)\b|amendments?\b|corrections?\b|corrigend\w+|errat(?:um|a)\b|clarifications?\b"
    r"|retractions?\b|discrepanc(?:y|ies)\b|over-?read\b"
    r"|(?:amended|corrected|revised|retracted|updated)\s+(?:report|note|record|entry|version|copy|text"
    r"|log|list|by\b|on\b|\d|:)"
    r"|late\s+(?:entry|entries|note|comment|addition)|(?:quality\s+(?:assurance|review)|qa)\s*(?:note"
    r"|review|[,:(\d])|p\.?\s?s\.(?=\s)|post\s?script"
    r"|(?:supplement(?:al|ary)|additional|added|further|subsequent)\s+(?:note|entry|comment|report"
    r"|statement|remark)"
    r"|(?:note|comment|entry|remark|statement|text)\s+(?:added|appended|inserted|after)"
    r"|co-?sign\w*\s+(?:note|comment)"
)
_OPENS = re.compile(rf"\W*(?:{_NAMES_ADDITION})", re.IGNORECASE)
_OPENS_WITHIN = re.compile(
    r"\b(?:ADDENDUM|AMENDED|AMENDMENT|CORRECTION|ERRATUM|LATE ENTRY|CLARIFICATION)\b\s*(?:[:,(\d-]|$)"
)
_TITLE = re.compile(
    rf"(?:\b(?:letter|note|notice|memo|report|statement)\s+of\s+)?\b(?:{_NAMES_ADDITION})", re.IGNORECASE
)
_SIGNATURE = re.compile(
    r"\W*(?:final\s+report[.,]?\s+)?(?:(?:this\s+(?:note|report|document)\s+(?:was"
    r"|has\s+been)\s+)?(?:electronically|digitally|e-?)\s*"
    r"(?:co-?)?(?:signed|authenticated|verified|approved)|/?e?s/\s|(?:signed|authenticated|scored"
    r"|completed|verified)\s+(?:electronically\s+)?by\b)",
    re.IGNORECASE,
)

_CLERICAL = re.compile(
    r"\b(?:cop(?:y|ies)|cc|sent|send|fax(?:ed)?|e-?mail(?:ed)?|mail(?:ed)?|forwarded|rout(?:ed|ing)"
    r"|posted|phone|telephone|address|billing"
    r"|billed|invoice|cpt|codes?|appointments?|re-?scheduled|scheduled|signed|signature|co-?signed|outage"
    r"|spelling|misspelled|typo|typographical|proof-?read"
    r"|transcri\w+|dictat\w+|scanned|uploaded|released|requested|records\s+request|request|insurance\s+card"
    r"|pharmacy|pacs|questions|communicated"
    r"|discussed\s+with|portal|printed|available|letterhead|time\s+spent|minutes|referral|order(?:ed)?"
    r"|authorization|template\s+name"
    r"|confidential|privileged|recipient|software|recognition|page|end\s+of\s+(?:report|note|document)"
    r"|received|reviewed|thank|accession|format)\b",
    re.IGNORECASE,
)
"""Words of the office's own business with a record."""

_NO_CHANGE = re.compile(
    r"\b(?:no|without(?:\s+any)?)\s+(?:other\s+|further\s+|clinical\s+)?(?:changes?|corrections?)\b"
    r"|\b(?:is|are|remains?|otherwise)\s+unchanged\b"
    r"|\bnothing\s+else\s+(?:is\s+|was\s+)?changed\b"
    r"|\b(?:images?|films?|stud(?:y|ies)|chart|record|report)\s+(?:was|were|has\s+been|have\s+been)"
    r"\s+(?:seen|viewed|looked\s+at|gone\s+over|read|re-?read)\s+(?:again|once\s+more)\W*\Z"
    r"|\bnot\s+(?:been\s+)?proof-?read\b|\berrors?\s+(?:(?:of|in)\s+(?:transcription|dictation|spelling)|(?:may|can)\s+(?:exist|occur|remain))\b|\b(?:findings|impression|report|reading)\s+stands?\b",
    re.IGNORECASE,
)
_TURNS = re.compile(
    r"\b(?:wrong|mistak\w+|erroneous\w*|in\s+error|by\s+error|not|never|cannot|could\s+not|nobody|none"
    r"|no\s+longer|another|other\s+(?:patient|person|study|date|visit)s?"
    r"|next\s+patient|somebody|someone|else|instead|rather|guess\w*|blank|belongs?|disagree\w*|differs?"
    r"|false|untrue|premature|disregard|strike"
    r"|struck|withdr\w+|void|replace[ds]?|overturned|left\s+out|omitted|un(?:able|verified|reliable"
    r"|signed)|misheard|mis(?:counted|labell?ed|filed|read)"
    r"|mixed\s+up|swapped|relabell?ed|re-?issued|anew|actually|in\s+fact|in\s+truth|should\s+(?:read|be"
    r"|have)|(?<!typographical\s)errors?(?!\s+of\s+transcription))\b"
    r"|n't\b",
    re.IGNORECASE,
)
"""Words with which a sentence turns what was said into something else, or leaves it without ground."""

_COUNTED = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|no|few|only)\s+(?:[a-z]+\s+)?(?:visits?"
    r"|sessions?|fills?|refills?)\b",
    re.IGNORECASE,
)
_BODY_WORDS = re.compile(r"[A-Za-z]{2,}")
_FEWEST = 4
"""Words from which a line says something: fewer are a name, a date, a word of the form."""
_DATES_AND_NAMES = re.compile(
    r"(?:\W|\d|\b(?:am|pm|at|on|by|and|for|of|the|md|do|pt|dpt|np|pa|phd|rn|ma|dr|mr|ms|mrs|date|time"
    r"|electronically|digitally|signed|scored|verified"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|[a-z]{3}\.?(?=\s+\d)|final|report|page)\b|\b[A-Z][\w'.-]*)*"
)

_FOOTER = re.compile(r"[^\n]{0,80}\bpage\s+\d{1,3}\s+of\s+\d{1,3}\W*", re.IGNORECASE)
"""A line that ends in a count of pages; of a document of one page it recurs nowhere."""
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|does|did|do|should|could|can(?:not)?|may|says?|said|states?|reads?"
    r"|tells?|told|asks?|came|went|belongs?|shows?|read)\b|n't\b",
    re.IGNORECASE,
)
"""Words that make a line a sentence, so that it is no footer whatever it ends in."""


def unread_additions(
    document: ChartDocument,
    statements: Sequence[Statement],
    findings: Sequence[Finding],
    title: str,
    *,
    is_tail: bool,
) -> Iterator[Statement]:
    """Return the statements added to a document that nobody wholly understood, in reading order.

    ``title`` is the printed title. In a document whose title calls it an addition everything is added; of a report
    of images that is amended the newer text is the report, and reads like one. So is a few lines of nobody's that
    begin below the end of another document (``is_tail``).
    """
    if document.kind in (DocumentKind.CONSENT, DocumentKind.FAX_COVER):
        return
    is_whole = is_addition_by_title(document, title) or (is_tail and len(statements) <= _SHORT_TAIL)
    is_guide = document.kind is DocumentKind.GUIDE
    for statement in statements if is_whole else _added(list(_parted(statements)), has_signer=not is_guide):
        if not _is_harmless(statement) and not _is_read(document, statement, findings):
            yield statement


_REPORTS = frozenset(
    {DocumentKind.MRI_REPORT, DocumentKind.CT_REPORT, DocumentKind.XRAY_REPORT, DocumentKind.OTHER_REPORT}
)


def is_addition_by_title(document: ChartDocument, title: str) -> bool:
    """Whether a document is an addition to another by its printed title."""
    return _TITLE.search(title) is not None and document.kind not in _REPORTS


def _parted(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Return statements, one that runs on behind a signature or into an addition cut at the end of its line."""
    for statement in statements:
        start = statement.start
        for stop in (match.end() for match in re.finditer(r"\n", statement.words)):
            place = statement.start + stop
            line = statement.text[place : statement.end]
            if _OPENS.match(line) or _SIGNATURE.match(statement.text[start:place]):
                yield replace(statement, start=start, end=place - 1)
                start = place
        yield replace(statement, start=start) if start != statement.start else statement


_SHORT_TAIL = 4


def _added(statements: Sequence[Statement], *, has_signer: bool) -> Iterator[Statement]:
    """Return the statements that stand in an addition, or behind the last signature of their page."""
    paragraph, is_open, heading = -1, False, None
    behind = _behind_signatures(statements) if has_signer else frozenset()
    for index, statement in enumerate(statements):
        own = statement.heading_words
        is_titled = _OPENS.match(own) is not None or statement.section.name == "addendum"
        words = statement.words
        opens = any(said.match(words) for said in (_OPENS, _OPENS_WITHIN)) or _OPENS.match(_line_of(statement))
        if opens:
            is_open, paragraph, heading = True, statement.paragraph, statement.heading
        elif is_open and (statement.paragraph != paragraph or statement.heading != heading):
            is_open = False
        is_behind = index in behind or (has_signer and _SIGNATURE.match(own) is not None)
        if is_titled or is_open or (is_behind and (names_a_thing(statement.words) or _turns(statement.words))):
            yield statement


def _behind_signatures(statements: Sequence[Statement]) -> frozenset[int]:
    """Return the places of the statements behind the last signature of each page."""
    found: set[int] = set()
    last: int | None = None
    for index, statement in enumerate(statements):
        if index and "\f" in statement.text[statements[index - 1].end : statement.start]:
            last = None
        if _SIGNATURE.match(_line_of(statement)):
            found -= set(range((last if last is not None else index) + 1, index))
            last = index
        elif last is not None:
            found.add(index)
    return frozenset(found)


def _line_of(statement: Statement) -> str:
    """Return a statement from the beginning of its line, where the label stands that is no part of it."""
    start = max(statement.text.rfind(mark, 0, statement.start) for mark in "\n\f") + 1
    return statement.text[start : statement.end]


def _turns(words: str) -> bool:
    return _TURNS.search(_NO_CHANGE.sub("", words)) is not None


def _is_harmless(statement: Statement) -> bool:
    """Whether an added statement is of the office's own business, or no more than names and dates."""
    words = _line_of(statement) if statement.heading is not None else statement.words
    said = _OPENS.sub("", statement.words, count=1)
    if statement.is_heading or len(_BODY_WORDS.findall(said)) < _FEWEST or _DATES_AND_NAMES.fullmatch(said):
        return True
    if _SIGNATURE.match(words) or (_FOOTER.fullmatch(words) and not _VERB.search(words)):
        return True
    turned = _turns(said) or _COUNTED.search(said) is not None
    return not turned and (_CLERICAL.search(said) is not None or _NO_CHANGE.search(said) is not None)


def _is_read(document: ChartDocument, statement: Statement, findings: Iterable[Finding]) -> bool:
    """Whether readers understood what an added statement says, and it turns nothing it does not name."""
    if _turns(statement.words):
        return False
    own = [item for item in findings if item.where.quote in statement.words or statement.words in item.where.quote]
    return bool(own) and all(
        not item.leftover and item.standing in (Standing.STATED, Standing.DENIED) for item in own
    )
