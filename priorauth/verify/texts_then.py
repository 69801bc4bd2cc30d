"""The practice's own texts as a packet's manifest names them, and what has become of them since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from priorauth.case.read_case import CaseSource, folder_of
from priorauth.packet.manifest.manifest_record import Manifest
from priorauth.practice.approvals.approval_log import read_registry
from priorauth.practice.approvals.effective import NO_TEXTS, OwnTexts, UsedText, texts_as_named
from priorauth.practice.approvals.text_store import hash_of
from priorauth.practice.settings import nearest_practice
from priorauth.problems import Problem, problem


@dataclass(frozen=True, slots=True)
class TextsThen:
    """The texts to make a packet again with, and what is worth telling of them."""

    texts: OwnTexts
    problems: tuple[Problem, ...] = ()


def texts_then(manifest: Manifest, case_file: CaseSource) -> TextsThen:
    """Find the texts a manifest names in the practice of a case.

    PA580 is a file that has changed since; PA581 a text that the manifest calls approved and the registry does not.
    Raises `Refused` (PA574) for a registry that was tampered with.
    """
    practice = nearest_practice(folder_of(case_file))
    if practice is None:
        return TextsThen(NO_TEXTS)
    named = tuple(UsedText(text.file, text.sha256, text.approved) for text in manifest.own_texts)
    return TextsThen(texts_as_named(practice, named), tuple(_told(practice, named)))


def _told(practice: Path, named: tuple[UsedText, ...]) -> Iterator[Problem]:
    approved = {(entry.file, entry.sha256) for entry in read_registry(practice).entries if entry.approves}
    for text in named:
        if text.approved and (text.file, text.sha256) not in approved:
            yield problem("PA581", file=text.file)
        elif hash_of(practice / text.file) != text.sha256:
            yield problem("PA580", file=text.file)
