"""Searching for people through the pipeline. The clock stands at Monday 2026-03-02, 09:00 UTC."""

from __future__ import annotations

import base64
import json

import pytest

from tests.hall import Hall, Refused
from tests.tools.specialists.market import names, offer, specialist


async def test_a_word_finds_name_skill_label_about_description_city_and_language(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await specialist(
        hall,
        "ann@work.test",
        skills=("Plumbing",),
        languages=("fi",),
        about="I like clear agreements.",
        city="Tampere",
        schedule={"label": "Bathroom rescue", "description": "Weekends too"},
    )
    await specialist(hall, "bob@work.test", "Bob Stein")
    for query in ("virtanen", "plumber", "PLUMBING", "rescue", "agreements", "weekend", "tampere", "fi"):
        assert names(await acme.call("search_specialists", query=query)) == ["Ann Virtanen"], query
    assert (await acme.call("search_specialists", query="astronaut"))["total"] == 0


async def test_all_words_must_be_there_else_some_are_taken_with_a_warning(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await specialist(hall, "ann@work.test", "Ann Able", skills=("React",), city="Berlin")
    await specialist(hall, "bob@work.test", "Bob Baker", skills=("React",), city="Paris")
    both = await acme.call("search_specialists", query="who knows React in Paris?")
    assert names(both) == ["Bob Baker"]
    assert "warnings" not in both
    some = await acme.call("search_specialists", query="React in Lisbon")
    assert sorted(names(some)) == ["Ann Able", "Bob Baker"]
    assert "Nobody matches all the words" in some["warnings"][0]


async def test_best_match_puts_names_before_skills_and_labels_before_the_rest(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await specialist(hall, "c@work.test", "Carl Name")
    await specialist(hall, "b@work.test", "Berta Skill", skills=("Carl",))
    await specialist(hall, "a@work.test", "Adam About", about="I once met Carl.")
    found = await acme.call("search_specialists", query="Carl")
    assert names(found) == ["Carl Name", "Berta Skill", "Adam About"]
    pages = []
    cursor = None
    for _ in range(3):
        page = await acme.call("search_specialists", query="Carl", limit=1, **({"cursor": cursor} if cursor else {}))
        pages += names(page)
        cursor = page.get("next_cursor")
    assert pages == ["Carl Name", "Berta Skill", "Adam About"]
    assert cursor is None


async def test_an_entry_shows_the_schedules_that_fit_and_no_contact(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ann = await specialist(
        hall, "ann@work.test", skills=("React", "CSS"), languages=("en",), phone="+358401234567",
        about="word " * 100, city="Turku", schedule={"label": "Talk", "price": "60.00"},
    )  # fmt: skip
    await offer(hall, ann, "Long talk", price="150.00", duration=120)
    await offer(hall, ann, "For friends", private=1)
    found = (await acme.call("search_specialists", query="react"))["specialists"][0]
    assert found["user_id"] == ann.id
    assert found["skills"] == ["CSS", "React"]
    assert found["languages"] == ["en"]
    assert found["city"] == "Turku"
    assert found["about"].endswith("word…")
    assert found["active_schedules_count"] == 2
    assert [schedule["label"] for schedule in found["schedules"]] == ["Talk", "Long talk"]
    talk = found["schedules"][0]
    assert (talk["price"], talk["price_per"], talk["currency"], talk["duration"]) == ("60.00", "slot", "EUR", 60)
    assert talk["next_free_slot"] == {"start": "2026-03-02T09:00:00Z", "end": "2026-03-02T10:00:00Z", "seats_left": 1}
    assert "ann@work.test" not in str(found)
    assert "358" not in str(found)


async def test_private_ended_and_unproven_people_are_not_found(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ann = await hall.person("ann@work.test")
    schedule = await offer(hall, ann, private=1)
    await offer(hall, ann, "Soon over", end_at="2026-03-02T12:00:00.000Z")
    assert (await acme.call("search_specialists"))["total"] == 1
    hall.clock.advance(hours=4)
    assert (await acme.call("search_specialists"))["specialists"] == []
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM specialist_listings") == [(0,)]
    assert schedule


async def test_the_caller_is_left_out(hall: Hall) -> None:
    ann = await specialist(hall, "ann@work.test", "Ann", credit="1 USDT")
    await specialist(hall, "bob@work.test", "Bob")
    found = await ann.call("search_specialists")
    assert names(found) == ["Bob"]
    assert found["total"] == 1


async def test_namesakes_are_two_results(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    one = await specialist(hall, "one@work.test", "John Smith")
    two = await specialist(hall, "two@work.test", "John Smith")
    found = await acme.call("search_specialists", query="john smith")
    assert {person["user_id"] for person in found["specialists"]} == {one.id, two.id}


async def test_every_request_that_finds_somebody_is_charged_and_refused_ones_are_not(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="1 USDT")
    await specialist(hall, "ann@work.test")
    await specialist(hall, "bob@work.test")
    first = await acme.call("search_specialists", limit=1)
    assert first["charge"]["amount"] == "0.010000"
    await acme.call("search_specialists", limit=1, cursor=first["next_cursor"])
    empty = await acme.call("search_specialists", query="nobody")
    assert float(empty["charge"]["amount"]) == 0
    with pytest.raises(Refused):
        await acme.call("search_specialists", skills=["Alchemy"])
    assert hall.purse(acme.owner, "USDT")[0] == "0.980000"


async def test_an_empty_purse_gets_402_and_no_search(hall: Hall) -> None:
    poor = await hall.agent("Poor", credit="0.001 USDT")
    with pytest.raises(Refused) as no:
        await poor.call("search_specialists")
    assert no.value.shape["x402Version"] == 2
    assert "get_deposit_address" in no.value.text


async def test_an_agent_without_proven_address_is_sent_to_verify_it(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await hall.app.database.write(lambda tx: tx.change("agents", acme.id, email_verified_at=None))
    with pytest.raises(Refused) as no:
        await acme.call("search_specialists")
    assert (no.value.status, no.value.code) == (403, "email_not_verified")
    assert "verify_agent_email" in no.value.next


# Filters


async def test_skills_are_taken_by_number_and_name_and_all_must_be_there(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await specialist(hall, "ann@work.test", "Ann", skills=("React", "CSS"))
    await specialist(hall, "bob@work.test", "Bob", skills=("React",), schedule={"skills": ("Vue",)})
    (react,), (css,) = hall.sql("SELECT id FROM skills WHERE name IN ('React', 'CSS') ORDER BY name DESC")
    assert sorted(names(await acme.call("search_specialists", skills=[react]))) == ["Ann", "Bob"]
    assert names(await acme.call("search_specialists", skills=["react", css])) == ["Ann"]
    assert names(await acme.call("search_specialists", skills=["Vue", "React"])) == ["Bob"]
    assert names(await acme.call("search_specialists", query="bob", skills=["CSS"])) == []


async def test_languages_must_all_be_spoken(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await specialist(hall, "anna@work.test", "Anna", languages=("de", "pt-BR"))
    await specialist(hall, "bert@work.test", "Bert", languages=("de",))
    assert sorted(names(await acme.call("search_specialists", languages=["DE"]))) == ["Anna", "Bert"]
    assert names(await acme.call("search_specialists", languages=["de", "pt-br"])) == ["Anna"]
    with pytest.raises(Refused) as no:
        await acme.call("search_specialists", languages=["german language"])
    assert "languages[0]" in no.value.fields


async def test_unknown_skills_are_refused_with_near_names(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await specialist(hall, "ann@work.test", skills=("Plumbing",))
    with pytest.raises(Refused) as no:
        await acme.call("search_specialists", skills=["plumbin", 999])
    assert "Plumbing" in no.value.fields["skills[0]"]
    assert "skills[1]" in no.value.fields


async def test_prices_are_compared_in_one_currency_which_is_the_callers_own_by_default(hall: Hall) -> None:
    boss = await hall.person("boss@acme.test", credit="5 USDT")
    acme = await hall.agent("Acme")
    await specialist(hall, "a@work.test", "Anna", schedule={"price": "40.00", "currency": "EUR"})
    await specialist(hall, "b@work.test", "Bella", schedule={"price": "80.50", "currency": "EUR"})
    await specialist(hall, "c@work.test", "Carla", schedule={"price": "50.00", "currency": "USD"})
    await specialist(hall, "d@work.test", "Dora", schedule={"currency": "EUR"})
    call = acme.call
    assert names(await call("search_specialists", currency="EUR", price_from=40, price_to=80)) == ["Anna"]
    assert sorted(names(await call("search_specialists", currency="EUR", price_to=81))) == ["Anna", "Bella", "Dora"]
    assert names(await call("search_specialists", currency="EUR", price_to=0)) == ["Dora"]
    own = await call("search_specialists", price_to=100)
    assert names(own) == ["Carla"]
    assert "USD" in own["warnings"][0]
    assert sorted(names(await boss.call("search_specialists", price_from=1))) == ["Anna", "Bella"]
    with pytest.raises(Refused) as no:
        await call("search_specialists", price_from=50, price_to=40)
    assert "price_to" in no.value.fields


async def test_one_schedule_must_meet_all_that_is_asked_of_schedules(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ann = await specialist(hall, "ann@work.test", schedule={"label": "Short", "price": "20.00", "duration": 30})
    await offer(hall, ann, "Long", price="90.00", duration=90)
    cheap = await acme.call("search_specialists", currency="EUR", price_to=50)
    assert [schedule["label"] for schedule in cheap["specialists"][0]["schedules"]] == ["Short"]
    assert names(await acme.call("search_specialists", currency="EUR", price_to=10, duration=60)) == []
    both = (await acme.call("search_specialists", duration=60))["specialists"][0]["schedules"]
    assert [(each["label"], each["next_free_slot"].get("bookings")) for each in both] == [("Short", 2), ("Long", None)]


async def test_kinds_of_schedule_and_calendars_narrow_the_search(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ann = await specialist(hall, "ann@work.test", "Ann", schedule={"label": "Talk"})
    await specialist(hall, "bob@work.test", "Bob", schedule={"label": "Hours", "type_id": 2})
    await specialist(hall, "cat@work.test", "Cat", schedule={"label": "Looking for a plumber", "type_id": 3})
    call = acme.call
    assert sorted(names(await call("search_specialists"))) == ["Ann", "Bob"]
    assert names(await call("search_specialists", type_id=2)) == ["Bob"]
    assert names(await call("search_specialists", type_id="work_hours")) == ["Bob"]
    assert names(await call("search_specialists", type_id="hire")) == ["Cat"]
    assert names(await call("search_specialists", type_id=3, query="plumber")) == ["Cat"]
    assert names(await call("search_specialists", query="plumber")) == []
    (kal,) = hall.sql("SELECT default_kal_id FROM persons WHERE id = ?", ann.id)[0]
    assert names(await call("search_specialists", kal_id=kal)) == ["Ann"]


async def test_results_are_sorted_as_asked_and_pages_neither_skip_nor_repeat(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    prices = {"Anna": "50.00", "Bella": "30.00", "Carla": "70.00", "Dora": "30.00", "Eva": "10.00"}
    for name, price in prices.items():
        await specialist(hall, f"{name}@work.test", name, skills=("Go",), schedule={"price": price})
        hall.clock.advance(minutes=1)

    async def walk(**arguments) -> list[str]:
        found, cursor = [], None
        while True:
            page = await acme.call("search_specialists", limit=2, **arguments, **({"cursor": cursor} if cursor else {}))
            assert page["total"] == 5
            found += names(page)
            cursor = page.get("next_cursor")
            if cursor is None:
                return found

    newest_first = ["Eva", "Dora", "Carla", "Bella", "Anna"]
    for more in ({}, {"query": "go"}, {"skills": ["go"]}):
        assert await walk(sort_by="updated_at", **more) == newest_first
        assert await walk(sort_by="updated_at", descending=False, **more) == newest_first[::-1]
        assert await walk(sort_by="created_at", **more) == newest_first
        assert await walk(sort_by="created_at", descending=False, **more) == newest_first[::-1]
        by_price = await walk(sort_by="price", currency="EUR", **more)
        assert by_price == ["Eva", "Bella", "Dora", "Anna", "Carla"]
        assert await walk(sort_by="price", currency="EUR", descending=True, **more) == by_price[::-1]
    assert await walk() == newest_first


async def test_a_change_of_the_profile_moves_a_person_to_the_front(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ann = await specialist(hall, "ann@work.test", "Ann")
    await specialist(hall, "bob@work.test", "Bob")
    assert names(await acme.call("search_specialists")) == ["Bob", "Ann"]
    await ann.call("update_my_profile", city="Oulu")
    assert names(await acme.call("search_specialists")) == ["Ann", "Bob"]
    assert names(await acme.call("search_specialists", query="oulu")) == ["Ann"]


async def test_publishing_changing_and_deleting_a_schedule_is_seen_by_the_search(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ann = await hall.person("ann@work.test", credit="5 USDT")
    settings = {"rules": [{"days": [1, 2, 3, 4, 5], "start": "09:00", "end": "17:00"}]}
    made = await ann.call(
        "create_schedule", label="Piano lessons", private=False, settings=settings, price="45.00", currency="EUR"
    )
    assert (await acme.call("search_specialists", query="piano"))["total"] == 1
    id = made["schedule"]["id"]
    await ann.call(
        "update_schedule", schedule_id=id, label="Violin lessons", private=False, settings=settings, currency="EUR"
    )
    assert (await acme.call("search_specialists", query="piano"))["total"] == 0
    assert (await acme.call("search_specialists", query="violin"))["total"] == 1
    await ann.call("delete_schedule", schedule_id=id)
    assert (await acme.call("search_specialists", query="violin"))["total"] == 0


async def test_faulty_arguments_are_named_together(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    with pytest.raises(Refused) as no:
        await acme.call(
            "search_specialists",
            query="who is the",
            start="2026-03-05T10:00:00Z",
            end="2026-03-04T10:00:00Z",
            hours={"from": 12, "to": 10},
        )
    assert set(no.value.fields) == {"query", "end", "hours.to"}
    for arguments in ({"timezone": "Mars/Base"}, {"currency": "XYZ"}, {"days": [7]}, {"duration": 0}, {"cursor": "x"}):
        with pytest.raises(Refused) as no:
            await acme.call("search_specialists", **arguments)
        assert no.value.status == 422
        assert set(no.value.fields) & {*arguments, "days[0]"}


async def test_a_cursor_of_another_search_or_of_own_making_is_refused(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    for name in ("Ann", "Bob"):
        await specialist(hall, f"{name}@work.test", name)
    cursor = (await acme.call("search_specialists", limit=1))["next_cursor"]
    with pytest.raises(Refused) as no:
        await acme.call("search_specialists", limit=1, cursor=cursor, sort_by="created_at")
    assert "cursor" in no.value.fields
    seal = base64.urlsafe_b64decode(cursor + "==")[:12]
    for key in ([0, None, "x"], [7, None, 1], ["a", 1, 1], [0, 1, None], [0, None, 1]):
        forged = base64.urlsafe_b64encode(seal + json.dumps(key).encode()).decode().rstrip("=")
        with pytest.raises(Refused) as no:
            await acme.call("search_specialists", limit=1, cursor=forged)
        assert no.value.status == 422


async def test_a_search_that_finds_nobody_is_free_and_says_which_filter_emptied_it(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    for number in range(3):
        await specialist(hall, f"p{number}@work.test", "Pat Plumb", skills=("Plumbing",), schedule={"price": "50"})
    found = await acme.call("search_specialists", query="plumber", languages=["fi"], price_to=60, currency="EUR")
    assert (found["total"], float(found["charge"]["amount"])) == (0, 0)
    assert [(line["filter"], line["found"]) for line in found["emptied_by"]] == [
        ("languages", 3),
        ("query", 0),
        ("price_to, currency", 0),
    ]
    cheap = await acme.call("search_specialists", price_to=1)
    assert [line["filter"] for line in cheap["emptied_by"]] == ["price_to"]
    sunday = await acme.call("search_specialists", skills=["Plumbing"], days=[0])
    assert tuple(sunday["emptied_by"][0].values())[:2] == ("start, end, days, hours", 3)
    assert hall.purse(acme.owner, "USDT") == ("100.000000", "0.000000")
    paid = await acme.call("search_specialists", query="plumber")
    assert "emptied_by" not in paid
    assert float(paid["charge"]["amount"]) > 0


async def test_nobody_is_there_without_any_filter_either(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    found = await acme.call("search_specialists")
    assert "emptied_by" not in found
    assert float(found["charge"]["amount"]) == 0


@pytest.mark.parametrize("label", ["Lessons in Finnish", "Suomeksi: neuvonta", "English and finnish"])
async def test_a_language_nobody_filled_in_is_looked_for_in_labels(hall: Hall, label: str) -> None:
    acme = await hall.agent("Acme")
    await specialist(hall, "ann@work.test", "Ann Unfilled", schedule={"label": label})
    await specialist(hall, "ben@work.test", "Ben Filled", languages=("sv",), schedule={"label": label})
    assert names(await acme.call("search_specialists", languages=["fi"])) == ["Ann Unfilled"]
    assert names(await acme.call("search_specialists", languages=["sv"])) == ["Ben Filled"]
