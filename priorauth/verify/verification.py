"""Verifying a packet: what `priorauth verify` does, one check after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from priorauth.appeals.denial import APPEAL_LETTERS
from priorauth.case.read_case import CaseSource, folder_of, read_case
from priorauth.files import read_file
from priorauth.letters.checks.facts_in_text import FactKind, named_values
from priorauth.letters.context.denial_answers import PEER_TO_PEER
from priorauth.letters.requests import REQUESTS
from priorauth.packet.deliver.inert import prove_inert
from priorauth.packet.deliver.known_contents import prove_known
from priorauth.packet.manifest.manifest import MANIFEST, MAX_MANIFEST_BYTES, Manifest, NamedFile, read_manifest
from priorauth.payers.model import LetterKind
from priorauth.practice.settings import find_practice
from priorauth.problems import ExitCode, Problem, Refused, Severity, Where, problem
from priorauth.verify.edited_against_pdf import compare_with_pdf
from priorauth.verify.edited_letter import compare_letters
from priorauth.verify.edited_word import MAX_WORD_BYTES, open_word
from priorauth.verify.rehash import Rehashed, check_pdfs, is_as_made, rehash, strangers, where_of
from priorauth.verify.remake import Remade, find_source, make_again

_NOT_PROVEN = ("PA846", "PA847", "PA861", "PA1112")
"""It was not made again, or by other versions; no ledger has the head its manifest prints, or no event names it."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at, in words, and what was wrong with it."""

    name: str
    said: str
    problems: tuple[Problem, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing speaks against the packet here; warnings and notes do not."""
        return all(p.severity is not Severity.ERROR for p in self.problems)


@dataclass(frozen=True, slots=True)
class Verification:
    """All checks of one packet."""

    case_id: str
    seal: str
    audit_head: str | None
    """The head of the audit chain that its manifest prints, if it was recorded; see `priorauth.ledger`."""
    checks: tuple[Check, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that was found, in the order it was looked for."""
        return tuple(found for check in self.checks for found in check.problems)

    @property
    def is_sound(self) -> bool:
        """Whether nothing speaks against the packet; warnings and notes do not."""
        return all(check.is_sound for check in self.checks)

    @property
    def is_proven(self) -> bool:
        """Whether it was made again, by the same versions, and came out the same."""
        return self.is_sound and not any(p.code in _NOT_PROVEN for p in self.problems)

    @property
    def exit_code(self) -> ExitCode:
        """The exit status of the first error; without one, 0 for a packet that is proven."""
        errors = [p for p in self.problems if p.severity is Severity.ERROR]
        if errors:
            return errors[0].kind.exit_code
        return ExitCode.OK if self.is_proven else ExitCode.NOT_PROVEN


Find = Callable[[Path, Manifest], CaseSource | None]
"""Finds what the packet in a folder was made from."""
Vouch = Callable[[Path, Manifest], Sequence[Problem]]
"""Holds the head of the audit chain that the manifest of a folder prints against a ledger."""


def verify(
    packet: Path,
    *,
    case_file: Path | None = None,
    find: Find = find_source,
    remake: bool = True,
    letter: Path | None = None,
    vouch: Vouch = lambda folder, manifest: (),
) -> Verification:
    """Verify a packet.

    ``packet`` is its folder, its manifest, or a file beside the manifest. ``case_file`` names what it was made
    from, otherwise ``find`` looks for it; with ``remake`` false nothing is made again.
    ``letter`` is an edited Word letter kept elsewhere; ``vouch`` holds the printed head of the audit chain against
    the ledger. What is wrong is returned; raises `Refused` only when there
    is no manifest to verify against (PA2xx, PA830 to PA833).
    """
    folder, manifest, broken = _open(packet)
    found = rehash(folder, manifest)
    source = (case_file or find(folder, manifest)) if remake else None
    nowhere = "neither a case file with its hash nor a worklist's row was found"
    remade = Remade((problem("PA846", reason=nowhere if remake else "that was not asked for"),), {})
    if source:
        remade = make_again(manifest, source, found.files)
    letters = _letters(found, manifest, remade, letter)
    misplaced = tuple(_misplaced(folder, manifest, find))
    return Verification(
        manifest.case_id,
        manifest.seal,
        manifest.audit_head,
        (
            Check("manifest", "the manifest is whole and its seal holds", (*broken, *vouch(folder, manifest))),
            Check("files", f"{len(manifest.files)} files are those the manifest names", found.problems),
            Check("folder", "nothing else stands in the folder", (*strangers(folder, manifest), *misplaced)),
            Check("pages", "every PDF has its pages and names its inputs", check_pdfs(found.files, manifest)),
            Check("inert", "no PDF can act, open or send anything", tuple(_acting(found.files, manifest))),
            Check("inputs", "made again from its inputs, it comes out the same", remade.problems),
            Check(
                "letter",
                "no letter reads otherwise than it was made",
                tuple(_read_letters(letters, manifest, found, remade, source)),
            ),
        ),
    )


def _open(packet: Path) -> tuple[Path, Manifest, tuple[Problem, ...]]:
    where = Where(str(packet))
    if not packet.exists():
        raise Refused([problem("PA830", where)])
    folder = packet if packet.is_dir() else packet.parent
    path = folder / MANIFEST
    if not path.exists():
        raise Refused([problem("PA830", where)])
    try:
        data = read_file(path, limit_bytes=MAX_MANIFEST_BYTES)
    except Refused as refused:
        raise Refused([problem("PA831") if p.code == "PA105" else p for p in refused.problems]) from None
    manifest, broken = read_manifest(data)
    return folder, manifest, broken


def _misplaced(folder: Path, manifest: Manifest, find: Find) -> Iterator[Problem]:
    """Say that a folder is called after another case than its packet's: who sends it goes by its name (PA862)."""
    name = folder.resolve().name
    if name == manifest.case_id:
        return
    try:
        other = find(folder, manifest.model_copy(update={"case_id": name, "case_sha256": ""}))
    except Refused:  # a worklist that was named has no such case
        return
    if other is not None:
        yield problem("PA862", case=name)


def _acting(files: Mapping[str, bytes], manifest: Manifest) -> Iterator[Problem]:
    for item in manifest.files:
        if item.is_pdf and item.name in files:
            data, is_sent = files[item.name], item.first_page is not None
            known = prove_known(data, case_id=manifest.case_id, is_sent=is_sent)
            for found in (*prove_inert(data), *known):
                yield replace(found, where=replace(found.where, file=where_of(manifest, item).file))


@dataclass(frozen=True, slots=True)
class _EditedLetter:
    """A Word file to be read. ``number`` is its place among the manifest's files, if any."""

    suffix: str
    data: bytes | None
    number: int
    unread: tuple[Problem, ...] = ()
    is_as_named: bool = False
    """Whether it has the hash the manifest names: the manifest may have been changed with it."""


def _letters(
    found: Rehashed, manifest: Manifest, remade: Remade, elsewhere: Path | None
) -> Sequence[_EditedLetter]:
    """List the Word files to read: every one that is not known to be the very file that was made."""
    letters = [
        _EditedLetter(_suffix(manifest, item), data, number, is_as_named=item.name not in found.edited)
        for number, item in enumerate(manifest.files, 1)
        if item.is_word and (data := found.files.get(item.name)) is not None
        if data != remade.files.get(item.name)
    ]
    if elsewhere is not None:
        letters += _elsewhere(manifest, elsewhere)
    return letters


def _suffix(manifest: Manifest, item: NamedFile) -> str:
    return item.name.removeprefix(f"{manifest.case_id}-").removesuffix(".docx")


def _elsewhere(manifest: Manifest, path: Path) -> Iterator[_EditedLetter]:
    """Read an edited letter from where it is kept; by its name it may be the checklist, else it is the letter."""
    names = {_suffix(manifest, item): item for item in manifest.files if item.is_word}
    suffix = next((name for name in names if path.name == f"{manifest.case_id}-{name}.docx"), "letter")
    try:
        data = read_file(path, limit_bytes=MAX_WORD_BYTES)
    except Refused as refused:
        yield _EditedLetter(suffix, None, 0, refused.problems)
        return
    if suffix not in names or not is_as_made(names[suffix], data):
        yield _EditedLetter(suffix, data, 0)


def _read_letters(
    letters: Sequence[_EditedLetter], manifest: Manifest, found: Rehashed, remade: Remade, source: CaseSource | None
) -> Iterator[Problem]:
    named = _named(manifest, source) if letters and remade.files else {}
    for letter in letters:
        if letter.data is None:
            yield from letter.unread
            continue
        try:
            yield from _read_letter(letter, letter.data, manifest, found, remade, named)
        except Refused as refused:
            yield from refused.problems


def _named(manifest: Manifest, source: CaseSource | None) -> Mapping[str, FactKind]:
    if source is None:
        return {}
    practice = find_practice(folder_of(source))
    loaded = read_case(source, as_of=manifest.as_of, defaults=practice.defaults if practice else None)
    return named_values(loaded.case)


def _read_letter(
    letter: _EditedLetter,
    data: bytes,
    manifest: Manifest,
    found: Rehashed,
    remade: Remade,
    named: Mapping[str, FactKind],
) -> Iterator[Problem]:
    """Compare an edited letter with the letter as made, or with the packet's PDF; say when there is neither."""
    edited = open_word(data)
    made = remade.files.get(f"{manifest.case_id}-{letter.suffix}.docx")
    if made is not None:
        yield from compare_letters(open_word(made), edited, named)
        return
    template, pdf = _template(manifest, letter.suffix), _untouched_pdf(manifest, found)
    # A request goes to somebody else and stands in no PDF of the packet.
    if template is not None and template not in (*REQUESTS, PEER_TO_PEER) and pdf is not None:
        told = compare_with_pdf(pdf, edited, template)
        yield from (p for p in told if not letter.is_as_named or p.severity is Severity.ERROR)
    elif not letter.is_as_named:
        yield problem("PA837", number=letter.number)


def _template(manifest: Manifest, suffix: str) -> str | None:
    """Name the template a Word file came from: its own name says it, and the letter is the one left over."""
    by_suffix = {template.name.replace("_", "-"): template.name for template in manifest.templates}
    if suffix in by_suffix:
        return by_suffix[suffix]
    letters = {kind.value for kind in LetterKind} | APPEAL_LETTERS
    return next((name for name in by_suffix.values() if name in letters), None)


def _untouched_pdf(manifest: Manifest, found: Rehashed) -> bytes | None:
    """Return the packet's first PDF, which has the letter, if it is the one that was made."""
    for item in manifest.files:
        if item.is_pdf and item.name in found.files:
            data = found.files[item.name]
            return data if is_as_made(item, data) else None
    return None
