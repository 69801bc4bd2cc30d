"""Reading the runs of a Word paragraph: text, breaks, fields, pictures, marks of notes, and nothing unknown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from priorauth.exhibits.convert.text_fidelity import carried
from priorauth.exhibits.convert.word.word_blocks import (
    LINE_BREAK,
    PAGE_BREAK,
    PAGE_COUNT,
    PAGE_NUMBER,
    TAB,
    Look,
    Picture,
    Run,
)
from priorauth.exhibits.convert.word.word_pictures import picture_of
from priorauth.exhibits.convert.word.word_styles import Styles
from priorauth.exhibits.rejection import Quarantined
from priorauth.formats.ooxml.namespaces import W, w

_THROUGH = frozenset({"hyperlink", "smartTag", "customXml", "sdt", "sdtContent"})
_PASSED_OVER = frozenset(
    [
        "bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "pPr", "rPr", "sdtPr", "sdtEndPr",
        "smartTagPr", "customXmlPr", "lastRenderedPageBreak", "softHyphen", "footnoteRef", "endnoteRef",
        "separator", "continuationSeparator", "fldData",
    ]
)  # fmt: skip
_CHARACTERS = {"tab": TAB, "ptab": TAB, "cr": LINE_BREAK, "noBreakHyphen": "-"}
_REFUSED = {
    "commentRangeStart": "comments",
    "commentRangeEnd": "comments",
    "commentReference": "comments",
    "annotationRef": "comments",
    "sym": "symbols of a symbol font",
    "pict": "text boxes or shapes",
    "AlternateContent": "text boxes or shapes",
    "oMath": "equations",
    "oMathPara": "equations",
    "ruby": "phonetic guides",
    "dir": "right-to-left text",
    "bdo": "right-to-left text",
}
_NUMBERS = {"PAGE": PAGE_NUMBER, "NUMPAGES": PAGE_COUNT, "SECTIONPAGES": PAGE_COUNT}
_FORM_FIELDS = frozenset({"FORMCHECKBOX", "FORMDROPDOWN"})


@dataclass
class _Field:
    """A field that is being read: its code first, then what Word last showed for it."""

    code: str = ""
    shows: bool = False


@dataclass
class RunReader:
    """Reads paragraphs of one part; fields may begin in one paragraph and end in a later one."""

    styles: Styles
    pictures: dict[str, tuple[str, bytes]]
    """The part's pictures by relationship id: name and content."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """The notes referred to so far: kind of note and id."""
    replaced: list[str] = field(default_factory=list)
    _fields: list[_Field] = field(default_factory=list)

    def parts_of(self, paragraph: etree._Element, *, shaded: bool) -> Iterator[Run | Picture]:
        """Read a paragraph. Raises `Quarantined` for what cannot be carried over."""
        yield from self._inside(paragraph, paragraph, shaded=shaded)

    def _inside(
        self, holder: etree._Element, paragraph: etree._Element, *, shaded: bool
    ) -> Iterator[Run | Picture]:
        for child in holder:
            name = known_name(child)
            if name == "r":
                yield from self._run(child, paragraph, shaded=shaded)
            elif name == "fldSimple":
                self._fields.append(_Field(child.get(w("instr")) or "", shows=True))
                yield from self._number(Look())
                yield from self._inside(child, paragraph, shaded=shaded)
                self._fields.pop()
            elif name in _THROUGH:
                yield from self._inside(child, paragraph, shaded=shaded)
            elif name not in _PASSED_OVER:
                refuse(name)

    def _run(self, run: etree._Element, paragraph: etree._Element, *, shaded: bool) -> Iterator[Run | Picture]:
        look: Look | None = None
        for child in run:
            name = known_name(child)
            if name == "fldChar":
                yield from self._field_mark(child)
                continue
            if name == "instrText":
                self._add_code(child.text or "")
                continue
            if name in _PASSED_OVER:
                continue
            look = look or self.styles.look_of(run, paragraph, shaded=shaded)
            yield from self._content(child, name, look)

    def _content(self, child: etree._Element, name: str, look: Look) -> Iterator[Run | Picture]:
        if name == "t":
            yield from self._text(child.text or "", look)
        elif name in _CHARACTERS:
            yield Run(_CHARACTERS[name], look)
        elif name == "br":
            yield Run(PAGE_BREAK if child.get(w("type")) in ("page", "column") else LINE_BREAK, look)
        elif name == "pgNum":
            yield Run(PAGE_NUMBER, look)
        elif name in ("footnoteReference", "endnoteReference"):
            self.notes.append((name.removesuffix("Reference"), child.get(w("id")) or ""))
            yield Run(f"[{len(self.notes)}]", replace(look, rise=1))
        elif name == "drawing":
            yield picture_of(child, self.pictures)
        else:
            refuse(name)

    def _text(self, text: str, look: Look) -> Iterator[Run]:
        if any(_kind(part) in _NUMBERS for part in self._fields):
            self.replaced.append(text)
        elif text:
            yield Run(carried(text.replace("\n", " ")), look)

    def _field_mark(self, mark: etree._Element) -> Iterator[Run]:
        kind = mark.get(w("fldCharType"))
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].shows = True
            yield from self._number(Look())
        elif self._fields and kind == "end":
            if not self._fields[-1].shows:
                yield from self._number(Look())
            self._fields.pop()

    def _add_code(self, code: str) -> None:
        if self._fields:
            self._fields[-1].code += code

    def _number(self, look: Look) -> Iterator[Run]:
        kind = _kind(self._fields[-1])
        if kind in _FORM_FIELDS:
            raise Quarantined("PA726", what="form fields")
        if kind in _NUMBERS:
            yield Run(_NUMBERS[kind], look)


def known_name(element: etree._Element) -> str:
    """Give an element's own name; a comment or a processing instruction counts as nothing to carry."""
    tag: object = element.tag
    if not isinstance(tag, str):
        return "proofErr"
    name = etree.QName(element)
    if name.namespace == W or name.localname in _REFUSED:
        return name.localname
    return "unknown"


def refuse(name: str) -> None:
    """Raise `Quarantined` (PA726) naming what cannot be carried over."""
    raise Quarantined("PA726", what=_REFUSED.get(name, "a part of a kind that is not known here"))


def _kind(part: _Field) -> str:
    words = part.code.split()
    return words[0].upper() if words else ""
