"""What a finished letter may not hold is named by the file, line and column of the template that wrote it."""

from __future__ import annotations

from pathlib import Path

import pytest

from priorauth.letters.composer import compose
from priorauth.payers.library import default_library
from priorauth.problems import Refused
from priorauth.submission.gate import Submission
from tests.cases import AS_OF, borne_out, clean_case
from tests.letters.templates import FRONT, write_template

SUBMISSION = Submission(
    case=clean_case(),
    profile=default_library().load("highmark-wy-15-01-004").profile,
    concordance=borne_out(clean_case()),
    as_of=AS_OF,
)
HERE = "‸"
"""Stands in a template in front of what is to be found."""

UNUSABLE = [
    "a ‸`b`",
    "# a\n\nb\nc ‸<i>d</i>",
    "    ‸a",
    "‸<div>a</div>",
    "{{ case_id }} and {{ case_id }} ‸`b`",
    "{% if is_draft %}\na\n{% else %}\nb ‸`c`\n{% endif %}",
    "{% if is_draft -%}\na\n{% else -%}\n\n\nb {# why #} c ‸`d`\n{% endif %}",
    "{% for row in care %}\n- a\n- {{ row.name }} ‸[a](http://example.org)\n{% endfor %}",
    "a  \nb   \n  c ‸![](https://example.org/a.png) d",
    "‸![](figure:spin)",
    "‸![a `b`](figure:spine)",
    "> a\n> b **c** ‸`d`",
    "- a\n  - b\n    - c\n      ‸- d",
    "‸3. a",
    "‸- - a",
    "‸#### a",
    "## a ‸`b` ##",
    "a ‸**b",
    "a b‸**",
    "a [b‸](c d)   \ne",
    "a *b* \\* &amp; ‸*c d",
    "*a* [b‸](c d)",
    "| a | b |\n|---|---|\n| b | c |\n‸| a |",
    "| a | b |\n|---|---|\n| x | y |\n| x | ‸`x` |",
    "a | a\n--|--\na | ‸`a`",
    "‸```python\na\n```",
    "```small\na\n\n  ‸`b`\n```",
    "‸```small\na\n\nb",
    '{% include "partials/part.md" %}\n\na ‸`b`',
    "‸`{{ patient.name }}`",
    "\n\n\n{{ case_id }}\n\na {# b\n#} ‸`c`",
]
DISAGREEING = [
    "Asked for are the vertebral bodies L4 and ‸L3.",
    "a\n\nHe said “vertebral body L3” of\nthe vertebral bodies L4,\n‸L3 and L5.",
    "- a\n- b\n  - ‸64629 x 3",
    "| a | b |\n|---|---|\n| 64628 × 1 | ‸64629 × 3 |",
    "## ‸64629 × 3",
    "{{ case_id }}: **64628 × 1**, *‸64629 × 3*",
    "```address\na\n\n‸64629 × 3\n```",
    "```signature\na\n‸64629 × 3\n```",
    "Seen on MRI. ‸Modic type 3 changes at L4-L5.",
    "{% for code in request.codes %}{% if loop.last %}\na ‸{{ code.code }} × 7\n{% endif %}{% endfor %}",
]


def place_in(template: str) -> str:
    before = (FRONT + template).split(HERE, 1)[0]
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def refused(folder: Path, template: str, partials: dict[str, str]) -> list[tuple[str, str]]:
    library = write_template(folder, template, partials)
    with pytest.raises(Refused) as refused:
        compose("trial", SUBMISSION, library, {})
    return [(found.code, str(found.where).removeprefix(f"{folder}/")) for found in refused.value.problems]


@pytest.mark.parametrize(
    ("code", "template"),
    [*(("PA508", template) for template in UNUSABLE), *(("PA511", template) for template in DISAGREEING)],
)
def test_a_letter_is_refused_at_the_place_of_its_template(tmp_path: Path, code: str, template: str) -> None:
    assert template.count(HERE) == 1
    found = refused(tmp_path, template.replace(HERE, ""), {"part": "a\nb\n\nc"})
    assert found == [(code, f"trial.md:{place_in(template)}")]


def test_a_place_in_a_partial_is_the_partials_own(tmp_path: Path) -> None:
    partials = {"part": "a\n\n{{ case_id }} `b`\n", "other": "the vertebral body L3"}
    assert refused(tmp_path, 'a\n\n{% include "partials/part.md" %}', partials) == [
        ("PA508", "partials/part.md:3:15")
    ]
    assert refused(tmp_path, 'a {% include "partials/other.md" %}', partials) == [
        ("PA511", "partials/other.md:1:20")
    ]
