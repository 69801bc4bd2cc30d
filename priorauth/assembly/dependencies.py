"""What a packet depends on, and whether it may be made from that.

One answer for all who ask: a build refuses what may not be used, the manifest is handed what was, a batch makes a
packet again when any of it has changed, and a verification finds again what it was.

Fingerprints stand for all that a packet can depend on, and are told before it is made: other prints, another
packet. Of the practice's own texts, a case depends on those it is made from, as they count on its day: an edit, an
approval or a retirement reaches the cases whose letters or criteria it changes, and no others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from priorauth import __version__
from priorauth.assembly.case_basis import (
    CaseBasis,
    SharedReads,
    letter_library,
    letterhead_in,
    read_basis,
    searched_payers,
)
from priorauth.assembly.chart import Chart
from priorauth.case.read_case import CaseSource, RowCase, folder_of, sha256_of
from priorauth.exhibits.opening import MAX_BYTES as MAX_EXHIBIT_BYTES
from priorauth.files import read_file, resolve_inside
from priorauth.files.shipped_data import folder as shipped_folder
from priorauth.letters.composer import CHECKLIST, COVER, GAP_LIST
from priorauth.letters.requests import REQUESTS
from priorauth.letters.templates.fixed_sentences import FIXED_SENTENCES
from priorauth.letters.templates.template_library import TemplateLibrary, is_shipped
from priorauth.packet.manifest.manifest import (
    ManifestInputs,
    NamedAnswer,
    NamedTemplate,
    Provenance,
    tool_versions,
)
from priorauth.parsing.tree import MAX_BYTES, read_tree
from priorauth.practice.approvals.approval_log import REGISTRY, read_registry
from priorauth.practice.approvals.approval_messages import problems_of
from priorauth.practice.approvals.effective import NO_TEXTS, OwnText, OwnTexts, UsedText, texts_as_named
from priorauth.practice.approvals.own_files import LETTERHEAD, STORE, hash_of
from priorauth.practice.approvals.status import ApprovalStatus
from priorauth.practice.settings import SETTINGS, nearest_practice
from priorauth.problems import Problem, Refused, Severity, Where, problem
from priorauth.reading import word_tables
from priorauth.review.settlements import FILE as ANSWERS
from priorauth.submission.build_spec import CaseQuery

_LETTERHEAD = "letterhead"


@dataclass(frozen=True, slots=True)
class Dependencies:
    """The practice's own texts that documents are made from, by what is made of them, and what is to be said."""

    used: Mapping[str, tuple[UsedText, ...]]
    problems: tuple[Problem, ...]

    @property
    def own(self) -> tuple[UsedText, ...]:
        """All of them, each once, in the order of their names."""
        texts = {text.file: text for texts in self.used.values() for text in texts}
        return tuple(texts[file] for file in sorted(texts))

    def is_approved(self, *made: str) -> bool:
        """Whether everything that these are made from is approved."""
        return all(text.approved for name in made for text in self.used.get(name, ()))


def dependencies_of(
    basis: CaseBasis, library: TemplateLibrary, names: Iterable[str], *, with_letterhead: bool
) -> Dependencies:
    """Return what a packet is made from: its profile, the templates of these names, and its letterhead.

    Raises `Refused` (PA5xx) for a template that cannot be loaded.
    """
    letterhead = library.found(LETTERHEAD) if with_letterhead else None
    files = {
        basis.chosen.profile.id: basis.chosen.files,
        **{name: library.files_of(name) for name in names},
        _LETTERHEAD: (letterhead.path,) if letterhead else (),
    }
    searched = {user: (*paths, *_passed_over(library, paths)) for user, paths in files.items()}
    searched[basis.chosen.profile.id] = profile_places(basis)
    used = {user: basis.texts.as_used(paths) for user, paths in files.items()}
    return Dependencies(used, problems_of(basis.texts, searched))


def _passed_over(library: TemplateLibrary, paths: Iterable[Path]) -> list[Path]:
    """List the files before these in the search that do not count yet, or whose approved text is lost."""
    names = {
        path.relative_to(home).as_posix() for path in paths for home in library.folders if home in path.parents
    }
    places = (place for name in sorted(names) for place in library.places(name))
    return [place.path for place in places if place.path in library.instead and place.read_from is None]


def profile_places(basis: CaseBasis) -> tuple[Path, ...]:
    """Name the files of the profile, and where the practice would have one of its own in their place."""
    homes = basis.practice.profile_folders if basis.practice else ()
    ids = searched_payers(basis.loaded.case, basis.chosen)
    return (*basis.chosen.files, *(home / f"{profile_id}.yaml" for home in homes for profile_id in ids))


def refuse_unapproved(basis: CaseBasis) -> None:
    """Raise `Refused` (PA32x, PA573) for a profile that may not be used; nothing is judged by it."""
    refuse_errors(problems_of(basis.texts, {basis.chosen.profile.id: profile_places(basis)}))


def refuse_changed(basis: CaseBasis, dependencies: Dependencies) -> None:
    """Raise `Refused` (PA585) when a text was saved anew after it was looked at: other words may have been read."""
    if basis.practice is None or basis.texts.named is not None:
        return
    for text in dependencies.own:
        path = basis.practice.folder / text.file
        read_from = basis.texts.instead.get(path, path)
        if read_from is None or hash_of(read_from) != text.sha256:
            raise Refused([problem("PA585", Where(str(path)), file=text.file)])


def refuse_errors(problems: Iterable[Problem]) -> None:
    """Raise `Refused` with the errors among problems, if there are any."""
    if errors := [found for found in problems if found.severity is Severity.ERROR]:
        raise Refused(errors)


def manifest_inputs(chart: Chart, library: TemplateLibrary, own_texts: Iterable[UsedText] = ()) -> ManifestInputs:
    """Return what the manifest states of a packet's inputs. Raises `Refused` (PA2xx) for the letterhead."""
    return ManifestInputs(
        chart.loaded.sha256,
        chart.chosen.sha256,
        chart.practice.sha256 if chart.practice else None,
        letterhead_in(library),
        chart.exhibits,
        tuple(p.code for p in chart.problems),
        tuple(own_texts),
        chart.answers,
    )


def changed_inputs(then: Provenance, chart: Chart, source: CaseSource) -> Iterator[str]:
    """Name, in words, each input of a packet that is no longer what its manifest says it was.

    Raises `Refused` (PA2xx) when there is no letterhead to compare.
    """
    library = letter_library(chart)
    now = manifest_inputs(chart, library)
    if now.case_sha256 != then.case_sha256:
        yield case_in_words(source)
    if now.practice_sha256 != then.practice_sha256:
        yield "the practice's settings"
    if (chart.chosen.profile.id, now.profile_sha256) != (then.profile.id, then.profile.sha256):
        yield "the payer's profile"
    if then.letterhead_sha256 not in (None, hashlib.sha256(now.letterhead).hexdigest()):
        yield "the letterhead"
    if then.answers != tuple(map(NamedAnswer.of, now.answers)):
        yield "the answers of the review"
    for number, template in enumerate(then.templates, 1):
        if not _is_as_named(library, template):
            yield f"template {number} of the manifest"
    yield from _changed_exhibits(then, chart, source)


def case_in_words(source: CaseSource) -> str:
    """Say what a case is read from."""
    return "the worklist's row" if isinstance(source, RowCase) else "the case file"


def _is_as_named(library: TemplateLibrary, template: NamedTemplate) -> bool:
    try:
        return library.load(template.name).sha256 == template.sha256
    except Refused:
        return False


def _changed_exhibits(then: Provenance, chart: Chart, source: CaseSource) -> Iterator[str]:
    """Compare the exhibits' files themselves, whether they can still be opened or not."""
    exhibits = chart.loaded.case.exhibits
    files = dict.fromkeys(exhibit.file for exhibit in exhibits)
    prints = dict(zip(files, exhibit_prints(source, files), strict=True))
    now = {exhibit.id: (prints[exhibit.file], exhibit.pages) for exhibit in exhibits}
    named = {exhibit.id: (exhibit.sha256, exhibit.file_pages) for exhibit in then.exhibits}
    changed = [exhibit for exhibit, wanted in named.items() if now.get(exhibit) != wanted]
    yield from (f"exhibit {exhibit}" for exhibit in (*changed, *sorted(set(now) - set(named))))


def exhibit_prints(source: CaseSource, files: Iterable[str]) -> Iterator[str]:
    """Return what stands for each of these exhibits of a case: the hash of its file, where it has one to read."""
    for file in files:
        path = exhibit_path(source, file)
        yield "outside" if path is None else file_print(path, MAX_EXHIBIT_BYTES)


def exhibit_path(source: CaseSource, file: str) -> Path | None:
    """Find an exhibit as it is opened: never outside the case's folder."""
    try:
        return resolve_inside(folder_of(source), file, key="file")
    except Refused:
        return None


def file_print(path: Path, limit: int) -> str:
    """Hash a file of at most ``limit`` bytes; one that cannot be read stands for itself by what is told of it."""
    return _told(lambda: hashlib.sha256(read_file(path, limit_bytes=limit)).hexdigest())


def case_print(source: CaseSource) -> str:
    """Hash a case as its packet knows it; one that cannot be read stands for itself by what is told of it."""
    return _told(lambda: sha256_of(source))


def _told(sha256: Callable[[], str]) -> str:
    try:
        return sha256()
    except Refused as refused:
        return " ".join(found.code for found in refused.problems)


def earlier_texts(source: CaseSource, named: Sequence[UsedText]) -> tuple[OwnTexts, tuple[Problem, ...]]:
    """Find the own texts that a manifest names in the practice of a case, and what is worth telling of them.

    PA580 is a file that has changed since; PA581 a text that the manifest calls approved and the registry does not.
    Raises `Refused` (PA574) for a registry that was tampered with.
    """
    practice = nearest_practice(folder_of(source))
    if practice is None:
        return NO_TEXTS, ()
    return texts_as_named(practice, named), tuple(_changed_since(practice, named))


def gone_texts(source: CaseSource, named: Sequence[UsedText], texts: OwnTexts) -> tuple[str, ...]:
    """Name the own texts of a manifest that are found neither in the practice's folder nor in its store.

    ``texts`` are those that `earlier_texts` found.
    """
    practice = nearest_practice(folder_of(source))
    if practice is None:
        return tuple(text.file for text in named)
    places = ((text.file, practice / text.file) for text in named)
    return tuple(file for file, path in places if not (texts.instead.get(path) or path).exists())


def _changed_since(practice: Path, named: Iterable[UsedText]) -> Iterator[Problem]:
    approved = {(entry.file, entry.sha256) for entry in read_registry(practice).entries if entry.approves}
    for text in named:
        if text.approved and (text.file, text.sha256) not in approved:
            yield problem("PA581", file=text.file)
        elif hash_of(practice / text.file) not in (text.sha256, None):
            yield problem("PA580", file=text.file)


@dataclass(frozen=True, slots=True)
class Reachable:
    """What can reach a case: the places of its profile, the letters it can lead to, and where they are looked for.

    Rather too much than too little. Which requests a draft comes with shows only when its exhibits are read; and a
    letter for another line of business does no harm by having the case made again.
    """

    profile: tuple[Path, ...]
    letters: tuple[str, ...]
    folders: tuple[Path, ...]

    @classmethod
    def of(cls, basis: CaseBasis, *, draft: bool) -> Reachable:
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
        sources = [source for letter in letters for source in (letter.source, *letter.partials)]
        names = {LETTERHEAD, *(source.name for source in sources)}
        if not all(is_shipped(source.path) for source in sources):
            names.add(FIXED_SENTENCES)
        places = (place.path for name in sorted(names) for place in library.places(name))
        found = texts.used((*self.profile, *places))
        return tuple(text for text in found if text.status is not ApprovalStatus.AS_SHIPPED)


def fingerprints(query: CaseQuery, shared: SharedReads) -> tuple[str, ...]:
    """Return the prints of a case, its exhibits, its practice and what is shipped; of its order, nothing.

    They do not say where anything lies, so that a practice can be moved. A case that cannot be read has prints too,
    of everything that may come to count. Never raises.
    """
    source = query.case_file
    home = nearest_practice(folder_of(source))
    common = (*shared.once(("product",), _product), file_print(home / SETTINGS, MAX_BYTES) if home else "")
    try:
        basis = read_basis(query, shared=shared)
    except Refused:
        texts = _everything(home, query, shared) if home else ""
        return (*common, case_print(source), texts, *exhibit_prints(source, _named(source)))
    reach = Reachable.of(basis, draft=query.draft)
    key = ("reached", home, query.as_of, query.draft, reach)
    texts = shared.once(key, lambda: joined(map(_state, reach.texts(basis.texts))))
    told = joined(warning.fix for warning in basis.chosen.warnings)
    files = [exhibit.file for exhibit in basis.loaded.case.exhibits]
    files += [ANSWERS] if (folder_of(source) / ANSWERS).is_file() else []
    return (*common, basis.loaded.sha256, texts, told, *exhibit_prints(source, files))


def files_of(query: CaseQuery, shared: SharedReads) -> Iterator[tuple[Path, bytes]]:
    """Visit the files that are read for a packet and are there, with their contents; none of those shipped."""
    source = query.case_file
    try:
        basis = read_basis(query, shared=shared)
        exhibits = [exhibit.file for exhibit in basis.loaded.case.exhibits]
    except Refused:
        exhibits = _named(source)
    paths = [] if isinstance(source, RowCase) else [source]
    paths += [folder_of(source) / ANSWERS]
    paths += [path for file in exhibits if (path := exhibit_path(source, file)) is not None]
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
    return (
        __version__,
        word_tables.version(),
        joined(tools),
        joined(_shipped("templates")),
        joined(_shipped("payer_profiles")),
    )


def _shipped(name: str) -> Iterator[str]:
    home = shipped_folder(name)
    for path in sorted(home.rglob("*")) if home.is_dir() else ():
        if path.is_file():
            yield from (path.relative_to(home).as_posix(), file_print(path, MAX_EXHIBIT_BYTES))


def _everything(home: Path, query: CaseQuery, shared: SharedReads) -> str:
    """Return the print of all texts of a practice; of its registry, where that was tampered with."""
    try:
        texts = shared.texts(home, query)
    except Refused:
        return file_print(home / REGISTRY, MAX_EXHIBIT_BYTES)
    return joined(map(_state, texts.texts.values()))


def _state(text: OwnText) -> str:
    """Say what of an own text a result depends on: its words, whether they may be used, and what is told of it."""
    told: list[str] = [text.file, text.used_sha256 or "", text.status.value]
    now, last, coming = text.on_day.in_force, text.last_approved, text.on_day.coming
    if text.read_from != text.path and coming:
        told.append(coming.effective.isoformat())
    if text.status.is_refused and last:
        told += [last.sha256, last.on.isoformat()]
    if now and (text.status.is_refused or text.is_lost):
        told += [now.effective.isoformat(), now.sha256]
    return "\0".join(told)


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
