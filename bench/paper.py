"""What a document costs: a bill with its e-invoice, against the same rows written by bare fpdf2 in one font.

python -m bench.paper"""

from __future__ import annotations

import statistics
import time
from datetime import date
from decimal import Decimal

from bench.measure import HEAD, Figure
from store.types import Money
from tools.contracts.rules.documents import Invoice, InvoiceLine, Party

ROUNDS = 9
SELLER = Party("Aava Koodi Oy", ("Mannerheimintie 1 A 12",), "00100", "Helsinki", "FI", "FI20774740", "2077474-0")
BUYER = Party("Nordlicht Logistik GmbH", ("Hafenstr. 9",), "20457", "Hamburg", "DE", "DE136695976")


def main() -> None:
    from tools.contracts.paper.bills import render_invoice

    figures = []
    for lines in (3, 100):
        invoice = bill(lines)
        render_invoice(invoice)
        bare_pdf(invoice)
        ours: list[float] = []
        bare: list[float] = []
        for _ in range(ROUNDS):
            for times, work in ((ours, render_invoice), (bare, bare_pdf)):
                start = time.perf_counter()
                work(invoice)
                times.append((time.perf_counter() - start) * 1000)
        value, baseline = statistics.median(ours), statistics.median(bare)
        name = f"a bill of {lines} lines as PDF/A-3 with its e-invoice, over bare fpdf2 with the same rows"
        figures.append(Figure(name, f"{value:.3g} ms", f"{baseline:.3g} ms", value / baseline, "", True))
    print("\n".join([*HEAD, *(figure.line() for figure in figures)]))


def bill(lines: int) -> Invoice:
    """A bill of so many lines of work, at 25.5 % of VAT."""
    work = InvoiceLine(
        "Work on the ordering service", date(2026, 11, 2), 95, None, Money.of("63.33", "EUR"), Decimal("25.5")
    )
    return Invoice(
        number="2026-0007",
        issued=date(2026, 11, 29),
        due=date(2026, 12, 13),
        kind="invoice",
        corrects=None,
        seller=SELLER,
        buyer=BUYER,
        currency="EUR",
        lines=(work,) * lines,
        label="Work in November",
        reference="Backend rewrite (contract 12)",
        timezone="Europe/Helsinki",
    )


def bare_pdf(invoice: Invoice) -> bytes:
    """The same rows with nothing but the library: one core font, no columns, no shaping, no e-invoice."""
    from fpdf import FPDF

    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=9)
    for line in invoice.lines:
        pdf.cell(0, 6, f"{line.day} {line.label} {line.minutes} {line.gross}", new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


if __name__ == "__main__":
    main()
