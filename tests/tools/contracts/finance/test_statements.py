"""What one person earned, got and has coming."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.contracts.finance.money_world import add_place


async def _list(world, by=None, person=None, **how):
    how = {"contract_id": world.contract, "user_id": (person or world.walt).id, **how}
    return await (by or world.walt).call("list_participant_transactions", **how)


async def _refused(world, **how):
    with pytest.raises(Refused) as no:
        await _list(world, **how)
    return no.value


async def _history(world):
    """A day earlier 60.00 owed; a deposit of 100.00 today, and 40.00 pending."""
    owed = await world.owed(date="2026-03-01")
    deposit = await world.put_aside("100.00")
    pending = await world.charge(60)
    return owed, deposit, pending


async def test_the_balance_runs_along_day_by_day_whatever_is_shown(world):
    owed, deposit, pending = await _history(world)
    answer = await _list(world, descending=False)
    rows = [(row["id"], row["type"], row["amount"], row["running_balance"]) for row in answer["transactions"]]
    assert rows == [
        (owed, "charge", "60.00", "-60.00"), (deposit, "deposit", "100.00", "40.00"), (pending, "charge", "40.00", "40.00"),
    ]  # fmt: skip
    assert (answer["balance"]["balance"], answer["balance"]["charged_pending"]) == ("40.00", "40.00")
    only = await _list(world, type_id="charge")
    assert [(row["id"], row["running_balance"]) for row in only["transactions"]] == [
        (pending, "40.00"),
        (owed, "-60.00"),
    ]


@pytest.mark.parametrize(
    ("how", "found"),
    [
        ({"type_id": "deposit"}, [1]),
        ({"status_id": 100}, [2]),
        ({"status_id": 777}, [1]),
        ({"date_from": "2026-03-02"}, [2, 1]),
        ({"date_to": "2026-03-01"}, [0]),
        ({"sort_by": "amount"}, [1, 0, 2]),
        ({"sort_by": "created_at", "descending": False}, [0, 1, 2]),
    ],
)
async def test_filters_and_order(world, how, found):
    ids = await _history(world)
    assert [row["id"] for row in (await _list(world, **how))["transactions"]] == [ids[at] for at in found]


async def test_pages_go_on_where_they_ended(world):
    ids = set(await _history(world))
    first = await _list(world, limit=2)
    rest = await _list(world, limit=2, cursor=first["next_cursor"])
    assert {row["id"] for row in (*first["transactions"], *rest["transactions"])} == ids
    assert "next_cursor" not in rest


async def test_others_money_takes_read_level_4(world):
    assert (await _refused(world, by=world.wanda)).status == 403
    await _list(world, world.cara)
    stranger = await world.hall.person("sam@else.test")
    assert (await _refused(world, by=stranger)).status == 404


async def test_who_is_not_on_the_contract_and_who_has_several_places(world):
    assert "place of person" in (await _refused(world, by=world.olga, person=world.cara)).text
    other = await world.hall.app.database.write(
        lambda tx: add_place(tx, world.hall, world.contract, world.walt.owner, "50.00", "lead")
    )
    assert "lead" in (await _refused(world)).fields["participant_id"]
    assert (await _list(world, participant_id=other))["balance"]["participant_id"] == other
    assert (await _refused(world, participant_id=world.wanda_place)).status == 404


async def test_days_the_wrong_way_round(world):
    no = await _refused(world, date_from="2026-03-02", date_to="2026-03-01")
    assert "2026-03-02" in no.fields["date_to"]
