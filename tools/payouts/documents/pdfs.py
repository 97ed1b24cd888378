"""A company's document as PDF, made of the text that was issued."""

from __future__ import annotations

from datetime import datetime
from importlib.util import find_spec
from typing import Any

from tools.contracts.paper.parts import foot, said_of_missing
from tools.contracts.paper.pdf import About, made_pdf
from tools.contracts.paper.sheets import ACCENT, BODY, STRONG, Block, Pen, Style, draw_pages, gap, lines_of
from tools.text import visible

_TITLE = Style(18, color=ACCENT)
_SUMS = ("Net:", "VAT:", "Total:")


def can_render() -> bool:
    """Whether the extra is installed that documents are made with."""
    return find_spec("fpdf") is not None


def render_document(text: str, issued: datetime) -> bytes:
    """A document's text as PDF/A, its first line as the title. The same document is the same bytes.

    NoPaper when the extra is not installed."""
    title, *lines = visible(text).splitlines()
    about = About(title, "Hiring Hall", "en", issued)
    return made_pdf(about, visible(text), lambda pdf: _draw(pdf, title, lines, visible(text)))


def _draw(pdf: Any, title: str, lines: list[str], text: str) -> None:
    pen = Pen(pdf)
    blocks: list[Block] = [*lines_of(pen, title, _TITLE), gap(6)]
    for line in lines:
        style = STRONG if line.startswith(_SUMS) else BODY
        blocks += lines_of(pen, line, style) if line.strip() else [gap(4)]
    draw_pages(pdf, [*blocks, *said_of_missing(pen, text)], foot(title, ""))
