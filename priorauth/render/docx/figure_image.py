"""A figure as a PNG, for Word files: drawn as in the PDF, then rasterised."""

from __future__ import annotations

import io
from functools import lru_cache

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from priorauth.document import Figure
from priorauth.render.drawable_text import register
from priorauth.render.pdf.pdf_file import draw_figure


@lru_cache(maxsize=64)
def figure_png(figure: Figure, dpi: int = 200) -> bytes:
    """Draw a figure at ``dpi`` dots per inch, in greys."""
    register()
    stream = io.BytesIO()
    canvas = Canvas(stream, (figure.width, figure.height), invariant=1)
    draw_figure(canvas, figure, 0, 0, 1)
    canvas.showPage()
    canvas.save()
    pdf = pypdfium2.PdfDocument(stream.getvalue())
    try:
        image = pdf[0].render(scale=dpi / 72, grayscale=True).to_pil()
    finally:
        pdf.close()
    out = io.BytesIO()
    image.convert("L").save(out, "PNG", optimize=False, compress_level=6)
    return out.getvalue()
