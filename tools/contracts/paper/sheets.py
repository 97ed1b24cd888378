"""Sheets of A4: blocks one below the other, broken into pages, with a foot on each. Lengths in millimetres, sizes in points."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from tools.contracts.paper.fonts import MAIN, with_stand_ins

WIDTH, HEIGHT = 210, 297
LEFT, RIGHT, TOP, BOTTOM = 20, 190, 18, 277
INK, SOFT, LINE, ACCENT = (33, 37, 41), (100, 108, 118), (206, 212, 218), (28, 61, 104)
# The height of a line of text, for a point of its size.
LEADING = 0.48

# The part of a page that is kept together at most.
_MOST_KEPT = (BOTTOM - TOP) * 0.8
# Virama joins two letters of Devanagari; sara am is written after its letter though it is no mark.
_JOINS, _TAILS = "\N{DEVANAGARI SIGN VIRAMA}", "\N{THAI CHARACTER SARA AM}"

Align = Literal["L", "R", "C"]
Color = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Style:
    """How text is set."""

    size: float = 9
    bold: bool = False
    color: Color = INK

    @property
    def leading(self) -> float:
        return self.size * LEADING


BODY = Style()
SMALL = Style(7.5, color=SOFT)
STRONG = Style(bold=True)
HEADING = Style(11, bold=True, color=ACCENT)


class Pen:
    """Draws on the page that is open, and measures without one."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self._widths: dict[tuple[str, float, bool], float] = {}

    def write(self, x: float, y: float, text: str, style: Style = BODY, width: float = 0, align: Align = "L") -> None:
        """One line of text with its top at y; to the right it ends at x + width."""
        # A context of its own: after a line that begins in another script, fpdf2 takes the wrong font for set.
        with self.pdf.local_context():
            self.pdf.set_font(MAIN, _weight(style), style.size)
            self.pdf.set_text_color(*style.color)
            self.pdf.set_xy(x, y)
            self.pdf.cell(width or RIGHT - x, style.leading, with_stand_ins(text), align=align)

    def rule(
        self, y: float, left: float = LEFT, right: float = RIGHT, color: Color = LINE, weight: float = 0.2
    ) -> None:
        self.pdf.set_draw_color(*color)
        self.pdf.set_line_width(weight)
        self.pdf.line(left, y, right, y)

    def width_of(self, text: str, style: Style) -> float:
        key = (text, style.size, style.bold)
        if key not in self._widths:
            self.pdf.set_font(MAIN, _weight(style), style.size)
            self._widths[key] = self.pdf.get_string_width(with_stand_ins(text))
        return self._widths[key]

    def wrapped(self, text: str, width: float, style: Style = BODY) -> list[str]:
        """The text in lines that fit; its own line ends stay, a word that is longer than a line is broken between letters."""
        return [line for part in text.split("\n") for line in self._wrapped(part, width, style)]

    def _wrapped(self, text: str, width: float, style: Style) -> list[str]:
        lines, line, used = [], "", 0.0
        blank = self.width_of(" ", style)
        for word in text.split(" "):
            needed = self.width_of(word, style)
            if line and used + blank + needed <= width:
                line, used = f"{line} {word}", used + blank + needed
                continue
            if line:
                lines.append(line)
            *whole, line = self._broken(word, width, style)
            lines.extend(whole)
            used = self.width_of(line, style)
        return [*lines, line]

    def _broken(self, word: str, width: float, style: Style) -> list[str]:
        """A word in pieces that fit; a mark stays with its letter."""
        if self.width_of(word, style) <= width:
            return [word]
        pieces, piece, used = [], "", 0.0
        for letter in _letters(word):
            needed = self.width_of(letter, style)
            if piece and used + needed > width:
                pieces.append(piece)
                piece, used = "", 0.0
            piece, used = piece + letter, used + needed
        return [*pieces, piece]


def _weight(style: Style) -> str:
    return "B" if style.bold else ""


@dataclass(frozen=True, slots=True)
class Block:
    """Something that is not broken over pages. draw is given the top. keep: not alone at the end of a page, the next block
    comes with it. again: what is repeated above it when it comes first on a page."""

    height: float
    draw: Callable[[Pen, float], None]
    keep: bool = False
    again: Block | None = None


def gap(height: float) -> Block:
    """Empty space."""
    return Block(height, lambda pen, y: None, keep=True)


def lines_of(pen: Pen, text: str, style: Style = BODY, *, x: float = LEFT, width: float = RIGHT - LEFT) -> list[Block]:
    """A paragraph, a block a line."""
    return [
        Block(style.leading, lambda pen, y, line=line: pen.write(x, y, line, style))  # type: ignore[misc]
        for line in pen.wrapped(text, width, style)
    ]


def kept(blocks: Sequence[Block]) -> list[Block]:
    """Blocks that come on one page, the first of them where one does not hold all."""
    held, height = [], 0.0
    for block in blocks[:-1]:
        height += block.height
        held.append(replace(block, keep=height < _MOST_KEPT))
    return [*held, *blocks[-1:]]


def paged(blocks: Sequence[Block], top: float = TOP, bottom: float = BOTTOM) -> list[list[tuple[float, Block]]]:
    """The blocks on pages, each with its top."""
    pages: list[list[tuple[float, Block]]] = [[]]
    y = top
    for place, block in enumerate(blocks):
        if pages[-1] and y + _kept_height(blocks[place:]) > bottom:
            pages.append([])
            y = top
            if block.again is not None:
                pages[-1].append((y, block.again))
                y += block.again.height
        pages[-1].append((y, block))
        y += block.height
    return pages


def draw_pages(pdf: Any, blocks: Sequence[Block], foot: Callable[[Pen, int, int], None]) -> None:
    """Every page with its blocks and its foot, which is given the page's number and how many there are."""
    pen = Pen(pdf)
    pages = paged(blocks)
    for number, page in enumerate(pages, start=1):
        pdf.add_page()
        for y, block in page:
            block.draw(pen, y)
        foot(pen, number, len(pages))


def _kept_height(blocks: Sequence[Block]) -> float:
    """The height of the first block with those it is kept with; never more than a page holds."""
    height = 0.0
    for block in blocks:
        height += block.height
        if not block.keep:
            break
    return min(height, BOTTOM - TOP)


def _letters(word: str) -> list[str]:
    """The word cut before every letter that is neither a mark of the one before nor joined to it."""
    letters: list[str] = []
    for character in word:
        joined = letters and (letters[-1].endswith(_JOINS) or character in _TAILS)
        if letters and (joined or unicodedata.category(character).startswith("M")):
            letters[-1] += character
        else:
            letters.append(character)
    return letters
