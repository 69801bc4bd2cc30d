"""What a template says of the patient by hand is held against the case."""

from __future__ import annotations

import pytest

from priorauth.document import Document, Paragraph, Run, Table
from priorauth.letters.checks.agreement import refuse_disagreement
from priorauth.problems import Refused, Where
from tests.cases import clean_case


def refused(text: str) -> bool:
    words = (Run(text),)
    for block in (Paragraph(words), Table((words,), ((words,),), (1.0,))):
        try:
            refuse_disagreement(
                Document("Letter", (block,), "foot"), clean_case(), lambda text, at: Where("letter.md")
            )
        except Refused as refused:
            if [problem.code for problem in refused.problems] != ["PA511"]:
                raise
            return True
    return False


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ("The report names Modic type 1 at L4-L5 and Modic type 2 at L5-S1.", False),
        ("The report names Modic type 1 changes at L3-L4.", True),
        ("The report names Modic type 2 at L4-L5.", True),
        ("The report names Modic type 3 changes.", True),
        ("No Modic change is reported at L3-L4.", False),
        ("Type 1 or 2 Modic changes on MRI at one endplate or more", False),
        ("FDA 510(k)-cleared for L3 through S1 with Type 1 or Type 2 Modic changes.", False),
        ("Exhibit B reports stenosis: “Modic type 2 changes at L3-L4 with moderate stenosis.”", False),
        ("64628 × 1; 64629 × 1", False),
        ("64628 × 1; 64629 × 2", True),
        ("64629 x 3", True),
        ("ablation of the vertebral bodies L4, L5 and S1", False),
        ("ablation of the vertebral bodies L3, L4, L5 and S1", True),
        ("ablation of the vertebral body L3", True),
        ("The bodies treated lie between L3 and S1", False),
    ],
)
def test_a_letter_names_what_the_case_has(text: str, is_refused: bool) -> None:
    assert refused(text) is is_refused
