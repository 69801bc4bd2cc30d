"""Open thousands of spoiled attachments of every kind, and put into a packet what is taken: ``make soak-exhibits``."""

from __future__ import annotations

import io
import random
import re
import resource
import sys
from collections import Counter
from collections.abc import Callable, Iterator

from docx import Document

from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.exhibits.sandbox.parent import Opener
from priorauth.exhibits.sandbox.protocol import Request
from priorauth.problems import Refused
from tests.exhibits.hostile.test_hostile import WHOLE, mutated
from tests.exhibits.hostile.test_through_build import FILES, bound, exhibit
from tests.exhibits.hostile.word_files import repacked
from tests.exhibits.sound.odd_pdfs import bare
from tests.exhibits.sound.test_odd_pictures import HEIC

_BROKEN = frozenset(["PA721", "PA803", "a traceback"])
_GROWTH = 1.25
"""How much more memory a run may need at its end than once each file was opened."""


Spoil = Callable[[bytes, int], bytes]


def inside(data: bytes, seed: int) -> bytes:
    """A Word file whose text is spoiled, in a sound package: checksums would stop any other at its first byte."""

    def edit(parts: dict[str, bytes]) -> None:
        name = random.Random(seed).choice([name for name in sorted(parts) if name.endswith(".xml")])  # noqa: S311
        parts[name] = _in_tags(parts[name], seed)

    return repacked(edit, data)


def _in_tags(xml: bytes, seed: int) -> bytes:
    """Elements of an XML part taken out, doubled or changed places: what is left is often well-formed."""
    chance = random.Random(seed)  # noqa: S311
    pieces = re.split(rb"(?=<w:(?:p|r|tbl|tr|tc|rPr|pPr)\b)", xml)
    for _ in range(chance.randrange(1, 4)):
        one, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
        match chance.randrange(3):
            case 0:
                pieces[one] = b""
            case 1:
                pieces[one] += pieces[other]
            case _:
                pieces[one], pieces[other] = pieces[other], pieces[one]
    return b"".join(pieces)


def outcomes(room: Opener, suffix: str, whole: bytes, rounds: int, spoil: Spoil = mutated) -> Iterator[str]:
    """What becomes of each spoiled copy of a file: a code, or that it is bound."""
    for seed in range(rounds):
        try:
            taken = room.open(Request(spoil(whole, seed), suffix))
            bound(exhibit(taken.pdf))
        except ExhibitRejected as refusal:
            yield refusal.code
        except Refused as refused:
            yield refused.problems[0].code
        except Exception as error:
            sys.stderr.write(f"{suffix} {seed}: {type(error).__name__}\n")
            yield "a traceback"
        else:
            yield "bound"


def word_file() -> bytes:
    """A note with a heading, a list and a table."""
    document = Document()
    document.add_heading("Office note")
    for text in ("Low back pain for nine months.", "Worse when sitting."):
        document.add_paragraph(text, style="List Bullet")
    table = document.add_table(rows=3, cols=2)
    for row in table.rows:
        for cell in row.cells:
            cell.text = "Flexion 40 degrees"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def main(rounds: int) -> int:
    """Print a table of what became of each kind of file; fail when something broke or memory grew."""
    sources = {f"whole {suffix}": (suffix, build) for suffix, build in WHOLE.items()}
    odd = {name: source for name, source in FILES.items() if source[0] != ".heic" or HEIC}
    broken = 0
    with Opener() as room:
        for suffix, build in (*sources.values(), *odd.values()):
            Counter(outcomes(room, suffix, build(), 1))
        Counter(outcomes(room, ".docx", word_file(), 1, inside))
        at_first = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for name, (suffix, build) in {**sources, **odd}.items():
            share = rounds if name in sources else max(1, rounds // 20)
            codes = Counter(outcomes(room, suffix, build(), share))
            broken += sum(codes[code] for code in _BROKEN)
            sys.stdout.write(f"{name:45} {dict(codes.most_common())}\n")
        for name, suffix, whole, spoil in (
            ("inside .docx", ".docx", word_file(), inside),
            ("unpacked .pdf", ".pdf", bare(), mutated),
        ):
            codes = Counter(outcomes(room, suffix, whole, rounds, spoil))
            broken += sum(codes[code] for code in _BROKEN)
            sys.stdout.write(f"{name:45} {dict(codes.most_common())}\n")
    growth = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / at_first
    sys.stdout.write(f"{broken} broke; memory grew by {growth - 1:.0%} after the first of each\n")
    return int(broken > 0 or growth > _GROWTH)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
