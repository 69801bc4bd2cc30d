"""The rules of the house. Each returns its offenders, a line for each that says what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from tests.house.circles import circular_imports
from tests.house.package import (
    OUTSIDE_THE_ROOMS,
    Package,
    calls,
    classes,
    imported_rooms,
    imports,
    relative_imports,
    signatures,
)

DEBTS = "tests/house/debts.py"
NAMES_OF_MANY = {"__init__", "model"}
SHELLS = ("cli", "web")
OPEN_TO_SHELLS = {"operations", "problems", "domain"}
WRITES = {"write_text", "write_bytes", "mkdir", "unlink", "rename", "replace_file", "rmtree", "touch"}
MOST_ARGUMENTS = 6
CLOCK = {"today", "now", "utcnow", "time"}


def misplaced_rooms(package: Package, rooms: Sequence[str]) -> Iterator[str]:
    """The order names the rooms that are there, and no others."""
    for room in sorted(package.rooms - set(rooms)):
        yield f"{room} has no place in ROOMS: put it after every room it imports"
    for room in sorted(set(rooms) - package.rooms):
        yield f"ROOMS names {room}, which is not there: delete it"


def climbs(package: Package, rooms: Sequence[str]) -> Iterator[str]:
    """A room imports from rooms before it in the order, and from itself."""
    place = {room: number for number, room in enumerate(rooms)}
    for module in package.modules:
        if module.room in OUTSIDE_THE_ROOMS:
            continue
        for line, room in imported_rooms(package, module):
            if place.get(room, len(rooms)) > place.get(module.room, -1):
                yield (
                    f"{module.path}:{line} imports {room}, which does not stand below {module.room}: "
                    "move what is needed down, or hand it in as an argument"
                )


def imports_with_dots(package: Package) -> Iterator[str]:
    """An import names its module in full, so that it can be searched for and every guard sees it."""
    for module in package.modules:
        for line in relative_imports(module):
            yield f"{module.path}:{line} imports by dots: write the module in full, from {package.name} on"


def circles(package: Package, debts: Collection[str]) -> list[str]:
    """No import leads back to its importer."""
    return held_to(debts, circular_imports(package), "CIRCULAR_IMPORTS")


def doubled_names(package: Package, debts: Mapping[str, int]) -> Iterator[str]:
    """A file name stands once in the tree; ``debts`` has how often a name may stand for now."""
    paths: dict[str, list[str]] = {}
    for module in package.modules:
        if (name := PurePosixPath(module.path).stem) not in NAMES_OF_MANY:
            paths.setdefault(name, []).append(module.path)
    return _standing_once(paths, debts, "DOUBLED_NAMES", ".py")


def doubled_classes(package: Package, debts: Mapping[str, int]) -> Iterator[str]:
    """A class name means one thing in the whole tree; ``debts`` has how often one may stand for now."""
    paths: dict[str, list[str]] = {}
    for module in package.modules:
        for name in classes(module):
            paths.setdefault(name, []).append(module.path)
    return _standing_once(paths, debts, "DOUBLED_CLASSES")


def _standing_once(
    paths: Mapping[str, Sequence[str]], debts: Mapping[str, int], table: str, ending: str = ""
) -> Iterator[str]:
    for name in sorted({*paths, *debts}):
        places, known = paths.get(name, ()), debts.get(name, 1)
        if len(places) > known:
            yield f"{name}{ending} stands {len(places)} times ({', '.join(places)}): give the new one a name of its own"
        elif len(places) < known:
            mended = (
                "once at most: delete its row"
                if len(places) < 2
                else f"{len(places)} times now: lower its row to {len(places)}"
            )
            yield f"{name}{ending} stands {mended} in {table} of {DEBTS}"


def long_signatures(package: Package, debts: Collection[str]) -> list[str]:
    """A function takes no more than six arguments, its own object not counted."""
    found = {}
    for module in package.modules:
        for line, name, count in signatures(module):
            if count > MOST_ARGUMENTS:
                found[f"{module.path} {name}"] = (
                    f"{module.path}:{line} {name}() takes {count} arguments: let a model carry those that go together"
                )
    return held_to(debts, found, "LONG_SIGNATURES")


def deep_imports(package: Package, debts: Collection[str]) -> list[str]:
    """What talks to people parses and draws; the work is done by ``operations``."""
    found = {}
    for module in package.modules:
        for line, room in imported_rooms(package, module):
            if module.room in SHELLS and room not in OPEN_TO_SHELLS | {module.room}:
                found[f"{module.path} -> {room}"] = (
                    f"{module.path}:{line} imports {room}: let a function of operations do the work and return "
                    f"what is shown ({module.room} imports {', '.join(sorted(OPEN_TO_SHELLS))} and itself alone)"
                )
    return held_to(debts, found, "DEEP_IMPORTS")


def held_to(debts: Collection[str], found: Mapping[str, str], name: str) -> list[str]:
    """Return the lines of what was found and is no known debt, and a line for each debt that is mended."""
    new = [line for row, line in found.items() if row not in debts]
    gone = [f"{row} is no more: delete its row in {name} of {DEBTS}" for row in debts if row not in found]
    return new + gone


def writers(package: Package) -> Iterator[str]:
    """Only ``files`` writes to disk."""
    for module in package.modules:
        for line, name in calls(module):
            if module.room != "files" and name in WRITES:
                yield f"{module.path}:{line} calls {name}(): let a function of {package.name}/files write it"


def clock_readers(package: Package) -> Iterator[str]:
    """Only the command line asks what day it is; one file of it may ask for the time of day in any form."""
    for module in package.modules:
        allowed: Iterable[str] = {"today", "now"} if module.room == "cli" else ()
        for line, name in calls(module):
            if module.path != "cli/options.py" and name in CLOCK.difference(allowed):
                yield f"{module.path}:{line} calls {name}(): take the day or the moment as an argument"


def raw_paragraphs(package: Package) -> Iterator[str]:
    """No text reaches reportlab as markup of its own, in which a value could be read as a tag."""
    for module in package.modules:
        for line, name in imports(module):
            if f"{name}.".startswith("reportlab.platypus."):
                yield f"{module.path}:{line} imports {name}: draw the lines of {package.name}/render instead"
