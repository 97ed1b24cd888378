"""What is decided about links: turns and states, addresses, differences."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tools.scheduling.links.rules.event_uids import event_uid, uid_suffix
from tools.scheduling.links.rules.links import (
    LONGEST_WAIT,
    address_fault,
    after_failure,
    after_success,
    difference,
    feed_address,
    masked_account,
    masked_address,
)


@pytest.mark.parametrize(
    ("status", "failures", "final", "then"),
    [
        ("syncing", 0, False, "syncing"),
        ("syncing", 1, False, "syncing"),
        ("syncing", 2, False, "failing"),
        ("syncing", 0, True, "failing"),
        ("connected", 0, False, "connected"),
        ("connected", 1, False, "connected"),
        ("connected", 2, False, "failing"),
        ("connected", 0, True, "failing"),
        ("failing", 3, False, "failing"),
        ("failing", 0, False, "failing"),
    ],
)
def test_three_failures_in_a_row_are_failing(status, failures, final, then):
    turn = after_failure(1, status, failures, 15, final=final)
    assert (turn.status, turn.failures) == (then, failures + 1)


@pytest.mark.parametrize("status", ["syncing", "connected", "failing"])
def test_what_is_too_heavy_is_failing_at_once_and_tried_rarely(status):
    turn = after_failure(100, status, 0, 15, heavy=True)
    assert (turn.status, turn.failures, turn.wait) == ("failing", 1, LONGEST_WAIT)


def test_a_sync_that_goes_through_is_connected_whatever_was():
    turn = after_success(1, 15)
    assert (turn.status, turn.failures) == ("connected", 0)


def test_waits_grow_to_six_hours_and_begin_small_where_nothing_worked_yet():
    first = [after_failure(100, "syncing", failures, 15).wait for failures in range(3)]
    assert first == [timedelta(minutes=1), timedelta(minutes=5), timedelta(hours=1)]
    later = [after_failure(100, "connected", failures, 15).wait for failures in (0, 1, 2, 3, 9, 10_000)]
    minutes = [wait / timedelta(minutes=1) for wait in later]
    assert minutes == [15, 30, 60, 120, 360, 360]
    assert max(later) == LONGEST_WAIT


def test_links_made_together_do_not_stay_together():
    waits = {after_success(id, 15).wait for id in range(1, 101)}
    assert len(waits) == 100
    assert timedelta(minutes=15) <= min(waits) < max(waits) < timedelta(minutes=17)


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("webcal://a.example/b.ics", "https://a.example/b.ics"),
        ("WEBCAL://a.example/b.ics", "https://a.example/b.ics"),
        ("webcals://a.example/b.ics", "https://a.example/b.ics"),
        (" https://a.example/b.ics ", "https://a.example/b.ics"),
        ("http://a.example/b.ics", "http://a.example/b.ics"),
        ("webcal", "webcal"),
    ],
)
def test_webcal_is_https(given, url):
    assert feed_address(given) == url


@pytest.mark.parametrize(
    ("url", "is_fine"),
    [
        ("https://cal.example.com/a.ics?key=1", True),
        ("https://cal.example.com:8443/a.ics", True),
        ("http://cal.example.com/a.ics", False),
        ("https://10.0.0.1/a.ics", False),
        ("https://user@cal.example.com/a.ics", False),
        ("http://dav.home.arpa:5232/eva/", True),
        ("https://dav.home.arpa:5232/eva/", True),
        ("http://DAV.home.arpa.:5232/eva/", True),
        ("http://user:word@dav.home.arpa:5232/eva/", False),
        ("http://dav.home.arpa:5233/eva/", False),
        ("http://nas.home.arpa/eva/", True),
        ("ftp://dav.home.arpa:5232/", False),
        ("https://cal.example.com:99999/", False),
        ("https://[::1/", False),
        (f"https://cal.example.com/{'a' * 2000}", False),
    ],
)
def test_addresses_lead_to_the_internet_or_where_the_operator_says(url, is_fine):
    assert (address_fault(url, {"dav.home.arpa:5232", "nas.home.arpa:80"}) is None) is is_fine


def test_masks_show_no_more_than_the_host_or_the_first_letters():
    assert masked_address("https://a.example:8443/secret/b.ics?key=1") == "https://a.example/…"
    assert masked_account("anna.lind@home.test") == "an…@home.test"
    assert masked_account("anna") == "an…"


def row(id: int, uid: str, start: str, occurrence: str = "1", busy: int = 1) -> dict[str, object]:
    return {"id": id, "external_id": uid, "occurrence": occurrence, **values(start, busy)}


def values(start: str, busy: int = 1) -> dict[str, object]:
    return {"summary": "", "start_at": start, "end_at": f"{start}+1", "timezone": "UTC", "busy": busy}


def test_only_what_differs_is_written():
    stored = [row(1, "same", "10"), row(2, "moved", "10"), row(3, "gone", "10"), row(4, "freed", "10")]
    read = {
        ("same", "1"): values("10"),
        ("moved", "1"): values("11"),
        ("freed", "1"): values("10", busy=0),
        ("same", "2"): values("12"),
    }
    differs = difference(stored, read)
    assert differs.add == {("same", "2"): values("12")}
    assert differs.change == {2: values("11"), 4: values("10", busy=0)}
    assert differs.remove == (3,)
    assert difference([], {}) == difference([row(1, "a", "10")], {("a", "1"): values("10")})


def test_of_changes_only_what_is_named_as_gone_goes():
    stored = [row(1, "a", "10"), row(2, "b", "10"), row(3, "c", "10")]
    differs = difference(stored, {("b", "1"): values("11")}, frozenset({"c", "unknown"}))
    assert (differs.change.keys(), differs.remove) == ({2}, (3,))


def test_uids_of_one_hall_end_alike():
    assert event_uid(7, "ab12") == "event-7@ab12.hiringhall"
    assert event_uid(7, "ab12").endswith(uid_suffix("ab12"))
