"""Using mandates on a real ledger: what counts, what comes back, and that no cap is passed."""

from __future__ import annotations

import asyncio

from store.types import Owner
from tests.hall import Hall, TestCaller
from tests.tools.approvals.mandated import (
    allow,
    as_agent,
    commit,
    hold_instead,
    pay,
    refund,
    settle,
    shown,
    void,
)


async def acme(hall: Hall) -> tuple[TestCaller, TestCaller]:
    bot = await hall.agent("Acme", credit="1000 USDT", company_funds="10 EUR")
    return await hall.person("boss@acme.test", company="Acme"), bot


async def used(boss: TestCaller, id: str) -> tuple[str, str, str]:
    found = await shown(boss, id)
    return found["used"], found["used_today"], found["status"]


async def test_the_arithmetic_of_a_mandate_over_days(hall: Hall) -> None:
    """Per call 50, per day 80, 200 in all."""
    boss, bot = await acme(hall)
    id = await allow(boss, per_call="50", per_day="80", total="200")

    async def tries(amount: str, record: int) -> list[str]:
        found = await as_agent(hall, bot, commit(bot, amount, record))
        return [each.bound for each in found.failing] if not found.covers else ["yes"]

    assert await tries("50.01", 1) == ["per_call"]
    assert await tries("50", 1) == ["yes"]
    assert await used(boss, id) == ("50.000000", "50.000000", "active")
    assert await tries("30", 2) == ["yes"]
    assert await tries("0.01", 3) == ["per_day"]
    await as_agent(hall, bot, settle(1, "30"))
    assert await used(boss, id) == ("60.000000", "60.000000", "active")
    assert await tries("20", 3) == ["yes"]
    assert (await shown(boss, id))["left_today"] == "0.000000"
    hall.clock.advance(days=1)
    assert await tries("50", 4) == ["yes"]
    assert await used(boss, id) == ("130.000000", "50.000000", "active")
    assert await tries("30", 5) == ["yes"]
    assert await tries("41", 6) == ["per_day", "total"]
    hall.clock.advance(days=1)
    assert await tries("40", 7) == ["yes"]
    assert await used(boss, id) == ("200.000000", "40.000000", "used_up")
    assert await tries("0.01", 8) == ["total"]


async def test_money_that_comes_back_counts_for_its_own_use_and_day(hall: Hall) -> None:
    boss, bot = await acme(hall)
    id = await allow(boss, per_day="100", total="120")
    await as_agent(hall, bot, commit(bot, "60", 1))
    await as_agent(hall, bot, pay(bot, "40", 2))
    hall.clock.advance(days=1)
    await as_agent(hall, bot, commit(bot, "20", 3))
    assert await used(boss, id) == ("120.000000", "20.000000", "used_up")
    # Of yesterday: today's stays.
    await as_agent(hall, bot, void(1))
    assert await used(boss, id) == ("60.000000", "20.000000", "active")
    await as_agent(hall, bot, refund(bot, "15", 2))
    assert await used(boss, id) == ("45.000000", "20.000000", "active")
    await as_agent(hall, bot, void(3))
    assert await used(boss, id) == ("25.000000", "0.000000", "active")
    # No more comes back than was committed, whatever is paid for the record besides.
    await as_agent(hall, bot, refund(bot, "25", 2))
    assert await used(boss, id) == ("0.000000", "0.000000", "active")
    one = await boss.call("list_mandates", mandate_id=id)
    assert [(use["committed"]["amount"], use["returned"]["amount"]) for use in one["uses"]] == [
        ("20.000000", "20.000000"),
        ("40.000000", "40.000000"),
        ("60.000000", "60.000000"),
    ]


async def test_a_hold_in_the_place_of_another_is_no_return_but_for_what_it_is_smaller(hall: Hall) -> None:
    boss, bot = await acme(hall)
    id = await allow(boss)
    await as_agent(hall, bot, commit(bot, "60", 1))
    await as_agent(hall, bot, hold_instead(bot, "75", 1))
    assert (await used(boss, id))[0] == "60.000000"
    await as_agent(hall, bot, hold_instead(bot, "50", 1))
    assert (await used(boss, id))[0] == "35.000000"
    await as_agent(hall, bot, settle(1, "50"))
    assert (await used(boss, id))[0] == "35.000000"


async def test_what_was_taken_back_of_a_transaction_counts_as_not_moved(hall: Hall) -> None:
    boss, bot = await acme(hall)
    id = await allow(boss)
    await as_agent(hall, bot, commit(bot, "60", 1))

    def fails(call: object) -> None:
        void(1)(call)  # type: ignore[arg-type]
        raise ValueError("no")

    fault = await as_agent(hall, bot, lambda call: call.attempt(lambda: fails(call)))
    assert isinstance(fault, ValueError)
    assert (await used(boss, id))[0] == "60.000000"

    def spends_and_fails(call: object) -> None:
        commit(bot, "10", 2)(call)  # type: ignore[arg-type]
        raise ValueError("no")

    await as_agent(hall, bot, lambda call: call.attempt(lambda: spends_and_fails(call)))
    assert (await used(boss, id))[0] == "60.000000"


async def test_of_acts_at_the_same_time_as_many_pass_as_the_caps_allow(hall: Hall) -> None:
    boss, bot = await acme(hall)
    id = await allow(boss, per_call="30", total="100", max_uses=5)
    found = await asyncio.gather(*(as_agent(hall, bot, commit(bot, "30", record)) for record in range(8)))
    assert sum(each.covers for each in found) == 3
    assert (await used(boss, id)) == ("90.000000", "90.000000", "active")


async def test_a_mandate_used_up_by_its_number_of_uses_stays_so_when_money_comes_back(hall: Hall) -> None:
    boss, bot = await acme(hall)
    id = await allow(boss, max_uses=1)
    await as_agent(hall, bot, commit(bot, "30", 1))
    await as_agent(hall, bot, void(1))
    assert await used(boss, id) == ("0.000000", "0.000000", "used_up")
    found = await as_agent(hall, bot, commit(bot, "30", 2))
    assert [each.bound for each in found.failing] == ["max_uses"]
    assert f"{id}, does not cover it (max_uses: 1 wanted, 0 allowed or left)" in found.why_not


async def test_the_narrowest_mandate_is_used_and_only_by_those_it_is_for(hall: Hall) -> None:
    boss, bot = await acme(hall)
    other = await hall.agent("Acme", "Second", credit="100 USDT")
    rival = await hall.agent("Rival", credit="100 USDT")
    wide = await allow(boss)
    narrow = await allow(boss, agent_id=bot.id, payees=[{"type": "person", "id": boss.id}])
    to_boss = commit(bot, "10", 1, Owner("person", boss.id))
    assert (await as_agent(hall, bot, to_boss)).public_id == narrow
    assert (await as_agent(hall, bot, commit(bot, "10", 2))).public_id == wide
    assert (await as_agent(hall, other, commit(other, "10", 3, Owner("person", boss.id)))).public_id == wide
    strange = await as_agent(hall, rival, commit(rival, "10", 4))
    assert (strange.covers, strange.nearest, strange.why_not) == (False, None, "There is no mandate for this agent.")


async def test_an_ended_mandate_covers_nothing_before_its_end_is_written(hall: Hall) -> None:
    boss, bot = await acme(hall)
    ann = await hall.person("ann@acme.test", company="Acme")
    short = await allow(boss, valid_until="2026-03-02T10:00:00Z")
    hers = await allow(ann)
    hall.clock.advance(hours=1)
    assert (await shown(boss, short))["status"] == "expired"
    assert (await as_agent(hall, bot, commit(bot, "10", 1))).public_id == hers
    await ann.call("leave_company", company_id=ann.company)
    assert (await shown(boss, hers))["status"] == "revoked"
    assert not (await as_agent(hall, bot, commit(bot, "10", 2))).covers
    await hall.tick()
    assert [(await shown(boss, id))["status"] for id in (short, hers)] == ["expired", "revoked"]
    # What was committed still comes back.
    await as_agent(hall, bot, void(1))
    assert (await shown(boss, hers))["used"] == "0.000000"


async def test_the_company_hears_once_that_a_mandate_is_nearly_used_and_that_it_is_used_up(hall: Hall) -> None:
    """The agent that does it knows."""
    boss, bot = await acme(hall)
    id = await allow(boss, agent_id=bot.id)
    for record, amount in enumerate(("160", "10", "30"), start=1):
        await as_agent(hall, bot, commit(bot, amount, record))
    notices = await boss.call("list_notices", box="company", kinds=["mandate_changed"])
    assert [notice["text"] for notice in notices["items"]] == [
        f"Mandate {id} is used up.",
        f"Mandate {id} is nearly used: 40.000000 USDT are left.",
    ]
    changes = await boss.call("list_changes", since="oldest", types=["mandate.*"])
    assert len(changes["items"]) == 3
