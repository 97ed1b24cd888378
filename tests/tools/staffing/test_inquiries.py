"""Requests for people, through the pipeline."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.staffing.wanted import hire, inquiry


async def test_an_inquiry_is_stored_whole_and_charged_once(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    made = await acme.call("create_inquiry", **inquiry(hires=[hire(), hire(stage="draft", title="Tester")]))
    assert made["inquiry_id"].startswith("inq_")
    assert made["status"] == "pending"
    assert made["charge"]["amount"] == "0.020000"
    shown = await acme.call("get_inquiry", inquiry_id=made["inquiry_id"])
    assert [position["stage"] for position in shown["positions"]] == ["pending", "draft"]
    assert shown["positions"][0]["description"] == "<p>Python</p>"
    assert shown["inquiry"]["job_start"] == "2026-11-01T07:00:00Z"
    assert (await acme.call("get_wallet"))["wallets"][0]["balance"] == "99.980000"


async def test_every_fault_is_named_with_its_position_and_nothing_is_stored(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    bad = hire(job_end="2026-10-01T00:00:00Z")
    with pytest.raises(Refused) as no:
        await acme.call("create_inquiry", **inquiry(hires=[hire(), bad, hire(budget="1.234")]))
    assert set(no.value.fields) == {"hires[1].job_end", "hires[2].budget"}
    with pytest.raises(Refused) as no:
        await acme.call("create_inquiry", **inquiry(hires=[{**hire(), "colour": "red", "budget": "1,5"}]))
    assert set(no.value.fields) == {"hires[0].colour", "hires[0].budget"}
    assert hall.sql("SELECT count(*) FROM inquiries")[0][0] == 0
    assert (await acme.call("get_wallet"))["wallets"][0]["balance"] == "100.000000"


async def test_too_little_money_stores_nothing(hall: Hall) -> None:
    poor = await hall.agent("Poor", credit="0.01 USDT")
    with pytest.raises(Refused) as no:
        await poor.call("create_inquiry", **inquiry())
    assert no.value.status == 402
    assert no.value.details["x402Version"] == 2
    assert no.value.details["shortfall"] == "0.010000"
    assert hall.sql("SELECT count(*) FROM inquiries")[0][0] == 0


async def test_a_person_without_a_company_is_told_how_to_get_one(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    with pytest.raises(Refused) as no:
        await ann.call("create_inquiry", **inquiry())
    assert no.value.status == 403
    assert "found_company" in no.value.text


async def test_counts_are_of_the_company_and_orders_of_the_caller(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    boss = await hall.person("boss@acme.test", company="Acme", credit="")
    await hall.fund(acme.company, "10.00 USD")
    await acme.call("create_inquiry", **inquiry())
    await boss.call("create_inquiry", **inquiry(title="Mine", description="<b>Bold</b> &amp; clear"))
    listed = await boss.call("list_inquiries")
    assert listed["inquiries_total"] == 2
    assert listed["group_name"] == "@acme.test"
    assert [order["title"] for order in listed["orders"]] == ["Mine"]
    assert listed["orders"][0]["description"] == "Bold & clear"


async def test_an_admin_sees_the_companys_inquiries_and_strangers_see_none(hall: Hall) -> None:
    acme, other = await hall.agent("Acme"), await hall.agent("Other")
    boss = await hall.person("boss@acme.test", company="Acme")
    made = await acme.call("create_inquiry", **inquiry())
    assert (await boss.call("get_inquiry", inquiry_id=str(made["id"])))["inquiry"]["id"] == made["id"]
    for tool in ("get_inquiry", "list_inquiry_positions", "cancel_inquiry"):
        with pytest.raises(Refused) as no:
            await other.call(tool, inquiry_id=made["inquiry_id"])
        with pytest.raises(Refused) as unknown:
            await other.call(tool, inquiry_id="inq_0000000000000000")
        assert no.value.code == "not_found"
        assert no.value.text.replace(made["inquiry_id"], "X") == unknown.value.text.replace("inq_0000000000000000", "X")


async def test_cancelling_twice_is_refused_and_adding_to_a_cancelled_one_too(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    made = await acme.call("create_inquiry", **inquiry())
    cancelled = await acme.call("cancel_inquiry", inquiry_id=made["id"] and made["inquiry_id"])
    assert cancelled["cancelled_positions"] == [made["positions"][0]["id"]]
    assert acme.questions
    assert "Two developers" in acme.questions[0]
    with pytest.raises(Refused) as no:
        await acme.call("cancel_inquiry", inquiry_id=made["inquiry_id"])
    assert no.value.code == "wrong_state"
    with pytest.raises(Refused) as no:
        await acme.call("add_inquiry_position", inquiry_id=made["inquiry_id"], **hire())
    assert "create_inquiry" in no.value.next


async def test_a_no_changes_nothing_and_costs_nothing(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    made = await acme.call("create_inquiry", **inquiry())
    acme.says_yes = False
    with pytest.raises(Refused) as no:
        await acme.call("cancel_inquiry", inquiry_id=made["inquiry_id"])
    assert no.value.code == "declined"
    assert (await acme.call("get_inquiry", inquiry_id=made["inquiry_id"]))["inquiry"]["stage"] == "pending"
    assert (await acme.call("get_wallet"))["wallets"][0]["balance"] == "99.980000"


async def test_pages_neither_skip_nor_repeat(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    for number in range(5):
        hall.clock.advance(seconds=1)
        await acme.call("create_inquiry", **inquiry(title=f"Request {number}"))
    first = await acme.call("list_inquiries", limit=2)
    await acme.call("create_inquiry", **inquiry(title="Newcomer"))
    second = await acme.call("list_inquiries", limit=2, cursor=first["next_cursor"])
    third = await acme.call("list_inquiries", limit=2, cursor=second["next_cursor"])
    titles = [order["title"] for page in (first, second, third) for order in page["orders"]]
    assert titles == [f"Request {number}" for number in (4, 3, 2, 1, 0)]
    assert "next_cursor" not in third
    with pytest.raises(Refused) as no:
        await acme.call("list_inquiries", limit=2, stage="draft", cursor=first["next_cursor"])
    assert "cursor" in no.value.fields


async def test_the_feed_says_that_an_inquiry_has_changed(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    made = await acme.call("create_inquiry", **inquiry())
    await acme.call("cancel_inquiry", inquiry_id=made["inquiry_id"])
    found = hall.sql("SELECT type, record_id, company_id, data FROM changes WHERE record_type = 'inquiry' ORDER BY id")
    kept = ("inquiry.changed", int(made["id"]), acme.company)
    assert found == [(*kept, '{"state": "pending"}'), (*kept, '{"state": "cancelled"}')]
