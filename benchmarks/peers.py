"""The same letter through other libraries: each takes the neutral document and gives the finished file's bytes."""

from __future__ import annotations

import html
import io
import itertools
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from priorauth.document import Block, Document, Heading, ItemList, Paragraph, Runs, Signature, Table

FONTS = Path(__file__).parent.parent / "priorauth" / "typeface" / "fonts"


def text_of(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def python_docx(document: Document) -> Callable[[], bytes]:
    """Write the letter with python-docx as its own documentation shows."""
    import docx

    def make() -> bytes:
        out = docx.Document()
        for block in document.blocks:
            _python_docx_block(out, block)
        stream = io.BytesIO()
        out.save(stream)
        return stream.getvalue()

    return make


def _python_docx_block(out: object, block: Block) -> None:
    from docx.document import Document as Word

    assert isinstance(out, Word)
    match block:
        case Heading():
            out.add_heading(text_of(block.runs), block.level)
        case Paragraph():
            out.add_paragraph(text_of(block.runs))
        case ItemList():
            for item in block.items:
                out.add_paragraph(_item_text(item), style="List Bullet")
        case Table():
            table = out.add_table(rows=0, cols=len(block.header))
            for row in (block.header, *block.rows):
                for cell, runs in zip(table.add_row().cells, row, strict=True):
                    cell.text = text_of(runs)
        case Signature():
            for line in block.lines:
                out.add_paragraph(line)


def _item_text(item: tuple[Block, ...]) -> str:
    return " ".join(text_of(block.runs) for block in item if isinstance(block, Paragraph))


def docxtpl(document: Document, letterhead: bytes) -> Callable[[], bytes]:
    """Fill a Word template of the same letter, on the same lean letterhead, with docxtpl."""
    import docx
    from docxtpl import DocxTemplate

    template = docx.Document(io.BytesIO(letterhead))
    values: dict[str, str] = {}

    def field(text: str) -> str:
        name = f"v{len(values)}"
        values[name] = text
        return "{{ " + name + " }}"

    for block in document.blocks:
        match block:
            case Heading() | Paragraph():
                template.add_paragraph(field(text_of(block.runs)))
            case ItemList():
                for item in block.items:
                    template.add_paragraph(field(_item_text(item)))
            case Table():
                table = template.add_table(rows=0, cols=len(block.header))
                for row in (block.header, *block.rows):
                    for cell, runs in zip(table.add_row().cells, row, strict=True):
                        cell.text = field(text_of(runs))
            case Signature():
                for line in block.lines:
                    template.add_paragraph(field(line))
    stream = io.BytesIO()
    template.save(stream)
    source = stream.getvalue()

    def make() -> bytes:
        filled = DocxTemplate(io.BytesIO(source))
        filled.render(values, autoescape=True)
        out = io.BytesIO()
        filled.save(out)
        return out.getvalue()

    return make


def weasyprint(document: Document) -> Callable[[], bytes]:
    """Lay the letter out from HTML with WeasyPrint, embedding the same fonts."""
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    style = (
        f"@font-face {{ font-family: L; src: url('{(FONTS / 'NotoSans-Regular.ttf').as_uri()}') }}"
        "@page { size: letter; margin: 1in } body { font: 10.5pt L } td, th { border: 1px solid #000 }"
    )
    page = f"<html><style>{style}</style><body>{''.join(map(_html, document.blocks))}</body></html>"
    return lambda: bytes(HTML(string=page).write_pdf(font_config=fonts))


def _html(block: Block) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{html.escape(text_of(block.runs))}</h{block.level}>"
        case Paragraph():
            return f"<p>{html.escape(text_of(block.runs))}</p>"
        case ItemList():
            return f"<ul>{''.join(f'<li>{html.escape(_item_text(item))}</li>' for item in block.items)}</ul>"
        case Table():
            rows = (f"<tr>{''.join(f'<td>{html.escape(text_of(c))}</td>' for c in row)}</tr>" for row in block.rows)
            head = "".join(f"<th>{html.escape(text_of(cell))}</th>" for cell in block.header)
            return f"<table><thead><tr>{head}</tr></thead>{''.join(rows)}</table>"
        case Signature():
            return "".join(f"<p>{html.escape(line)}</p>" for line in block.lines)
    return ""


def typst(document: Document) -> Callable[[], bytes]:
    """Lay the letter out with a Typst compiler that is kept open, with the same fonts."""
    import typst as engine

    source = '#set text(font: "Noto Sans", size: 10.5pt)\n#set page("us-letter", margin: 1in)\n'
    source += "\n".join(map(_typst, document.blocks))
    folder = Path(tempfile.mkdtemp())
    letter = folder / "letter.typ"
    letter.write_text(source, encoding="utf-8")
    compiler: Any = engine.Compiler(str(letter), root=str(folder), font_paths=[str(FONTS)])
    numbers = itertools.count()

    def make() -> bytes:
        # Another letter each time: a kept compiler gives back what it has already laid out.
        letter.write_text(source.replace('#"', f'#"{next(numbers)} '), encoding="utf-8")
        return bytes(compiler.compile())

    return make


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'#"{escaped}"'


def _typst(block: Block) -> str:
    match block:
        case Heading():
            return f"{'=' * block.level} {_quoted(text_of(block.runs))}\n"
        case Paragraph():
            return f"{_quoted(text_of(block.runs))}\n"
        case ItemList():
            return "\n".join(f"- {_quoted(_item_text(item))}" for item in block.items) + "\n"
        case Table():
            cells = "".join(f"[{_quoted(text_of(c))}]," for row in (block.header, *block.rows) for c in row)
            shares = ", ".join(f"{width}fr" for width in block.widths)
            return f"#table(columns: ({shares}), {cells})\n"
        case Signature():
            return "\n".join(_quoted(line) + "\n" for line in block.lines)
    return ""
