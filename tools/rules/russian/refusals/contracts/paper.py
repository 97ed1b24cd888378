"""Refusals and questions: contracts paper."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "{number} of bill {bill_id} is no e-invoice. {why_not} The PDF is there.": (
        "Фактура {number} по счёту {bill_id} — не электронная. {why_not} PDF есть."
    ),
    "bill {bill_id} has several invoices: say which of {named}": (
        "у счёта {bill_id} несколько фактур: укажите одну из этих: {named}"
    ),
    "document of bill": "документ, счёт",
    "see the terms": "видеть условия",
}
