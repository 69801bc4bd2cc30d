"""What a report says of itself: modality, series, day, whether it is final, how its levels are counted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from priorauth.case.model import Stated
from priorauth.domain.dates import PartialDate
from priorauth.domain.written_dates import FoundDate
from priorauth.readers.mri.model import NumberingStatement, ReportSection
from priorauth.readers.mri.report_sections import SPEAKING, SectionSpan
from priorauth.readers.mri.report_sentences import Sentence
from priorauth.readers.mri.report_text import ReportText

_MODALITY = re.compile(
    r"(?P<mri>\bMRI?s?\b|\bmri\b|\bM\.R\.I\.?|magnetic\s+resonance)"
    r"|(?P<ct>\bCT\b|\bct\s+(?:of|lumbar|scan|l-?spine)|computed\s+tomograph|computerized\s+tomograph|\bCAT\s+scan)"
    r"|(?P<xray>\bx-?\s?rays?\b|\bXR\b|radiograph|plain\s+films?|\bCR\b\s+lumbar)",
    re.IGNORECASE,
)
_NAMES = {"mri": "MRI", "ct": "CT", "xray": "x-ray"}
_OTHER_STUDY = re.compile(
    r"\b(?:prior|previous|compar\w+|recommend\w*|correlat\w*|consider\w*|follow-?\s?up|further|suggest\w*|could|if)\b",
    re.IGNORECASE,
)
_SERIES = re.compile(
    r"(?P<after>(?:post|after|enhanced|with)[\s-]*(?:contrast|gadolinium|gad|intravenous|iv|enhanced)?[\s-]*)?"
    r"\b(?:(?P<t>T[12])(?![\d-]\d)|(?P<stir>STIR|short\s+tau|short\s+TI\b|TIRM)|(?P<pd>PD\b|proton\s+density)|(?P<flair>FLAIR)"
    r"|(?P<gre>GRE\b|gradient[\s-]echo)|(?P<dwi>DWI\b|diffusion[\s-]weighted)|(?P<dixon>Dixon))",
    re.IGNORECASE,
)
_POST = re.compile(
    r"post[\s-]*(?:contrast|gad)|after\b[^.]{0,40}(?:contrast|gad)|contrast[\s-]*enhanced|enhanced|post\b",
    re.IGNORECASE,
)
_OBTAINED = re.compile(r"\b(?:obtained|acquired|performed|sequences?|weighted|pulse)\b", re.IGNORECASE)
_LABELED = re.compile(
    r"(?:(?:exam(?:ination)?|study|service|scan|imaging|procedure)\s*date(?:\s*/\s*time)?"
    r"|date\s+of\s+(?:exam(?:ination)?|study|service|scan|imaging|procedure)|date\s*(?:performed)?|dos|performed(?:\s+on)?|exam|study)"
    r"\s*[:#-]?\s*\Z",
    re.IGNORECASE,
)
_NOT_THE_STUDY = re.compile(
    r"(?:birth|dob|born|signed|dictated|transcribed|reported|compar\w*|prior|ordered|printed|received)[^\n]{0,40}\Z",
    re.IGNORECASE,
)
_PRELIMINARY = re.compile(
    r"\bprelim(?:inary)?\s+(?:report|read|interpretation|result|impression)|status\s*:?\s*(?:prelim|draft|unsigned|not\s+final)"
    r"|^\W{0,5}(?:preliminary|draft)\b|\bunsigned\b|\bwet\s+read\b|not\s+(?:yet\s+)?(?:been\s+)?finali[sz]ed|\bdraft\s+report",
    re.IGNORECASE | re.MULTILINE,
)
_FINAL = re.compile(
    r"\bfinal\s+report|status\s*:?\s*final|electronically\s+(?:signed|approved|authenticated)|\bfinali[sz]ed\b|^\W{0,5}final\W*$"
    r"|signed\s+by\b|\be-?signed\b",
    re.IGNORECASE | re.MULTILINE,
)


_EXAM_LABEL = re.compile(
    r"^[ \t]*(?:exam(?:ination)?(?: type)?|type of exam(?:ination)?|study|procedure)[ \t]*:(?P<study>[^\n]*(?:lumbar|spine)[^\n]*)$",
    re.IGNORECASE | re.MULTILINE,
)
"""The line that names the study: what an address or a list of services says counts for less."""

_TITLE_LINES = 8
_SPINE = re.compile(r"lumbar|spine", re.IGNORECASE)


def modality(text: str, parts: Sequence[SectionSpan], sentences: Sequence[Sentence], first_page: str) -> str | None:
    """Read which kind of study it is: from its head, else from a sentence that is not on another study.

    A title that every page repeats is not in ``text`` any more; it is looked for at the top of ``first_page``.
    """
    labeled = next((kind for line in _EXAM_LABEL.finditer(text) for kind in _told(text, *line.span("study"))), None)
    if labeled is not None:
        return labeled
    for part in parts:
        if part.section in (ReportSection.HEADER, ReportSection.TECHNIQUE) or part is parts[0]:
            match = next(_told(text, part.start, part.end), None)
            if match is not None:
                return match
    for line in first_page.splitlines()[:_TITLE_LINES]:
        match = next(_told(line, 0, len(line)), None)
        if match is not None and _SPINE.search(line) and not _OTHER_STUDY.search(line):
            return match
    for sentence in sentences:
        if sentence.section in SPEAKING and not _OTHER_STUDY.search(text, sentence.start, sentence.end):
            match = next(_told(text, sentence.start, sentence.end), None)
            if match is not None:
                return match
    return None


def _told(text: str, start: int, end: int) -> Iterator[str]:
    for match in _MODALITY.finditer(text, start, end):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if not _OTHER_STUDY.search(line) and match.lastgroup is not None:
            yield _NAMES[match.lastgroup]


_PLANES = re.compile(r"sagittal|axial|coronal|multiplanar", re.IGNORECASE)
"""What a list of series names too; some reports give the list under "procedure" in place of "technique"."""


def sequences(text: str, parts: Sequence[SectionSpan], sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """List the series a report says were made, each once, in its order."""
    told = [(part.start, part.end) for part in parts if part.section is ReportSection.TECHNIQUE]
    if not any(_SERIES.search(text, start, end) for start, end in told):
        heads = [(part.start, part.end) for part in parts if part.section is ReportSection.HEADER]
        told = [span for span in heads if _PLANES.search(text, *span) and _SERIES.search(text, *span)]
    if not told:
        told = [(s.start, s.end) for s in sentences if _OBTAINED.search(text, s.start, s.end)]
        told = [
            span for span in told if not re.search(r"modic|signal|intens", text[span[0] : span[1]], re.IGNORECASE)
        ]
    return tuple(dict.fromkeys(name for span in told for name in series_in(text, *span)))


def series_in(text: str, start: int, end: int) -> tuple[str, ...]:
    """List the series that ``text[start:end]`` names, each once, in its order: ``T1``, ``T2``, ``STIR``."""
    names = (name for match in _SERIES.finditer(text, start, end) for name in _series(text, match, end))
    return tuple(dict.fromkeys(names))


def _series(text: str, match: re.Match[str], end: int) -> list[str]:
    names = {"stir": "STIR", "pd": "PD", "flair": "FLAIR", "gre": "GRE", "dwi": "DWI", "dixon": "Dixon"}
    other = next((name for group, name in names.items() if match.group(group)), None)
    if other is not None:
        return [other]
    name = match.group("t").upper()
    if name != "T1":
        return [name]
    before = text[max(0, match.start("t") - 28) : match.start("t")]
    behind = text[match.end("t") : min(end, match.end("t") + 45)]
    near_before = re.split(r"[,.;]|\bT2\b|STIR", before)[-1]
    near_behind = re.split(r"[,.;]|\bT[12]\b|STIR", behind)[0]
    post = _POST.search(near_before) or _POST.search(near_behind)
    both = post and re.search(r"\bpre\b|\bpre-|before|\bwithout", near_before + near_behind, re.IGNORECASE)
    if both:
        return ["T1", "T1 post-contrast"]
    return ["T1 post-contrast"] if post else ["T1"]


def study_date(text: str, parts: Sequence[SectionSpan], dates: Sequence[FoundDate]) -> PartialDate | None:
    """Read the day of the study: a date labeled so, else the only date on the line that names the study."""
    heads = [
        part
        for part in parts
        if part.section in (ReportSection.HEADER, ReportSection.TECHNIQUE) or part is parts[0]
    ]
    here = [d for d in dates if any(part.start <= d.start < part.end for part in heads)]
    here = [d for d in here if not _NOT_THE_STUDY.search(_line_before(text, d.start))]
    labeled = [d for d in here if _LABELED.search(text[max(0, d.start - 40) : d.start])]
    if labeled:
        return labeled[0].date
    titled = [d for d in here if _MODALITY.search(_line_before(text, d.start))]
    return titled[0].date if titled else None


def _line_before(text: str, place: int) -> str:
    return text[max(text.rfind("\n", 0, place) + 1, place - 120) : place]


def is_final(text: str) -> Stated:
    """Say whether the report calls itself final or preliminary."""
    if _PRELIMINARY.search(text):
        return Stated.NO
    return Stated.YES if _FINAL.search(text) else Stated.NOT_DOCUMENTED


_NUMBERING = re.compile(
    r"transitional|lumbari[sz]|sacrali[sz]|\bnumber(?:ed|ing)\b|lumbar[\s-]type|rib[\s-]bearing|counting\s+(?:from|down|up)|counted"
    r"|(?:five|six|four|5|6|4)\s+(?:non[\s-]rib[\s-]bearing\s+)?lumbar|last\s+(?:well[\s-]formed|open)\s+dis[ck]|labell?ed\s+as",
    re.IGNORECASE,
)
_TRANSITIONAL = re.compile(
    r"transitional|lumbari[sz]|sacrali[sz]|(?:six|four|\b6|\b4)\s+(?:non[\s-]rib[\s-]bearing\s+)?lumbar",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:no|not|without|negative\s+for|absence\s+of)\b", re.IGNORECASE)


def numbering(text: ReportText, sentences: Sequence[Sentence]) -> Iterator[NumberingStatement]:
    """Return each sentence on how the vertebrae are counted."""
    for sentence in sentences:
        if sentence.section is ReportSection.INDICATION or not _NUMBERING.search(
            text.clean, sentence.start, sentence.end
        ):
            continue
        match = _TRANSITIONAL.search(text.clean, sentence.start, sentence.end)
        stated = Stated.NOT_DOCUMENTED
        if match is not None:
            negated = _NEGATED.search(text.clean, sentence.start, match.start())
            stated = Stated.NO if negated else Stated.YES
        yield NumberingStatement(transitional=stated, words=text.words(sentence.start, sentence.end))
