"""Making a packet again from its inputs, where they are at hand, and saying what comes out otherwise."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from priorauth import __version__
from priorauth.appeals.denial import file_name
from priorauth.assembly import pipeline
from priorauth.assembly.chart import Chart
from priorauth.assembly.dependencies import (
    case_in_words,
    case_print,
    changed_inputs,
    earlier_texts,
    exhibit_path,
    gone_texts,
)
from priorauth.assembly.pipeline import Made
from priorauth.case.read_case import CaseSource
from priorauth.files import read_file
from priorauth.packet.manifest.manifest import MANIFEST, Manifest, read_manifest, tool_versions
from priorauth.parsing.tree import MAX_BYTES, read_tree
from priorauth.practice.settings import SETTINGS
from priorauth.problems import Problem, Refused, problem
from priorauth.reading import word_tables
from priorauth.submission.build_spec import spec_from_manifest
from priorauth.verify.drawn_alike import says_the_same
from priorauth.verify.rehash import where_of

_MAX_CASES = 5_000
_NOT_COMPARED = ("priorauth", "tools", "word_tables", "files", "audit_head", "inputs_sha256", "seal")
_OF_BYTES = {"bytes", "sha256", "pages"}
"""What of a file's entry follows from its bytes, which are compared by themselves."""
_TABLES = "the words that charts are read with"


@dataclass(frozen=True, slots=True)
class Remade:
    """What came of making a packet again. ``files`` are empty when it could not be, or from other inputs only."""

    problems: tuple[Problem, ...]
    files: Mapping[str, bytes]


def find_case(folder: Path, manifest: Manifest) -> Path | None:
    """Find the case file a packet was made from: in the practice folder above the packet, by its hash."""
    return next((path for path in _case_files_above(folder) if case_print(path) == manifest.case_sha256), None)


def find_changed_case(folder: Path, manifest: Manifest) -> Path | None:
    """Find the file of a packet's case, whatever it says by now: in the practice folder above, by the case's id."""
    return next((path for path in _case_files_above(folder) if case_id_in(path) == manifest.case_id), None)


def find_source(folder: Path, manifest: Manifest) -> CaseSource | None:
    """Find the case file that a packet was made from, or what has become of it."""
    return find_case(folder, manifest) or find_changed_case(folder, manifest)


def case_id_in(file: Path) -> object:
    """Return the case id that a case file gives, also one that could not be built from; ``None`` for none."""
    try:
        content = read_tree(read_file(file, limit_bytes=MAX_BYTES), str(file)).content
    except Refused:
        return None
    return content.get("case_id") if isinstance(content, dict) else None


def _case_files_above(folder: Path) -> Iterator[Path]:
    home = next((home for home in folder.resolve().parents if (home / SETTINGS).is_file()), None)
    return iter(()) if home is None else _case_files(home)


def _case_files(practice: Path) -> Iterator[Path]:
    patterns = ("cases/*/case.yaml", "cases/*/case.json", "cases/*.yaml", "cases/*.json")
    found = (path for pattern in patterns for path in sorted(practice.glob(pattern)))
    yield from (path for _, path in zip(range(_MAX_CASES), found, strict=False))


def make_again(manifest: Manifest, case_file: CaseSource, files: Mapping[str, bytes]) -> Remade:
    """Make a packet again and compare it with what its manifest says.

    ``files`` are those of its folder; an appeal keeps there which denial it answers.
    The practice's own templates, letterhead and profiles are taken as the manifest names them, from their files or
    the store of approved texts; PA580 says which file has changed since, PA581 that the registry approved no such
    text. PA845 names each input that has changed, PA846 the exhibits and own texts that are gone: bytes are then
    not compared. PA844 is a file, PA849 a key of the manifest that comes out otherwise; PA848 says that it is
    refused now. PA847 says that other versions made it: then words, links and pictures of its pages are compared
    instead of bytes.
    """
    try:
        spec = spec_from_manifest(
            case_file,
            as_of=manifest.as_of,
            draft=manifest.draft,
            overrides=manifest.overrides,
            asked=manifest.asked,
            denial=files.get(file_name(manifest.case_id)),
        )
    except ValueError:
        return Remade((problem("PA832", key="asked"),), {})
    changed: list[Problem] = []
    try:
        texts, told = earlier_texts(case_file, manifest.own_texts)
        # Approved texts are kept; in a packet that is no draft, one that is nowhere was never there.
        if manifest.draft and (missing := gone_texts(case_file, manifest.own_texts, texts)):
            return Remade((*told, _not_found(missing)), {})
        chart = pipeline.read_chart(spec, reading=spec.reading, texts=texts)
        gone = _gone_exhibits(chart, case_file)
        others = (what for what in changed_inputs(manifest, chart, case_file) if what not in gone)
        changed += (problem("PA845", what=what) for what in others)
        if gone:
            return Remade((*told, *changed, _not_found(gone)), {})
        made = pipeline.make_from(chart, spec)
    except Refused as refused:
        if case_print(case_file) != manifest.case_sha256:
            changed = [problem("PA845", what=case_in_words(case_file))]
        codes = ", ".join(sorted({p.code for p in refused.problems}))
        return Remade((*changed, problem("PA848", codes=codes)), {})
    if changed:
        return Remade((*told, *changed), {})
    return Remade((*told, *_compare(manifest, made, files)), made.files)


def _not_found(inputs: Iterable[str]) -> Problem:
    return problem("PA846", reason=f"not found: {', '.join(inputs)}")


def _gone_exhibits(chart: Chart, case_file: CaseSource) -> tuple[str, ...]:
    """Name the exhibits whose files are not where the case has them: nothing is known of what they say."""
    exhibits = ((item.id, exhibit_path(case_file, item.file)) for item in chart.loaded.case.exhibits)
    return tuple(f"exhibit {name}" for name, path in exhibits if path is not None and not path.exists())


def _other_versions(manifest: Manifest) -> list[str]:
    now = {**tool_versions(), "priorauth": __version__, _TABLES: word_tables.version()}
    then = {**manifest.tools, "priorauth": manifest.priorauth, _TABLES: manifest.word_tables}
    return sorted(name for name in now if now[name] != then.get(name))


def _compare(manifest: Manifest, made: Made, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Compare files and keys: byte for byte, or as they are read and seen where other versions made them."""
    others = _other_versions(manifest)
    if others:
        yield problem("PA847", what=", ".join(others))
    for number, item in enumerate(manifest.files, 1):
        data = made.files.get(item.name)
        is_same = data is not None and hashlib.sha256(data).hexdigest() == item.sha256
        if others and data is not None and not is_same:
            is_same = item.name in files and says_the_same(item, data, files[item.name])
        if not is_same:
            yield problem("PA844", where_of(manifest, item), number=number)
    again, _ = read_manifest(made.files[MANIFEST])
    if [item.model_dump(exclude=_OF_BYTES) for item in again.files] != [
        item.model_dump(exclude=_OF_BYTES) for item in manifest.files
    ]:
        yield problem("PA849", key="files")
    for key in Manifest.model_fields:
        if key not in _NOT_COMPARED and getattr(again, key) != getattr(manifest, key):
            yield problem("PA849", key=key)
