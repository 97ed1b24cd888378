"""Dry runs look like dry runs: what they are stands first, then who is asked, whose purse pays what, and the fee apart."""

from __future__ import annotations

from tests.hall import Hall
from tests.tools.tasks.task_world import world_of

NOBODY_ASKED = "Nothing has happened: this is what the call would do. Nobody would be asked first."


async def test_that_nothing_has_happened_stands_first(hall: Hall) -> None:
    boss = await hall.person("boss@acme.test", company="Acme")
    await hall.fund(boss.company, "10 USDT")
    result = await boss.result("create_task_group", title="Spring", dry_run=True)
    assert result.content[0].text.startswith('{"dry_run":true,"note":"Nothing has happened')  # type: ignore[union-attr]
    shown = result.structured_content or {}
    assert list(shown)[:2] == ["dry_run", "note"]
    assert shown["note"] == NOBODY_ASKED
    assert "would_ask" not in shown
    assert shown["would_pay"] == [
        {"purse": f"company:{boss.company}", "currency": "USDT", "fee": "0.020000", "left": "9.980000"}
    ]
    assert shown["would_cost"] == {"amount": "0.020000", "currency": "USDT"}


async def test_what_is_free_and_moves_nothing_costs_nothing(hall: Hall) -> None:
    ann = await hall.person("ann@home.test")
    shown = await ann.call("add_contact", email="friend@home.test", dry_run=True)
    assert shown["would_cost"] == {"amount": "0.00", "currency": "USD"}
    assert "would_pay" not in shown


async def test_the_price_is_apart_from_the_fee_and_each_purse_says_what_is_left(hall: Hall) -> None:
    work = await world_of(hall)
    task = await work.at(4)
    shown = await work.boss.call("pay_task", task_id=task, dry_run=True)
    lines = {line["currency"]: line for line in shown["would_pay"]}
    company = f"company:{work.boss.company}"
    assert lines["EUR"]["purse"] == lines["USDT"]["purse"] == company
    assert "fee" in lines["USDT"]
    assert "pays" not in lines["USDT"]
    assert float(lines["EUR"]["pays"]) > 0
    assert "fee" not in lines["EUR"]
    before = hall.purse(work.company, "EUR")
    done = await work.boss.call("pay_task", task_id=task)
    assert "dry_run" not in done
    balance, held = hall.purse(work.company, "EUR")
    assert float(lines["EUR"]["left"]) == float(balance) - float(held)
    assert before != (balance, held)


async def test_the_question_is_there_when_the_person_would_be_asked(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="500 USDT")
    address = {"currency": "USDT", "address": "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"}
    shown = await acme.call("request_withdrawal", amount="150.00", **address, dry_run=True)
    assert list(shown)[:4] == ["dry_run", "note", "would_ask", "would_pay"]
    assert shown["note"].endswith("once the person has agreed to would_ask.")
    assert "150.000000 USDT" in shown["would_ask"]
    assert acme.questions == []


async def test_a_dry_run_says_what_would_be_and_not_what_is(hall: Hall) -> None:
    boss = await hall.person("boss@acme.test", company="Acme")
    shown = await boss.call("set_spending_limit", period="day", amount="5", dry_run=True)
    assert shown["message"].startswith("Done for real, it would say: At most 5.00 USD a day")
    done = await boss.call("set_spending_limit", period="day", amount="5")
    assert done["message"].startswith("At most 5.00 USD a day")
