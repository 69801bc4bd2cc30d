"""Edit a ledger's tables and the head that is kept of it ten thousand times, and count what no audit tells.

Run with ``make soak-ledger``; ``URL`` names an empty PostgreSQL database, without it the ledger is a SQLite file.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.ledger.tampering_in_tables import missed


def main() -> None:
    edits = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as place:
        url = sys.argv[2] if len(sys.argv) > 2 else f"sqlite:///{place}/ledger.sqlite3"
        made, unseen = missed(url, Path(place), edits)
    for way, count in made.items():
        print(f"{way:20} {count}")
    print(f"{sum(made.values())} edits, {len(unseen)} not found {unseen[:20] or ''}")
    raise SystemExit(1 if unseen else 0)


if __name__ == "__main__":
    main()
