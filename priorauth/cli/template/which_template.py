"""`priorauth template which`: which file of a letter and of each partial wins, and why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import click

from priorauth.assembly.letter_sources import layers_of
from priorauth.case.read_case import read_case
from priorauth.cli import options
from priorauth.letters.templates.search_path import KINDS, Layer, layers
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.payers.library import default_library, profile_for
from priorauth.practice.approvals.effective import NO_TEXTS, OwnTexts, own_texts
from priorauth.practice.approvals.own_files import LETTERHEAD
from priorauth.practice.settings import LoadedPractice, find_practice


@dataclass(frozen=True, slots=True)
class Looked:
    """A place where a file was looked for, and what came of it."""

    place: str
    """Why it is searched."""
    path: str
    outcome: str
    """``used``, ``shadowed`` (an earlier place won), ``not found`` or ``not yet`` (approved for a later day)."""
    approval: str
    """How a file of the practice's own stands on the day; ``as shipped`` for what comes with the tool."""


@dataclass(frozen=True, slots=True)
class Found:
    """One file of a letter, and the places it was looked for in, in order."""

    name: str
    places: tuple[Looked, ...]


@click.command("which")
@click.argument("name", metavar="NAME")
@click.option("--payer", metavar="ID", help="For this payer's letters.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="For a kind of case; repeatable.")
@click.option("--case", "case", type=click.Path(path_type=Path), help="For this case: its payer and its kinds.")
@options.as_of
@options.json_output
def which(
    name: str, payer: str | None, kinds: tuple[str, ...], case: Path | None, as_of: date, as_json: bool
) -> int:
    """Say which file of a letter and of each of its partials wins, and list the places searched, in order.

    The most specific wins: kind of case, payer, practice, shipped.
    """
    if case is not None and kinds:
        raise click.UsageError("Give --case or --kind: a case says itself of which kinds it is.")
    source = options.case_file(case) if case else None
    practice = find_practice(source.parent if source else Path.cwd())
    texts = own_texts(practice.folder, as_of) if practice else NO_TEXTS
    searched = _layers(practice, texts, source, payer, kinds, as_of)
    library = TemplateLibrary(tuple(layer.folder for layer in searched), texts.instead)
    template = library.load(name)
    files = (template.source.name, *(partial.name for partial in template.partials), LETTERHEAD)
    found = [Found(file, tuple(_looked(file, library, searched, texts))) for file in files]
    if as_json:
        click.echo(json.dumps([asdict(item) for item in found], indent=2, ensure_ascii=False))
    else:
        _print(found)
    return 0


def _layers(
    practice: LoadedPractice | None,
    texts: OwnTexts,
    case_file: Path | None,
    payer: str | None,
    kinds: tuple[str, ...],
    as_of: date,
) -> tuple[Layer, ...]:
    profiles = default_library(practice.profile_folders if practice else (), texts.instead)
    if case_file is not None:
        loaded = read_case(case_file, as_of=as_of, defaults=practice.defaults if practice else None)
        return layers_of(practice, loaded.case, profile_for(loaded.case.coverage, profiles, payer))
    if payer is None:
        return layers(practice, (), kinds)
    files = profiles.load(payer).files if payer in profiles.ids() else ()
    return layers(practice, dict.fromkeys((payer, *(path.stem for path in files))), sorted(kinds, key=KINDS.index))


def _looked(file: str, library: TemplateLibrary, searched: tuple[Layer, ...], texts: OwnTexts) -> Iterator[Looked]:
    is_won = False
    for layer, place in zip(searched, library.places(file), strict=True):
        text = texts.texts.get(place.path)
        is_own = text is not None
        approval = text.standing.value if text is not None else "as shipped"
        if place.read_from is None:
            outcome = "not yet" if is_own else "not found"
            yield Looked(layer.why, str(place.path), outcome, approval if is_own else "")
            continue
        yield Looked(layer.why, str(place.read_from), "shadowed" if is_won else "used", approval)
        is_won = True


def _print(found: list[Found]) -> None:
    for item in found:
        click.echo(item.name)
        for looked in item.places:
            approval = f"; {looked.approval}" if looked.approval else ""
            click.echo(f"  {looked.outcome:10} {looked.path}  ({looked.place}{approval})")
