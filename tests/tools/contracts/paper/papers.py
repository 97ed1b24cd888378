"""Bills and contracts of a firm in Helsinki, for tests."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

from pypdf import PdfReader

from store.types import Money
from tools.contracts.rules.documents import (
    Acceptance,
    ContractPaper,
    Invoice,
    InvoiceLine,
    PaperMember,
    PaperParticipant,
    Party,
)

FIRM = Party(
    "Aava Koodi Oy",
    ("Mannerheimintie 1 A 12",),
    "00100",
    "Helsinki",
    "FI",
    "FI20774740",
    "2077474-0",
    "billing@aava.example",
)
CLIENT = Party("Nordlicht Logistik GmbH", ("Hafenstr. 9",), "20457", "Hamburg", "DE", "DE136695976")
PERSON = Party("Elli Niemi", ("Kotikatu 3",), "33100", "Tampere", "FI", id="person 7")
AT = datetime(2026, 11, 29, 12, 5, tzinfo=UTC)


def line(
    label: str = "Work",
    gross: str = "63.33",
    vat: str = "25.5",
    *,
    minutes: int | None = 95,
    day: date | None = date(2026, 11, 2),
    currency: str = "EUR",
) -> InvoiceLine:
    return InvoiceLine(label, day, minutes, None, Money.of(gross, currency), Decimal(vat))


def bill(*lines: InvoiceLine, **changed: object) -> Invoice:
    plain = Invoice(
        number="2026-0007",
        issued=date(2026, 11, 29),
        due=date(2026, 12, 13),
        kind="invoice",
        corrects=None,
        seller=FIRM,
        buyer=CLIENT,
        currency="EUR",
        lines=lines or (line(),),
        label="Work in November",
        reference="Backend rewrite (contract 12)",
        timezone="Europe/Helsinki",
    )
    return replace(plain, **changed)  # type: ignore[arg-type]


def credit_note(*lines: InvoiceLine, **changed: object) -> Invoice:
    return bill(
        *lines, **{"number": "2026-0008", "kind": "credit_note", "corrects": "2026-0007", "due": None, **changed}
    )


def contract_paper(**changed: object) -> ContractPaper:
    plain = ContractPaper(
        id=12,
        label="Backend rewrite",
        description="Move the ordering service to the new platform.\n\nWeekly demos.",
        state="confirmed",
        start=AT,
        end=None,
        timezone="Europe/Helsinki",
        currency="EUR",
        amount=Money.of("25000", "EUR"),
        created=AT,
        as_of=AT,
        members=(PaperMember("Aino Korhonen", "owner"), PaperMember("Elli Niemi", "worker")),
        participants=(PaperParticipant("Elli Niemi", "developer", Money.of("40", "EUR"), 30, "confirmed", 2),),
        settings=(("Tracked time", "rounded up to 15 minutes"),),
        acceptances=(Acceptance("Elli Niemi", "developer", "the offer", "Aino Korhonen", AT),),
    )
    return replace(plain, **changed)  # type: ignore[arg-type]


def pages_of(pdf: bytes) -> list[str]:
    """The text of every page as a machine reads it. Blanks without width stand for glyphs without a letter: left out."""
    pages = (page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return [re.sub(r"[ \t]+", " ", text.replace("\u200b", "").replace("\u00a0", " ")) for text in pages]


def text_of_pdf(pdf: bytes) -> str:
    return "\n".join(pages_of(pdf))
