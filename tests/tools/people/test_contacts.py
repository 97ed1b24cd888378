from __future__ import annotations

from typing import Any

import pytest

from store.telling.in_touch import note_touch
from tests.contract.telling import Watch
from tests.contract.work_orders.site import site
from tests.hall import Hall, Refused, TestCaller
from tests.tools.specialists.market import offer
from tests.tools.work_orders.field_work import assigned


async def book(caller: TestCaller, **filters: Any) -> list[str]:
    return [contact["label"] for contact in (await caller.call("list_contacts", **filters))["contacts"]]


@pytest.mark.parametrize("connection", ["contact", "company", "hours for everybody"])
async def test_a_connected_person_is_added_by_address_and_called_by_name(hall: Hall, connection: str) -> None:
    company = "Acme" if connection == "company" else None
    ann, ben = await hall.person("ann@work.test", company=company), await hall.person("ben@work.test", company=company)
    if connection == "contact":
        await ben.call("add_contact", email="Ann@work.test")
    elif connection == "hours for everybody":
        await offer(hall, ben)
    added = await ann.call("add_contact", email="BEN@work.test")
    assert added["new"] == {
        "id": added["new"]["id"],
        "user_id": ben.id,
        "label": "Ben",
        "created_at": "2026-03-02T09:00:00Z",
    }
    assert added["contacts"][0]["name"] == "Ben"
    hall.clock.advance(hours=1)
    again = await ann.call("add_contact", email="ben@work.test")
    assert again["new"] == added["new"]
    assert (await ann.call("list_contacts"))["total"] == 1


async def test_an_address_is_a_note_whether_or_not_it_has_an_account_until_its_owner_is_connected(hall: Hall) -> None:
    ann, ben = await hall.person("ann@work.test"), await hall.person("benjamin@work.test", company="Other")
    await hall.app.database.write(lambda tx: tx.change("persons", ben.id, last_name="Secret", hide_email=1))
    await offer(hall, ben)
    seen = []
    for email in ("benjamin@work.test", "unknown1@work.test"):
        added = await ann.call("add_contact", email=email)
        (entry,) = [contact for contact in added["contacts"] if contact["user_id"] == added["new"]["user_id"]]
        assert added["new"]["user_id"] != ben.id
        assert (added["new"]["label"], entry["name"]) == (email.split("@")[0],) * 2
        seen.append({name for name, value in entry.items() if value})
        assert await hall.mails(email) == []
    assert seen[0] == seen[1]
    assert hall.sql("SELECT count(*) FROM persons WHERE email = 'unknown1@work.test'") == [(0,)]
    await ann.call("update_contact", user_id=entry["user_id"] - 1, label="Benny", description="met in May")
    await ben.call("add_contact", email="ann@work.test")
    added = await ann.call("add_contact", email="benjamin@work.test")
    assert (added["new"]["user_id"], added["new"]["label"]) == (ben.id, "Benny")
    assert (await ann.call("list_contacts"))["total"] == 2


async def test_writing_somebody_down_shows_nothing_of_theirs(hall: Hall) -> None:
    ann, ben = await hall.person("ann@work.test", credit="1 USDT"), await hall.person("ben@work.test")
    await hall.app.database.write(lambda tx: tx.change("persons", ben.id, phone="+358401234567"))
    await ann.call("add_contact", email="ben@work.test")
    page = await ann.call("get_specialist_profile", user_id=ben.id, include=["contact"])
    assert (page["user"]["contact"]["email_shown"], page["user"]["contact"]["phone_shown"]) == (False, False)
    await ben.call("add_contact", email="ann@work.test")
    page = await ann.call("get_specialist_profile", user_id=ben.id, include=["contact"])
    assert page["user"]["contact"]["phone"] == "+358401234567"


async def test_nobody_is_their_own_contact(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    for email in ("ann@work.test", "Ann@Work.test", "nobody"):
        with pytest.raises(Refused) as no:
            await ann.call("add_contact", email=email)
        assert list(no.value.fields) == ["email"]


async def test_a_removed_contact_is_restored(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    added = await ann.call("add_contact", email="ben@work.test")
    await ann.call("update_contact", user_id=added["new"]["user_id"], label="Benny")
    stamp = "2026-03-02T09:00:00.000Z"
    await hall.app.database.write(lambda tx: tx.change("contacts", 1, deleted_at=stamp))
    assert await book(ann) == []
    restored = await ann.call("add_contact", email="ben@work.test")
    assert (restored["new"]["id"], restored["new"]["label"]) == (1, "Benny")
    assert await book(ann) == ["Benny"]


async def test_a_hundred_unknown_addresses_a_day_are_all(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    await hall.person("known@work.test")
    for number in range(100):
        await ann.call("add_contact", email=f"p{number}@work.test")
    with pytest.raises(Refused) as no:
        await ann.call("add_contact", email="p100@work.test")
    assert no.value.status == 429
    with pytest.raises(Refused):
        await ann.call("add_contact", email="known@work.test")
    hall.clock.advance(days=1)
    await ann.call("add_contact", email="p100@work.test")


async def test_pinned_ones_come_first_then_the_most_recent(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    ids = {}
    for name in ("ada", "bob", "cid", "dan"):
        ids[name] = (await ann.call("add_contact", email=f"{name}@work.test"))["new"]["user_id"]
    for name in ("bob", "ada"):
        hall.clock.advance(hours=1)
        now = hall.clock()
        await hall.app.database.write(lambda tx, name=name, now=now: note_touch(tx, ann.id, ids[name], now))
    await ann.call("set_contact_pin", user_id=ids["cid"], pinned=True)
    assert await book(ann) == ["cid", "ada", "bob", "dan"]
    assert await book(ann, pinned=True) == ["cid"]
    assert await book(ann, pinned=False) == ["ada", "bob", "dan"]
    assert await book(ann, query="AD") == ["ada"]
    assert await book(ann, query="bob@work") == ["bob"]
    assert await book(ann, query="_") == []
    recent = (await ann.call("list_contacts"))["contacts"][1]
    assert (recent["last_contact"], recent["count"]) == ("2026-03-02T11:00:00Z", 1)
    seen, cursor = [], {}
    while True:
        page = await ann.call("list_contacts", limit=1, **cursor)
        seen += [contact["label"] for contact in page["contacts"]]
        if "next_cursor" not in page:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert seen == ["cid", "ada", "bob", "dan"]


async def test_a_pin_is_set_turned_over_and_set_again_safely(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    user_id = (await ann.call("add_contact", email="ben@work.test"))["new"]["user_id"]
    assert await ann.call("set_contact_pin", user_id=user_id) == {"user_id": user_id, "pinned": True}
    assert await ann.call("set_contact_pin", user_id=user_id) == {"user_id": user_id, "pinned": False}
    for _ in range(2):
        assert (await ann.call("set_contact_pin", user_id=user_id, pinned=True))["pinned"] is True


async def test_label_and_remark_are_the_callers_own(hall: Hall) -> None:
    ann, ben = await hall.person("ann@work.test", company="Acme"), await hall.person("ben@work.test", company="Acme")
    await ann.call("add_contact", email="ben@work.test")
    changed = (await ann.call("update_contact", user_id=ben.id, label=" Benny ", description="prefers mornings"))[
        "contact"
    ]
    assert (changed["label"], changed["description"], changed["owner_id"]) == ("Benny", "prefers mornings", ann.id)
    await ann.call("set_contact_pin", user_id=ben.id, pinned=True)
    changed = (await ann.call("update_contact", user_id=ben.id, label="Ben"))["contact"]
    assert (changed["description"], changed["settings"]) == ("prefers mornings", ["pinned"])
    assert (
        "description" not in (await ann.call("update_contact", user_id=ben.id, label="Ben", description=""))["contact"]
    )
    assert (await ben.call("get_my_profile"))["user"]["name"] == "Ben"
    for label in ("B", " B ", "B" * 256):
        with pytest.raises(Refused) as no:
            await ann.call("update_contact", user_id=ben.id, label=label)
        assert list(no.value.fields) == ["label"]


async def test_somebody_elses_contact_is_not_found(hall: Hall) -> None:
    ann, ben, cid = [await hall.person(f"{name}@work.test") for name in ("ann", "ben", "cid")]
    await ann.call("add_contact", email="cid@work.test")
    for tool, more in (("set_contact_pin", {}), ("update_contact", {"label": "Cid"})):
        texts = []
        for user_id in (cid.id, 999):
            with pytest.raises(Refused) as no:
                await ben.call(tool, user_id=user_id, **more)
            assert (no.value.status, no.value.next[0]) == (404, "add_contact")
            texts.append(no.value.text.replace(str(user_id), "?"))
        assert texts[0] == texts[1]


async def test_contacts_are_for_people(hall: Hall) -> None:
    agent = await hall.agent("Acme")
    calls: list[tuple[str, dict[str, Any]]] = [
        ("list_contacts", {}),
        ("add_contact", {"email": "ben@work.test"}),
        ("set_contact_pin", {"user_id": 1}),
        ("update_contact", {"user_id": 1, "label": "Ben"}),
    ]
    for tool, arguments in calls:
        with pytest.raises(Refused) as no:
            await agent.call(tool, **arguments)
        assert (no.value.status, no.value.code) == (403, "people_only")
        with pytest.raises(Refused) as nobody:
            await hall.nobody().call(tool, **arguments)
        assert nobody.value.status == 401


async def worked(hall: Hall) -> tuple[TestCaller, TestCaller]:
    """Eva, who was booked by ann."""
    eva, ann = await hall.person("eva@work.test"), await hall.person("ann@work.test", credit="20 USDT")
    await hall.credit(ann.owner, "500 EUR")
    schedule = await offer(hall, eva, price="10.00")
    await ann.call("book_schedule", schedule_id=schedule, start="2026-03-04T10:00:00Z")
    return eva, ann


async def test_somebody_one_worked_with_is_added_by_number_with_label_and_pin_in_one_call(hall: Hall) -> None:
    eva, ann = await worked(hall)
    made = await ann.call("add_contact", user_id=eva.id, label="The teacher", pinned=True)
    (entry,) = made["contacts"]
    assert (entry["user_id"], entry["label"], entry["pinned"]) == (eva.id, "The teacher", True)
    assert made["new"]["label"] == "The teacher"
    again = await ann.call("add_contact", user_id=eva.id)
    assert [each["label"] for each in again["contacts"]] == ["The teacher"]
    await eva.call("add_contact", user_id=ann.id)
    by_mail = await ann.call("add_contact", email="new@work.test", label="A friend", pinned=True)
    assert {each["label"] for each in by_mail["contacts"]} == {"The teacher", "A friend"}


async def test_a_stranger_is_added_by_number_no_more_than_somebody_who_is_not_there(hall: Hall) -> None:
    ann, ben = await hall.person("ann@work.test"), await hall.person("ben@work.test")
    for user_id in (ben.id, 999):
        with pytest.raises(Refused) as no:
            await ann.call("add_contact", user_id=user_id)
        assert no.value.status == 404
    for wrong in ({}, {"email": "x@y.test", "user_id": ben.id}, {"user_id": ann.id}):
        with pytest.raises(Refused) as no:
            await ann.call("add_contact", **wrong)
        assert no.value.status == 422


async def test_count_and_last_contact_move_when_two_work_with_each_other(hall: Hall) -> None:
    it = await site(Watch(hall))
    first = await assigned(it.chief, it.pia)
    await it.chief.call("add_contact", user_id=it.pia.id)
    await it.pia.call("add_contact", user_id=it.chief.id, label="Boss")
    for hours in (1, 1):
        hall.clock.advance(hours=hours)
        await it.chief.call("unassign_work_order", work_order_id=first, return_to="published")
        hall.clock.advance(hours=hours)
        await it.chief.call("assign_work_order", work_order_id=first, user_id=it.pia.id)
    for person in (it.chief, it.pia):
        (entry,) = (await person.call("list_contacts"))["contacts"]
        assert (entry["count"], entry["last_contact"]) == (4, "2026-03-02T13:00:00Z")
