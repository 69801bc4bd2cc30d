"""What stands for all that a packet can depend on, told before it is made: other prints, another packet.

Of the practice's own texts, a case depends on those it is made from, as they count on its day: an edit, an approval
or a retirement reaches the cases whose letters or criteria it changes, and no others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from priorauth import __version__
from priorauth.assembly.case_basis import CaseBasis, SharedReads, read_basis
from priorauth.assembly.dependencies import profile_places
from priorauth.assembly.letter_sources import letter_library
from priorauth.case.read_case import CaseSource, RowCase, folder_of, sha256_of
from priorauth.exhibits.opening import MAX_BYTES as MAX_EXHIBIT_BYTES
from priorauth.files import inside, read_file
from priorauth.files.shipped_data import folder as shipped_folder
from priorauth.letters.composer import CHECKLIST, COVER, GAP_LIST
from priorauth.letters.requests import REQUESTS
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.packet.manifest.tools import tool_versions
from priorauth.parsing.tree import MAX_BYTES, read_tree
from priorauth.practice.approvals.approval_log import REGISTRY
from priorauth.practice.approvals.effective import OwnText, OwnTexts
from priorauth.practice.approvals.own_files import LETTERHEAD
from priorauth.practice.approvals.status import Standing
from priorauth.practice.approvals.text_store import STORE
from priorauth.practice.settings import SETTINGS, nearest_practice
from priorauth.problems import Refused


@dataclass(frozen=True, slots=True)
class Reach:
    """What can reach a case: the places of its profile, the letters it can lead to, and where they are looked for.

    Rather too much than too little. Which requests a draft comes with shows only when its exhibits are read; and a
    letter for another line of business does no harm by having the case made again.
    """

    profile: tuple[Path, ...]
    letters: tuple[str, ...]
    folders: tuple[Path, ...]

    @classmethod
    def of(cls, basis: CaseBasis, *, draft: bool) -> Reach:
        """Take it from a case, its practice and its profile."""
        letters = (COVER, CHECKLIST, *basis.chosen.letters, *((GAP_LIST, *REQUESTS) if draft else ()))
        return cls(profile_places(basis), letters, letter_library(basis).folders)

    def texts(self, texts: OwnTexts) -> tuple[OwnText, ...]:
        """List the practice's own texts within reach; every one, where one of the letters cannot be loaded."""
        library = TemplateLibrary(self.folders, texts.instead)
        try:
            letters = [library.load(letter) for letter in self.letters]
        except Refused:
            return tuple(texts.texts.values())
        names = {source.name for letter in letters for source in (letter.source, *letter.partials)}
        places = (place.path for name in sorted(names | {LETTERHEAD}) for place in library.places(name))
        found = texts.used((*self.profile, *places))
        return tuple(text for text in found if text.standing is not Standing.AS_SHIPPED)


def fingerprints(
    source: CaseSource, *, as_of: date, payer: str | None, draft: bool, shared: SharedReads
) -> tuple[str, ...]:
    """Return the prints of a case, its exhibits, its practice and what is shipped; of its order, nothing.

    They do not say where anything lies, so that a practice can be moved. A case that cannot be read has prints too,
    of everything that may come to count. Never raises.
    """
    home = nearest_practice(folder_of(source))
    common = (*shared.once(("product",), _product), _print(home / SETTINGS, MAX_BYTES) if home else "")
    try:
        basis = read_basis(source, as_of=as_of, payer=payer, draft=draft, shared=shared)
    except Refused:
        texts = _everything(home, as_of, draft=draft, shared=shared) if home else ""
        return (*common, _case(source), texts, *_exhibits(source, _named(source)))
    reach = Reach.of(basis, draft=draft)
    texts = shared.once(
        ("reached", home, as_of, draft, reach), lambda: joined(map(_state, reach.texts(basis.texts)))
    )
    told = joined(warning.fix for warning in basis.chosen.warnings)
    files = [exhibit.file for exhibit in basis.loaded.case.exhibits]
    return (*common, basis.loaded.sha256, texts, told, *_exhibits(source, files))


def files_of(
    source: CaseSource, *, as_of: date, payer: str | None, draft: bool, shared: SharedReads
) -> Iterator[tuple[Path, bytes]]:
    """Visit the files that are read for a packet and are there, with their contents; none of those shipped."""
    try:
        basis = read_basis(source, as_of=as_of, payer=payer, draft=draft, shared=shared)
        exhibits = [exhibit.file for exhibit in basis.loaded.case.exhibits]
    except Refused:
        exhibits = _named(source)
    paths = [] if isinstance(source, RowCase) else [source]
    paths += [path for file in exhibits if (path := _inside(source, file)) is not None]
    home = nearest_practice(folder_of(source))
    if home is not None:
        own = [home / "templates", home / "payer_profiles", home / STORE]
        paths += [home / SETTINGS, home / REGISTRY]
        paths += (path for each in own if each.is_dir() for path in sorted(each.rglob("*")))
    for path in dict.fromkeys(path.resolve() for path in paths):
        if path.is_file():
            yield path, read_file(path, limit_bytes=MAX_EXHIBIT_BYTES)


def joined(prints: Iterable[str]) -> str:
    """Hash prints to one, so that where one ends and the next begins makes a difference."""
    whole = hashlib.sha256()
    for each in prints:
        whole.update(hashlib.sha256(each.encode()).digest())
    return whole.hexdigest()


def _product() -> tuple[str, ...]:
    """Return the prints of the tool: its version, those of what draws with it, and the data that comes with it."""
    tools = (f"{name} {version}" for name, version in tool_versions().items())
    return __version__, joined(tools), joined(_shipped("templates")), joined(_shipped("payer_profiles"))


def _shipped(name: str) -> Iterator[str]:
    home = shipped_folder(name)
    for path in sorted(home.rglob("*")) if home.is_dir() else ():
        if path.is_file():
            yield from (path.relative_to(home).as_posix(), _print(path, MAX_EXHIBIT_BYTES))


def _case(source: CaseSource) -> str:
    try:
        return sha256_of(source)
    except Refused as refused:
        return _codes(refused)


def _everything(home: Path, day: date, *, draft: bool, shared: SharedReads) -> str:
    """Return the print of all texts of a practice; of its registry, where that was tampered with."""
    try:
        texts = shared.texts(home, day, draft=draft)
    except Refused:
        return _print(home / REGISTRY, MAX_EXHIBIT_BYTES)
    return joined(map(_state, texts.texts.values()))


def _state(text: OwnText) -> str:
    """Say what of an own text a result depends on: its words, whether they may be used, and what is told of it."""
    told: list[str] = [text.file, text.used_sha256 or "", text.standing.value]
    now, last, coming = text.verdict.in_force, text.last_approved, text.verdict.coming
    if text.read_from != text.path and coming:
        told.append(coming.effective.isoformat())
    if text.standing.is_refused and last:
        told += [last.sha256, last.on.isoformat()]
    if now and (text.standing.is_refused or text.is_lost):
        told += [now.effective.isoformat(), now.sha256]
    return "\0".join(told)


def _exhibits(source: CaseSource, files: Iterable[str]) -> Iterator[str]:
    for file in dict.fromkeys(files):
        path = _inside(source, file)
        yield "outside" if path is None else _print(path, MAX_EXHIBIT_BYTES)


def _inside(source: CaseSource, file: str) -> Path | None:
    """Find an exhibit as it is opened: never outside the case's folder."""
    try:
        return inside(folder_of(source), file, key="file")
    except Refused:
        return None


def _named(source: CaseSource) -> list[str]:
    """List the files that name themselves exhibits in what cannot be read as a case."""
    try:
        tree = (
            source.tree
            if isinstance(source, RowCase)
            else read_tree(read_file(source, limit_bytes=MAX_BYTES), str(source))
        )
    except Refused:
        return []
    rows = tree.content.get("exhibits") if isinstance(tree.content, dict) else None
    parts = [row.get("file") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return [file.strip() for file in parts if isinstance(file, str)]


def _print(path: Path, limit: int) -> str:
    """Hash a file; one that cannot be read stands for itself by what is told of it."""
    try:
        return hashlib.sha256(read_file(path, limit_bytes=limit)).hexdigest()
    except Refused as refused:
        return _codes(refused)


def _codes(refused: Refused) -> str:
    return " ".join(found.code for found in refused.problems)
