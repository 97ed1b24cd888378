"""Parts that documents share: tables, facts, figures, the foot, and what is said of characters without a letter form."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

from store.types import DECIMALS
from tools.contracts.paper.fonts import STAND_IN, without_letters
from tools.contracts.paper.sheets import (
    ACCENT,
    BODY,
    BOTTOM,
    HEIGHT,
    LEFT,
    LINE,
    RIGHT,
    SMALL,
    Align,
    Block,
    Pen,
    Style,
    gap,
    lines_of,
)

# Groups of thousands stand apart by a blank that never breaks.
_BLANK = "\N{NO-BREAK SPACE}"
_PAD = 1.6
# Between the longest texts of two columns.
_GAP = 4.5
_HEAD = Style(7.5, bold=True, color=ACCENT)
MOST_NAMED = 10
# Lines of a row on one page.
MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title and where its text stands. share: its part of the width that is left when the columns
    without one have what their longest text needs."""

    title: str
    align: Align = "L"
    share: int = 0
    width: float = 0


def table(pen: Pen, columns: Sequence[Column], rows: Sequence[Sequence[str]], style: Style = BODY) -> list[Block]:
    """A table, a block a row; its head comes again on every page."""
    columns = _with_widths(pen, columns, rows, style)
    head = _head(pen, columns)
    return [head, *(block for row in rows for block in _row(pen, columns, row, style, head))]


def _with_widths(pen: Pen, columns: Sequence[Column], rows: Sequence[Sequence[str]], style: Style) -> list[Column]:
    needed = []
    for place, column in enumerate(columns):
        widest = max((pen.width_of(row[place], style) for row in rows), default=0)
        needed.append(0 if column.share else max(widest, pen.width_of(column.title, _HEAD)) + _GAP)
    left, shares = RIGHT - LEFT - sum(needed), sum(column.share for column in columns)
    return [
        replace(column, width=left * column.share / shares if column.share else width)
        for column, width in zip(columns, needed, strict=True)
    ]


def _head(pen: Pen, columns: Sequence[Column]) -> Block:
    cells = [pen.wrapped(column.title, column.width - _PAD, _HEAD) for column in columns]
    height = max(len(cell) for cell in cells) * _HEAD.leading + 2 * _PAD

    def draw(pen: Pen, y: float) -> None:
        # Titles stand on the line below them, however many lines they have.
        for (x, column), cell in zip(_places(columns), cells, strict=True):
            top = y + height - _PAD - len(cell) * _HEAD.leading
            _write_cell(pen, x, top, column, cell, _HEAD)
        pen.rule(y + height, color=ACCENT, weight=0.35)

    return Block(height, draw, keep=True)


def _row(pen: Pen, columns: Sequence[Column], row: Sequence[str], style: Style, head: Block) -> list[Block]:
    """A row as a block, or as several where it is longer than a page holds."""
    cells = [pen.wrapped(text, column.width - _PAD, style) for column, text in zip(columns, row, strict=True)]
    longest = max(len(cell) for cell in cells)
    starts = range(0, longest, MOST_LINES)
    parts = [[cell[start : start + MOST_LINES] for cell in cells] for start in starts]
    return [
        _part(columns, part, style, head, last=start == starts[-1]) for start, part in zip(starts, parts, strict=True)
    ]


def _part(columns: Sequence[Column], cells: Sequence[list[str]], style: Style, head: Block, last: bool) -> Block:
    height = max(len(cell) for cell in cells) * style.leading + 2 * _PAD

    def draw(pen: Pen, y: float) -> None:
        for (x, column), cell in zip(_places(columns), cells, strict=True):
            _write_cell(pen, x, y + _PAD, column, cell, style)
        if last:
            pen.rule(y + height)

    return Block(height, draw, again=head)


def _places(columns: Sequence[Column]) -> Iterator[tuple[float, Column]]:
    x: float = LEFT
    for column in columns:
        yield x, column
        x += column.width


def _write_cell(pen: Pen, x: float, y: float, column: Column, lines: Sequence[str], style: Style) -> None:
    """A cell's lines. Columns to the left keep a distance to the next one, those to the right one to the one before."""
    shift = _PAD if column.align == "R" else 0
    for number, line in enumerate(lines):
        pen.write(x + shift, y + number * style.leading, line, style, column.width - _PAD, column.align)


def facts(pen: Pen, pairs: Sequence[tuple[str, str]], *, x: float, width: float, label: float) -> Block:
    """Names and values, side by side, as one block."""
    lines: list[tuple[str, str]] = []
    for name, value in pairs:
        first, *more = pen.wrapped(value, width - label, BODY)
        lines += [(name, first), *(("", line) for line in more)]

    def draw(pen: Pen, y: float) -> None:
        for number, (name, value) in enumerate(lines):
            top = y + number * BODY.leading * 1.12
            pen.write(x, top + 0.35, name, SMALL)
            pen.write(x + label, top, value)

    return Block(len(lines) * BODY.leading * 1.12, draw)


def beside(*blocks: Block) -> Block:
    """Blocks with the same top."""

    def draw(pen: Pen, y: float) -> None:
        for block in blocks:
            block.draw(pen, y)

    return Block(max(block.height for block in blocks), draw)


def stacked(blocks: Sequence[Block]) -> Block:
    """Blocks that stay together."""

    def draw(pen: Pen, y: float) -> None:
        for block in blocks:
            block.draw(pen, y)
            y += block.height

    return Block(sum(block.height for block in blocks), draw)


def foot(left: str, right: str) -> Callable[[Pen, int, int], None]:
    """The foot of every page: whose it is, what it is, which page of how many."""

    def draw(pen: Pen, number: int, pages: int) -> None:
        y = BOTTOM + (HEIGHT - BOTTOM) / 3
        pen.rule(y - 1.5, color=LINE)
        lines = pen.wrapped(left, (RIGHT - LEFT) * 0.62, SMALL)
        pen.write(LEFT, y, lines[0], SMALL)
        pen.write(LEFT, y, f"{right} · page {number} of {pages}", SMALL, RIGHT - LEFT, "R")

    return draw


def said_of_missing(pen: Pen, text: str, more: str = "") -> list[Block]:
    """A sentence that names the characters which the document cannot show; nothing when it shows all."""
    missing = without_letters(text)
    if not missing:
        return []
    named = ", ".join(f"U+{ord(one):04X} {unicodedata.name(one, 'without a name')}" for one in missing[:MOST_NAMED])
    rest = f" and {len(missing) - MOST_NAMED} more" if len(missing) > MOST_NAMED else ""
    sentence = f"{STAND_IN} stands for characters that this document has no letters for: {named}{rest}.{more}"
    return [gap(4), *lines_of(pen, sentence, SMALL)]


def text_of(value: Any) -> str:
    """All text in a record, at every depth."""
    if isinstance(value, str):
        return value
    if is_dataclass(value):
        return "\n".join(text_of(getattr(value, field.name)) for field in fields(value))
    if isinstance(value, tuple):
        return "\n".join(map(text_of, value))
    return ""


def figure(amount: int | Decimal, currency: str) -> str:
    """An amount with the currency's places and its thousands apart: '1 234.50'. An int is in the smallest unit."""
    places = DECIMALS[currency]
    number = Decimal(amount).scaleb(-places) if isinstance(amount, int) else amount
    places = max(places, -int(number.as_tuple().exponent))
    return f"{number:,.{places}f}".replace(",", _BLANK)


def hours(minutes: int) -> str:
    """Minutes as hours and minutes: '1:35'."""
    return f"{minutes // 60}:{minutes % 60:02}"


def percentage(percent: Decimal) -> str:
    return f"{percent.normalize():f} %".replace(" ", _BLANK)
