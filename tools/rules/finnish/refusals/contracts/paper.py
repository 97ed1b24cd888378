"""Refusals and questions: contracts paper."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "{number} of bill {bill_id} is no e-invoice. {why_not} The PDF is there.": (
        "Laskutosite {number}, lasku {bill_id}, ei ole verkkolasku. {why_not} PDF on saatavilla."
    ),
    "bill {bill_id} has several invoices: say which of {named}": (
        "laskulla {bill_id} on useita laskutositteita: sano, mikä näistä: {named}"
    ),
    "document of bill": "asiakirja, lasku",
    "see the terms": "nähdä ehdot",
}
