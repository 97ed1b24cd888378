"""The log on a PostgreSQL server: what a shell is refused, and guards that are gone are named."""

from __future__ import annotations

import psycopg
import pytest

from store.wallet.audit import differences
from tests.hall import Hall
from tests.postgresql import on_postgresql

pytestmark = pytest.mark.skipif(
    not on_postgresql(), reason="is about a PostgreSQL server: HIRINGHALL_TEST_DB=postgresql"
)

LOG = ("ledger_transfers", "ledger_holds", "ledger_hold_ends", "ledger_accounts", "calls")


@pytest.fixture
async def used(hall: Hall) -> Hall:
    await hall.agent("Acme", company_funds="100.00 EUR")
    return hall


def named(hall: Hall) -> list[str]:
    """The guards that the proof of the books misses."""
    with hall.reading() as tx:
        return [sentence.split()[2] for sentence in differences(tx) if sentence.startswith("the guard")]


async def test_a_shell_cannot_rewrite_the_log_nor_empty_it(used: Hall) -> None:
    assert used.on is not None
    for table in LOG:
        with psycopg.connect(used.on.url, autocommit=True) as shell:
            with pytest.raises(psycopg.errors.IntegrityError, match="append-only"):
                shell.execute(f"TRUNCATE {table} CASCADE")
    for attack in (
        "DELETE FROM ledger_transfers",
        "UPDATE ledger_transfers SET amount = 1",
        "UPDATE ledger_accounts SET owner_id = 7",
        "INSERT INTO ledger_transfers SELECT * FROM ledger_transfers LIMIT 1",
    ):
        with psycopg.connect(used.on.url, autocommit=True) as shell:
            with pytest.raises(psycopg.errors.IntegrityError, match="append-only"):
                shell.execute(attack)
    assert named(used) == []


@pytest.mark.parametrize(
    ("attack", "guard"),
    [
        ("DROP TRIGGER ledger_transfers_no_update ON ledger_transfers", "ledger_transfers_no_update"),
        ("DROP TRIGGER calls_no_truncate ON calls", "calls_no_truncate"),
        ("ALTER TABLE ledger_holds DISABLE TRIGGER ledger_holds_no_delete", "ledger_holds_no_delete"),
        (
            "CREATE OR REPLACE FUNCTION ledger_transfers_no_mismatch() RETURNS trigger LANGUAGE plpgsql"
            " AS $$ BEGIN RETURN NEW; END $$",
            "ledger_transfers_no_mismatch",
        ),
        (
            "CREATE OR REPLACE TRIGGER ledger_accounts_no_change BEFORE UPDATE OF created_at ON ledger_accounts"
            " FOR EACH ROW EXECUTE FUNCTION ledger_accounts_no_change()",
            "ledger_accounts_no_change",
        ),
    ],
)
async def test_a_guard_that_is_gone_off_or_changed_is_named(used: Hall, attack: str, guard: str) -> None:
    assert used.on is not None
    assert named(used) == []
    # No other test gets this database.
    used.on.altered = True
    with psycopg.connect(used.on.url, autocommit=True) as shell:
        shell.execute(attack)
    assert named(used) == [guard]
