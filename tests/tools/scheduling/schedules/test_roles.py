"""A role in somebody's schedule is taken with a yes: before it nothing of the person counts, shows or is reached."""

from __future__ import annotations

import pytest

from tests.hall import Refused, TestCaller
from tests.tools.scheduling.bookable import books_balance
from tests.tools.scheduling.schedule_world import agree, publish, slots

DAY = "2026-03-03"


async def ask(by: TestCaller, schedule_id: int, user: TestCaller, role: int = 3, **levels: int):
    users = [{"user_id": user.id, "role_id": role, **levels}]
    return await by.call("add_schedule_users", schedule_id=schedule_id, users=users)


async def mine(user: TestCaller) -> list[tuple[int, int, str]]:
    listed = (await user.call("list_my_schedule_roles"))["roles"]
    return [(row["schedule_id"], row["role_id"], row["status"]) for row in listed]


async def busy_at_ten(bob: TestCaller, cid: TestCaller) -> None:
    """Bob has an appointment of his own at ten."""
    await cid.call("book_schedule", schedule_id=await publish(bob), start=f"{DAY}T10:00:00Z")


async def test_before_the_yes_nothing_of_a_person_counts_or_shows(hall, ida, bob, cid):
    await busy_at_ten(bob, cid)
    schedule_id = await publish(ida)
    before = await cid.call("get_schedule", schedule_id=schedule_id, start=f"{DAY}T00:00:00Z", end=f"{DAY}T23:00:00Z")
    asked = await ask(ida, schedule_id, bob)
    assert (asked["added"], asked["invited"]) == (0, 1)
    shown = await ida.call("get_schedule", schedule_id=schedule_id, start=f"{DAY}T00:00:00Z", end=f"{DAY}T23:00:00Z")
    assert [slot["host_ids"] for slot in shown["slots"]] == [[ida.id]] * 3, "his entry at ten cannot be read off"
    after = await cid.call("get_schedule", schedule_id=schedule_id, start=f"{DAY}T00:00:00Z", end=f"{DAY}T23:00:00Z")
    assert after["slots"] == before["slots"]
    assert [row["user"]["id"] for row in (await cid.call("list_schedule_users", schedule_id=schedule_id))["users"]] == [
        ida.id
    ]
    for start in ("09", "11"):
        booked = await cid.call("book_schedule", schedule_id=schedule_id, start=f"{DAY}T{start}:00:00Z")
        assert [host["id"] for host in booked["event"]["hosts"]] == [ida.id]
    with pytest.raises(Refused):
        await cid.call("book_schedule", schedule_id=schedule_id, start=f"{DAY}T09:00:00Z")
    assert hall.sql("SELECT count(*) FROM event_hosts WHERE user_id = ?", bob.id) == [(1,)]


async def test_with_the_yes_the_time_counts_and_bookings_arrive(hall, ida, bob, cid):
    schedule_id = await publish(ida)
    await ask(ida, schedule_id, bob)
    assert await mine(bob) == [(schedule_id, 3, "invited")]
    taken = await bob.call("accept_schedule_role", schedule_id=schedule_id)
    assert (taken["role_name"], taken["read"], taken["write"]) == ("host", 2, 2)
    assert await mine(bob) == [(schedule_id, 3, "active")]
    hosts = [
        (await cid.call("book_schedule", schedule_id=schedule_id, start=f"{DAY}T09:00:00Z"))["event"]["hosts"][0]["id"]
        for _ in range(2)
    ]
    assert hosts == [ida.id, bob.id]
    told = [
        text
        for (text,) in hall.sql(
            "SELECT text FROM notices WHERE kind <> 'money_in' AND owner_id = ? ORDER BY id", ida.id
        )
    ]
    assert any("“Bob” is host of schedule" in text for text in told)
    with pytest.raises(Refused) as no:
        await bob.call("accept_schedule_role", schedule_id=schedule_id)
    assert no.value.status == 404


async def test_the_person_is_told_by_notice_and_mail(hall, ida, bob):
    schedule_id = await publish(ida, label="Sell fast: https://evil.test")
    await ask(ida, schedule_id, bob)
    text = hall.sql("SELECT text FROM notices WHERE kind <> 'money_in' AND owner_id = ?", bob.id)[0][0]
    assert "accept_schedule_role or decline_schedule_role" in text
    mail = (await hall.mails("bob@work.test"))[0]
    assert mail.subject.startswith(f"Schedule {schedule_id}: You are asked to be host of schedule")
    assert "“Sell fast: evil[.]test”" in mail.body
    assert "https" not in mail.subject + mail.body
    await ask(ida, schedule_id, bob)
    assert hall.sql("SELECT count(*) FROM notices WHERE kind <> 'money_in' AND owner_id = ?", bob.id) == [(1,)], (
        "once is enough"
    )


async def test_a_no_leaves_everything_and_is_not_asked_again_for_a_month(hall, ida, bob):
    schedule_id = await publish(ida)
    await ask(ida, schedule_id, bob)
    assert (await bob.call("decline_schedule_role", schedule_id=schedule_id))["declined"] is True
    assert await mine(bob) == []
    with pytest.raises(Refused) as no:
        await ask(ida, schedule_id, bob)
    assert "turned a role in it down" in no.value.fields["users[0]"]
    with pytest.raises(Refused) as no:
        await bob.call("accept_schedule_role", schedule_id=schedule_id)
    assert no.value.status == 404
    hall.clock.advance(days=30)
    ida = await hall.person("ida@work.test")
    assert (await ask(ida, schedule_id, bob))["invited"] == 1


async def test_an_owner_role_moves_only_with_the_new_owners_yes(hall, ida, bob, cid):
    schedule_id = await publish(ida, label="Mal sells Alice")
    await ask(ida, schedule_id, bob, role=1)
    shown = (await cid.call("get_schedule", schedule_id=schedule_id))["schedule"]
    assert shown["user_id"] == ida.id
    with pytest.raises(Refused) as no:
        await bob.call("accept_schedule_role", schedule_id=schedule_id, role_id=3)
    assert no.value.code == "other_role"
    await agree(schedule_id, bob)
    assert (await cid.call("get_schedule", schedule_id=schedule_id))["schedule"]["user_id"] == bob.id
    assert await mine(ida) == [(schedule_id, 2, "active")]


async def test_colleagues_are_asked_too(hall):
    boss = await hall.person("boss@acme.test", company="Acme", credit="5 USDT")
    await hall.fund(boss.company, "50.00 EUR")
    clerk = await hall.person("clerk@acme.test", company="Acme", role="user")
    schedule_id = await publish(boss)
    assert (await ask(boss, schedule_id, clerk))["invited"] == 1
    assert await slots(boss, schedule_id, DAY) == ["09:00", "10:00", "11:00"]
    assert hall.sql("SELECT user_id FROM schedule_users WHERE schedule_id = ?", schedule_id) == [(boss.id,)]


async def test_what_one_gives_to_oneself_needs_no_question(hall, ida, bob):
    schedule_id = await publish(ida)
    await ask(ida, schedule_id, bob, role=2)
    await agree(schedule_id, bob)
    done = await ask(bob, schedule_id, bob, role=3)
    assert (done["updated"], done["invited"]) == (1, 0)
    assert await mine(bob) == [(schedule_id, 3, "active")]


async def test_being_left_with_less_needs_no_yes(hall, ida, bob):
    schedule_id = await publish(ida)
    await ask(ida, schedule_id, bob, role=2)
    await agree(schedule_id, bob)
    await ask(ida, schedule_id, bob, role=6)
    assert await mine(bob) == [(schedule_id, 6, "active")]


async def test_a_question_is_withdrawn_by_taking_the_person_off(hall, ida, bob):
    schedule_id = await publish(ida)
    await ask(ida, schedule_id, bob)
    listed = (await ida.call("list_schedule_users", schedule_id=schedule_id))["users"]
    assert [(row["user"]["id"], row["status"], row["user"].get("name")) for row in listed] == [
        (ida.id, "active", "Ida"),
        (bob.id, "invited", None),
    ]
    await ida.call("remove_schedule_user", schedule_id=schedule_id, user_id=bob.id)
    assert await mine(bob) == []


async def test_a_role_is_void_when_whoever_asked_may_not_give_it_any_more(hall, ida, bob, cid):
    schedule_id = await publish(ida)
    await ask(ida, schedule_id, bob, role=2)
    await agree(schedule_id, bob)
    await ask(bob, schedule_id, cid)
    await ida.call("remove_schedule_user", schedule_id=schedule_id, user_id=bob.id)
    with pytest.raises(Refused) as no:
        await cid.call("accept_schedule_role", schedule_id=schedule_id)
    assert no.value.shape["state"] == "void"


async def test_nobody_answers_for_another_or_for_what_is_gone(hall, ida, bob, cid):
    schedule_id = await publish(ida)
    await ask(ida, schedule_id, bob)
    for tool in ("accept_schedule_role", "decline_schedule_role"):
        for id in (schedule_id, 999):
            with pytest.raises(Refused) as no:
                await cid.call(tool, schedule_id=id)
            assert no.value.status == 404
    await ida.call("delete_schedule", schedule_id=schedule_id)
    with pytest.raises(Refused) as no:
        await bob.call("accept_schedule_role", schedule_id=schedule_id)
    assert no.value.status == 404
    assert await mine(bob) == []
    assert books_balance(hall)
