"""Whatever a letter holds, all of it stands on a page: tall rows, tall drawings, deep lists, long footers."""

from __future__ import annotations

import io
import re
from collections import Counter
from unicodedata import category, normalize

import pikepdf
import pypdfium2
import pytest
from hypothesis import example, given, settings, strategies as st

from priorauth.document import (
    Block,
    Document,
    ExhibitLink,
    Figure,
    FigureText,
    Heading,
    ItemList,
    PageBreak,
    Paragraph,
    Run,
    Runs,
    Signature,
    Stroke,
    Table,
    WebLink,
)
from priorauth.payers.library import default_library
from priorauth.problems import Refused
from priorauth.render.drawable_text import register
from priorauth.render.pdf.layout import MARGIN_BOTTOM, MARGIN_TOP, PAGE_HEIGHT, paginate
from priorauth.render.pdf.pdf_file import RenderedPdf, render_pdf
from priorauth.render.pdf.pdf_proof import prove_pdf
from priorauth.submission.gate import Submission
from tests.cases import AS_OF, borne_out, clean_case
from tests.property_budget import tried

SUBMISSION = Submission(
    case=clean_case(),
    profile=default_library().load("highmark-wy-15-01-004").profile,
    concordance=borne_out(clean_case()),
    as_of=AS_OF,
)
FOOTER = "TEST-0001 · letter 1"


def document(*blocks: Block, footer: str = FOOTER) -> Document:
    return Document("A letter", blocks, footer)


def runs(text: str) -> Runs:
    return (Run(text),)


def para(text: str) -> Paragraph:
    return Paragraph(runs(text))


def drawn(*blocks: Block, footer: str = FOOTER) -> RenderedPdf:
    """Draw and prove: the proof refuses what is missing, added or off the page."""
    made = document(*blocks, footer=footer)
    rendered = render_pdf(made, SUBMISSION)
    prove_pdf(made, rendered.data)
    return rendered


def texts(data: bytes) -> list[str]:
    pdf = pypdfium2.PdfDocument(data)
    try:
        return [_hyphens(page.get_textpage().get_text_range()) for page in pdf]
    finally:
        pdf.close()


def _hyphens(text: str) -> str:
    """PDFium gives a hyphen at a line's end as one of two signs that no text holds."""
    return text.replace("\ufffe", "-").replace("\x02", "-")


def letters_in(text: str) -> str:
    """What a reader sees of a text: accents composed, ligatures apart, no white space and nothing without width."""
    return "".join(c for c in normalize("NFKC", text) if not c.isspace() and category(c) not in ("Cc", "Cf"))


def is_within_margins(made: Document) -> bool:
    return all(
        placed.top >= MARGIN_TOP and placed.top + placed.box.height <= PAGE_HEIGHT - MARGIN_BOTTOM + 0.01
        for page in paginate(made)
        for placed in page
    )


def numbered(count: int) -> str:
    return " ".join(f"word{n}" for n in range(count))


def nested(depth: int) -> Block:
    block: Block = para("innermost")
    for level in range(depth):
        block = ItemList(((para(f"level {level}"), block),))
    return block


TALL_TABLE = Table((runs("Left"), runs("Right")), ((runs(numbered(900)), runs("short")),), (0.4, 0.6))
TALL_FIGURE = Figure(
    300, 2000, (FigureText(5, 1990, "top"), FigureText(5, 5, "foot")), "A tall drawing.", "Its caption"
)


@pytest.mark.parametrize(
    "block",
    [
        TALL_TABLE,
        TALL_FIGURE,
        nested(80),
        Heading(2, runs(numbered(900))),
        Signature(tuple(f"line {n}" for n in range(150))),
        Table((runs(numbered(400)),), ((runs("cell"),),), (1.0,)),
        Table(tuple(runs(f"h{n}") for n in range(30)), (tuple(runs("value") for _ in range(30)),), (1 / 30,) * 30),
        para("x" * 9000),
    ],
    ids=["row", "figure", "list", "heading", "signature", "header", "columns", "word"],
)
def test_what_is_too_big_is_still_all_on_the_page(block: Block) -> None:
    made = document(para("before"), block, para("after"))
    rendered = drawn(*made.blocks)
    assert rendered.pages < 8
    assert is_within_margins(made)


def test_a_row_taller_than_a_page_goes_on_under_a_repeated_header() -> None:
    pages = texts(drawn(TALL_TABLE).data)
    assert len(pages) > 1
    assert all("Left" in page and "Right" in page for page in pages)
    assert re.findall(r"word\d+", " ".join(pages)) == numbered(900).split()


def test_a_row_that_fits_a_page_is_not_split() -> None:
    row = (runs(numbered(120)), runs("short"))
    made = document(Table((runs("Left"), runs("Right")), (row,) * 12, (0.5, 0.5)))
    for text in texts(render_pdf(made, SUBMISSION).data):
        assert text.count("word0 ") == text.count("word119")


def filled(lines: int, small: int) -> tuple[Block, ...]:
    """Fill a page to a height that two kinds of paragraph make fine enough to meet every page end."""
    return (*(para("line") for _ in range(lines)), *(Paragraph(runs("fine"), "small") for _ in range(small)))


page_ends = pytest.mark.parametrize(
    ("lines", "small"), [(lines, small) for lines in range(34, 43) for small in range(8)]
)


@pytest.mark.slow
@page_ends
def test_a_heading_stands_on_the_page_of_what_it_heads(lines: int, small: int) -> None:
    pages = texts(drawn(*filled(lines, small), Heading(2, runs("The heading")), para(numbered(80))).data)
    (page,) = (text for text in pages if "The heading" in text)
    assert "word0 " in page


@pytest.mark.slow
@page_ends
def test_a_signature_stays_together(lines: int, small: int) -> None:
    pages = texts(drawn(*filled(lines, small), Signature(("Jordan Sample, MD", "NPI", "Phone"))).data)
    assert any("Jordan Sample" in text and "Phone" in text for text in pages)


@page_ends
def test_no_line_of_a_paragraph_stands_alone_on_a_page(lines: int, small: int) -> None:
    pages = paginate(document(*filled(lines, small), para(numbered(60))))
    counts = [
        sum(any("word" in text.fragment.text for text in placed.box.texts) for placed in page) for page in pages
    ]
    assert 1 not in counts


def test_a_loose_accent_is_drawn_composed() -> None:
    (page,) = texts(drawn(para("Nguye\u0302\u0303n")).data)
    assert "Nguyễn" in page


def test_a_long_footer_is_all_on_the_page_beside_the_page_number() -> None:
    footer = numbered(60)
    (page,) = texts(drawn(para("text"), footer=footer).data)
    assert re.findall(r"word\d+", page) == footer.split()
    assert "Page 1 of 1" in page


def test_a_page_break_starts_a_page_and_two_do_not_leave_one_empty() -> None:
    assert drawn(para("one"), PageBreak(), PageBreak(), para("two")).pages == 2


def test_text_beyond_the_edge_is_refused() -> None:
    made = document(Figure(400, 20, (FigureText(10, 5, "L" * 300),), "A label that is too long."))
    with pytest.raises(Refused, match="PA605"):
        prove_pdf(made, render_pdf(made, SUBMISSION).data)


def test_words_that_the_document_does_not_say_are_refused() -> None:
    said = render_pdf(document(para("one"), para("not mine"), para("two")), SUBMISSION).data
    with pytest.raises(Refused, match="PA603"):
        prove_pdf(document(para("one"), para("two")), said)
    with pytest.raises(Refused, match="PA603"):
        prove_pdf(document(para("one")), said)
    with pytest.raises(Refused, match="PA603"):
        prove_pdf(document(para("two"), para("not mine"), para("one")), said)


def test_a_template_mark_is_refused_unless_a_value_brought_it() -> None:
    said = render_pdf(document(para("one {{ case }}")), SUBMISSION).data
    prove_pdf(document(para("one {{ case }}")), said)
    with pytest.raises(Refused, match="PA604"):
        prove_pdf(document(para("one")), said)


@pytest.mark.parametrize(
    "text",
    ["pain ≥ 6 months → none, ≤ 10 %, −1 ± 2", "☐ no ☑ yes ✓", "Nguye\u0302\u0303n", "ﬁne oﬃce", "a\u200bb soft\u00adhyphen"],
)  # fmt: skip
def test_signs_that_charts_use_are_drawn_and_proven(text: str) -> None:
    (page,) = texts(drawn(para(text), Paragraph((Run(text, bold=True), Run(text, italic=True)))).data)
    assert letters_in(page).startswith(3 * letters_in(text))


letters = st.sampled_from(sorted(chr(c) for c in register() if 0x20 <= c < 0x0300 or 0x0370 <= c < 0x0483))


@settings(max_examples=tried(60), deadline=None)
@given(st.lists(st.text(alphabet=letters, max_size=80).filter(str.strip), min_size=1, max_size=6))
@example(["A-"])
def test_any_text_in_any_place_is_proven(found: list[str]) -> None:
    rows = tuple((runs(text), runs(text)) for text in found)
    items = ItemList(tuple((para(text),) for text in found), ordered=True)
    table = Table((runs("H"), runs("K")), rows, (0.3, 0.7))
    made = document(*map(para, found), items, table, Signature(tuple(found)))
    read = Counter(letters_in("".join(texts(drawn(*made.blocks).data))))
    assert Counter(5 * letters_in("".join(found))) <= read
    assert is_within_margins(made)


@pytest.mark.parametrize("times", [2, 3, 6])
def test_equal_lines_below_one_another_are_all_told(times: int) -> None:
    line = "Ǖ@ Example Spine & Pain, Ǖ@"
    said = "".join(texts(drawn(Signature((line,) * times), Paragraph((Run("\n".join([line] * times)),))).data))
    assert said.count(line) == 2 * times


@pytest.mark.parametrize("text", ["4", "4 months of care", "4.", "1.1.", "•", "H"])
def test_an_item_that_looks_like_its_own_mark_is_proven(text: str) -> None:
    items = tuple((para(text),) for _ in range(5))
    blocks = (
        para(text),
        ItemList(items, ordered=True),
        ItemList(items),
        Table((runs("H"),), ((runs(text),),), (1.0,)),
    )
    (page,) = texts(drawn(*blocks).data)
    numbered_items = [f"{number}. {text}" for number in range(1, 6)]
    assert page.splitlines()[:-1] == [text, *numbered_items, *[f"• {text}"] * 5, "H", text]


def test_a_reference_over_a_line_end_is_reported_for_each_line_and_holds_no_space() -> None:
    link = ExhibitLink("C", 3)
    made = document(Paragraph((Run("see "), Run(numbered(30), link=link), Run(" and more"))))
    rendered = render_pdf(made, SUBMISSION)
    assert len(rendered.links) > 1
    assert len({placed.rect for placed in rendered.links}) == len(rendered.links)
    shown = [
        text.fragment.text
        for page in paginate(made)
        for placed in page
        for text in placed.box.texts
        if text.fragment.mark
    ]
    assert shown == [text.strip() for text in shown]
    assert " ".join(shown) == numbered(30)


def test_web_links_open_and_headings_are_bookmarks() -> None:
    web = Paragraph((Run("doi", link=WebLink("https://doi.org/10.1000/example")),))
    rendered = render_pdf(document(Heading(1, runs("Title")), Heading(2, runs("Part")), web), SUBMISSION)
    assert [(h.title, h.level, h.page) for h in rendered.headings] == [("Title", 1, 1), ("Part", 2, 1)]
    with pikepdf.open(io.BytesIO(rendered.data)) as pdf:
        (annotation,) = list(pdf.pages[0]["/Annots"])
        assert str(annotation.A.URI) == "https://doi.org/10.1000/example"
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Title"]
            assert [item.title for item in outline.root[0].children] == ["Part"]


def test_only_a_standing_can_be_drawn() -> None:
    with pytest.raises(TypeError):
        render_pdf(document(para("text")), None)  # type: ignore[arg-type]


def test_a_drawing_is_pure_black_and_white_in_the_letter() -> None:
    figure = Figure(100, 40, (Stroke(((0, 0), (100, 0), (100, 40)), closed=True, fill=0.0),), "A shape.")
    with pikepdf.open(io.BytesIO(render_pdf(document(figure), SUBMISSION).data)) as pdf:
        content = pdf.pages[0].Contents.read_bytes().decode("latin-1")
    greys = {float(value) for value in re.findall(r"([\d.]+) [gG]\b", content)}
    assert greys <= {0.0, 1.0}


@pytest.mark.parametrize("length", range(30, 45))
def test_no_signature_stands_alone_on_a_page(length: int) -> None:
    above = tuple(Paragraph((Run(f"Paragraph {number}."),)) for number in range(length))
    last = Paragraph((Run("I am available for a conversation."),))
    signature = Signature(("Jordan Sample, MD", "Example"))
    pages = paginate(Document(title="Letter", blocks=(*above, last, signature), footer="EX-1"))
    words = [{placed.fragment.text for box in page for placed in box.box.texts} for page in pages]
    (signed,) = (page for page in words if any("Jordan" in word for word in page))
    assert any("available" in word for word in signed)
