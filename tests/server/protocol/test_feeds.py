"""Feeds over HTTP: who gets what, told how, and how often."""

from __future__ import annotations

from typing import Any

import httpx2 as httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from server.protocol.feeds import BY_FEED, BY_ORIGIN, PATH, Feeds, is_known
from tests.hall import Hall, TestCaller
from tests.tools.scheduling.cast import appointment, book, booker, calendar_of
from tests.tools.scheduling.feeds.reading import events_in, name_address
from tests.tools.scheduling.schedule_world import agree, publish


class Reader:
    """A calendar program. seconds: the server's clock for its bounds."""

    def __init__(self, hall: Hall) -> None:
        self.seconds = 0.0
        self._feeds = Feeds(hall.app, lambda: self.seconds)
        self._asgi = Starlette(routes=[Route(PATH, self._feeds.answer)])

    async def get(self, url: str, method: str = "GET", by: str = "192.0.2.7", **headers: str) -> httpx.Response:
        transport = httpx.ASGITransport(self._asgi, client=(by, 4711))
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        async with httpx.AsyncClient(transport=transport) as client:
            return await client.request(method, url.replace("https", "http"), headers=sent)


@pytest.fixture
async def reader(hall: Hall) -> Reader:
    await name_address(hall)
    return Reader(hall)


@pytest.fixture
async def eva(hall: Hall) -> TestCaller:
    return await hall.person("eva@work.test", credit="5 USDT")


async def url_of(caller: TestCaller, **given: Any) -> str:
    return str((await caller.call("create_calendar_feed", **given))["url"])


async def test_a_feed_is_a_calendar_that_nobody_else_keeps(hall: Hall, reader: Reader, eva: TestCaller) -> None:
    event_id = await appointment(hall, eva, "2026-03-03T12:00:00Z", label="Review; budget")
    answer = await reader.get(await url_of(eva, kal_id=calendar_of(hall, eva)))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["last-modified"] == "Mon, 02 Mar 2026 09:00:00 GMT"
    assert "set-cookie" not in answer.headers
    (event,) = events_in(answer.content)
    (installation,) = hall.sql("SELECT value FROM settings WHERE name = 'installation_id'")[0]
    assert str(event["UID"]) == f"event-{event_id}@{installation}.hiringhall"
    assert str(event["SUMMARY"]) == "Review; budget"
    assert event.start.isoformat() == "2026-03-03T12:00:00+00:00"


async def test_what_is_unchanged_is_not_sent_again(hall: Hall, reader: Reader, eva: TestCaller) -> None:
    await appointment(hall, eva, "2026-03-03T12:00:00Z")
    url = await url_of(eva, kal_id=calendar_of(hall, eva))
    first = await reader.get(url)
    etag = first.headers["etag"]
    assert etag[0] == etag[-1] == '"'
    hall.clock.advance(hours=3)
    for sent in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        same = await reader.get(url, if_none_match=sent)
        assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", etag)
        assert same.headers["cache-control"] == "private, no-cache"
    assert (await reader.get(url, if_none_match='"other"')).status_code == 200
    await appointment(hall, eva, "2026-03-04T12:00:00Z")
    changed = await reader.get(url, if_none_match=etag)
    assert (changed.status_code, changed.headers["etag"] == etag) == (200, False)


async def test_what_is_taken_out_shows_at_once_and_in_the_date(hall: Hall, reader: Reader, eva: TestCaller) -> None:
    event_id = await appointment(hall, eva, "2026-03-03T12:00:00Z")
    url = await url_of(eva, kal_id=calendar_of(hall, eva))
    assert len(events_in((await reader.get(url)).content)) == 1
    hall.clock.advance(minutes=5)
    await eva.call("delete_event", event_id=event_id)
    gone = await reader.get(url, if_modified_since="Mon, 02 Mar 2026 09:05:00 GMT")
    assert (gone.status_code, events_in(gone.content)) == (200, [])
    assert gone.headers["last-modified"] == "Mon, 02 Mar 2026 09:05:00 GMT"


async def test_a_head_is_answered_with_the_same_headers(hall: Hall, reader: Reader, eva: TestCaller) -> None:
    url = await url_of(eva, kal_id=calendar_of(hall, eva))
    got, head = await reader.get(url), await reader.get(url, "HEAD")
    assert (head.status_code, head.headers["etag"]) == (200, got.headers["etag"])
    assert head.headers["content-length"] == str(len(got.content))


async def nothing(reader: Reader, url: str) -> tuple[int, bytes, dict[str, str]]:
    answer = await reader.get(url)
    return answer.status_code, answer.content, dict(answer.headers)


async def test_unknown_replaced_and_ended_addresses_are_answered_alike(
    hall: Hall, reader: Reader, eva: TestCaller
) -> None:
    kal_id = calendar_of(hall, eva)
    replaced = await url_of(eva, kal_id=kal_id)
    made = await eva.call("create_calendar_feed", kal_id=kal_id)
    assert (await reader.get(made["url"])).status_code == 200
    await eva.call("revoke_calendar_feed", feed_id=made["feed"]["id"])
    made_up = f"https://hall.example/calendar/hh_feed_{'0' * 64}.ics"
    answers = [
        await nothing(reader, url) for url in (made_up, replaced, made["url"], "https://hall.example/calendar/x.ics")
    ]
    assert answers == [answers[0]] * 4
    assert answers[0][:2] == (404, b"There is no such calendar.\n")


async def test_a_feed_ends_with_the_role_of_its_maker(hall: Hall, reader: Reader, eva: TestCaller) -> None:
    bob = await hall.person("bob@work.test", credit="5 USDT")
    schedule_id = await publish(eva)
    await eva.call("add_schedule_users", schedule_id=schedule_id, users=[{"user_id": bob.id, "role_id": 6}])
    await agree(schedule_id, bob)
    url = await url_of(bob, schedule_id=schedule_id)
    assert (await reader.get(url)).status_code == 200
    await eva.call("remove_schedule_user", schedule_id=schedule_id, user_id=bob.id)
    assert (await reader.get(url)).status_code == 404


async def test_a_feed_ends_with_what_it_is_of(hall: Hall, reader: Reader, eva: TestCaller) -> None:
    schedule_id = await publish(eva)
    url = await url_of(eva, schedule_id=schedule_id)
    await eva.call("delete_schedule", schedule_id=schedule_id)
    assert (await reader.get(url)).status_code == 404


async def test_a_feed_ends_with_its_maker(hall: Hall, reader: Reader, eva: TestCaller) -> None:
    url = await url_of(eva, kal_id=calendar_of(hall, eva))
    await hall.app.database.write(lambda tx: tx.change("persons", eva.id, deleted_at="2026-03-02T09:00:00.000Z"))
    assert (await reader.get(url)).status_code == 404


async def test_a_suspended_agents_feed_rests(hall: Hall, reader: Reader) -> None:
    agent = await hall.agent("Acme")
    kal_id = (await agent.call("create_calendar", label="Mine", private=True))["calendar"]["id"]
    url = await url_of(agent, kal_id=kal_id)
    assert (await reader.get(url)).status_code == 200
    await hall.app.database.write(lambda tx: tx.change("agents", agent.id, status="suspended"))
    assert (await reader.get(url)).status_code == 404
    await hall.app.database.write(lambda tx: tx.change("agents", agent.id, status="active"))
    assert (await reader.get(url)).status_code == 200


async def test_reading_costs_nothing_and_writes_nothing(hall: Hall, reader: Reader, eva: TestCaller) -> None:
    schedule_id = await publish(eva)
    await book(await booker(hall, "ann@home.test"), schedule_id, "2026-03-04T09:00:00Z")
    url = await url_of(eva, schedule_id=schedule_id, show="full")
    counted = "SELECT (SELECT count(*) FROM calls), (SELECT count(*) FROM ledger_transfers)"
    before = hall.sql(counted)
    assert (await reader.get(url)).status_code == 200
    assert hall.sql(counted) == before


async def test_one_address_asks_so_often_and_another_still_may(hall: Hall, reader: Reader, eva: TestCaller) -> None:
    made_up = [f"https://hall.example/calendar/{number}.ics" for number in range(BY_ORIGIN.amount + 1)]
    answers = [(await reader.get(url)).status_code for url in made_up]
    assert answers == [404] * BY_ORIGIN.amount + [429]
    url = await url_of(eva, kal_id=calendar_of(hall, eva))
    late = await reader.get(url)
    assert (late.status_code, late.headers["retry-after"]) == (429, "60")
    assert (await reader.get(url, by="192.0.2.8")).status_code == 200
    reader.seconds = 61
    assert (await reader.get(url)).status_code == 200


@pytest.mark.parametrize("known", [True, False])
async def test_one_feed_is_read_so_often_whether_it_is_there_or_not(
    hall: Hall, reader: Reader, eva: TestCaller, known: bool
) -> None:
    url = await url_of(eva, kal_id=calendar_of(hall, eva)) if known else "https://hall.example/calendar/x.ics"
    answers = [(await reader.get(url, by=f"192.0.2.{number}")).status_code for number in range(BY_FEED.amount + 1)]
    assert answers == [200 if known else 404] * BY_FEED.amount + [429]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PROPFIND"])
async def test_nothing_is_taken(hall: Hall, reader: Reader, eva: TestCaller, method: str) -> None:
    url = await url_of(eva, kal_id=calendar_of(hall, eva))
    assert (await reader.get(url, method)).status_code == 405


@pytest.mark.parametrize(
    ("sent", "known"),
    [
        ([], False),
        (['"a"'], True),
        (['W/"a"'], True),
        (['"b", "a"'], True),
        (['"b"', '"a"'], True),
        (["*"], True),
        (['"b"'], False),
        (["a"], False),
        ([""], False),
    ],
)
def test_tags_are_compared_as_clients_send_them(sent: list[str], known: bool) -> None:
    assert is_known(sent, '"a"') is known
