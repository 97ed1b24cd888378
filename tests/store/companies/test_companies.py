from __future__ import annotations

from datetime import UTC, datetime

import pytest

from store.companies import companies
from store.database import Transaction
from store.people import identity
from tests.hall import Hall

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


async def test_the_terms_of_a_company_are_its_currency_and_zone(hall: Hall) -> None:
    def make(tx: Transaction) -> int:
        return identity.create_company(tx, "Acme", "EUR", NOW, timezone="Europe/Helsinki")

    company_id = await hall.app.database.write(make)
    terms = await hall.app.database.read(lambda tx: companies.terms_of(tx, company_id))
    assert (terms["currency"], terms["timezone"]) == ("EUR", "Europe/Helsinki")
    with pytest.raises(LookupError):
        await hall.app.database.read(lambda tx: companies.terms_of(tx, company_id + 1))
