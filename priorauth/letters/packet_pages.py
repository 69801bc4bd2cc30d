"""Where everything stands in the packet, for the documents that print it: the cover and the criteria table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, TypedDict

from priorauth.case.model import Source
from priorauth.letters.context.field_docs import TOOL, field_doc
from priorauth.letters.markdown.escaping import Markup, exhibit_ref, page_ref, part_ref


@dataclass(frozen=True, slots=True)
class PacketPart:
    """A part of the packet. ``name`` is what a link calls it; pages are the packet's, from 1, both included."""

    name: str
    title: str
    plain_title: str
    """The title without anything from the chart, for a cover that strangers may see."""
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class PacketPages:
    """The layout of one packet. ``exhibits`` gives the packet page of each enclosed page of each exhibit."""

    parts: tuple[PacketPart, ...]
    exhibits: Mapping[str, Mapping[int, int]]
    total: int
    is_fax: bool = False

    def page_of(self, exhibit: str, page: int) -> int | None:
        """Return the packet page of an exhibit's page; ``None`` for one that is not enclosed."""
        return self.exhibits.get(exhibit, {}).get(page)


@dataclass(frozen=True, slots=True)
class PacketFacts:
    """What a document is told of the packet it goes out with."""

    enclosed: Mapping[str, str] = field(default_factory=dict)
    """How much of each exhibit goes out, in words, where some of its pages do not."""
    pages: PacketPages | None = None
    """Where everything stands, once that is known: the cover needs it, and the criteria table prints it."""
    questions: int | None = None
    """How many questions the sheet for a call has at most; ``None`` means all."""


def source_ref(source: Source | None) -> Markup | None:
    """Make a ready link such as ``Exhibit B-2``, as running text has it."""
    return None if source is None else exhibit_ref(source.exhibit, source.page or 1)


def references(sources: Iterable[Source | None], packet: PacketPages | None, criterion: str = "") -> list[Markup]:
    """Make links such as ``B-2 (p. 14)``, each page once; without the packet page where it is not known."""
    pages = dict.fromkeys((source.exhibit, source.page or 1) for source in sources if source is not None)
    numbered = ((page, packet.page_of(*page) if packet else None) for page in pages)
    return [page_ref(*page, number, criterion) for page, number in numbered]


class PartFields(TypedDict):
    """One part of the packet."""

    ref: Annotated[Markup, field_doc("a link to it, reading its title", TOOL)]
    plain_ref: Annotated[Markup, field_doc("the same with a title strangers may read", TOOL)]
    pages: Annotated[int, field_doc("how many pages", TOOL)]
    range: Annotated[str, field_doc("its packet pages, such as '3 to 5'", TOOL)]


class PacketFields(TypedDict):
    """Where everything stands."""

    total: Annotated[int, field_doc("the pages of the packet, the cover included", TOOL)]
    is_fax: Annotated[bool, field_doc("whether the cover is that of a fax", TOOL)]
    parts: Annotated[list[PartFields], field_doc("the parts in order", TOOL)]


def packet_context(packet: PacketPages) -> PacketFields:
    """Return the layout as plain data for a template."""
    return {
        "total": packet.total,
        "is_fax": packet.is_fax,
        "parts": [
            {
                "ref": part_ref(part.name, part.title),
                "plain_ref": part_ref(part.name, part.plain_title),
                "pages": part.last - part.first + 1,
                "range": str(part.first) if part.first == part.last else f"{part.first} to {part.last}",
            }
            for part in packet.parts
        ],
    }
