"""What somebody with a booking link sees of a schedule: its page and free slots at the link's price, and no more."""

from __future__ import annotations

import pytest

from tests.hall import START, Refused
from tests.tools.scheduling.bookable import SLOT, offer
from tests.tools.scheduling.sharing.test_booking_links import link

LATER = "2026-03-04T12:00:00Z"
READS = ("get_schedule", "find_next_slot")


async def test_whoever_holds_a_link_sees_a_private_schedule_as_a_public_one_at_the_links_price(hall, eva, ann):
    schedule = await offer(hall, eva, price="60.00", private=True, columns={"price_per": "hour"})
    _, token = await link(eva, schedule, price="20.00")
    for caller in (ann, hall.nobody()):
        seen = await caller.call("get_schedule", schedule_id=schedule, link=token, start=SLOT)
        shown, slot = seen["schedule"], seen["slots"][0]
        assert (shown["price"], shown["price_per"], shown["guests"]) == ("20.00", "slot", True)
        assert not {"settings", "users", "kal_id", "files", "version"} & shown.keys()
        assert (slot["start"], slot["price"], slot["currency"]) == (SLOT, "20.00", "EUR")
        first = await caller.call("find_next_slot", schedule_id=schedule, link=token, after=SLOT, count=2)
        assert [each["price"] for each in first["slots"]] == ["20.00", "20.00"]
        assert first["slot"]["start"] == SLOT
    booked = await ann.call("book_schedule", schedule_id=schedule, start=SLOT, link=token)
    assert booked["event"]["amount"] == "20.00"


async def test_a_link_without_a_price_shows_the_schedules_and_one_of_nothing_shows_none(hall, eva, ann):
    schedule = await offer(hall, eva, price="60.00", private=True)
    for price, shown in ((None, "60.00"), ("0", None)):
        _, token = await link(eva, schedule, **({"price": price} if price else {}))
        seen = await ann.call("get_schedule", schedule_id=schedule, link=token)
        assert (seen["schedule"].get("price"), seen["slots"][0].get("price")) == (shown, shown)
        assert seen["schedule"]["payment"] == ("required" if shown else "none")


async def test_a_link_shows_only_the_slots_it_reaches_to(hall, eva, ann):
    schedule = await offer(hall, eva, private=True, durations=[30, 90])
    _, token = await link(eva, schedule, durations=[30, 90], **{"from": SLOT, "until": LATER})
    seen = await ann.call("get_schedule", schedule_id=schedule, link=token)
    assert (seen["schedule"]["duration"], seen["schedule"]["durations"]) == (30, [30, 90])
    assert {slot["duration"] for slot in seen["slots"]} == {30}
    starts = [slot["start"] for slot in seen["slots"]]
    assert (starts[0], starts[-1]) == (SLOT, LATER)
    first = await ann.call("find_next_slot", schedule_id=schedule, link=token)
    assert first["slot"]["start"] == SLOT
    for tool in READS:
        with pytest.raises(Refused) as no:
            await ann.call(tool, schedule_id=schedule, link=token, duration=60)
        assert set(no.value.shape["fields"]) == {"duration"}
    none = await ann.call("find_next_slot", schedule_id=schedule, link=token, after="2026-03-05T09:00:00Z")
    assert none.get("slot") is None
    assert any("this link is for starts" in warning for warning in none["warnings"])


async def test_a_page_of_what_a_link_shows_goes_on_where_it_ended(hall, eva, ann):
    schedule = await offer(hall, eva, private=True)
    _, token = await link(eva, schedule, **{"from": SLOT, "until": LATER})
    how = {"schedule_id": schedule, "link": token, "limit": 2}
    seen = await ann.call("get_schedule", **how)
    rest = await ann.call("get_schedule", **how, cursor=seen["next_cursor"])
    assert [slot["start"] for slot in (*seen["slots"], *rest["slots"])] == [SLOT, "2026-03-04T11:00:00Z", LATER]
    assert rest.get("next_cursor") is None


async def test_a_link_that_cannot_be_used_is_refused_as_by_book_schedule(hall, eva, ann, ben):
    schedule, other = await offer(hall, eva, private=True), await offer(hall, eva, columns={"slug": "b"})
    _, bens = await link(eva, schedule, email="ben@home.test")
    _, used = await link(eva, schedule)
    revoked_id, revoked = await link(eva, schedule)
    _, over = await link(eva, schedule, expires_at="2026-03-02T10:00:00Z")
    _, elsewhere = await link(eva, other)
    await ben.call("book_schedule", schedule_id=schedule, start=SLOT, link=used)
    eva.says_yes = True
    await eva.call("revoke_booking_link", link_id=revoked_id)
    hall.clock.advance(hours=2)
    assert hall.clock() > START
    refusals = []
    for token in (bens, used, revoked, over, elsewhere, "hh_link_" + "0" * 64):
        with pytest.raises(Refused) as booking:
            await ann.call("book_schedule", schedule_id=schedule, start=LATER, link=token)
        for tool in READS:
            with pytest.raises(Refused) as no:
                await ann.call(tool, schedule_id=schedule, link=token)
            assert (no.value.code, no.value.shape["error"]) == (booking.value.code, booking.value.shape["error"])
            refusals.append(no.value.shape["error"])
    assert len(set(refusals)) == 1
    with pytest.raises(Refused) as unsigned:
        await hall.nobody().call("get_schedule", schedule_id=schedule, link=bens)
    assert unsigned.value.shape["error"] == refusals[0]
    with pytest.raises(Refused) as unknown:
        await ann.call("get_schedule", schedule_id=999_999, link=used)
    assert unknown.value.shape["error"] == refusals[0]


async def test_a_guest_with_a_link_for_their_address_is_told_how_to_come_to_its_slots(hall, eva):
    schedule = await offer(hall, eva, private=True)
    _, token = await link(eva, schedule, email="gus@guest.test")
    gus, who = hall.nobody(), {"name": "Gus", "email": "gus@guest.test"}
    with pytest.raises(Refused, match="name it as guest in book_schedule") as no:
        await gus.call("get_schedule", schedule_id=schedule, link=token)
    assert "request_login_code" in no.value.next
    with pytest.raises(Refused) as taken:
        await gus.call("book_schedule", schedule_id=schedule, start="2026-03-04T10:10:00Z", link=token, guest=who)
    free = taken.value.details["next_slots"][0]["start"]
    booked = await gus.call("book_schedule", schedule_id=schedule, start=free, link=token, guest=who)
    assert booked["event"]["status_id"] == 100


async def test_full_slots_of_a_private_schedule_have_no_line_for_whoever_came_by_a_link(hall, eva, ann, ben):
    schedule = await offer(hall, eva, private=True)
    _, token = await link(eva, schedule, max_uses=5)
    await ben.call("book_schedule", schedule_id=schedule, start=SLOT, link=token)
    for tool, when in (("get_schedule", "start"), ("find_next_slot", "after")):
        seen = await ann.call(tool, schedule_id=schedule, link=token, include_full=True, **{when: SLOT})
        full = seen["slots"][0] if tool == "get_schedule" else seen["slot"]
        assert (full["start"], full["waiting_open"]) == (SLOT, False)
