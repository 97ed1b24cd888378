"""Opening people's pages and being shown their contact. The clock stands at Monday 2026-03-02, 09:00 UTC."""

from __future__ import annotations

import pytest

from store.calls.usage import count_view
from tests.hall import Hall, Refused, TestCaller
from tests.tools.people.sign_in_helpers import from_elsewhere
from tests.tools.specialists.market import offer, specialist


async def ann_of(hall: Hall, **more) -> TestCaller:
    return await specialist(
        hall, "ann@work.test", "Ann Virtanen", skills=("React",), languages=("fi",), city="Turku", about="Tidy work.",
        education="Evening college", phone="+358401234567", links='[{"label": "Blog", "url": "https://ann.test/"}]',
        salary='{"amount": "60.00", "currency": "EUR", "period": "hour"}', schedule={"price": "60.00"}, **more,
    )  # fmt: skip


async def test_a_page_shows_everything_that_is_public(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ann = await ann_of(hall)
    page = await acme.call("get_specialist_profile", user_id=ann.id)
    user = page["user"]
    assert (user["name"], user["city"], user["about"]) == ("Ann Virtanen", "Turku", "Tidy work.")
    assert [skill["name"] for skill in user["skills"]] == ["React"]
    assert user["languages"] == [{"code": "fi"}]
    assert user["education"] == "Evening college"
    assert user["links"] == [{"label": "Blog", "url": "https://ann.test/"}]
    assert user["salary"] == {"amount": "60.00", "currency": "EUR", "period": "hour"}
    assert user["active_schedules_count"] == 1
    assert page["schedules"][0]["price"] == "60.00"
    assert page["schedules"][0]["next_free_slot"]["start"] == "2026-03-02T09:00:00Z"
    assert page["availability"][0]["start"] == "2026-03-02T09:00:00Z"
    assert page["corrections"] == []
    assert "birthdate" not in user


async def test_include_and_the_range_narrow_the_answer(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ann = await ann_of(hall)
    page = await acme.call(
        "get_specialist_profile", user_id=ann.id, include=["availability"],
        start="2026-03-05T00:00:00Z", end="2026-03-06T00:00:00Z",
    )  # fmt: skip
    assert set(page) == {"user", "availability", "view", "charge", "untrusted"}
    assert "contact" not in page["user"]
    assert [slot["start"][:10] for slot in page["availability"]] == ["2026-03-05"] * 8
    for range_, field in (({"end": "2026-05-10T00:00:00Z"}, "62 days"), ({"end": "2026-03-01T00:00:00Z"}, "after")):
        with pytest.raises(Refused) as no:
            await acme.call("get_specialist_profile", user_id=ann.id, **range_)
        assert field in no.value.fields["end"]


async def test_free_slots_of_several_schedules_come_in_order_of_time_and_are_cut_with_a_warning(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ann = await ann_of(hall)
    await offer(hall, ann, "Half hours", duration=30)
    page = await acme.call("get_specialist_profile", user_id=ann.id)
    starts = [slot["start"] for slot in page["availability"]]
    assert starts == sorted(starts)
    assert len(starts) == 40
    assert len({slot["schedule_id"] for slot in page["availability"]}) == 2
    assert "first 40" in page["warnings"][0]


async def test_a_hundred_views_a_month_are_free_and_the_next_one_costs(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="1 USDT")
    ann = await ann_of(hall)
    first = await acme.call("get_specialist_profile", user_id=ann.id)
    assert first["view"] == {"number_this_month": 1, "free_left": 99}
    assert first["charge"]["amount"] == "0.00"

    def ninety_eight_more(tx) -> None:
        for _ in range(98):
            count_view(tx, acme.owner, hall.clock())

    await hall.app.database.write(ninety_eight_more)
    hundredth = await acme.call("get_specialist_profile", user_id=ann.id)
    assert hundredth["view"] == {"number_this_month": 100, "free_left": 0}
    assert hall.purse(acme.owner, "USDT")[0] == "1.000000"
    paid = await acme.call("get_specialist_profile", user_id=ann.id)
    assert paid["view"] == {"number_this_month": 101, "free_left": 0}
    assert float(paid["charge"]["amount"]) > 0
    hall.clock.advance(days=30)
    assert (await acme.call("get_specialist_profile", user_id=ann.id))["view"]["number_this_month"] == 1


async def test_without_money_the_hundred_and_first_view_shows_nothing(hall: Hall) -> None:
    poor = await hall.agent("Poor", credit="0.000001 USDT")
    ann = await ann_of(hall)
    await hall.app.database.write(lambda tx: [count_view(tx, poor.owner, hall.clock()) for _ in range(100)])
    with pytest.raises(Refused) as no:
        await poor.call("get_specialist_profile", user_id=ann.id)
    assert no.value.shape["x402Version"] == 2
    assert "Turku" not in no.value.text


async def test_refused_views_are_neither_counted_nor_charged(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ann = await ann_of(hall)
    with pytest.raises(Refused) as no:
        await acme.call("get_specialist_profile", user_id=999)
    assert no.value.status == 404
    assert (await acme.call("get_specialist_profile", user_id=ann.id))["view"]["number_this_month"] == 1


async def test_a_deleted_person_is_not_found(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ann = await ann_of(hall)
    await hall.app.database.write(lambda tx: tx.change("persons", ann.id, deleted_at="2026-03-01T00:00:00.000Z"))
    for tool in ("get_specialist_profile", "reveal_specialist_email", "reveal_specialist_phone"):
        with pytest.raises(Refused) as no:
            await acme.call(tool, user_id=ann.id)
        assert (no.value.status, no.value.code) == (404, "not_found")


async def test_ones_own_page_is_no_view(hall: Hall) -> None:
    ann = await ann_of(hall)
    page = await ann.call("get_specialist_profile", user_id=ann.id)
    assert page["view"] == {"number_this_month": 0, "free_left": 0}
    assert page["user"]["contact"]["email"] == "ann@work.test"
    assert "get_my_profile" in page["warnings"][0]


async def test_agents_without_proven_address_see_no_page_and_no_contact(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ann = await ann_of(hall)
    await hall.app.database.write(lambda tx: tx.change("agents", acme.id, email_verified_at=None))
    for tool in ("get_specialist_profile", "reveal_specialist_email", "reveal_specialist_phone"):
        with pytest.raises(Refused) as no:
            await acme.call(tool, user_id=ann.id)
        assert no.value.code == "email_not_verified"


async def test_private_schedules_are_shown_to_those_invited_only(hall: Hall) -> None:
    ann = await ann_of(hall, credit="1 USDT")
    bob = await hall.person("bob@x.test", credit="1 USDT")
    private = await offer(hall, ann, "For friends", private=1)
    page = await bob.call("get_specialist_profile", user_id=ann.id)
    assert [schedule["label"] for schedule in page["schedules"]] == ["Consultation"]
    assert private not in {slot["schedule_id"] for slot in page["availability"]}
    await ann.call("add_schedule_users", schedule_id=private, users=[{"user_id": bob.id, "role_id": 6}])
    await bob.call("accept_schedule_role", schedule_id=private)
    page = await bob.call("get_specialist_profile", user_id=ann.id)
    assert [schedule["label"] for schedule in page["schedules"]] == ["Consultation", "For friends"]
    assert page["user"]["active_schedules_count"] == 1


async def test_only_public_calendars_are_listed(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ann = await ann_of(hall)
    assert (await acme.call("get_specialist_profile", user_id=ann.id))["calendars"] == []
    await hall.app.database.write(lambda tx: tx.run("UPDATE calendars SET private = 0 WHERE owner_id = :id", id=ann.id))
    calendars = (await acme.call("get_specialist_profile", user_id=ann.id))["calendars"]
    assert [calendar["name"] for calendar in calendars] == ["My calendar"]


# Contact


async def contact(viewer: TestCaller, ann: TestCaller) -> dict:
    return (await viewer.call("get_specialist_profile", user_id=ann.id, include=["contact"]))["user"]["contact"]


async def test_agents_see_public_contacts_and_people_a_masked_one(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    bob = await hall.person("bob@x.test", credit="1 USDT")
    ann = await ann_of(hall)
    full = {"email": "ann@work.test", "email_shown": True, "phone": "+358401234567", "phone_shown": True}
    assert await contact(acme, ann) == full
    masked = {"email": "a***@work.test", "email_shown": False, "phone": "***67", "phone_shown": False}
    assert await contact(bob, ann) == masked
    await hall.app.database.write(lambda tx: tx.change("persons", ann.id, hide_email=1, hide_phone=1))
    assert await contact(acme, ann) == masked


async def reveals_of(person: TestCaller) -> list[tuple[str, int, str]]:
    reveals = (await person.call("get_my_profile", include=["reveals"]))["reveals"]
    return sorted((each["viewer_type"], each["viewer_id"], each["channel"]) for each in reveals)


async def test_an_agent_looking_at_a_contact_is_a_reveal_that_the_person_sees_and_is_told_of(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ann = await ann_of(hall)
    await acme.call("get_specialist_profile", user_id=ann.id, include=["schedules"])
    assert await reveals_of(ann) == []
    for _ in range(2):
        await acme.call("get_specialist_profile", user_id=ann.id)
    assert await reveals_of(ann) == [("agent", acme.id, "email"), ("agent", acme.id, "phone")]
    told = "SELECT kind, text FROM notices WHERE owner_type = 'person' AND owner_id = ?"
    ((kind, text),) = hall.sql(told, ann.id)
    assert kind == "contact_revealed"
    assert f"agent {acme.id}" in text
    again = await acme.call("reveal_specialist_email", user_id=ann.id)
    assert float(again["charge"]["amount"]) == 0
    assert len(hall.sql(told, ann.id)) == 1


async def test_an_agent_that_was_shown_too_many_sees_the_next_masked(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ann = await ann_of(hall)
    for number in range(30):
        other = await specialist(hall, f"s{number}@work.test", phone="+358401234567")
        await acme.call("get_specialist_profile", user_id=other.id, include=["contact"])
    assert (await contact(acme, ann))["email_shown"] is False
    hall.clock.advance(hours=1, seconds=1)
    assert (await contact(acme, ann))["email_shown"] is True


async def test_whoever_does_not_offer_themselves_is_hidden_at_the_start_and_revealed_to_nobody(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    bob = await hall.person("bob@x.test", credit="1 USDT")
    private = await hall.person("private@x.test", company="Elsewhere")
    await hall.app.database.write(lambda tx: tx.change("persons", private.id, phone="+358401234567"))
    await offer(hall, private, private=1)
    user = (await private.call("get_my_profile"))["user"]
    assert (user["hide_email"], user["hide_phone"]) == (True, True)
    for switched in (False, True):
        for viewer in (acme, bob):
            shown = await contact(viewer, private)
            assert (shown["email_shown"], shown["phone_shown"]) == (False, False)
            for channel in ("email", "phone"):
                with pytest.raises(Refused) as no:
                    await viewer.call(f"reveal_specialist_{channel}", user_id=private.id)
                assert (no.value.status, no.value.code) == (404, f"{channel}_not_available")
        if not switched:
            changed = await private.call("update_my_profile", hide_email=False, hide_phone=False)
            assert (changed["user"]["hide_email"], changed["user"]["hide_phone"]) == (False, False)
            assert "offer themselves" in changed["warnings"][0]
    assert await reveals_of(private) == []


@pytest.mark.parametrize("channel", ["email", "phone"])
async def test_a_switch_hides_one_contact_from_everybody_and_shows_it_again(hall: Hall, channel: str) -> None:
    acme = await hall.agent("Acme")
    ann = await ann_of(hall)
    assert (await ann.call("get_my_profile"))["user"][f"hide_{channel}"] is False
    await acme.call(f"reveal_specialist_{channel}", user_id=ann.id)
    user = (await ann.call("update_my_profile", **{f"hide_{channel}": True}))["user"]
    other = "phone" if channel == "email" else "email"
    assert (user[f"hide_{channel}"], user[f"hide_{other}"]) == (True, False)
    shown = await contact(acme, ann)
    assert (shown[f"{channel}_shown"], shown[f"{other}_shown"]) == (False, True)
    with pytest.raises(Refused) as no:
        await acme.call(f"reveal_specialist_{channel}", user_id=ann.id)
    assert no.value.code == f"{channel}_not_available"
    await ann.call("update_my_profile", **{f"hide_{channel}": False})
    assert (await contact(acme, ann))[f"{channel}_shown"] is True


async def test_revealing_shows_counts_once_and_is_seen_by_the_person(hall: Hall) -> None:
    bob = await hall.person("bob@x.test", credit="1 USDT")
    ann = await ann_of(hall)
    first = await bob.call("reveal_specialist_email", user_id=ann.id)
    assert first["email"] == "ann@work.test"
    assert first["view"] == {"number_this_month": 1, "free_left": 99}
    hall.clock.advance(hours=1)
    again = await bob.call("reveal_specialist_email", user_id=ann.id)
    assert again["revealed_at"] == first["revealed_at"] == "2026-03-02T09:00:00Z"
    assert again["view"] == {"number_this_month": 1, "free_left": 99}
    phone = await bob.call("reveal_specialist_phone", user_id=ann.id)
    assert phone["phone"] == "+358401234567"
    assert phone["view"]["number_this_month"] == 2
    shown = await contact(bob, ann)
    assert (shown["email"], shown["phone_shown"]) == ("ann@work.test", True)
    reveals = (await ann.call("get_my_profile", include=["reveals"]))["reveals"]
    assert [(reveal["viewer_id"], reveal["channel"]) for reveal in reveals] == [(bob.id, "phone"), (bob.id, "email")]


async def test_hidden_or_missing_contacts_are_not_available_and_not_charged(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ann = await ann_of(hall)
    bea = await specialist(hall, "bea@work.test", "Bea", hide_email=1)
    for tool, who, code in (
        ("reveal_specialist_email", bea, "email_not_available"),
        ("reveal_specialist_phone", bea, "phone_not_available"),
    ):
        with pytest.raises(Refused) as no:
            await acme.call(tool, user_id=who.id)
        assert (no.value.status, no.value.code) == (404, code)
    assert (await acme.call("get_specialist_profile", user_id=ann.id))["view"]["number_this_month"] == 1
    await hall.app.database.write(lambda tx: tx.change("persons", ann.id, hide_email=1))
    with pytest.raises(Refused) as no:
        await acme.call("reveal_specialist_email", user_id=ann.id)
    assert no.value.code == "email_not_available"


async def test_whoever_is_in_somebodys_address_book_sees_their_contact(hall: Hall) -> None:
    bob = await hall.person("bob@x.test", credit="1 USDT")
    ann = await ann_of(hall)
    await ann.call("add_contact", email="bob@x.test")
    assert (await contact(bob, ann))["phone"] == "+358401234567"


async def test_views_are_free_for_whoever_has_paid_in_or_whose_company_has(hall: Hall) -> None:
    ann = await ann_of(hall)
    poor, rich = await hall.person("poor@x.test"), await hall.person("rich@x.test", credit="1 USDT")
    clerk = await hall.person("clerk@x.test", company="Acme")
    await hall.fund(clerk.company, "10.00 EUR")
    acme = await hall.agent("Acme", credit="")
    for caller in (rich, clerk, acme):
        page = await caller.call("get_specialist_profile", user_id=ann.id)
        assert float(page["charge"]["amount"]) == 0
        assert page["view"]["free_left"] in (99, 98)
    for tool in ("get_specialist_profile", "reveal_specialist_email", "reveal_specialist_phone"):
        with pytest.raises(Refused) as no:
            await poor.call(tool, user_id=ann.id)
        assert no.value.status == 402
    await poor.call("get_specialist_profile", user_id=poor.id)


async def test_reveals_count_at_their_network_address_whoever_asks(hall: Hall) -> None:
    people = [await specialist(hall, f"p{number}@work.test") for number in range(31)]
    one, two = [await hall.person(f"eve{number}@x.test", credit="5 USDT") for number in range(2)]
    for eve in (one, two):
        for person in people[:30]:
            await from_elsewhere(hall, "203.0.113.66", eve.token).call("reveal_specialist_email", user_id=person.id)
    with pytest.raises(Refused) as no:
        await from_elsewhere(hall, "203.0.113.66", two.token).call("reveal_specialist_email", user_id=people[30].id)
    assert no.value.status == 429
    await from_elsewhere(hall, "203.0.113.67", two.token).call("reveal_specialist_email", user_id=people[30].id)


async def test_at_most_sixty_reveals_an_hour(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ann = await ann_of(hall)

    def sixty(tx) -> None:
        for number in range(60):
            other = tx.insert(
                "persons", uuid=f"u{number}", name="X", email=f"x{number}@x.test", created_at=stamp, updated_at=stamp
            )
            tx.insert(
                "contact_reveals",
                viewer_type="agent",
                viewer_id=acme.id,
                person_id=other,
                channel="email",
                created_at=stamp,
            )

    stamp = "2026-03-02T08:30:00.000Z"
    await hall.app.database.write(sixty)
    with pytest.raises(Refused) as no:
        await acme.call("reveal_specialist_phone", user_id=ann.id)
    assert (no.value.status, no.value.shape["retry_after"]) == (429, 1800)
    hall.clock.advance(minutes=30)
    assert (await acme.call("reveal_specialist_phone", user_id=ann.id))["view"]["number_this_month"] == 1


async def test_the_next_free_slot_lies_in_the_window_that_was_asked_for(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ann = await ann_of(hall)
    asked = {"user_id": ann.id, "include": ["schedules"]}

    async def slot(**window: str) -> str | None:
        (schedule,) = (await acme.call("get_specialist_profile", **asked, **window))["schedules"]
        return schedule["next_free_slot"]["start"] if "next_free_slot" in schedule else None

    assert str(await slot()).startswith("2026-03-02")
    assert await slot(start="2026-03-11T12:00:00Z") == "2026-03-11T12:00:00Z"
    assert await slot(start="2026-03-07T00:00:00Z", end="2026-03-08T00:00:00Z") is None
