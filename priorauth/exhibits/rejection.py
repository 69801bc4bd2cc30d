"""Why an exhibit is set aside: codes of the catalogue, and the few words a message about it may carry.

The process that opens attachments speaks to its parent in these terms alone, so that nothing a file holds can reach
a message.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

CODES = frozenset(
    [
        "PA695", "PA702", "PA703", "PA707", "PA708", "PA709", *(f"PA{number}" for number in range(710, 730)),
        "PA789", "PA792", "PA793", "PA797", "PA798",
    ]
)  # fmt: skip
"""The codes an attachment can be set aside with."""

REMARKS = frozenset(["PA790", "PA791", "PA794", "PA795", "PA796"])
"""The codes of what is told about an attachment that is taken."""

KINDS = ("PDF", "PNG", "JPEG", "TIFF", "HEIC", "Word", "plain text")

_FOUND = (
    *KINDS,
    "a web page",
    "an older Word file (.doc)",
    "a rich text file (.rtf)",
    "an archive",
    "a spreadsheet or presentation",
    "another kind of picture",
    "a program",
    "empty",
    "something else",
)

LIMITS = (
    "pages",
    "pixels",
    "unpacked bytes",
    "parts",
    "levels of nesting",
    "objects",
    "result bytes",
    "characters",
)

PACKAGE_REASONS = (
    "the file is damaged or is not a Word document (.docx)",
    "it is not a Word document (.docx)",
    "it unpacks to more than such a file can need",
    "two of its parts have one name",
    "its parts overlap",
    "it has something outside its parts",
    "it is protected by a password",
    "it is packed in a way Word does not use",
    "a part's name leads out of the file",
    "holds macros",
    "is tied to a template file",
    "holds an embedded object",
    "holds an embedded file",
    "pulls in another document",
    "holds an ActiveX control",
    "changes the keyboard",
    "is set up for a mail merge",
    "holds content controls",
    "holds tracked changes",
    "is not well-formed XML",
    "declares a document type or entities",
    "refers to something outside itself",
    "has a link to something other than a web, mail or phone address",
    "has a field that fetches something or runs a command",
    "is of a kind no letter or record needs",
    "it is not a Word file in the usual (transitional) form",
)
"""What can be wrong with an Office Open XML file as a package."""

CANNOT_CARRY = (
    "text boxes or shapes",
    "a chart",
    "SmartArt",
    "comments",
    "form fields",
    "a field that begins and does not end",
    "a page number that is more than a number",
    "equations",
    "a picture that is not PNG or JPEG",
    "a picture that cannot be found",
    "symbols of a symbol font",
    "a kind of numbering",
    "phonetic guides",
    "right-to-left text",
    "tables inside tables",
    "several different headers or footers",
    "a part of a kind that is not known here",
)

XFA_FORMS = ("exists only in the program that fills it in", "stores other entries than its pages show")

VOCABULARY = frozenset({*_FOUND, *XFA_FORMS, *LIMITS, *PACKAGE_REASONS, *CANNOT_CARRY, *CODES})

_CODE_POINT = re.compile(r"[0-9A-F]{4,6}\Z")
_PART = rf"\d+\. (?:{'|'.join(map(re.escape, _FOUND))})"
_LISTED = re.compile(rf"{_PART}(?:, {_PART})*\Z")


class ExhibitRejected(Exception):
    """An attachment that is not taken: the catalogue's code, and numbers and known words for its message."""

    def __init__(self, code: str, **names: int | str) -> None:
        if code not in CODES or not are_safe(names):
            raise ValueError("a rejection needs a known code and known words")
        super().__init__(code)
        self.code = code
        self.names = names


@dataclass(frozen=True, slots=True)
class Remark:
    """What is told of an attachment that is taken: the catalogue's code, the page, and one number."""

    code: str
    page: int | None = None
    """Counted from 1; ``None`` for what concerns the whole file."""
    count: int = 0


def listed(kinds: Iterable[str]) -> str:
    """Write the kinds of a file's parts by number. A part's own name may be a patient's, so it is not told."""
    return ", ".join(f"{number}. {kind}" for number, kind in enumerate(kinds, 1))


def are_safe(names: Mapping[str, object]) -> bool:
    """Whether a message's names are numbers, code points and words of the vocabulary, and nothing of a chart."""
    return len(names) <= 4 and all(
        key.isidentifier() and (type(word) is int or (isinstance(word, str) and _is_safe(word)))
        for key, word in names.items()
    )


def _is_safe(word: str) -> bool:
    return word in VOCABULARY or bool(_CODE_POINT.match(word) or _LISTED.match(word))
