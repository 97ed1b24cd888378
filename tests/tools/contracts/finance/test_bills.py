"""Making bills, and who sees what of them."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.contracts import cast
from tests.tools.contracts.finance.bill_world import (
    bill_for_two,
    bills_of,
    charges_on,
    delete_bill,
    make_bill,
    pay_bill,
)
from tests.tools.contracts.finance.money_world import add_place


async def _refused(world, *lines, **how):
    with pytest.raises(Refused) as no:
        await make_bill(world, *lines, **how)
    return no.value


async def test_a_bill_bundles_charges_of_several_and_each_issues_an_invoice(world):
    bill = await bill_for_two(world, note="Thanks", due_on="2026-03-16")
    assert (bill["status_id"], bill["status"], bill["amount"], bill["currency"]) == (100, "open", "85.00", "EUR")
    assert [(line["line"], line["participant_id"], line["amount"], line["minutes"]) for line in bill["data"]] == [
        (1, world.walt_place, "60.00", 90), (2, world.wanda_place, "25.00", 60),
    ]  # fmt: skip
    assert (bill["lines_count"], bill["note"], bill["due_on"]) == (2, "Thanks", "2026-03-16")
    assert (bill["billable_type"], bill["billable_id"], bill["created_by"]["id"]) == (
        "contract", world.contract, world.olga.id,
    )  # fmt: skip
    assert [(one["document"], one["kind"], one["number"], one["issuer"]["name"], one["amount"]) for one in bill["documents"]] == [
        (1, "invoice", "INV-2026-0001", "Walt", "60.00"), (2, "invoice", "INV-2026-0001", "Wanda", "25.00"),
    ]  # fmt: skip
    assert [one["pdf"] for one in bill["documents"]] == [f"hiringhall://bills/{bill['id']}/{n}.pdf" for n in (1, 2)]
    for id in charges_on(bill):
        assert await world.state(id) == (200, 200)
    await world.books_balance()


async def test_invoices_of_one_issuer_are_numbered_without_gaps_across_contracts_and_years(world):
    first = [await _one(world) for _ in range(2)]
    assert [bill["documents"][0]["number"] for bill in first] == ["INV-2026-0001", "INV-2026-0002"]
    # What is refused or rehearsed takes no number.
    charge = await world.owed()
    line = {"participant_id": world.walt_place, "transaction_ids": [charge]}
    rehearsed = await world.olga.call(
        "create_contract_bill", contract_id=world.contract, label="x", data={"lines": [line]}, dry_run=True
    )
    assert rehearsed["dry_run"]
    await _refused(world, line, {"participant_id": world.wanda_place, "all_unpaid": True})
    assert (await make_bill(world, line))["documents"][0]["number"] == "INV-2026-0003"
    world.hall.sql_script("UPDATE sessions SET expires_at = '2030-01-01'")
    world.hall.clock.advance(days=365)
    assert (await _one(world, date="2027-03-01"))["documents"][0]["number"] == "INV-2027-0001"
    await world.books_balance()


async def _one(world, **more):
    charge = await world.owed(**more)
    return await make_bill(world, {"participant_id": world.walt_place, "transaction_ids": [charge]})


async def test_each_charge_that_does_not_fit_is_named_with_its_reason(world):
    good, pending, paid, hers = await world.owed(), await world.charge(), await world.owed(), None
    await world.set("UPDATE contract_participants SET price = 2500 WHERE id = :id", id=world.wanda_place)
    hers = await world.owed(60, world.wanda_place, world.wanda)
    await world.pay(paid)
    billed = charges_on(
        await make_bill(world, {"participant_id": world.walt_place, "transaction_ids": [await world.owed()]})
    )[0]
    reported = await world.owed()
    await world.pay(reported, method="external")
    no = await _refused(
        world,
        {"participant_id": world.walt_place, "transaction_ids": [good, pending, paid, hers, billed, reported, 999]},
    )
    reasons = no.details["transactions"]
    assert no.code == "unfit_transactions"
    for id, word in (
        (pending, "pending"), (paid, "paid already"), (hers, f"of participant {world.wanda_place}"),
        (billed, "on bill 1"), (reported, "reported as paid"), (999, "no charge of this contract"),
    ):  # fmt: skip
        assert word in reasons[str(id)], id
    assert str(good) not in reasons
    assert await world.state(good) == (200, 100)


async def test_a_charge_is_on_one_line_only(world):
    charge = await world.owed()
    line = {"participant_id": world.walt_place, "transaction_ids": [charge]}
    assert "named twice" in (await _refused(world, line, line)).details["transactions"][str(charge)]
    other = {"participant_id": world.walt_place, "all_unpaid": True}
    assert (await _refused(world, line, other)).code == "nothing_to_bill"
    assert await bills_of(world) == []


async def test_no_empty_bill_is_made(world):
    no = await _refused(world)
    assert (no.status, no.code) == (409, "nothing_to_bill")
    assert f"participant {world.walt_place} has no approved and unpaid charge" in no.text


async def test_all_unpaid_takes_what_lies_in_the_period(world):
    days = [await world.owed(30, date=f"2026-02-{day:02}") for day in (1, 10, 28)]
    line = {"participant_id": world.walt_place, "all_unpaid": True, "label": "Mid February"}
    bill = await make_bill(world, line, period_from="2026-02-02", period_to="2026-02-27")
    assert charges_on(bill) == [days[1]]
    assert (bill["period_from"], bill["period_to"], bill["data"][0]["label"]) == (
        "2026-02-02",
        "2026-02-27",
        "Mid February",
    )
    assert charges_on(await make_bill(world)) == [days[0], days[2]]


@pytest.mark.parametrize(
    ("line", "data", "field"),
    [
        ({}, {}, "data.lines[0]"),
        ({"all_unpaid": True, "transaction_ids": [1]}, {}, "data.lines[0]"),
        ({"all_unpaid": True, "vat": "100"}, {}, "data.lines[0].vat"),
        ({"all_unpaid": True, "vat": "-1"}, {}, "data.lines[0].vat"),
        ({"all_unpaid": True, "vat": "2.555"}, {}, "data.lines[0].vat"),
        ({"all_unpaid": True}, {"period_from": "2026-02-02", "period_to": "2026-02-01"}, "data.period_to"),
        ({"all_unpaid": True}, {"due_on": "2026-03-01"}, "data.due_on"),
    ],
)
async def test_what_is_wrong_with_lines_and_days_is_said(world, line, data, field):
    await world.owed()
    assert field in (await _refused(world, {"participant_id": world.walt_place, **line}, **data)).fields


async def test_participants_bill_their_own_charges_and_no_others(world):
    charge = await world.owed()
    line = {"participant_id": world.walt_place, "transaction_ids": [charge]}
    assert (await _refused(world, line, by=world.wanda)).status == 403
    assert (await _refused(world, {"participant_id": 999, "all_unpaid": True})).status == 404
    bill = await make_bill(world, line, by=world.walt)
    assert bill["created_by"]["id"] == world.walt.id
    assert world.hall.sql("SELECT amount FROM calls WHERE tool = 'create_contract_bill' ORDER BY at DESC")[0][0] == 0


async def test_what_is_not_ones_own_is_nobodys_charge(world):
    await world.set("UPDATE contract_participants SET price = 2500 WHERE id = :id", id=world.wanda_place)
    hers = await world.owed(60, world.wanda_place, world.wanda)
    no = await _refused(world, {"participant_id": world.walt_place, "transaction_ids": [hers]}, by=world.walt)
    assert no.details["transactions"] == {str(hers): "no charge of this contract"}


async def test_charges_on_an_open_bill_are_neither_changed_nor_paid_nor_deleted_singly(world):
    charge = await world.owed()
    bill = await make_bill(world)
    with pytest.raises(Refused) as no:
        await world.walt.call("update_participant_charge", participant_id=world.walt_place, event_id=charge, time=60)
    assert no.value.shape["state"] == "on_bill"
    for tool in ("pay_contract_transactions", "delete_contract_transactions"):
        with pytest.raises(Refused) as no:
            await world.olga.call(tool, contract_id=world.contract, transactions=[charge])
        assert f"bill {bill['id']}" in no.value.details["transactions"][str(charge)]


async def test_a_participant_sees_own_lines_own_sum_and_own_documents(world):
    bill = await bill_for_two(world)
    (seen,) = await bills_of(world, by=world.walt)
    assert (seen["id"], seen["amount"], seen["lines_count"]) == (bill["id"], "60.00", 1)
    assert [line["participant_id"] for line in seen["data"]] == [world.walt_place]
    assert [one["issuer"]["id"] for one in seen["documents"]] == [world.walt.id]
    (all_of_it,) = await bills_of(world)
    assert (all_of_it["amount"], len(all_of_it["documents"])) == ("85.00", 2)


async def test_bills_of_others_are_not_seen_and_whoever_has_no_part_is_refused(world, hall):
    sam = await hall.person("sam@else.test")
    await world.owed()
    await make_bill(world)
    assert await bills_of(world, by=world.wanda) == []
    with pytest.raises(Refused) as no:
        await bills_of(world, by=sam)
    assert no.value.status == 404


async def test_bills_are_filtered_and_sorted(world):
    first = await _one(world)
    await pay_bill(world, first)
    second = await make_bill(
        world, {"participant_id": world.walt_place, "transaction_ids": [await world.owed(120)]}, label="A", due_on="2026-04-01"
    )  # fmt: skip
    third = await make_bill(
        world, {"participant_id": world.walt_place, "transaction_ids": [await world.owed(60)]}, label="B"
    )
    gone = await make_bill(world, {"participant_id": world.walt_place, "transaction_ids": [await world.owed(60)]})
    await delete_bill(world, gone)

    async def ids(**how):
        return [bill["id"] for bill in await bills_of(world, **how)]

    assert await ids(sort_by="id") == [third["id"], second["id"], first["id"]]
    assert await ids(status_id=100, descending=False) == [second["id"], third["id"]]
    assert await ids(status_id=777) == [first["id"]]
    assert await ids(status_id=555) == []
    assert await ids(sort_by="amount") == [second["id"], first["id"], third["id"]]
    assert await ids(sort_by="label", descending=False) == [second["id"], third["id"], first["id"]]
    assert (await ids(sort_by="due_on", descending=False))[0] == second["id"]
    assert await ids(participant_id=world.wanda_place) == []
    with pytest.raises(Refused) as no:
        await ids(sort_by="colour")
    assert "due_on" in no.value.text
    page = await world.olga.call("list_contract_bills", contract_id=world.contract, limit=2, sort_by="due_on")
    more = await world.olga.call(
        "list_contract_bills", contract_id=world.contract, limit=2, sort_by="due_on", cursor=page["next_cursor"]
    )
    assert (page["total"], {bill["id"] for bill in (*page["bills"], *more["bills"])}) == (
        3, {first["id"], second["id"], third["id"]},
    )  # fmt: skip


async def test_who_pays_and_who_is_paid_are_told(world):
    bill = await bill_for_two(world)
    assert any("Bill 1 with 60.00 EUR for your work" in text for text in cast.heard(world.hall, world.walt))
    assert any(
        "Bill 1 of 85.00 EUR" in text and "pay_contract_bill" in text for text in cast.heard(world.hall, world.cara)
    )

    async def told_of_the_bill():
        items = (await world.cara.call("list_notices"))["items"]
        return next(one for one in items if "Bill 1" in one["text"] and "was made" in one["text"])

    assert (await told_of_the_bill())["act_with"] == ["pay_contract_bill"]
    await pay_bill(world, bill)
    assert not (await told_of_the_bill()).get("act_with")


async def test_the_feed_says_that_charges_went_on_a_bill(world):
    bill = await bill_for_two(world)
    rows = world.hall.sql("SELECT record_id FROM changes WHERE type = 'charge.changed' ORDER BY id DESC LIMIT 2")
    assert {id for (id,) in rows} == set(charges_on(bill))


async def test_who_left_with_money_owed_bills_it(world):
    await world.owed()
    await world.set("UPDATE contract_participants SET status_id = 444 WHERE id = :id", id=world.walt_place)
    await world.set("UPDATE contract_users SET left_at = '2026-03-01' WHERE user_id = :id", id=world.walt.id)
    bill = await make_bill(world, by=world.walt)
    assert bill["amount"] == "60.00"
    await pay_bill(world, bill)
    assert world.hall.purse(world.walt.owner, "EUR") == ("60.00", "0.00")


async def test_an_agent_issues_in_the_name_of_its_company(world):
    bot = await world.hall.agent("Robots")
    place = await world.hall.app.database.write(
        lambda tx: add_place(tx, world.hall, world.contract, bot.owner, "10.00", role="bot")
    )
    await world.owed(60, place, world.olga)
    bill = await make_bill(world, {"participant_id": place, "all_unpaid": True})
    assert bill["documents"][0]["issuer"]["type"] == "company"
    assert bill["documents"][0]["issuer"]["name"] == "Robots"
    (seen,) = await bills_of(world, by=bot)
    assert seen["documents"] == bill["documents"]


async def test_who_bills_pending_hours_hears_who_approves_them(world):
    charge = await world.charge()
    line = {"participant_id": world.walt_place, "transaction_ids": [charge]}
    with pytest.raises(Refused) as no:
        await world.walt.call("create_contract_bill", contract_id=world.contract, label="March", data={"lines": [line]})
    reason = no.value.details["transactions"][str(charge)]
    assert reason == "pending; “Olga” or “Cara” accepts it first, with approve_contract_transactions"
