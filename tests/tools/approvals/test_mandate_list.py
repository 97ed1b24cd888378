"""Reading mandates, through the pipeline."""

from __future__ import annotations

from typing import Any

import pytest

from store.types import Owner
from tests.hall import Hall, Refused
from tests.tools.approvals.mandated import allow, as_agent, commit
from tests.tools.approvals.test_mandates import acme


async def test_each_sees_what_is_theirs_in_the_order_of_use(hall: Hall) -> None:
    boss, bot = await acme(hall)
    other = await hall.agent("Acme", "Second")
    kim = await hall.person("kim@acme.test", company="Acme", role="user")
    wide = await allow(boss)
    of_bot = await allow(boss, agent_id=bot.id)
    soon = await allow(boss, agent_id=bot.id, valid_until="2026-03-09T00:00:00Z")
    named = await allow(boss, payees=[{"type": "person", "id": kim.id}])
    of_other = await allow(boss, agent_id=other.id, kinds=["task"])

    async def ids(caller: Any, **arguments: Any) -> list[str]:
        return [item["public_id"] for item in (await caller.call("list_mandates", limit=20, **arguments))["items"]]

    everything = [named, of_other, soon, of_bot, wide]
    assert await ids(boss) == await ids(kim) == everything
    assert await ids(bot) == await ids(boss, agent_id=bot.id) == [named, soon, of_bot, wide]
    first = await boss.call("list_mandates", limit=2)
    rest = await boss.call("list_mandates", limit=10, cursor=first["next_cursor"])
    assert [item["public_id"] for item in first["items"] + rest["items"]] == everything
    assert first["total"] == 5
    await boss.call("revoke_mandate", mandate_id=wide)
    assert wide not in await ids(boss)
    assert await ids(boss, status=["revoked", "expired"]) == [wide]
    assert await ids(boss, mandate_id=wide) == [wide]
    with pytest.raises(Refused) as no:
        await bot.call("list_mandates", mandate_id=of_other)
    assert no.value.status == 404
    with pytest.raises(Refused) as no:
        await boss.call("list_mandates", agent_id=999)
    assert no.value.status == 404


async def test_one_shows_what_was_done_under_it(hall: Hall) -> None:
    boss, bot = await acme(hall)
    id = await allow(boss, per_day="80")
    await as_agent(hall, bot, commit(bot, "30", 1, Owner("person", boss.id)))
    answer = await bot.call("list_mandates", mandate_id=id)
    (use,) = answer["uses"]
    assert use.pop("call_id").startswith("call_")
    assert use == {
        "agent_id": bot.id,
        "kind": "booking",
        "payee": f"person:{boss.id}",
        "committed": {"amount": "30.000000", "currency": "USDT"},
        "returned": {"amount": "0.000000", "currency": "USDT"},
        "at": "2026-03-02T09:00:00Z",
    }
    (mandate,) = answer["items"]
    assert (mandate["left_total"], mandate["left_today"]) == ("170.000000", "50.000000")


async def test_which_mandate_would_be_used_or_why_none(hall: Hall) -> None:
    boss, bot = await acme(hall)
    narrow = await allow(boss, payees=[{"type": "person", "id": boss.id}], total="40")
    wide = await allow(boss, per_call="50")
    act = {"kind": "booking", "payee_type": "person", "payee_id": boss.id, "amount": "40", "currency": "USDT"}

    async def cover(**changes: Any) -> dict[str, Any]:
        found: dict[str, Any] = (await bot.call("list_mandates", would_cover={**act, **changes}))["cover"]
        return found

    assert await cover() == {"mandate_id": narrow, "failing": []}
    assert (await cover(amount="41"))["mandate_id"] == wide
    assert (await cover(payee_id=999))["mandate_id"] == wide
    assert (await cover(payee_type=None, payee_id=None))["mandate_id"] == wide
    assert await cover(amount="60") == {
        "failing": [
            {"mandate_id": narrow, "bound": "total", "wanted": "60.000000", "left": "40.000000"},
            {"mandate_id": wide, "bound": "per_call", "wanted": "60.000000", "left": "50.000000"},
        ]
    }
    assert {each["bound"] for each in (await cover(currency="EUR"))["failing"]} == {"currency"}
    for faulty in ({"payee_id": None}, {"kind": None}, {"amount": "0"}, {"amount": "1.001", "currency": "EUR"}):
        with pytest.raises(Refused) as no:
            await cover(**faulty)
        assert no.value.status == 422
    assert (await boss.call("list_mandates"))["items"][0]["used"] == "0.000000"
