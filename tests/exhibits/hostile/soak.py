"""Open thousands of spoiled attachments of every kind and count what becomes of them: ``make soak-exhibits``."""

from __future__ import annotations

import sys
from collections import Counter

from priorauth.exhibits.sandbox.parent import Opener
from tests.exhibits.hostile.test_hostile import WHOLE, code_of, mutated


def main(rounds: int) -> int:
    """Print a table of codes by kind of file; fail when a reader broke."""
    broken = 0
    with Opener() as room:
        for suffix, build in WHOLE.items():
            whole = build()
            codes = Counter(code_of(room, suffix, mutated(whole, seed)) or "taken" for seed in range(rounds))
            broken += codes["PA721"]
            sys.stdout.write(f"{suffix:6} {dict(codes.most_common())}\n")
    sys.stdout.write(f"{broken} readers broke\n")
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
