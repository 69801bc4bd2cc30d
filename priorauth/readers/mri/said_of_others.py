"""Words of a statement that are not said of its change: of the disc behind a comma, of what a denial names.

A word nobody knows makes a change not understood. One that stands in a stretch with a thing of its own, and
that can say nothing of the change, need not be understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from priorauth.readers.mri.naming_words import naming_words
from priorauth.reading.frame import Frame, Mention
from priorauth.reading.marking import Marked, mark
from priorauth.reading.statements import Statement
from priorauth.reading.tokens import Form, Token
from priorauth.reading.vocabulary import Category

_BORDERS = frozenset({",", ";", ".", "(", ")", "[", "]", "with", "without", "w", "and", "&", "+", "plus", "while"})
_DENIALS = frozenset({"no", "without"})
_SHOWS = frozenset({"suggest", "indicate", "support"})
"""What a denial may be of: "no destruction to suggest discitis" doubts nothing."""

_THINGS = frozenset(
    ["disc", "discs", "disk", "disks", "annulus", "nucleus", "facet", "facets", "canal", "foramen",
     "foramina", "recess", "recesses", "root", "roots", "cord", "conus", "cauda", "sac", "ligamentum",
     "flavum", "ligament", "ligaments", "bulge", "bulges", "bulging", "protrusion", "protrusions",
     "extrusion", "extrusions", "herniation", "herniations", "stenosis", "narrowing", "osteophyte",
     "osteophytes", "spur", "spurs", "ridging", "node", "nodes", "desiccation", "fissure", "fissures",
     "tear", "tears", "vacuum", "alignment", "lordosis", "kyphosis", "scoliosis", "curvature", "listhesis",
     "spondylolisthesis", "anterolisthesis", "retrolisthesis", "spondylolysis", "pars", "arthropathy",
     "arthrosis", "hypertrophy", "cyst", "cysts", "effusion", "effusions", "muscle", "muscles",
     "multifidus", "psoas", "joint", "joints", "interspace", "height", "heights", "stature", "generator",
     "generators"]
)  # fmt: skip
"""What a change of an endplate is never taken for."""

_ALTERNATIVES = frozenset(
    ["discitis", "spondylodiscitis", "infection", "osteomyelitis", "abscess", "collection", "tumor", "mass",
     "masses", "lesion", "metastasis", "metastases", "malignancy", "fracture", "fractures", "destruction",
     "erosion", "erosions", "enhancement", "fluid", "impingement", "contact", "compression", "instability",
     "conversion", "progression", "worsening", "improvement", "resolution", "extension", "expansion",
     "pathology", "process", "disease", "complication", "complications", "collapse", "deformity", "injury"]
)  # fmt: skip
"""What it may be taken for, so that only a denial of one is not said of the change."""

_OF_THE_CHANGE = frozenset(
    ["modic", "type", "types", "change", "changes", "endplate", "endplates", "plate", "plates", "marrow",
     "signal", "signals", "edema", "oedema", "finding", "findings", "abnormality", "abnormalities",
     "alteration", "alterations", "reaction", "appearance", "appearances", "pattern", "level", "levels",
     "diagnosis", "report", "reading", "interpretation", "impression", "one", "ones", "it", "its", "they",
     "them", "their", "this", "that", "these", "those", "which", "such", "same", "here", "there", "former",
     "latter", "both", "evidence", "more", "longer", "doubt"]
)  # fmt: skip
_ENDINGS = ("ed", "ing", "ly", "s", "en")
"""How a word may end that governs the thing behind it or says how sure it is, and does not merely describe it."""

_MOST_UNKNOWN = 3
_STANDS_FOR = frozenset(
    {("corresponds", "to"), ("correspond", "to"), ("corresponding", "to"), ("consists", "of"), ("consist", "of"),
     ("those", "of"), ("that", "of")}
)  # fmt: skip
_MEETS = frozenset({"meets", "meet", "meeting", "fulfills", "fulfill", "satisfies", "satisfy"})
_MARKERS = frozenset("abcdefgh")
_WAS_TOLD = frozenset({"was", "were", "had", "described", "reported", "mentioned", "called", "read"})


def said_of_others(statement: Statement, mention: Mention, frame: Frame) -> Iterator[int]:
    """Return the tokens of a statement that say nothing of a change."""
    tokens = statement.tokens
    marked = mark(statement.text, tokens, frame, range(mention.first, mention.last + 1))
    yield from _opening(tokens)
    yield from _excepted(tokens, mention)
    for index in range(max(1, mention.first - _FEW), mention.first):
        if tokens[index].text == "patient's" and tokens[index - 1].text in ("the", "this", "our"):
            yield index  # "the patient's known Modic 2 change" is that of the report
    yield from _markers(tokens)
    yield from _standing_for(marked, mention)
    yield from _cause_of(tokens, mention)
    yield from _former_size(tokens, mention)
    yield from _spared_nerve(tokens, mention)
    yield from _in_keeping(tokens)
    yield from _of_contact(tokens, mention)
    yield from naming_words(tokens, mention)
    yield from _of_asking(tokens, mention)
    yield from _of_worth(tokens, mention)
    if mention.first and tokens[mention.first - 1].text == "textbook":
        yield mention.first - 1  # "textbook Modic type 1" is a plain case of it
    yield from _describing(marked, mention)
    for stretch in _stretches(tokens, mention):
        yield from _apart(marked, stretch, mention)


_SHOWS_IT = frozenset(
    {"shows", "showed", "demonstrates", "demonstrated", "reveals", "revealed", "show", "has", "with"}
)
_LOOKED_AT = frozenset({"reviewed", "examined", "assessed", "evaluated", "checked", "studied", "inspected"})
_STUDY_WORDS = frozenset({"mri", "study", "exam", "examination", "scan", "imaging"})


def _of_asking(tokens: Sequence[Token], mention: Mention) -> Iterator[int]:
    """Return what was asked of the reader, who answers: "As asked, ...", "MRI asked for by the clinic shows"."""
    texts = [token.text for token in tokens[: mention.first]]
    if texts[:2] in (["as", "asked"], ["as", "requested"]):
        yield from (0, 1)
    for index, text in enumerate(texts[:-1]):
        if text == "please" and texts[index + 1] == "note":
            yield index
        if text in ("was", "were") and texts[index + 1] in _LOOKED_AT and ":" in texts[index:]:
            yield index
        is_of_study = index > 0 and texts[index - 1] in _STUDY_WORDS and not _SHOWS_IT.isdisjoint(texts[index:])
        if is_of_study and text in ("asked", "requested") and texts[index + 1] in ("for", "by"):
            yield from (index, index + 1)


_WORTH = frozenset(
    {"significance", "significant", "relevance", "relevant", "importance", "important", "symptomatic"}
)


def _of_worth(tokens: Sequence[Token], mention: Mention) -> Iterator[int]:
    """Return the doubt of what a change that is there means: ", unlikely to be of clinical significance"."""
    texts = [token.text for token in tokens]
    for index in range(mention.last + 1, len(texts) - 3):
        if texts[index - 1] == "," and texts[index : index + 3] == ["unlikely", "to", "be"]:
            end = next((i for i in range(index, min(index + _FEW, len(texts))) if texts[i] in _WORTH), None)
            yield from range(index, end + 1 if end is not None else index)
        places = texts[index + 1 :]
        if texts[index] == "unlike" and texts[index - 1] == "," and all(map(_LEVEL_SIGNS.fullmatch, places)):
            yield index


_LEVEL_SIGNS = re.compile(r"[ls]?\d|[-/.,&]|and|or|the|level|levels|disc")

_PERHAPS = frozenset({"possibly", "probably", "perhaps", "likely", "maybe"})


def _of_contact(tokens: Sequence[Token], mention: Mention) -> Iterator[int]:
    """Return the doubt of what a disc or a spur touches: "type 2, a bulge possibly contacting the root"."""
    for index in range(mention.last + 1, len(tokens) - 1):
        behind = tokens[index + 1].text
        if tokens[index].text in _PERHAPS and behind.endswith("ing") and behind.startswith((*_PRESSES, "irritat")):
            yield index


_SHAPES = frozenset(
    ["band", "bands", "strip", "strips", "rim", "rims", "zone", "zones", "patch", "patches", "layer", "layers",
     "streak", "streaks", "stripe", "line", "lines", "wedge", "wedges", "cap", "caps", "halo", "plaque", "plaques",
     "corner", "corners", "border", "borders", "edge", "edges", "margin", "margins", "disc", "disk",
     "discs", "disks", "interspace", "interspaces", "segment", "segments", "level", "levels", "vertebra",
     "vertebrae", "spine"]
)  # fmt: skip
_MAY_TURN = re.compile(
    r"non|un|in|im|ir|dis|mis|pseudo|quasi|anti|contra|ex(?:pect|clu|cept)|pre|post|former|erst|hypothe|theor|phantom|fals|fak|fict"
    r"|illus|imagin|suppos|allege|purport|putativ|puta|assum|specul|notion|nomin|virtual|would|so$|artif|spur|sham|mock|mimic|simul"
    r"|vanish|fad|fled|gone|heal|clear|resol|absen|lack|miss|empty|void|wan|reced|regress|revers|abolish|eras|elimin|remov|resect"
    r"|doubt|dub|quest|query|uncert|equiv|ambig|debat|contest|disput|refut|reject|retract|withdr|cancel|void|null|negat|den[iy]"
    r"|old|past|prior|earl|hist|bygone|ancient|archiv|outdat|stale|futur|next|plann|hop|want|sought|target|other|foreign|borrow"
    r"|sketch|shak|iff|fish|hazy|dic|fuzz|murk|flims|risk|trick|wobbl|woolly|cage|hear|story|thora|cerv|dors|neck|chest|hip|knee|simil|like|normal|health|intact|unre|benign|spar|free|clean|wrong|err|misc|incorr"
)
"""How a word may begin that turns what it describes: "an illusory band of type 2"."""


def _describing(marked: Marked, mention: Mention) -> Iterator[int]:
    """Return words nobody knows that only describe a shape or a part: "a crinkled rim of Modic type 2 change"."""
    tokens = marked.tokens
    for index in range(1, len(tokens) - 1):
        is_own = mention.first <= index <= mention.last
        if is_own or not marked.is_unknown(index) or not tokens[index].text.isalpha():
            continue
        behind = index + 1
        while behind < len(tokens) - 1 and (
            tokens[behind].text == "-"
            or (marked.is_only(behind, Category.ADJECTIVE) and marked.cue_at[behind] is None)
        ):
            behind += 1
        is_plain = tokens[index].text.endswith(_DESCRIBES) and not _MAY_TURN.match(tokens[index].text)
        before = tokens[index - 1].text in _ARTICLES or marked.is_(index - 1, Category.ADJECTIVE, Category.ADVERB)
        is_described = tokens[behind].text in _SHAPES and not mention.first <= behind <= mention.last
        if before and is_described and marked.cue_at[index - 1] is None and is_plain:
            yield index


_DESCRIBES = ("y", "ish", "like", "oid", "form", "some")
"""How a word ends that only describes; a participle may turn what it stands with: "a conjectured band"."""

_ARTICLES = frozenset({"a", "an", "the", "its", "both", "this"})
_OTHER_CAUSES = ("infect", "septic", "neoplas", "malig", "metasta", "tumor", "traum", "inflamm", "acute")
_TISSUES = frozenset({"fat", "fatty", "bone", "edema", "sclerosis"})
_WEIGHS = frozenset({"most", "more", "not", "perhaps", "also", "equally", "be", "better", "less", "least", "quite"})


def _in_keeping(tokens: Sequence[Token]) -> Iterator[int]:
    """Return "in keeping with", by which a report names what it sees; weighed against something, it doubts."""
    texts = [token.text for token in tokens]
    for index in range(1, len(texts) - 2):
        if texts[index : index + 3] == ["in", "keeping", "with"] and texts[index - 1] not in _WEIGHS:
            yield from range(index, index + 3)
        if texts[index : index + 2] == ["rather", "than"] and texts[index - 1] in _CAUSES:
            yield from range(index, index + 3 if texts[index + 2].startswith(_OTHER_CAUSES) else index)
        if texts[index] == "turned" and texts[index + 1] in ("to", "into") and texts[index + 2] in _TISSUES:
            yield index


def type_left_open(tokens: Sequence[Token]) -> Iterator[int]:
    """Return what says that the type of a change cannot be told: nothing of whether the change is there."""
    texts = [token.text for token in tokens]
    for index, text in enumerate(texts):
        if text not in ("type", "types", "subtype") or texts[index - 1 : index] == ["("]:
            continue
        behind = index + 1
        while behind < len(texts) and texts[behind] in _UNTOLD:
            behind += 1
        if not _UNKNOWN_TYPE.isdisjoint(texts[index + 1 : behind]):
            yield from range(index, behind)


_UNKNOWN_TYPE = frozenset(
    ["undetermined", "indeterminate", "unspecified", "uncertain", "unclear", "cannot", "can't", "unknown", "not"]
)
_UNTOLD = _UNKNOWN_TYPE | frozenset(
    ["of", "which", "is", "are", "i", "we", "one", "be", "give", "given", "determine", "determined", "tell",
     "told", "say", "said", "specify", "specified", "assign", "assigned", "judge", "judged",
     "stated", "name", "named", "here"]
)  # fmt: skip


def _opening(tokens: Sequence[Token]) -> Iterator[int]:
    """Return "Elsewhere," which begins another place and no other study, unless something was told there."""
    is_place = len(tokens) > 1 and tokens[0].text == "elsewhere" and tokens[1].text == ","
    if is_place and not any(token.text in _WAS_TOLD for token in tokens):
        yield 0


_EXCEPT = re.compile(r"(?:apart|aside) from|(?:except|save) for|other than|besides|excepting|with the exception of")
_AS_USUAL = frozenset(
    ["normal", "unremarkable", "no", "maintained", "preserved", "homogeneous", "clear", "intact", "clean"]
)


def _excepted(tokens: Sequence[Token], mention: Mention) -> Iterator[int]:
    """Return what "Apart from Modic 2 at L5-S1, the marrow is normal" says of the rest: the change is there."""
    opening = _EXCEPT.match(" ".join(token.text for token in tokens[:5]))
    comma = next((i for i in range(mention.last + 1, len(tokens)) if tokens[i].text == ","), None)
    if opening is None or comma is None or mention.first > _FEW:
        return
    end = next((i for i in range(comma + 1, len(tokens)) if tokens[i].text == ","), len(tokens))
    rest = {token.text for token in tokens[comma + 1 : end]}
    if rest & _AS_USUAL and not rest & _OF_EXCEPTION:
        yield from range(len(opening.group().split()))
        yield from range(comma, len(tokens))


_OF_EXCEPTION = frozenset(["which", "that", "it", "this", "these", "longer", "if", "now", "and", "but"])
_FEW = 6
"""Tokens before a change that a sentence begins by excepting: "Apart from a few small Modic ..."."""


def _markers(tokens: Sequence[Token]) -> Iterator[int]:
    """Return the letters of a list: ``(a) disc, (b) endplates``."""
    for index in range(1, len(tokens) - 1):
        is_marked = tokens[index - 1].text == "(" and tokens[index + 1].text == ")"
        if is_marked and tokens[index].text in _MARKERS:
            yield index


def _standing_for(marked: Marked, mention: Mention) -> Iterator[int]:
    """Return "corresponds to" behind a level: it says what is there. Without a level it teaches."""
    texts = [token.text for token in marked.tokens]
    for index in range(mention.last + 1, len(texts) - 2):
        if texts[index] in ("those", "that") and texts[index + 1] == "of" and _is_level(marked.tokens[index + 2]):
            yield from (index, index + 1)  # "L5-S1 shows Modic 2, those of L4-L5 are edematous"
    for index in range(mention.first - 1):
        is_placed = any(_is_level(marked.tokens[i]) for i in range(index))
        if is_placed and (texts[index], texts[index + 1]) in _STANDS_FOR:
            yield from (index, index + 1)
        elif is_placed and texts[index] in _MEETS and texts[index + 1 : index + 3] == ["criteria", "for"]:
            yield from (index, index + 1, index + 2)


def _cause_of(tokens: Sequence[Token], mention: Mention) -> Iterator[int]:
    """Return the doubt of "..., thought degenerative", which is of the cause of a change that is there."""
    for index in range(mention.last + 2, len(tokens) - 1):
        if tokens[index].text not in _THOUGHT or tokens[index - 1].text not in _BORDERS | {"are", "is"}:
            continue
        place = index + 1 + 2 * ([token.text for token in tokens[index + 1 : index + 3]] == ["to", "be"])
        ends = tokens[place + 1 : place + 2]
        is_cause = place < len(tokens) and tokens[place].text in _CAUSES
        if is_cause and (not ends or ends[0].text in _BORDERS - {"and", "with"}):
            yield from range(index, place)


def _former_size(tokens: Sequence[Token], mention: Mention) -> Iterator[int]:
    """Return the "previously" of a size: "12 mm, previously 9 mm" is there, and was smaller."""
    for index in range(mention.last + 2, len(tokens) - 1):
        is_size = tokens[index + 1].text[0].isdigit() and _is_size(tokens[index + 1 : index + 3])
        if tokens[index].text in _BEFORE and is_size and _is_size(tokens[max(0, index - 4) : index]):
            yield index


def _is_size(tokens: Sequence[Token]) -> bool:
    return any(token.text.endswith(("mm", "cm", "%")) for token in tokens)


def _spared_nerve(tokens: Sequence[Token], mention: Mention) -> Iterator[int]:
    """Return what "abuts but does not deform the L5 root" says of a disc or a spur."""
    texts = [token.text for token in tokens]
    for index in range(mention.last + 1, len(tokens) - 2):
        verb = index + 1 + (texts[index + 1] in ("does", "do", "is", "are"))
        if texts[index] != "but" or texts[verb : verb + 1] != ["not"]:
            continue
        nerve = next((i for i in range(verb + 2, min(verb + 8, len(tokens))) if texts[i] in _NERVES), None)
        if nerve is not None and texts[verb + 1].startswith(_PRESSES):
            yield from range(index, nerve + 1)


_BEFORE = frozenset({"previously", "formerly", "before", "prior", "from", "was"})
_NERVES = frozenset({"root", "roots", "nerve", "nerves", "ganglion", "ganglia", "sac", "cord"})
_PRESSES = (
    "displac",
    "deform",
    "compress",
    "contact",
    "abut",
    "imping",
    "effac",
    "touch",
    "reach",
    "narrow",
    "flatten",
)

_THOUGHT = frozenset({"thought", "felt", "believed", "presumed", "likely", "probably", "presumably", "considered"})
_CAUSES = frozenset({"degenerative", "reactive", "discogenic", "mechanical", "chronic", "incidental", "benign"})


def _is_level(token: Token) -> bool:
    return token.form is Form.CODE and token.text[0] in "ls" and token.text[1:].isdigit()


def _stretches(tokens: Sequence[Token], mention: Mention) -> Iterator[range]:
    """Cut a statement at its borders; the stretch that holds the change is left out."""
    first = 0
    for index in range(len(tokens) + 1):
        if index < len(tokens) and tokens[index].text not in _BORDERS:
            continue
        stretch = range(first, index)
        if len(stretch) and not (stretch.start <= mention.last and mention.first < stretch.stop):
            yield stretch
        first = index + 1


def _apart(marked: Marked, stretch: range, mention: Mention) -> Iterator[int]:
    """Return the words of a stretch that nobody knows, where it is about a thing of its own."""
    tokens = marked.tokens
    denial = _denial(marked, stretch, mention)
    start = denial + 1 if denial is not None and denial in stretch else stretch.start
    things = _THINGS | _ALTERNATIVES if denial is not None else _THINGS
    thing = next((i for i in range(start, stretch.stop) if tokens[i].text in things), None)
    unknown = [index for index in stretch if marked.is_unknown(index)]
    shows = [i for i in stretch if denial is not None and tokens[i].text in _SHOWS and tokens[i - 1].text == "to"]
    if thing is None or len(unknown) > _MOST_UNKNOWN:
        return
    if any(_speaks_of_change(marked, index, denial, shows) for index in stretch):
        return
    if denial is None and any(_governs(marked, index) for index in range(start, thing)):
        return
    yield from (*unknown, *shows, *(() if denial is None else (denial,)))


def _denial(marked: Marked, stretch: range, mention: Mention) -> int | None:
    """Return the denial that a stretch behind the change begins with; one before the change may be of both."""
    if stretch.start <= mention.last:
        return None
    for index in (stretch.start, stretch.start - 1):
        if marked.tokens[index].text in _DENIALS:
            return index
    return None


def _speaks_of_change(marked: Marked, index: int, denial: int | None, shows: Sequence[int]) -> bool:
    """Whether a token may say something of the change: a word for it, one that points back, or a cue."""
    if marked.tokens[index].text in _OF_THE_CHANGE or marked.is_(index, Category.BACK):
        return marked.tokens[index].text != "the"
    is_read = index in marked.eaten or index == denial or index in shows
    return marked.cue_at[index] is not None and not is_read


def _governs(marked: Marked, index: int) -> bool:
    """Whether a word before a thing does more than describe it: a verb, or one nobody knows that may be one."""
    if marked.is_unknown(index):
        text = marked.tokens[index].text
        return text.endswith(_ENDINGS) and not text.endswith("ous")
    return marked.is_(index, Category.VERB, Category.AUXILIARY) and not marked.is_(
        index, Category.NOUN, Category.ADJECTIVE
    )
