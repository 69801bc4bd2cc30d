"""Seconds until a changed letter is drawn again for made-up cases, as `priorauth template preview --watch` does."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from priorauth.authoring.trial.preview import Previews, is_written_for
from priorauth.authoring.trial.scenarios import Stage, Staged, case_file, scenario_library
from priorauth.files.shipped_data import folder
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.payers.library import default_library

LETTER = "medical_necessity"
ROUNDS = 7


def staged(library: TemplateLibrary) -> list[Staged]:
    """Make ready the scenarios that make the letter."""
    stage, scenarios, template = Stage(default_library()), scenario_library(), library.load(LETTER)
    made = []
    for name in scenarios.names():
        loaded = scenarios.load(name)
        file = case_file(loaded.value.case, Path(loaded.file).parent)
        made.append(stage.stage(name, loaded.value, file))
    return [each for each in made if is_written_for(template, each.gated)]


def main() -> None:
    own = (folder("templates") / f"{LETTER}.md").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / f"{LETTER}.md"
        library = TemplateLibrary((Path(place), folder("templates")))
        ready = staged(library)
        for count in (1, 3, len(ready)):
            previews, seconds, pages = Previews(ready[:count]), [], 0
            for number in range(ROUNDS + 1):
                path.write_text(f"{own}\nChange {number}.\n", encoding="utf-8")
                begun = time.perf_counter()
                drawn = previews.draw(LETTER, library).drawn
                seconds.append(time.perf_counter() - begun)
                pages = sum(each.pages for each in drawn)
            print(f"{count:2} scenarios, {pages:2} pages: {statistics.median(seconds[1:]):.2f} s after a change")


if __name__ == "__main__":
    main()
