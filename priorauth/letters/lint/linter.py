"""Checking a template without any case: every error in one run, each at its line and column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from jinja2 import nodes

from priorauth.files.shipped_data import folder as shipped_folder
from priorauth.letters.context.model import context_of
from priorauth.letters.lint.criteria_answered import find_unanswered
from priorauth.letters.lint.field_use import FieldUse
from priorauth.letters.lint.files import ReadFile, TemplateFiles
from priorauth.letters.lint.front_matter import check_front, read_front
from priorauth.letters.lint.hardcoded import find_hardcoded, find_in_title
from priorauth.letters.lint.lint_report import LintFinding, LintReport, sort_key
from priorauth.letters.lint.markdown_marks import check_signature, find_marks, find_small
from priorauth.letters.lint.sentence_checks import find_statements
from priorauth.letters.lint.template_statements import Statements
from priorauth.letters.lint.text_checks import find_characters, find_phrases, find_places_to_fill_in
from priorauth.letters.templates.template_library import TemplateLibrary, is_shipped, read_template_file
from priorauth.payers.model import Profile
from priorauth.problems import Problem, Refused

_FILE_CHECKS = (
    find_characters, find_phrases, find_hardcoded, find_marks, find_places_to_fill_in, find_small,
)  # fmt: skip
WORDS_PER_PAGE = 560
"""Of a letter's text at its reading size, headings and spaces between paragraphs included."""

MOST_PAGES = 3
"""Pages that a reviewer reads in the five minutes there are."""

NOT_SIGNED = frozenset({"cover", "checklist", "gap_list", "peer_to_peer"})
"""The documents no physician signs; every other template is a letter."""


@dataclass(frozen=True, slots=True)
class Linted:
    """What a template's check found: what is wrong, and which fields of its context it uses where."""

    problems: tuple[Problem, ...]
    uses: tuple[FieldUse, ...]
    partials: tuple[str, ...]


def lint_template(library: TemplateLibrary, name: str, profiles: Sequence[Profile] = ()) -> tuple[Problem, ...]:
    """Report everything that is wrong with a template and the partials it includes, without any case.

    ``profiles`` are those whose criteria it has to answer where they ask for this letter, and those its ``for`` may
    name. Raises `Refused` (PA504) when there is no template of that name; whatever is wrong with it is reported.
    """
    path = library.path_of(f"{name}.md")
    if path is None:
        library.load(name)  # refuses, with the nearest name
        raise AssertionError("a template without a file was loaded")
    return examine(library, path, profiles).problems


def examine(library: TemplateLibrary, path: Path, profiles: Sequence[Profile] = ()) -> Linted:
    """Check the template in a file, its partials found by the library; see `lint_template`."""
    report = LintReport()
    files = TemplateFiles(library)
    try:
        template = files.template(path)
    except Refused as refused:
        return Linted(refused.problems, (), ())
    statements = Statements(files, context_of(path.stem), report)
    try:
        statements.follow(template)
    except Refused as refused:  # a partial that cannot be opened
        report.take(refused.problems)
    whole = (template, *statements.partials.values())
    for file in whole:
        report.add(file.source, *_own_findings(file))
    _check_statements(library, whole, report)
    _check_whole(path.stem, whole, statements, profiles)
    return Linted(report.in_order(), tuple(statements.uses), tuple(statements.partials))


@lru_cache(maxsize=64)
def _own_findings(file: ReadFile) -> tuple[LintFinding, ...]:
    return (*file.reading.findings, *(found for check in _FILE_CHECKS for found in check(file)))


def _check_statements(library: TemplateLibrary, whole: Sequence[ReadFile], report: LintReport) -> None:
    """Check what the practice's own files say, as a build will."""
    if not library.of_practice:
        return
    settled = library.fixed_sentences()
    for file in whole:
        if not is_shipped(file.source.path):
            report.add(file.source, *find_statements(file.source.text, settled))


def _check_whole(name: str, whole: Sequence[ReadFile], statements: Statements, profiles: Sequence[Profile]) -> None:
    report, source = statements.report, whole[0].source
    used = frozenset(use.path for use in statements.uses)
    front = read_front(source, report)
    if front is not None:
        report.add(source, *check_front(front, source, profiles), *find_in_title(source, front.value.title))
        prints_evidence = any(path.startswith("evidence") for path in used)
        if prints_evidence is not bool(front.value.cites):
            report.add(source, LintFinding(0, "PA541" if prints_evidence else "PA540"))
    if name not in NOT_SIGNED:
        check_signature(whole, report)
    pages = _own_pages(whole[0], statements.partials)
    if pages > MOST_PAGES:
        report.add(source, LintFinding(0, "PA535", {"pages": f"{pages:.1f}", "limit": MOST_PAGES}))
    for profile in profiles:
        for variant in profile.variants:
            if variant.letter_kind.value == name and variant.position.is_judged:
                report.add(source, *find_unanswered(variant, used))


def _own_pages(template: ReadFile, partials: Mapping[str, ReadFile]) -> float:
    """Estimate the pages of the longest way through a template; a loop counts once, a value as one word."""
    tree = template.reading.tree
    return 0.0 if tree is None else _words(tree.body, partials, frozenset({template.name})) / WORDS_PER_PAGE


def _words(body: Sequence[nodes.Node], partials: Mapping[str, ReadFile], outer: frozenset[str]) -> int:
    return sum(count for node in body for count in _words_of(node, partials, outer))


def _words_of(node: nodes.Node, partials: Mapping[str, ReadFile], outer: frozenset[str]) -> Iterator[int]:
    match node:
        case nodes.Output():
            for printed in node.nodes:
                yield len(printed.data.split()) if isinstance(printed, nodes.TemplateData) else 1
        case nodes.If():
            branches = (node.body, *(choice.body for choice in node.elif_), node.else_)
            yield max(_words(branch, partials, outer) for branch in branches)
        case nodes.For():
            yield max(_words(node.body, partials, outer), _words(node.else_, partials, outer))
        case nodes.Include(template=nodes.Const(value=str(name))) if name in partials and name not in outer:
            tree = partials[name].reading.tree
            yield 0 if tree is None else _words(tree.body, partials, outer | {name})


def lint_library(library: TemplateLibrary, profiles: Sequence[Profile] = ()) -> tuple[Problem, ...]:
    """Check every template that is found, and name the partials that none includes (PA538)."""
    found: dict[Problem, None] = {}
    included: set[str] = set()
    for name in library.names():
        path = library.path_of(f"{name}.md")
        if path is not None:
            linted = examine(library, path, profiles)
            found |= dict.fromkeys(linted.problems)
            included.update(linted.partials)
    for partial in library.partial_names():
        path = library.path_of(partial)
        if partial not in included and path is not None and _is_own(library, path):
            found |= dict.fromkeys(lint_partial(library, path, ()))
    return tuple(sorted(found, key=sort_key))


def _is_own(library: TemplateLibrary, path: Path) -> bool:
    """Tell whether a file is the practice's: what is shipped and unused waits for letters of the practice's own."""
    return library.folders[-1] != shipped_folder("templates") or not path.is_relative_to(library.folders[-1])


def lint_file(library: TemplateLibrary, path: Path, profiles: Sequence[Profile] = ()) -> tuple[Problem, ...]:
    """Check a template or, in a folder ``partials``, a partial by its path.

    Partials beside it come before the library's. Raises `Refused` where the file cannot be opened.
    """
    is_partial = path.parent.name == "partials"
    folder = path.parent.parent if is_partial else path.parent
    around = replace(library, folders=tuple(dict.fromkeys((folder, *library.folders))))
    read_template_file(path)
    return lint_partial(around, path) if is_partial else examine(around, path, profiles).problems


def lint_partial(
    library: TemplateLibrary, path: Path, templates: Iterable[str] | None = None
) -> tuple[Problem, ...]:
    """Check a partial wherever it is included; one that no template includes is read for what needs no context."""
    names = library.names() if templates is None else templates
    found: dict[Problem, None] = {}
    is_included = False
    for name in names:
        template = library.path_of(f"{name}.md")
        if template is not None:
            linted = examine(library, template)
            is_included = is_included or f"partials/{path.name}" in linted.partials
            found |= dict.fromkeys(p for p in linted.problems if p.where.file == str(path))
    if is_included:
        return tuple(found)
    report = LintReport()
    try:
        file = TemplateFiles(library).template(path)
    except Refused as refused:
        return refused.problems
    report.add(file.source, LintFinding(0, "PA538"))
    report.add(file.source, *_own_findings(file))
    _check_statements(library, (file,), report)
    return report.in_order()
