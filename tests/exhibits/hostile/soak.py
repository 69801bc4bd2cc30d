"""Open thousands of spoiled attachments of every kind, and put into a packet what is taken: ``make soak-exhibits``."""

from __future__ import annotations

import resource
import sys
from collections import Counter
from collections.abc import Iterator

from priorauth.exhibits.rejection import ExhibitRejected
from priorauth.exhibits.sandbox.parent import Opener
from priorauth.exhibits.sandbox.protocol import Request
from priorauth.problems import Refused
from tests.exhibits.hostile.test_hostile import WHOLE, mutated
from tests.exhibits.hostile.test_through_build import FILES, bound, exhibit
from tests.exhibits.sound.test_odd_pictures import HEIC

_BROKEN = frozenset(["PA721", "PA803", "a traceback"])
_GROWTH = 1.25
"""How much more memory a run may need at its end than once each file was opened."""


def outcomes(room: Opener, suffix: str, whole: bytes, rounds: int) -> Iterator[str]:
    """What becomes of each spoiled copy of a file: a code, or that it is bound."""
    for seed in range(rounds):
        try:
            taken = room.open(Request(mutated(whole, seed), suffix))
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


def main(rounds: int) -> int:
    """Print a table of what became of each kind of file; fail when something broke or memory grew."""
    sources = {f"whole {suffix}": (suffix, build) for suffix, build in WHOLE.items()}
    odd = {name: source for name, source in FILES.items() if source[0] != ".heic" or HEIC}
    broken = 0
    with Opener() as room:
        for suffix, build in (*sources.values(), *odd.values()):
            Counter(outcomes(room, suffix, build(), 1))
        at_first = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for name, (suffix, build) in {**sources, **odd}.items():
            share = rounds if name in sources else max(1, rounds // 20)
            codes = Counter(outcomes(room, suffix, build(), share))
            broken += sum(codes[code] for code in _BROKEN)
            sys.stdout.write(f"{name:45} {dict(codes.most_common())}\n")
    growth = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / at_first
    sys.stdout.write(f"{broken} broke; memory grew by {growth - 1:.0%} after the first of each\n")
    return int(broken > 0 or growth > _GROWTH)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
