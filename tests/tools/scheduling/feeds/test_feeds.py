"""Feeds of calendars, schedules and contracts: made, listed, renewed, ended."""

from __future__ import annotations

import pytest

from store.secrets import hash_secret
from tests.hall import Hall, Refused, TestCaller
from tests.tools.scheduling.cast import calendar_of
from tests.tools.scheduling.feeds.reading import name_address, secret_of
from tests.tools.scheduling.schedule_world import agree, publish


@pytest.fixture(autouse=True)
async def reachable(hall: Hall) -> None:
    await name_address(hall)


async def test_a_feed_is_made_with_an_address_that_is_told_once(hall: Hall, ida: TestCaller) -> None:
    kal_id = calendar_of(hall, ida)
    made = await ida.call("create_calendar_feed", kal_id=kal_id)
    assert made["url"].startswith("https://hall.example/calendar/hh_feed_")
    assert made["url"].endswith(".ics")
    feed = made["feed"]
    assert (feed["of"], feed["kal_id"], feed["show"], feed["works"], made["replaced"]) == (
        "calendar", kal_id, "label", True, False,
    )  # fmt: skip
    assert made["charge"]["amount"] == "0.001000"
    listed = await ida.call("list_calendar_feeds")
    assert listed["feeds"] == [feed]
    assert "hh_feed_" not in str(listed)


async def test_only_a_hash_of_the_secret_is_kept(hall: Hall, ida: TestCaller) -> None:
    secret = secret_of(await ida.call("create_calendar_feed", kal_id=calendar_of(hall, ida), idempotency_key="one"))
    assert hall.sql("SELECT secret_hash FROM calendar_feeds") == [(hash_secret(secret),)]
    dump = "\n".join(line for (line,) in hall.sql("SELECT answer FROM idempotency") if line)
    assert secret not in dump


async def test_made_again_it_has_another_address_and_keeps_what_it_shows(hall: Hall, ida: TestCaller) -> None:
    schedule_id = await publish(ida)
    first = await ida.call("create_calendar_feed", schedule_id=schedule_id, show="full", hours=False)
    second = await ida.call("create_calendar_feed", schedule_id=schedule_id)
    assert second["replaced"]
    assert second["url"] != first["url"]
    assert second["feed"]["id"] == first["feed"]["id"]
    assert (second["feed"]["show"], second["feed"]["hours"]) == ("full", False)
    third = await ida.call("create_calendar_feed", schedule_id=schedule_id, show="busy", hours=True)
    assert (third["feed"]["show"], third["feed"]["hours"]) == ("busy", True)
    assert hall.sql("SELECT count(*) FROM calendar_feeds") == [(1,)]


async def test_a_rehearsal_tells_no_address_and_makes_none(hall: Hall, ida: TestCaller) -> None:
    tried = await ida.call("create_calendar_feed", kal_id=calendar_of(hall, ida), dry_run=True)
    assert "url" not in tried
    assert hall.sql("SELECT count(*) FROM calendar_feeds") == [(0,)]


async def test_an_ended_feed_is_listed_no_more_and_ends_once(hall: Hall, ida: TestCaller) -> None:
    feed_id = (await ida.call("create_calendar_feed", kal_id=calendar_of(hall, ida)))["feed"]["id"]
    ida.says_yes = False
    with pytest.raises(Refused):
        await ida.call("revoke_calendar_feed", feed_id=feed_id)
    assert ida.questions[0].startswith(f"End the secret address of feed {feed_id}, for good. It shows the calendar “")
    ida.says_yes = True
    await ida.call("revoke_calendar_feed", feed_id=feed_id)
    assert (await ida.call("list_calendar_feeds"))["feeds"] == []
    assert hall.sql("SELECT secret_hash FROM calendar_feeds") == [(None,)]
    with pytest.raises(Refused) as refused:
        await ida.call("revoke_calendar_feed", feed_id=feed_id)
    assert (refused.value.code, refused.value.shape["state"]) == ("wrong_state", "ended")
    again = await ida.call("create_calendar_feed", kal_id=calendar_of(hall, ida))
    assert (again["replaced"], again["feed"]["id"] != feed_id) == (False, True)


async def test_feeds_of_others_are_not_to_be_seen(hall: Hall, ida: TestCaller, bob: TestCaller) -> None:
    feed_id = (await ida.call("create_calendar_feed", kal_id=calendar_of(hall, ida)))["feed"]["id"]
    assert (await bob.call("list_calendar_feeds"))["feeds"] == []
    with pytest.raises(Refused) as refused:
        await bob.call("revoke_calendar_feed", feed_id=feed_id)
    assert refused.value.code == "not_found"


async def test_only_ones_own_calendar_has_a_feed(hall: Hall, ida: TestCaller, bob: TestCaller) -> None:
    public = (await ida.call("create_calendar", label="Open", private=False))["calendar"]["id"]
    for kal_id in (public, 9_999):
        with pytest.raises(Refused) as refused:
            await bob.call("create_calendar_feed", kal_id=kal_id)
        assert refused.value.code == "not_found"


async def test_a_role_in_a_schedule_gives_a_feed_and_its_public_page_does_not(
    hall: Hall, ida: TestCaller, bob: TestCaller, cid: TestCaller
) -> None:
    schedule_id = await publish(ida)
    await ida.call("add_schedule_users", schedule_id=schedule_id, users=[{"user_id": bob.id, "role_id": 3}])
    await agree(schedule_id, bob)
    assert (await bob.call("create_calendar_feed", schedule_id=schedule_id))["feed"]["works"]
    with pytest.raises(Refused) as refused:
        await cid.call("create_calendar_feed", schedule_id=schedule_id)
    assert refused.value.code == "not_found"


async def test_a_feed_works_no_more_once_its_maker_may_not_see(hall: Hall, ida: TestCaller, bob: TestCaller) -> None:
    schedule_id = await publish(ida)
    await ida.call("add_schedule_users", schedule_id=schedule_id, users=[{"user_id": bob.id, "role_id": 3}])
    await agree(schedule_id, bob)
    await bob.call("create_calendar_feed", schedule_id=schedule_id)
    await ida.call("remove_schedule_user", schedule_id=schedule_id, user_id=bob.id)
    (feed,) = (await bob.call("list_calendar_feeds"))["feeds"]
    assert feed["works"] is False
    assert "name" not in feed


@pytest.mark.parametrize(
    "given",
    [{}, {"kal_id": 1, "schedule_id": 1}, {"kal_id": 1, "contract_id": 1}, {"kal_id": 1, "hours": True}],
)
async def test_a_feed_is_of_exactly_one_thing(hall: Hall, ida: TestCaller, given: dict[str, object]) -> None:
    with pytest.raises(Refused) as refused:
        await ida.call("create_calendar_feed", **given)
    assert refused.value.code == "invalid_argument"


async def test_a_calendar_that_comes_from_outside_has_none(hall: Hall, ida: TestCaller) -> None:
    kal_id = calendar_of(hall, ida)
    await hall.app.database.write(lambda tx: tx.change("calendars", kal_id, type_id=3))
    with pytest.raises(Refused) as refused:
        await ida.call("create_calendar_feed", kal_id=kal_id)
    assert refused.value.code == "external_calendar"


async def test_there_are_at_most_a_hundred(hall: Hall, ida: TestCaller) -> None:
    at = "2026-01-01T00:00:00.000Z"

    def fill(tx):  # type: ignore[no-untyped-def]
        for number in range(100):
            kal_id = tx.insert(
                "calendars",
                owner_type="person",
                owner_id=ida.id,
                label="x",
                slug=f"c-{number}",
                created_at=at,
                updated_at=at,
            )
            tx.insert(
                "calendar_feeds", owner_type="person", owner_id=ida.id, kal_id=kal_id, show="busy", secret_hash=str(number),
                created_at=at, renewed_at=at,
            )  # fmt: skip

    await hall.app.database.write(fill)
    with pytest.raises(Refused) as refused:
        await ida.call("create_calendar_feed", kal_id=calendar_of(hall, ida))
    assert refused.value.code == "too_many_feeds"
    assert refused.value.next == ["list_calendar_feeds", "revoke_calendar_feed"]


async def test_without_an_address_of_the_server_there_are_none(hall: Hall, ida: TestCaller) -> None:
    await name_address(hall, None)
    with pytest.raises(Refused) as refused:
        await ida.call("create_calendar_feed", kal_id=calendar_of(hall, ida))
    assert refused.value.code == "no_http_url"
    assert "hiringhall http-url https://HOST" in refused.value.text
