"""hiringhall ledger statement: below a person's purses stands what was paid out in the month."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from server.cli.books import show_statement
from store.types import Money
from tests.hall import Hall
from tests.tools.payouts.payout_cast import made, method_of, step
from tools.payouts.quoting import Quote
from tools.payouts.settlement import complete, complete_in_part, decline, send

# Commands take a file.
pytestmark = pytest.mark.sqlite
IN_DOLLARS = Quote(Money(4000, "EUR"), Money(4230, "USD"), "1.0576", "multiply")


async def test_a_month_of_payouts_is_told_and_the_next_one_goes_on_from_it(
    hall: Hall, capsys: pytest.CaptureFixture[str]
) -> None:
    ann = await hall.person("ann@work.test", credit="300.00 EUR")
    account, card = await method_of(hall, ann, "bank_account"), await method_of(hall, ann)
    first, part, refused, last = [await made(hall, account) for _ in range(2)] + [
        await made(hall, card, IN_DOLLARS) for _ in range(2)
    ]
    for payout in (first, part, refused, last):
        await step(hall, payout, send)
    await step(hall, first, complete)
    await step(hall, part, complete_in_part, 5000, "The account takes no more")
    await step(hall, refused, decline, "The card is closed")
    hall.clock.now = datetime(2026, 4, 3, 9, 0, tzinfo=UTC)
    await step(hall, last, complete)

    assert show_statement(hall.path, f"person:{ann.id}", "2026-03", False) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[shown.index(f"person:{ann.id} payouts, 2026-03") + 1 :] == [
        "  payout 1 of 2026-03-02: 90.00 EUR to bank account ****************3000: completed 2026-03-02, 90.00 EUR arrived "
        "(sandbox)",
        "  payout 2 of 2026-03-02: 90.00 EUR to bank account ****************3000: partially_completed 2026-03-02, 50.00 "
        "EUR arrived, 40.00 EUR returned, The account takes no more (sandbox)",
        "  payout 3 of 2026-03-02: 40.00 EUR = 42.30 USD at 1.0576 to card 4111 11** **** 1111: declined 2026-03-02, 40.00 "
        "EUR returned, The card is closed (sandbox)",
        "  payout 4 of 2026-03-02: 40.00 EUR = 42.30 USD at 1.0576 to card 4111 11** **** 1111: on its way (sandbox)",
        "  on its way when the month ended: 40.00 EUR",
    ]
    assert ["payout", "4", "x", "-260.00"] in [line.split() for line in shown]

    assert show_statement(hall.path, f"person:{ann.id}", "2026-04", True) == 0
    april = json.loads(capsys.readouterr().out)
    assert [(one["id"], one["state"], one["arrived"]) for one in april["payouts"]] == [(4, "completed", "42.30")]
    assert (april["payouts"][0]["base"], april["on_their_way"]) == ({"amount": "40.00", "currency": "EUR"}, {})
    assert show_statement(hall.path, f"person:{ann.id}", "2026-05", True) == 0
    assert json.loads(capsys.readouterr().out)["payouts"] == []


async def test_a_payout_that_left_no_trace_in_the_purse_is_found(
    hall: Hall, capsys: pytest.CaptureFixture[str]
) -> None:
    ann = await hall.person("ann@work.test", credit="100.00 EUR")
    await made(hall, await method_of(hall, ann))
    with closing(sqlite3.connect(hall.path)) as connection, connection:
        connection.execute("DROP TRIGGER payouts_no_change")
        connection.execute("UPDATE payouts SET base_amount = 8000, target_amount = 8000")
    assert show_statement(hall.path, f"person:{ann.id}", "2026-03", False) == 1
    assert "paid out 90.00 EUR in 2026-03, but its payouts say 80.00 EUR" in capsys.readouterr().out
