"""Where one thing that a document says ends and the next begins."""

from __future__ import annotations

import pytest

from priorauth.reading.statements import find_statements


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ibuprofen 400 mg t.i.d. for 8 wks. Stopped.", ["Ibuprofen 400 mg t.i.d. for 8 wks.", "Stopped."]),
        ("Takes it p.r.n. Sleep is fair.", ["Takes it p.r.n.", "Sleep is fair."]),
        ("R.M.D.Q. 12 of 24. S.L.R. neg. both sides.", ["R.M.D.Q. 12 of 24.", "S.L.R. neg. both sides."]),
        ("As told by Lund et al. No weakness.", ["As told by Lund et al.", "No weakness."]),
        ("Est. 4 mos. of care. None helped.", ["Est. 4 mos. of care.", "None helped."]),
        ("Tabs. 30 filled. Refused more.", ["Tabs. 30 filled.", "Refused more."]),
        ("* No stroke * No seizures * No gout", ["No stroke", "No seizures", "No gout"]),
        ("Force 3 * 4 kg. Held.", ["Force 3 * 4 kg.", "Held."]),
        ("Seen by Dr. Lund. Sore.", ["Seen by Dr. Lund.", "Sore."]),
    ],
)
def test_an_abbreviation_ends_no_sentence_and_a_mark_begins_an_item(text: str, said: list[str]) -> None:
    assert [item.words for item in find_statements(text)] == said
