"""Google's calendars, by a small Google: the consent, what is read by changes, what is written, and the end of it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from server.protocol.google_consent import PATH, GoogleConsent
from store.http_address import set_http_address
from tests.hall import Hall, Refused
from tests.tools.scheduling.bookable import SLOT, offer, write
from tests.tools.scheduling.cast import appointment, book, calendar_of
from tests.tools.scheduling.links.google_server import LISTING
from tests.tools.scheduling.links.outside_world import blocks, link_of, notices, occurrences

MAIN = {"external_calendar_id": "eva@example.com", "summary": "Eva", "timezone": "UTC"}
AT = ("2026-03-04T10:00:00Z", "2026-03-04T11:00:00Z")


async def consent_address(hall: Hall, who, direction: str = "both") -> str:
    await hall.app.database.write(lambda tx: set_http_address(tx, "https://hall.example.com", hall.clock()))
    answer = await who.call("get_google_calendar_auth_url", kal_id=calendar_of(hall, who), direction=direction)
    url: str = answer["url"]
    return url


async def come_back(hall: Hall, params: dict[str, str], languages: str = "*") -> httpx.Response:
    """The browser is led back to the hall."""
    page = GoogleConsent(hall.app)
    app = Starlette(routes=[Route(PATH, page.answer)])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="https://hall.example.com") as client:
        return await client.get(PATH, params=params, headers={"Accept-Language": languages})


async def consented(hall: Hall, google, who, direction: str = "both") -> int:
    """Somebody has consented and their calendars are listed; their own calendar."""
    answer = await come_back(hall, google.allow(await consent_address(hall, who, direction)))
    assert answer.status_code == 200, answer.text
    await hall.app.calendars.tick()
    return calendar_of(hall, who)


async def poll(hall: Hall, **later: float) -> None:
    hall.clock.advance(**later)
    await hall.app.calendars.tick()


class TestConsent:
    async def test_calendars_are_listed_once_it_was_given(self, hall, google, eva):
        kal_id = await consented(hall, google, eva)
        shown = await eva.call("get_calendar_sync_settings", kal_id=kal_id)
        assert shown["consent"]["provider"] == "google"
        assert shown["consent"]["account_hint"] == "ev…@example.com"
        assert [(each["external_calendar_id"], each["writable"]) for each in shown["available"]] == [
            ("eva@example.com", True),
            ("holidays@group", False),
        ]
        assert shown["listed_at"] == "2026-03-02T09:00:00Z"
        google.calendars["team@group"] = {"summary": "Team", "accessRole": "writer"}
        await poll(hall, hours=1)
        assert len((await eva.call("get_calendar_sync_settings", kal_id=kal_id))["available"]) == 3

    @pytest.mark.parametrize(
        ("direction", "right"), [("import", "events.readonly"), ("export", "events"), ("both", "events")]
    )
    async def test_only_the_rights_that_are_needed_are_asked_for(self, hall, google, eva, direction, right):
        asked = parse_qs(urlsplit(await consent_address(hall, eva, direction)).query)
        assert asked["scope"] == [f"{LISTING} https://www.googleapis.com/auth/calendar.{right}"]
        assert asked["redirect_uri"] == ["https://hall.example.com/google/callback"]
        assert asked["prompt"] == ["consent"]

    async def test_the_state_serves_once_for_ten_minutes_and_only_as_it_was_made(self, hall, google, eva):
        back = google.allow(await consent_address(hall, eva))
        token, _, signature = back["state"].partition(".")
        for state in ("", "gs_nothing.at-all", f"{token}.{'0' * 32}", token):
            assert (await come_back(hall, {**back, "state": state})).status_code == 400
        assert signature
        assert (await come_back(hall, back)).status_code == 200
        assert (await come_back(hall, back)).status_code == 400
        late = google.allow(await consent_address(hall, eva))
        hall.clock.advance(minutes=10)
        assert "Ask the assistant for a new one" in (await come_back(hall, late)).text
        assert len(hall.sql("SELECT id FROM calendar_accounts")) == 1

    async def test_a_no_changes_nothing(self, hall, google, eva):
        state = google.allow(await consent_address(hall, eva))["state"]
        answer = await come_back(hall, {"state": state, "error": "access_denied"})
        assert (answer.status_code, "Nothing was allowed" in answer.text) == (200, True)
        assert hall.sql("SELECT count(*) FROM calendar_accounts") == [(0,)]

    async def test_rights_left_out_are_told(self, hall, google, eva):
        answer = await come_back(hall, google.allow(await consent_address(hall, eva), without=LISTING))
        assert (answer.status_code, "Not all rights" in answer.text) == (400, True)

    async def test_the_page_is_read_in_the_language_of_the_person_or_the_browser(self, hall, google, eva):
        await eva.call("set_my_language", language="RU")
        state = google.allow(await consent_address(hall, eva))["state"]
        answer = await come_back(hall, {"state": state, "error": "access_denied"})
        assert ('<html lang="ru">' in answer.text, "Ничего не разрешено" in answer.text) == (True, True)
        answer = await come_back(hall, {"state": state}, "fi,en;q=0.4")
        assert "Osoite on jo käytetty" in answer.text

    async def test_the_page_says_whose_it_is_and_keeps_its_secrets(self, hall, google, eva):
        answer = await come_back(hall, google.allow(await consent_address(hall, eva)))
        assert "ev…@work.test" in answer.text
        assert "code-1" not in answer.text
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        for table in hall.tables():
            kept = str(hall.sql(f"SELECT * FROM {table}"))
            assert "refresh-code" not in kept, table
            assert "gs_" not in kept or table == "idempotency", table

    async def test_a_code_of_somebody_else_is_not_taken(self, hall, google, eva, ann):
        theirs, mine = google.allow(await consent_address(hall, ann)), google.allow(await consent_address(hall, eva))
        answer = await come_back(hall, {"state": mine["state"], "code": theirs["code"]})
        assert (answer.status_code, "did not take" in answer.text) == (400, True)

    async def test_without_a_client_the_settings_are_named(self, hall, eva):
        for name, more in (("get_google_calendar_auth_url", {}), ("connect_google_calendar", MAIN)):
            with pytest.raises(Refused) as refused:
                await eva.call(name, kal_id=calendar_of(hall, eva), **more)
            assert refused.value.code == "no_google_client"
            assert "HIRINGHALL_GOOGLE_CLIENT_ID" in refused.value.text
            assert "connect_calendar_feed" in refused.value.next

    async def test_without_an_address_of_this_server_its_command_is_named(self, hall, google, eva):
        with pytest.raises(Refused) as refused:
            await eva.call("get_google_calendar_auth_url", kal_id=calendar_of(hall, eva))
        assert (refused.value.code, "hiringhall http-url" in refused.value.text) == ("no_http_url", True)


class TestConnecting:
    async def test_without_a_consent_the_way_to_it_is_named(self, hall, google, eva):
        await hall.app.database.write(lambda tx: set_http_address(tx, "https://hall.example.com", hall.clock()))
        with pytest.raises(Refused) as refused:
            await eva.call("connect_google_calendar", kal_id=calendar_of(hall, eva), **MAIN)
        assert (refused.value.shape["state"], refused.value.next) == ("no_consent", ["get_google_calendar_auth_url"])

    async def test_without_an_address_of_this_server_no_consent_is_offered(self, hall, google, eva):
        """It would be refused in its turn."""
        with pytest.raises(Refused) as refused:
            await eva.call("connect_google_calendar", kal_id=calendar_of(hall, eva), **MAIN)
        assert (refused.value.shape["state"], refused.value.next) == ("no_consent", ["find_operations"])

    async def test_a_consent_for_reading_is_none_for_writing(self, hall, google, eva):
        kal_id = await consented(hall, google, eva, "import")
        with pytest.raises(Refused) as refused:
            await eva.call("connect_google_calendar", kal_id=kal_id, **MAIN)
        assert refused.value.shape["state"] == "read_only_consent"
        await eva.call("connect_google_calendar", kal_id=kal_id, **MAIN, direction="import")

    @pytest.mark.parametrize(("id", "says"), [("other@group", "none of your Google"), ("holidays@group", "only read")])
    async def test_calendars_that_are_not_listed_or_not_writable_are_refused(self, hall, google, eva, id, says):
        kal_id = await consented(hall, google, eva)
        with pytest.raises(Refused) as refused:
            await eva.call("connect_google_calendar", kal_id=kal_id, **{**MAIN, "external_calendar_id": id})
        assert says in refused.value.fields["external_calendar_id"]

    async def test_each_direction_once(self, hall, google, eva):
        kal_id = await consented(hall, google, eva)
        made = await eva.call("connect_google_calendar", kal_id=kal_id, **MAIN)
        assert made["link"]["direction"] == "export"
        await eva.call("connect_google_calendar", kal_id=kal_id, **MAIN, direction="import")
        with pytest.raises(Refused) as refused:
            await eva.call("connect_google_calendar", kal_id=kal_id, **MAIN)
        assert (refused.value.code, refused.value.details["link_id"]) == ("already_linked", made["link"]["id"])


class TestImport:
    async def linked(self, hall, google, eva):
        kal_id = await consented(hall, google, eva)
        await eva.call("connect_google_calendar", kal_id=kal_id, **MAIN, direction="import")
        await hall.app.calendars.tick()
        return kal_id

    async def test_everything_is_read_page_by_page_and_then_only_what_changes(self, hall, google, eva, ann):
        google.page = 2
        for day in range(3, 8):
            google.put(f"e{day}", f"2026-03-0{day}T10:00:00Z", f"2026-03-0{day}T11:00:00Z")
        google.put("old", "2025-03-04T10:00:00Z", "2025-03-04T11:00:00Z")
        kal_id = await self.linked(hall, google, eva)
        assert [row[1][:10] for row in occurrences(hall)] == [f"2026-03-0{day}" for day in range(3, 8)]
        schedule = await offer(hall, eva)
        with pytest.raises(Refused):
            await book(ann, schedule)
        google.cancel("e4")
        google.put("e5", "2026-03-05T15:00:00Z", "2026-03-05T16:00:00Z")
        google.requests.clear()
        await poll(hall, minutes=17)
        assert [path for _, path in google.requests] == ["/calendars/eva@example.com/events"]
        assert [row[1][8:16] for row in occurrences(hall)] == ["03T10:00", "05T15:00", "06T10:00", "07T10:00"]
        await book(ann, schedule)
        assert (await link_of(eva, kal_id))["status"] == "connected"

    async def test_when_google_has_forgotten_the_token_everything_is_read_again(self, hall, google, eva):
        google.put("a", *AT)
        await self.linked(hall, google, eva)
        google.put("b", "2026-03-05T10:00:00Z", "2026-03-05T11:00:00Z")
        google.cancel("a")
        google.oldest_token = 99
        await poll(hall, minutes=17)
        assert [row[1][:10] for row in occurrences(hall)] == ["2026-03-05"]

    async def test_free_declined_and_whole_day_events(self, hall, google, eva):
        google.put("free", *AT, transparency="transparent")
        google.put("no", *AT, attendees=[{"email": "eva@example.com", "self": True, "responseStatus": "declined"}])
        google.put("day", *AT, start={"date": "2026-03-06"}, end={"date": "2026-03-07"})
        await self.linked(hall, google, eva)
        assert len(occurrences(hall)) == 3
        assert blocks(hall) == [("2026-03-06T00:00:00.000Z", "2026-03-07T00:00:00.000Z")]

    async def test_an_occurrence_and_a_series_that_go(self, hall, google, eva):
        for number in (4, 11, 18):
            at = f"2026-03-{number:02}T10:00:00Z", f"2026-03-{number:02}T11:00:00Z"
            google.put(f"choir_{number}", *at, recurringEventId="choir", iCalUID="choir@google.com")
        google.put("other", "2026-03-20T10:00:00Z", "2026-03-20T11:00:00Z")
        await self.linked(hall, google, eva)
        google.cancel("choir_11")
        await poll(hall, minutes=17)
        assert [row[1][8:10] for row in occurrences(hall)] == ["04", "18", "20"]
        google.put("choir", *AT)
        google.cancel("choir")
        await poll(hall, minutes=17)
        assert [row[1][8:10] for row in occurrences(hall)] == ["20"]

    async def test_a_consent_that_is_withdrawn_outside_is_told_and_a_new_one_makes_it_work(self, hall, google, eva):
        google.put("a", *AT)
        kal_id = await self.linked(hall, google, eva)
        google.withdrawn = True
        google.access.clear()
        await poll(hall, minutes=17)
        link = await link_of(eva, kal_id)
        assert (link["status"], "get_google_calendar_auth_url" in link["last_error"]) == ("failing", True)
        assert len(notices(hall)) == 1
        assert len(blocks(hall)) == 1
        google.withdrawn = False
        await consented(hall, google, eva)
        assert (await link_of(eva, kal_id))["status"] == "connected"
        assert "is read again" in notices(hall)[1]

    async def test_an_access_token_that_ended_early_is_made_anew(self, hall, google, eva):
        kal_id = await self.linked(hall, google, eva)
        google.access.clear()
        await poll(hall, minutes=17)
        assert (await link_of(eva, kal_id))["status"] == "connected"

    async def test_a_google_that_fails_leaves_what_was_read(self, hall, google, eva):
        google.put("a", *AT)
        kal_id = await self.linked(hall, google, eva)
        google.fails = 503
        await poll(hall, minutes=17)
        assert (await link_of(eva, kal_id))["last_error"] == "Google answered 503."
        assert len(blocks(hall)) == 1


class TestExport:
    async def linked(self, hall, google, eva):
        kal_id = await consented(hall, google, eva)
        await eva.call("connect_google_calendar", kal_id=kal_id, **MAIN)
        await hall.app.calendars.tick()
        return kal_id

    async def test_bookings_are_written_moved_and_taken_out(self, hall, google, eva):
        await self.linked(hall, google, eva)
        event = await appointment(hall, eva, SLOT)
        await hall.tick()
        [item] = google.live()
        assert (item["summary"], item["start"], item["status"]) == (
            "Meeting", {"dateTime": SLOT, "timeZone": "UTC"}, "confirmed",
        )  # fmt: skip
        assert item["iCalUID"].startswith(f"event-{event}@")
        await write(hall, "UPDATE events SET start_at = '2026-03-04T10:30:00.000Z' WHERE id = :id", id=event)
        await hall.tick()
        [moved] = google.live()
        assert (moved["id"], moved["start"]["dateTime"]) == (item["id"], "2026-03-04T10:30:00Z")
        await write(hall, "UPDATE events SET status_id = 444 WHERE id = :id", id=event)
        await hall.tick()
        assert google.live() == []

    async def test_what_was_written_without_an_answer_is_found_by_its_uid(self, hall, google, eva):
        await self.linked(hall, google, eva)
        event = await appointment(hall, eva, SLOT)
        await hall.tick()
        await write(hall, "UPDATE calendar_exports SET written_id = NULL, content = NULL, state = 'waiting'")
        await hall.tick()
        assert len(google.live()) == 1
        google.cancel(google.live()[0]["id"])
        await write(hall, "UPDATE events SET label = 'Talk' WHERE id = :id", id=event)
        await hall.tick()
        assert [item["summary"] for item in google.live()] == ["Talk"]

    async def test_what_was_written_is_not_read_back(self, hall, google, eva):
        kal_id = await self.linked(hall, google, eva)
        await appointment(hall, eva, SLOT)
        await hall.tick()
        await eva.call("connect_google_calendar", kal_id=kal_id, **MAIN, direction="import")
        await poll(hall, minutes=17)
        assert (len(google.live()), occurrences(hall)) == (1, [])


async def test_no_two_people_see_each_others_consent(hall, google, eva, ann):
    await consented(hall, google, eva)
    assert (await ann.call("get_calendar_sync_settings", kal_id=calendar_of(hall, ann)))["available"] == []
    with pytest.raises(Refused) as refused:
        await ann.call("connect_google_calendar", kal_id=calendar_of(hall, ann), **MAIN)
    assert refused.value.shape["state"] == "no_consent"
