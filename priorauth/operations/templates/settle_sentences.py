"""Settling what the practice's letters say of their own: each sentence by itself, by somebody by name."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from priorauth.files import write_file
from priorauth.letters.lint.lint_report import SourceText
from priorauth.letters.lint.sentence_checks import open_sentences
from priorauth.letters.templates.fixed_sentences import FIXED_SENTENCES, FixedSentence, read_fixed_sentences
from priorauth.letters.templates.template_library import is_shipped
from priorauth.operations.approvals.text_kinds import require_practice
from priorauth.operations.templates.find_templates import letters_from
from priorauth.parsing.model import Line, Record
from priorauth.problems import Refused, Where, problem

_HEAD = (
    "# What the practice's letters say of every patient, whatever the chart says. Written by 'template settle';\n"
    "# approved with the letters that use it.\n"
)


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A sentence that no letter may say yet, and its place."""

    says: str
    where: Where
    states: str | None
    """What it states of one patient, payer or day: no approval makes that true. ``None``: it can be settled."""


class SentenceSettlement(Record):
    """Sentences found true of every patient, by whom and on which day."""

    sentences: tuple[str, ...]
    by: Line
    on: date


def unsettled_sentences(home: Path, name: str) -> tuple[Unsettled, ...]:
    """Return what a letter of the practice's own says and may not say yet, each sentence once, in order.

    Raises `Refused`: PA504 for an unknown letter, PA5xx for one that cannot be read, PA1xx for a broken list.
    """
    library = letters_from(home)
    template, settled = library.load(name), library.fixed_sentences()
    found: dict[str, Unsettled] = {}
    for source in (template.source, *template.partials):
        if is_shipped(source.path):
            continue
        text = SourceText(source.path, source.text, source.text)
        for item in open_sentences(source.text, settled):
            states = item.told.what if item.told else None
            found.setdefault(item.says, Unsettled(item.says, text.where(item.offset), states))
    return tuple(found.values())


def settle_sentences(home: Path, name: str, settlement: SentenceSettlement) -> Path:
    """Add sentences of a letter to the practice's list of fixed ones, and return the list's file.

    Raises `Refused`: PA579 outside of a practice, PA548 for a sentence that the letter does not have open, or that
    states something of one patient, PA2xx for the disk, and as `unsettled_sentences`.
    """
    folder = require_practice(home).folder / "templates"
    free = {item.says for item in unsettled_sentences(home, name) if item.states is None}
    wrong = [says for says in settlement.sentences if says not in free]
    if wrong:
        raise Refused(problem("PA548", name=name, words=says[:80]) for says in wrong)
    path = folder / FIXED_SENTENCES
    before = read_fixed_sentences(path) if path.exists() else ()
    added = (FixedSentence(says=says, by=settlement.by, on=settlement.on) for says in settlement.sentences)
    write_file(path, _written((*before, *added)).encode(), overwrite=True)
    return path


def _written(sentences: Sequence[FixedSentence]) -> str:
    rows = (
        f"  - says: {json.dumps(item.says, ensure_ascii=False)}\n"
        f"    by: {json.dumps(item.by, ensure_ascii=False)}\n    on: {item.on.isoformat()}\n"
        for item in sentences
    )
    return f"{_HEAD}sentences:\n{''.join(rows)}"
