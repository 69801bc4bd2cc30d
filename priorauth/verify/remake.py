"""Making a packet again from its inputs, where they are at hand, and saying what comes out otherwise."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from priorauth import __version__
from priorauth.appeals.denial import file_name
from priorauth.assembly import pipeline
from priorauth.assembly.dependencies import EarlierTexts, earlier_texts
from priorauth.assembly.letter_sources import letter_library, letterhead_in
from priorauth.assembly.pipeline import Chart, Made
from priorauth.case.read_case import CaseSource, RowCase, sha256_of
from priorauth.files import inside, read_file
from priorauth.packet.manifest.manifest_record import Manifest, read_manifest
from priorauth.packet.manifest.tools import tool_versions
from priorauth.packet.release import MANIFEST
from priorauth.parsing.tree import MAX_BYTES
from priorauth.practice.approvals.effective import UsedText
from priorauth.practice.settings import SETTINGS
from priorauth.problems import Problem, Refused, problem
from priorauth.submission.order import Order, order_again
from priorauth.verify.rehash import place_of

_MAX_CASES = 5_000
_MAX_EXHIBIT_BYTES = 500_000_000
_NOT_COMPARED = ("priorauth", "tools", "files", "audit_head", "inputs_sha256", "seal")


@dataclass(frozen=True, slots=True)
class Remade:
    """What came of making a packet again. ``files`` are empty when it could not be, or from other inputs only."""

    problems: tuple[Problem, ...]
    files: Mapping[str, bytes]


def find_case(folder: Path, manifest: Manifest) -> Path | None:
    """Find the case file a packet was made from: in the practice folder above the packet, by its hash."""
    for home in folder.resolve().parents:
        if (home / SETTINGS).is_file():
            return next((path for path in _case_files(home) if _hash(path) == manifest.case_sha256), None)
    return None


def _case_files(practice: Path) -> Iterator[Path]:
    patterns = ("cases/*/case.yaml", "cases/*/case.json", "cases/*.yaml", "cases/*.json")
    found = (path for pattern in patterns for path in sorted(practice.glob(pattern)))
    yield from (path for _, path in zip(range(_MAX_CASES), found, strict=False))


def _hash(path: Path, limit: int = MAX_BYTES) -> str | None:
    try:
        return hashlib.sha256(read_file(path, limit_bytes=limit)).hexdigest()
    except Refused:
        return None


def make_again(manifest: Manifest, case_file: CaseSource, files: Mapping[str, bytes]) -> Remade:
    """Make a packet again and compare it with what its manifest says.

    ``files`` are those of its folder; an appeal keeps there which denial it answers.
    The practice's own templates, letterhead and profiles are taken as the manifest names them, from their files or
    the store of approved texts; PA580 says which file has changed since, PA581 that the registry approved no such
    text. PA845 names each input that has changed; the bytes are then not compared. PA844 is a file, PA849 a key of
    the manifest that comes out otherwise; PA847 says that other versions made it; PA848 that it is refused now.
    """
    try:
        order = order_again(
            case_file,
            as_of=manifest.as_of,
            draft=manifest.draft,
            overrides=manifest.overrides,
            asked=manifest.asked,
            denial=files.get(file_name(manifest.case_id)),
        )
    except ValueError:
        return Remade((problem("PA832", key="asked"),), {})
    try:
        named = _earlier_texts(manifest, case_file)
        chart = pipeline.read_chart(case_file, as_of=order.as_of, payer=order.payer, texts=named.texts)
        changed = [problem("PA845", what=what) for what in _changed_inputs(manifest, chart, order.case_file)]
        made = pipeline.make(order, texts=named.texts)
    except Refused as refused:
        return _refused(refused, manifest, order)
    if changed:
        return Remade((*named.problems, *changed), {})
    return Remade((*named.problems, *_versions(manifest), *_compare(manifest, made)), made.files)


def _earlier_texts(manifest: Manifest, source: CaseSource) -> EarlierTexts:
    return earlier_texts(source, (UsedText(text.file, text.sha256, text.approved) for text in manifest.own_texts))


def _refused(refused: Refused, manifest: Manifest, order: Order) -> Remade:
    """Say which inputs have changed, or, when none has, why the packet is refused."""
    changed: list[Problem] = []
    if _case_hash(order.case_file) != manifest.case_sha256:
        changed.append(problem("PA845", what=_said(order.case_file)))
    else:
        try:
            texts = _earlier_texts(manifest, order.case_file).texts
            chart = pipeline.read_chart(order.case_file, as_of=order.as_of, payer=order.payer, texts=texts)
        except Refused:
            pass
        else:
            changed += [problem("PA845", what=what) for what in _changed_inputs(manifest, chart, order.case_file)]
    codes = ", ".join(sorted({p.code for p in refused.problems}))
    return Remade((*changed, problem("PA848", codes=codes)), {})


def _case_hash(source: CaseSource) -> str | None:
    try:
        return sha256_of(source)
    except Refused:
        return None


def _said(source: CaseSource) -> str:
    return "the worklist's row" if isinstance(source, RowCase) else "the case file"


def _changed_inputs(manifest: Manifest, chart: Chart, source: CaseSource) -> Iterator[str]:
    if chart.loaded.sha256 != manifest.case_sha256:
        yield _said(source)
    if (chart.practice.sha256 if chart.practice else None) != manifest.practice_sha256:
        yield "the practice's settings"
    if chart.chosen.sha256 != manifest.profile.sha256 or chart.chosen.profile.id != manifest.profile.id:
        yield "the payer's profile"
    letterhead = hashlib.sha256(letterhead_in(letter_library(chart))).hexdigest()
    if manifest.letterhead_sha256 not in (None, letterhead):
        yield "the letterhead"
    yield from _changed_templates(manifest, chart)
    yield from _changed_exhibits(manifest, chart)


def _changed_templates(manifest: Manifest, chart: Chart) -> Iterator[str]:
    library = letter_library(chart)
    for number, template in enumerate(manifest.templates, 1):
        try:
            is_same = library.load(template.name).sha256 == template.sha256
        except Refused:
            is_same = False
        if not is_same:
            yield f"template {number} of the manifest"


def _changed_exhibits(manifest: Manifest, chart: Chart) -> Iterator[str]:
    """Compare the exhibits' files themselves, whether they can still be opened or not."""
    now = {exhibit.id: exhibit for exhibit in chart.loaded.case.exhibits}
    hashes = {name: _exhibit_hash(chart, name) for name in {exhibit.file for exhibit in now.values()}}
    for then in manifest.exhibits:
        exhibit = now.get(then.id)
        if exhibit is None or (hashes[exhibit.file], exhibit.pages) != (then.sha256, then.file_pages):
            yield f"exhibit {then.id}"
    for new in sorted(set(now) - {exhibit.id for exhibit in manifest.exhibits}):
        yield f"exhibit {new}"


def _exhibit_hash(chart: Chart, name: str) -> str | None:
    try:
        return _hash(inside(chart.loaded.folder, name, key="file"), _MAX_EXHIBIT_BYTES)
    except Refused:
        return None


def _other_versions(manifest: Manifest) -> list[str]:
    now = {**tool_versions(), "priorauth": __version__}
    then = {**manifest.tools, "priorauth": manifest.priorauth}
    return sorted(name for name in now if now[name] != then.get(name))


def _versions(manifest: Manifest) -> Iterator[Problem]:
    if others := _other_versions(manifest):
        yield problem("PA847", what=", ".join(others))


def _compare(manifest: Manifest, made: Made) -> Iterator[Problem]:
    """Compare files and keys; with other versions at work a difference would prove nothing."""
    if _other_versions(manifest):
        return
    for number, item in enumerate(manifest.files, 1):
        data = made.files.get(item.name)
        if data is None or hashlib.sha256(data).hexdigest() != item.sha256:
            yield problem("PA844", place_of(manifest, item), number=number)
    again, _ = read_manifest(made.files[MANIFEST])
    if [item.name for item in again.files] != [item.name for item in manifest.files]:
        yield problem("PA849", key="files")
    for key in Manifest.model_fields:
        if key not in _NOT_COMPARED and getattr(again, key) != getattr(manifest, key):
            yield problem("PA849", key=key)
