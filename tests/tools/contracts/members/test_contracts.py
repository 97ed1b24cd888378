"""Lists of contracts."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.contracts.cast import ask, contract, hire, reply


def labels(answer):
    return [row["label"] for row in answer["contracts"]]


async def test_contracts_come_in_ones_own_order_new_ones_first(hall, olga):
    made = {}
    for name in ("A", "B", "C", "D"):
        made[name] = await contract(olga, label=name)
        hall.clock.advance(minutes=1)
    await olga.call("update_contract", contract_id=made["A"], settings={"position": 1})
    await olga.call("update_contract", contract_id=made["D"], settings={"position": 2})
    assert labels(await olga.call("list_contracts")) == ["C", "B", "A", "D"]
    assert labels(await olga.call("list_contracts", descending=True)) == ["D", "A", "B", "C"]
    first = await olga.call("list_contracts", limit=3)
    assert labels(await olga.call("list_contracts", limit=3, cursor=first["next_cursor"])) == ["D"]


async def test_contracts_are_sorted_by_what_is_asked_for(hall, olga):
    await contract(olga, label="beta", end="2026-05-01T00:00:00Z")
    hall.clock.advance(minutes=1)
    await contract(olga, label="Alpha")
    assert labels(await olga.call("list_contracts", sort_by="label")) == ["Alpha", "beta"]
    assert labels(await olga.call("list_contracts", sort_by="end")) == ["beta", "Alpha"]
    assert labels(await olga.call("list_contracts", sort_by="created_at", descending=True)) == ["Alpha", "beta"]
    with pytest.raises(Refused) as refused:
        await olga.call("list_contracts", sort_by="price")
    assert "position" in refused.value.text


async def test_filters_narrow_the_list(olga, will):
    top = await contract(olga, label="Shop")
    await contract(olga, label="Part", parent_id=top, description="Payment of goods")
    await hire(olga, top, will)
    assert labels(await olga.call("list_contracts", status_id=200)) == ["Shop"]
    assert labels(await olga.call("list_contracts", parent_id=top)) == ["Part"]
    assert labels(await olga.call("list_contracts", parent_id=0)) == ["Shop"]
    assert labels(await olga.call("list_contracts", query="goods PAYMENT")) == ["Part"]
    assert labels(await will.call("list_contracts", role_id=3)) == ["Shop"]
    assert labels(await will.call("list_contracts", role_id=1)) == []


async def test_an_invitation_shows_in_the_list_while_it_waits(olga, will, sam):
    id = await contract(olga)
    place = await ask(olga, id, will)
    (row,) = (await will.call("list_contracts"))["contracts"]
    assert (row["id"], "role_id" in row, row["currency"]) == (id, False, "EUR")
    assert labels(await sam.call("list_contracts")) == []
    await reply(will, place, answer=False)
    assert labels(await will.call("list_contracts")) == []


async def test_a_reader_of_dates_alone_finds_by_label_alone(olga, sam):
    id = await contract(olga, label="Shop", description="Secret plan", amount="10.00")
    await olga.call("add_contract_user", contract_id=id, user_id=sam.id, role_id=6, read=0, write=0)
    (row,) = (await sam.call("list_contracts"))["contracts"]
    assert not {"currency", "amount", "participants_count"} & row.keys()
    assert labels(await sam.call("list_contracts", query="secret")) == []
    assert labels(await sam.call("list_contracts", query="shop")) == ["Shop"]


async def test_archived_is_no_state_to_list_by(olga, job):
    with pytest.raises(Refused) as no:
        await olga.call("list_contracts", status_id=444)
    assert set(no.value.fields) == {"status_id"}


async def test_who_has_no_contract_is_told_how_to_open_one(olga, sam, job):
    assert "create_contract" in (await sam.call("list_contracts"))["warnings"][0]
    assert "warnings" not in await sam.call("list_contracts", query="shop")
    assert "warnings" not in await olga.call("list_contracts")
