"""Texts in cells, whatever they are: read as they stand, or refused without being shown."""

from __future__ import annotations

import pytest
from hypothesis import example, given, strategies as st

from priorauth.batch.worklist.column_map import DateOrder
from priorauth.batch.worklist.field_types import FieldType, ValueForm, dotted_path, field_type_at
from priorauth.batch.worklist.sheet import CellError, CellKind, SheetCell, text_cell
from priorauth.batch.worklist.values import read_value
from priorauth.domain.dates import PartialDate
from priorauth.problems import Where

TEXT, DAY = FieldType(ValueForm.TEXT), FieldType(ValueForm.DAY)
FIELDS = ["coverage.member_id", "patient.birth_date", "pain.onset", "conservative_care.1.sessions",
          "pain.scores.1.value", "request.vertebral_bodies", "patient.sex", "request.rationale",
          "request.diagnosis_codes", "pain.limits"]  # fmt: skip


@given(st.text(max_size=40), st.sampled_from(FIELDS), st.sampled_from(DateOrder))
@example("00123", "coverage.member_id", DateOrder.ISO)
def test_a_text_is_read_as_it_stands_or_refused_with_a_code(text: str, field: str, order: DateOrder) -> None:
    field_type = field_type_at(dotted_path(field))
    assert field_type is not None
    try:
        value = read_value(text_cell(text), field_type, order)
    except CellError as flaw:
        found = flaw.at(Where("list.xlsx", sheet="A", cell="B7"), field)
        assert found.code in {f"PA{number}" for number in range(1013, 1028)}
        return
    if value is None:
        assert not text.strip()
    elif field_type.form in (ValueForm.TEXT, ValueForm.PROSE) and not field_type.is_list:
        assert value == text.strip()
    elif field_type.form in (ValueForm.DAY, ValueForm.PARTIAL_DATE):
        assert str(PartialDate.parse(str(value))) == value
    elif field_type.form is ValueForm.CHOICE:
        assert set(value if isinstance(value, list) else [value]) <= set(field_type.choices)


@given(st.from_regex(r"0\d{2,14}", fullmatch=True))
def test_leading_zeros_of_a_text_stay(digits: str) -> None:
    if digits.isascii():
        assert read_value(text_cell(digits), TEXT, DateOrder.ISO) == digits


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers())
def test_no_number_ever_becomes_an_id(number: float) -> None:
    with pytest.raises(CellError, match=r"PA101[34]"):
        read_value(SheetCell(CellKind.NUMBER, number=number, format="General"), TEXT, DateOrder.ISO)


@given(st.dates())
def test_a_typed_day_is_read_in_the_declared_order_alone(day: object) -> None:
    assert hasattr(day, "strftime")
    month_first, day_first = day.strftime("%m/%d/") + f"{day.year:04d}", day.strftime("%d/%m/") + f"{day.year:04d}"  # type: ignore[attr-defined]
    if not 1900 <= day.year <= 2100:  # type: ignore[attr-defined]
        with pytest.raises(CellError, match="PA1018"):
            read_value(text_cell(month_first), DAY, DateOrder.MONTH_FIRST)
        return
    assert read_value(text_cell(month_first), DAY, DateOrder.MONTH_FIRST) == str(day)
    assert read_value(text_cell(day_first), DAY, DateOrder.DAY_FIRST) == str(day)
    with pytest.raises(CellError, match="PA1018"):
        read_value(text_cell(month_first), DAY, DateOrder.ISO)
    if day.day > 12:  # type: ignore[attr-defined]
        with pytest.raises(CellError, match="PA1018") as flaw:
            read_value(text_cell(day_first), DAY, DateOrder.MONTH_FIRST)
        assert "order" in flaw.value.names["what"]


@pytest.mark.parametrize(
    "text", ["L4, L5, S1", "L4 L5 S1", "l4; l5; s1", "L4/L5/S1", "L4 & L5 and S1", " L4,\nL5,\nS1 "]
)
def test_bodies_are_read_however_they_are_set_apart(text: str) -> None:
    field_type = field_type_at(("request", "vertebral_bodies"))
    assert field_type is not None
    assert read_value(text_cell(text), field_type, DateOrder.ISO) == ["L4", "L5", "S1"]


@pytest.mark.parametrize("name", ["Na", "Null", "Same", "Nil", "Le", "X Æ"])
def test_names_that_look_like_placeholders_are_names(name: str) -> None:
    assert read_value(text_cell(name), TEXT, DateOrder.ISO) == name


@pytest.mark.parametrize(
    ("number", "form", "field", "value"),
    [
        (18, "General", "conservative_care.1.sessions", "18"),
        (18.0, "0", "conservative_care.1.sessions", "18"),
        (48.5, "0.0", "pain.scores.1.value", "48.5"),
        (1, "General", "imaging.1.findings.1.modic_types", ["1"]),
    ],
)
def test_numbers_are_read_where_numbers_belong(number: float, form: str, field: str, value: object) -> None:
    field_type = field_type_at(dotted_path(field))
    assert field_type is not None
    assert read_value(SheetCell(CellKind.NUMBER, number=number, format=form), field_type, DateOrder.ISO) == value


@pytest.mark.parametrize(
    "field", ["patient", "patient.nickname", "imaging.0.date", "imaging.date", "exhibits", "1", "pain.scores.1"]
)
def test_what_no_cell_can_fill_is_no_field(field: str) -> None:
    assert field_type_at(dotted_path(field)) is None
