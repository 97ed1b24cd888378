"""A bill on paper: PDF/A-3 for people, with the same bill for machines inside where it can be an e-invoice."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from tools.contracts.paper.einvoices import days_of, invoice_xml, terms_of
from tools.contracts.paper.parts import (
    Column,
    beside,
    facts,
    figure,
    foot,
    hours,
    percentage,
    said_of_missing,
    stacked,
    table,
    text_of,
)
from tools.contracts.paper.pdf import About, made_pdf
from tools.contracts.paper.refusals import FaultyInvoice
from tools.contracts.paper.sheets import (
    ACCENT,
    BODY,
    HEADING,
    LEFT,
    RIGHT,
    SMALL,
    STRONG,
    Block,
    Pen,
    Style,
    draw_pages,
    gap,
    kept,
    lines_of,
)
from tools.contracts.rules.documents import Invoice, Party
from tools.contracts.rules.invoice_faults import einvoice_faults, invoice_faults
from tools.contracts.rules.invoices import Sums, invoice_sums, sum_faults
from tools.text import one_line, visible

TITLES = {"invoice": "Invoice", "credit_note": "Credit note"}
_TITLE = Style(20, color=ACCENT)
_NAME = Style(12, bold=True)
_DUE = Style(13, bold=True, color=ACCENT)
_TOTALS_LEFT = 116


def render_invoice(invoice: Invoice) -> bytes:
    """The bill as PDF/A-3, with its e-invoice inside unless einvoice_faults has something to say.

    Keep the bytes: a bill is made once. FaultyInvoice when it is none; NoPaper when the extra is not installed."""
    faults = invoice_faults(invoice)
    sums = invoice_sums(invoice) if not faults else None
    if sums is None or (faults := sum_faults(invoice, sums)):
        raise FaultyInvoice(faults)
    xml = None if einvoice_faults(invoice) else invoice_xml(invoice)
    title = f"{TITLES[invoice.kind]} {one_line(invoice.number)}"
    made = datetime.combine(invoice.issued, datetime.min.time(), ZoneInfo(invoice.timezone))
    about = About(title, one_line(invoice.seller.name), invoice.language, made, xml)
    return made_pdf(about, visible(text_of(invoice)), lambda pdf: _draw(pdf, invoice, sums, xml is not None))


def _draw(pdf: Any, invoice: Invoice, sums: Sums, machines: bool) -> None:
    pen = Pen(pdf)
    seller = invoice.seller
    below = " · ".join(map(one_line, (seller.name, *_numbers(seller))))
    inside = " The e-invoice inside this file has them all." if machines else ""
    lines = _lines(pen, invoice, sums)
    # The sums are never alone: the last line stands above them, and what is said of them below.
    end = [
        lines[-1],
        gap(5),
        _totals(pen, invoice, sums),
        *_remarks(pen, invoice, sums, machines),
        *said_of_missing(pen, visible(text_of(invoice)), inside),
    ]
    blocks = [*_head(pen, invoice), *lines[:-1], *kept(end)]
    draw_pages(pdf, blocks, foot(below, f"{TITLES[invoice.kind]} {one_line(invoice.number)}"))


def _head(pen: Pen, invoice: Invoice) -> list[Block]:
    title = Block(_TITLE.leading, lambda pen, y: pen.write(LEFT, y, TITLES[invoice.kind], _TITLE, RIGHT - LEFT, "R"))
    buyer = stacked([*lines_of(pen, "Billed to", SMALL), *_party(pen, invoice.buyer, STRONG, 84)])
    blocks = [
        beside(stacked(_party(pen, invoice.seller, _NAME, 100)), title),
        gap(11),
        beside(buyer, facts(pen, _facts_of(invoice), x=_TOTALS_LEFT, width=RIGHT - _TOTALS_LEFT, label=24)),
        gap(11),
    ]
    if invoice.label.strip():
        blocks += [*lines_of(pen, one_line(invoice.label), HEADING), gap(2)]
    return blocks


def _party(pen: Pen, party: Party, name: Style, width: float) -> list[Block]:
    city = " ".join(part for part in (party.postal_code, party.city) if part)
    place = ", ".join(part for part in (city, party.country) if part)
    rest = [text for text in (*party.address_lines, place) if text.strip()]
    blocks = lines_of(pen, one_line(party.name), name, width=width)
    for text in rest:
        blocks += lines_of(pen, one_line(text), BODY, width=width)
    for text in _numbers(party):
        blocks += lines_of(pen, one_line(text), SMALL, width=width)
    return blocks


def _numbers(party: Party) -> list[str]:
    """By what registers know a party; who is in none is told apart by how this hall calls them."""
    named = [("VAT", party.vat_id), ("Business ID", party.business_id)]
    numbers = [f"{name} {number}" for name, number in named if number] or [party.id or ""]
    return [text for text in (*numbers, party.email or "") if text]


def _facts_of(invoice: Invoice) -> list[tuple[str, str]]:
    days = days_of(invoice)
    pairs = [
        ("Number", one_line(invoice.number)),
        ("Corrects bill", one_line(invoice.corrects or "")),
        ("Issued", str(invoice.issued)),
        ("Due", str(invoice.due or "")),
        ("Work done", " – ".join(dict.fromkeys(map(str, days))) if days else ""),
        ("Contract", one_line(invoice.reference)),
    ]
    return [(name, value) for name, value in pairs if value]


def _lines(pen: Pen, invoice: Invoice, sums: Sums) -> list[Block]:
    """The lines: with VAT also what each is without it, so that quantity, price and net agree with the e-invoice."""
    taxed = any(line.vat_percent for line in invoice.lines)
    dated = any(line.day for line in invoice.lines)
    timed = any(line.minutes for line in invoice.lines)
    columns = {
        "day": Column("Day") if dated else None,
        "label": Column("Description", share=1),
        "time": Column("Hours", "R") if timed else None,
        "price": Column("Net price" if taxed else "Price", "R") if timed or taxed else None,
        "net": Column("Net", "R") if taxed else None,
        "vat": Column("VAT", "R") if taxed else None,
        "gross": Column(f"{'Gross' if taxed else 'Amount'}, {invoice.currency}", "R"),
    }
    shown = {name: column for name, column in columns.items() if column is not None}
    rows = []
    for line, part in zip(invoice.lines, sums.lines, strict=True):
        cells = {
            "day": str(line.day or ""),
            "label": one_line(line.label),
            "time": hours(line.minutes) if line.minutes else "",
            "price": figure(part.price, invoice.currency),
            "net": figure(part.net, invoice.currency),
            "vat": percentage(line.vat_percent),
            "gross": figure(line.gross.amount, invoice.currency),
        }
        rows.append([cells[name] for name in shown])
    return table(pen, list(shown.values()), rows)


def _totals(pen: Pen, invoice: Invoice, sums: Sums) -> Block:
    """VAT by rate on the left, what is to be paid on the right; one block, which is never broken."""
    right = _sum_lines(pen, invoice, sums)
    return beside(_vat_table(pen, invoice, sums), right) if sums.vat else right


def _sum_lines(pen: Pen, invoice: Invoice, sums: Sums) -> Block:
    pairs = [("Net total", sums.net), ("VAT", sums.vat)] if sums.vat else []
    pairs += [("Rounding", sums.rounding)] if sums.rounding else []
    blocks = [_sum_line(name, figure(amount, invoice.currency), BODY) for name, amount in pairs]
    name = "Credited" if invoice.kind == "credit_note" else "To pay"
    last = _sum_line(f"{name}, {invoice.currency}", figure(sums.payable, invoice.currency), _DUE)

    def draw(pen: Pen, y: float) -> None:
        pen.rule(y + 0.8, _TOTALS_LEFT, color=ACCENT, weight=0.35)
        last.draw(pen, y + 2.4)

    return stacked([*blocks, Block(last.height + 3, draw)])


def _sum_line(name: str, value: str, style: Style) -> Block:
    def draw(pen: Pen, y: float) -> None:
        pen.write(_TOTALS_LEFT, y, name, style)
        pen.write(_TOTALS_LEFT, y, value, style, RIGHT - _TOTALS_LEFT, "R")

    return Block(style.leading * 1.2, draw)


def _vat_table(pen: Pen, invoice: Invoice, sums: Sums) -> Block:
    columns = [(LEFT, 18.0), (LEFT + 18, 24.0), (LEFT + 42, 22.0), (LEFT + 64, 24.0)]
    head = ("VAT rate", "Net", "VAT", "Gross")
    rows = [
        (
            percentage(group.percent),
            *(figure(amount, invoice.currency) for amount in (group.net, group.vat, group.net + group.vat)),
        )
        for group in sums.groups
    ]

    def draw(pen: Pen, y: float) -> None:
        for number, row in enumerate([head, *rows]):
            style = SMALL if number == 0 else BODY
            for (x, width), text in zip(columns, row, strict=True):
                pen.write(x, y + number * BODY.leading * 1.2, text, style, width, "L" if x == LEFT else "R")
        pen.rule(y + BODY.leading * 1.1, LEFT, LEFT + 88)

    return Block((len(rows) + 1) * BODY.leading * 1.2, draw)


def _remarks(pen: Pen, invoice: Invoice, sums: Sums, machines: bool) -> list[Block]:
    said = [f"{terms_of(invoice)}."]
    said += [f"{percentage(Decimal(0))} VAT: {one_line(group.reason)}." for group in sums.groups if group.reason]
    if sums.rounding:
        said.append("Rounding is what net and VAT, each rounded by rate, differ from the sum of the amounts agreed on.")
    blocks = [gap(7), *(block for text in said for block in lines_of(pen, text))]
    if invoice.note.strip():
        blocks += [gap(3), *lines_of(pen, visible(invoice.note).strip())]
    if machines:
        blocks += [
            gap(3),
            *lines_of(pen, "This file holds the same bill as an e-invoice (EN 16931, Factur-X, ZUGFeRD).", SMALL),
        ]
    return blocks
