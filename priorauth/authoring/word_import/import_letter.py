"""An existing Word letter as a template with proposals, its letterhead, and what a person has to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from priorauth.authoring.trial.preview import document_of, is_written_for
from priorauth.authoring.trial.scenarios import Staged
from priorauth.authoring.word_import.known_values import KnownNames, gather
from priorauth.authoring.word_import.letter_blocks import settled, zones_of
from priorauth.authoring.word_import.letter_reading import read_letter
from priorauth.authoring.word_import.letterhead_making import make_letterhead
from priorauth.authoring.word_import.template_writing import ValueProposal, Writing, finished
from priorauth.authoring.word_import.word_letter import NotCarried, WordLetter
from priorauth.formats.ooxml.archive import UnsafePackage
from priorauth.formats.ooxml.package_safety import open_package
from priorauth.letters.templates.coverage import Outcomes
from priorauth.letters.templates.template_library import LoadedTemplate, TemplateLibrary
from priorauth.problems import Problem, Refused, Where, problem

MAX_BYTES = 20_000_000
TEMPLATE_NAME = re.compile(r"[a-z0-9][a-z0-9_]{0,59}")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an old Word file and a protected new one begin."""
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_ONE_PATIENT = re.compile(
    r"\b(she|he|her|hers|his|him|herself|himself|female|male|woman|man|lady|gentleman|Mrs?\.|Ms\.)(?!\w)",
    re.IGNORECASE,
)
_BY_HAND = re.compile(r"\b(Intracept|OptaBlate)\b")
_IN_TAGS = re.compile(r"\{[{%].*?[}%]\}")


@dataclass(frozen=True, slots=True)
class LookAt:
    """A line of the template that a person has to decide about."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a Word letter; nothing of it is written yet."""

    name: str
    template: str
    letterhead: bytes | None
    """``None`` where it could not be kept; ``problems`` says why."""
    proposals: tuple[ValueProposal, ...]
    not_carried: tuple[NotCarried, ...]
    look_at: tuple[LookAt, ...]
    problems: tuple[Problem, ...]


def import_letter(data: bytes, name: str, file: str) -> Imported:
    """Turn a Word letter into a template called ``name``; ``file`` is named in problems.

    Raises `Refused`: PA590 no .docx, PA591 what is not opened, PA592 a letter without text, PA593 a wrong name,
    PA598 a name that is the patient's.
    """
    if not TEMPLATE_NAME.fullmatch(name):
        raise Refused([problem("PA593", name=name[:60])])
    letter, parts = _opened(data, file)
    if not any(paragraph.text.strip() for paragraph in letter.paragraphs):
        raise Refused([problem("PA592", Where(file))])
    known = gather([paragraph.text for paragraph in letter.paragraphs])
    if _words_of(name) & {word for each in (*known.patient, *known.patient_parts) for word in _words_of(each)}:
        raise Refused([problem("PA598")])
    text, proposals = _written(letter, known, name)
    letterhead, taken_out, problems = _letterhead(parts, known, file)
    return Imported(
        name,
        text,
        letterhead,
        proposals,
        (*letter.not_carried, *taken_out),
        tuple(_look_at(text)),
        problems,
    )


def tried(
    imported: Imported, staged: Sequence[Staged], library: TemplateLibrary, path: Path
) -> tuple[Problem, ...]:
    """Write the letter of each scenario the template is for, and gather what is wrong, each said once.

    ``path`` is where the template will stand. Nothing is raised: an import reports what a person has to mend.
    """
    problems: dict[Problem, None] = {}
    try:
        template = library.made_of(imported.name, imported.template, path)
    except Refused as refused:
        return refused.problems
    trial = _WithImported(library.folders, library.instead, imported=template)
    for each in staged:
        if is_written_for(template, each.gated):
            try:
                document_of(template, each, trial, Outcomes())
            except Refused as refused:
                problems |= dict.fromkeys(refused.problems)
    return tuple(problems)


@dataclass(frozen=True, slots=True)
class _WithImported(TemplateLibrary):
    """A library in which one template stands that is not on disk."""

    imported: LoadedTemplate = field(kw_only=True)

    def load(self, name: str) -> LoadedTemplate:
        if name == self.imported.name:
            return self.imported
        return TemplateLibrary.load(self, name)


def _opened(data: bytes, file: str) -> tuple[WordLetter, dict[str, bytes]]:
    if data.startswith(_COMPOUND):
        reason = "it is protected by a password" if _PROTECTED in data else "it is an old Word file (.doc)"
        raise Refused([problem("PA590", Where(file), reason=reason)])
    if not data.startswith(b"PK"):
        raise Refused([problem("PA590", Where(file), reason="it is no Word file, whatever its name says")])
    try:
        parts = open_package(data)
        return read_letter(parts), parts
    except UnsafePackage as found:
        if found.part is None and found.reason.startswith("it is not a Word document"):
            raise Refused([problem("PA590", Where(file), reason="it is no Word document inside")]) from None
        told = f"its part '{found.part}' {found.reason}" if found.part else found.reason
        raise Refused([problem("PA591", Where(file), reason=told)]) from None
    except (ValueError, KeyError, RecursionError):  # a number that is none, a part that leads nowhere
        raise Refused([problem("PA590", Where(file), reason="it is damaged")]) from None


def _words_of(name: str) -> set[str]:
    return {word for word in re.split(r"[\W_]+", name.casefold()) if len(word) > 2}


def _written(letter: WordLetter, known: KnownNames, name: str) -> tuple[str, tuple[ValueProposal, ...]]:
    writing = Writing(known, zones_of(letter.paragraphs, known))
    body = "\n\n".join(block for block in writing.blocks(settled(letter.blocks)) if block)
    title = name.replace("_", " ").capitalize()
    head = f'---\ntitle: "{title}"\nversion: "1"\n---\n'
    text, proposals = finished(body, writing.proposals, first_line=head.count("\n") + 1)
    return f"{head}{text}\n", proposals


def _letterhead(
    parts: dict[str, bytes], known: KnownNames, file: str
) -> tuple[bytes | None, tuple[NotCarried, ...], tuple[Problem, ...]]:
    try:
        data, taken_out = make_letterhead(parts, known)
    except Refused as refused:
        reason = getattr(refused, "reason", "its page or one of its parts is not usable")
        return None, (), (problem("PA595", Where(file), reason=reason),)
    except UnsafePackage as found:
        return None, (), (problem("PA595", Where(file), reason=found.reason),)
    return data, taken_out, ()


def _look_at(text: str) -> Iterator[LookAt]:
    """Find lines that fit one patient only, or one device, though no value in them stands out."""
    for number, line in enumerate(text.split("\n"), 1):
        words = _IN_TAGS.sub(" ", line)
        if _ONE_PATIENT.search(words):
            yield LookAt(number, "it says he, she or the like; write 'the patient'")
        if _BY_HAND.search(words):
            yield LookAt(number, "it names a device; the request may name another")
