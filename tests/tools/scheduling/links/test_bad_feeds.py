"""What cannot be read: its owner is told why, nothing is half read, and what was read last stays."""

from __future__ import annotations

import asyncio
import gzip

import httpx
import pytest

from tests.tools.scheduling.cast import calendar_of
from tests.tools.scheduling.links.outside_world import ADDRESS, DENTIST, Web, blocks, event, feed, link_of, occurrences


@pytest.fixture
def web(hall):
    return Web(hall)


async def linked(eva, hall):
    kal_id = calendar_of(hall, eva)
    return kal_id, await eva.call("connect_calendar_feed", kal_id=kal_id, address=ADDRESS)


PAGE = "<!DOCTYPE html><html><title>Sign in</title></html>"


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda request: httpx.Response(200, content=PAGE.encode()), "page"),
        (lambda request: httpx.Response(401), "sign-in"),
        (lambda request: httpx.Response(404), "nothing at the address"),
        (lambda request: httpx.Response(503), "503"),
        (lambda request: httpx.ConnectError("broken"), "could not be reached"),
        (
            lambda request: httpx.Response(302, headers={"Location": "https://10.0.0.1/a.ics"}),
            "no server on the internet",
        ),
        (lambda request: httpx.Response(302, headers={"Location": "http://calendar.example.com/"}), "without it"),
        (lambda request: httpx.Response(302, headers={"Location": ADDRESS}), "redirects"),
        (lambda request: httpx.Response(200, content=b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a"), ""),
    ],
)
async def test_what_cannot_be_read_is_said_and_what_was_read_stays(hall, web, eva, answer, says):
    web.serve(feed(DENTIST))
    kal_id, _ = await linked(eva, hall)
    await web.poll()
    web.answer(answer)
    await web.poll(hours=1)
    link = await link_of(eva, kal_id)
    assert says in link["last_error"]
    assert "secret-4f1c" not in link["last_error"]
    assert (len(occurrences(hall)), len(blocks(hall))) == (1, 1)


async def test_what_is_too_large_is_dropped_on_the_way(hall, web, eva):
    sent = []

    async def endless():
        while True:
            sent.append(1)
            yield b"x" * 65_536

    web.answer(lambda request: httpx.Response(200, content=endless()))
    kal_id, _ = await linked(eva, hall)
    await web.poll()
    link = await link_of(eva, kal_id)
    assert (link["status"], link["last_error"]) == ("failing", "It is too large: more than 5 MB.")
    assert len(sent) < 100


async def test_so_is_what_is_small_and_unpacks_to_much(hall, web, eva):
    web.serve(gzip.compress(b"x" * 200_000_000, 9), content_encoding="gzip")
    kal_id, _ = await linked(eva, hall)
    await web.poll()
    assert "too large" in (await link_of(eva, kal_id))["last_error"]


async def test_who_answers_too_slowly_is_left(hall, web, eva):
    async def slow():
        yield b"BEGIN:VCALENDAR"
        await asyncio.Event().wait()

    web.bounded(seconds=0.05)
    web.answer(lambda request: httpx.Response(200, content=slow()))
    kal_id, _ = await linked(eva, hall)
    await web.poll()
    assert "no whole answer" in (await link_of(eva, kal_id))["last_error"]


async def test_a_name_that_leads_inside_later_is_not_followed(hall, web, eva):
    web.serve(feed(DENTIST))
    kal_id, _ = await linked(eva, hall)
    web.leads_to["calendar.example.com"] = ["10.1.2.3"]
    await web.poll()
    assert "no server on the internet" in (await link_of(eva, kal_id))["last_error"]
    assert web.requests == []


async def test_redirects_are_followed_five_times(hall, web, eva):
    for number in range(5):
        onward = f"https://hop{number + 1}.example.com/a.ics"
        here = ADDRESS if number == 0 else f"https://hop{number}.example.com/a.ics"
        web.answer(lambda request, onward=onward: httpx.Response(302, headers={"Location": onward}), here)
    web.serve(feed(DENTIST), "https://hop5.example.com/a.ics")
    await linked(eva, hall)
    await web.poll()
    assert len(occurrences(hall)) == 1


async def test_a_zone_nobody_knows_and_an_endless_rule_are_asked_about_and_the_rest_is_read(hall, web, eva):
    nowhere = event("z@x", "20260305T100000", "20260305T110000", "Flight").replace(
        "DTSTART:", 'DTSTART;TZID="Mars/Base":'
    )
    endless = event("e@x", "20260304T120000Z", "20260304T120001Z", "Tick", "RRULE:FREQ=SECONDLY")
    web.serve(feed(DENTIST, nowhere, endless))
    kal_id, _ = await linked(eva, hall)
    await web.poll()
    link = await link_of(eva, kal_id)
    assert link["status"] == "connected"
    assert [row[0] for row in occurrences(hall)] == ["Dentist"]
    assert any("Mars/Base" in warning and "?" in warning for warning in link["warnings"])
    assert any("Tick" in warning for warning in link["warnings"])
    assert (link["met"]["busy"], link["met"]["unreadable"], link["met"]["too_often"]) == (1, 1, 1)
    await web.poll()
    [told] = [row[0] for row in hall.sql("SELECT text FROM notices WHERE kind = 'calendar_link'")]
    assert "Mars/Base" in told
    assert "counts as free" in told


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        (
            "EN",
            "An appointment without a title was left out, so its time counts as free: “soon” is no date and no time.",
            "3 appointments, such as “Flight”",
        ),
        (
            "FI",
            "Otsikoton tapaaminen jätettiin pois, joten sen aika näkyy vapaana. Syy: “soon” ei ole päivä eikä aika.",
            "3 tapaamista, esimerkiksi “Flight”",
        ),
        (
            "RU",
            "Не учтено: встреча без названия; это время считается свободным. Причина: “soon” — не дата и не время.",
            "3 встречи, например “Flight”",
        ),
    ],
)
async def test_what_was_left_out_is_said_in_the_language_of_the_owner(hall, web, eva, language, first, second):
    await eva.call("set_my_language", language=language)
    web.serve(feed(event("u@x", "soon", "20260305T110000Z", "")))
    await linked(eva, hall)
    await web.poll()
    [told] = [row[0] for row in hall.sql("SELECT text FROM notices WHERE kind = 'calendar_link'")]
    assert first in told
    flights = [event(f"{n}@x", "20260305T100000", "20260305T110000", "Flight") for n in range(3)]
    web.serve(feed(DENTIST))
    await web.poll(hours=1)
    web.serve(feed(*(flight.replace("DTSTART:", 'DTSTART;TZID="Mars/Base":') for flight in flights)))
    await web.poll(hours=1)
    told = [row[0] for row in hall.sql("SELECT text FROM notices WHERE kind = 'calendar_link' ORDER BY id")][-1]
    assert second in told
    assert "“Mars/Base”" in told


async def test_what_repeats_too_often_is_failing_at_once_and_read_again_after_hours(hall, web, eva):
    dense = "DTSTART:20200101T000000Z\r\nRRULE:FREQ=MINUTELY"
    web.serve(feed(*(f"BEGIN:VEVENT\r\nUID:{n}\r\n{dense}\r\nEND:VEVENT" for n in range(8))))
    kal_id, _ = await linked(eva, hall)
    await web.poll()
    link = await link_of(eva, kal_id)
    assert link["status"] == "failing"
    assert "too many or too frequent" in link["last_error"]
    web.serve(feed(DENTIST))
    await web.poll(hours=5)
    assert occurrences(hall) == []
    await web.poll(hours=2)
    assert len(occurrences(hall)) == 1
