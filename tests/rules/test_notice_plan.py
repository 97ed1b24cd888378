"""When and by which ways a notice goes out, for a table of cases."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from tools.rules.notice_kinds import KINDS
from tools.rules.notice_plan import Quiet, Settings, agent_ways, due, is_urgent, next_digest, ways

HELSINKI = "Europe/Helsinki"
NIGHT = Settings(quiet=Quiet(time(22), time(7)), timezone=HELSINKI)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_a_message_at_night_waits_for_the_morning_and_a_visit_tomorrow_does_not() -> None:
    message, cancelled = KINDS["task_message"], KINDS["work_order_cancelled"]
    late, visit = at("2026-12-01T23:12+02:00"), at("2026-12-02T09:00+02:00")
    assert not is_urgent(message, None, at("2026-12-01T23:10+02:00"))
    assert due("mail", False, at("2026-12-01T23:10+02:00"), NIGHT) == (at("2026-12-02T07:00+02:00"), "quiet")
    assert is_urgent(cancelled, visit, late)
    assert ways(cancelled, True, NIGHT) == ("mail", "sms", "callback")
    assert due("mail", True, late, NIGHT) == due("sms", True, late, NIGHT) == (late, None)


@pytest.mark.parametrize(("hours", "urgent"), [(0, True), (23.99, True), (24, False), (25, False), (-1, True)])
def test_what_starts_in_less_than_a_day_is_urgent(hours: float, urgent: bool) -> None:
    now = at("2026-12-01T23:12+02:00")
    assert is_urgent(KINDS["booking_moved"], now + timedelta(hours=hours), now) is urgent
    assert not is_urgent(KINDS["booking_moved"], None, now)
    assert not is_urgent(KINDS["task_step"], now + timedelta(hours=hours), now)
    assert is_urgent(KINDS["money_failed"], None, now)


@pytest.mark.parametrize(
    ("quiet", "days", "moment", "ends"),
    [
        # Wall time that the clock change skips is read with the offset before the gap.
        ("22:00-03:30", range(7), "2026-03-28T23:00+02:00", "2026-03-29T01:30Z"),
        ("22:00-03:30", range(7), "2026-03-29T04:10+03:00", "2026-03-29T01:30Z"),
        ("22:00-03:30", range(7), "2026-03-29T04:30+03:00", None),
        # An hour that comes twice is quiet both times.
        ("22:00-03:30", range(7), "2026-10-25T03:10+03:00", "2026-10-25T00:30Z"),
        ("22:00-03:30", range(7), "2026-10-25T03:40+03:00", None),
        ("22:00-03:30", range(7), "2026-10-25T03:10+02:00", "2026-10-25T01:30Z"),
        ("22:00-07:00", range(7), "2026-12-01T22:00+02:00", "2026-12-02T05:00Z"),
        ("22:00-07:00", range(7), "2026-12-01T21:59:59.999+02:00", None),
        ("22:00-07:00", range(7), "2026-12-02T06:59:59.999+02:00", "2026-12-02T05:00Z"),
        ("22:00-07:00", range(7), "2026-12-02T07:00+02:00", None),
        ("22:00-00:00", range(7), "2026-12-01T23:59+02:00", "2026-12-01T22:00Z"),
        ("22:00-00:00", range(7), "2026-12-02T00:00+02:00", None),
        ("00:00-06:00", range(7), "2026-12-02T00:00+02:00", "2026-12-02T04:00Z"),
        ("12:00-13:00", range(7), "2026-12-02T12:30+02:00", "2026-12-02T11:00Z"),
        # 2026-12-04 is a Friday (5). Days are those on which a quiet time begins.
        ("22:00-07:00", [5], "2026-12-05T03:00+02:00", "2026-12-05T05:00Z"),
        ("22:00-07:00", [5], "2026-12-05T23:00+02:00", None),
        ("22:00-07:00", [5], "2026-12-04T03:00+02:00", None),
        ("22:00-07:00", [0], "2026-12-07T01:00+02:00", "2026-12-07T05:00Z"),
        ("22:00-07:00", [], "2026-12-01T23:00+02:00", None),
    ],
)  # fmt: skip
def test_what_lies_in_a_quiet_time_is_put_off_to_its_end(
    quiet: str, days: list[int], moment: str, ends: str | None
) -> None:
    start, end = (time.fromisoformat(part) for part in quiet.split("-"))
    settings = Settings(quiet=Quiet(start, end, frozenset(days)), timezone=HELSINKI)
    expected = (at(moment), None) if ends is None else (at(ends), "quiet")
    assert due("mail", False, at(moment), settings) == expected
    assert due("sms", False, at(moment), settings) == expected
    assert due("callback", False, at(moment), settings) == (at(moment), None)
    assert due("mail", True, at(moment), settings) == (at(moment), None)


@pytest.mark.parametrize(
    ("digest", "zone", "moment", "next"),
    [
        ("daily", HELSINKI, "2026-12-01T09:00+02:00", "2026-12-02T06:00Z"),
        ("daily", HELSINKI, "2026-12-01T07:59:59+02:00", "2026-12-01T06:00Z"),
        ("daily", HELSINKI, "2026-12-01T08:00+02:00", "2026-12-02T06:00Z"),
        ("daily", HELSINKI, "2026-03-28T12:00+02:00", "2026-03-29T05:00Z"),
        ("hourly", "UTC", "2026-12-01T09:00Z", "2026-12-01T10:00Z"),
        ("hourly", "UTC", "2026-12-01T23:59:59Z", "2026-12-02T00:00Z"),
        ("hourly", "Asia/Kolkata", "2026-12-01T09:10+05:30", "2026-12-01T04:30Z"),
        # Clocks of this island are set forward by half an hour at 02:00.
        ("hourly", "Australia/Lord_Howe", "2026-10-03T15:10Z", "2026-10-03T16:00Z"),
    ],
)  # fmt: skip
def test_a_digest_comes_at_its_next_time(digest: str, zone: str, moment: str, next: str) -> None:
    settings = Settings(digest=digest, timezone=zone)  # type: ignore[arg-type]
    assert next_digest(at(moment), settings) == at(next)
    assert due("mail", False, at(moment), settings) == (at(next), "digest")
    assert due("mail", True, at(moment), settings) == (at(moment), None)
    assert due("sms", False, at(moment), settings) == (at(moment), None)


def test_a_digest_is_put_off_by_quiet_hours_once_more() -> None:
    settings = Settings(quiet=Quiet(time(22), time(9)), timezone=HELSINKI, digest="daily", digest_at=time(6))
    assert due("mail", False, at("2026-12-01T12:00+02:00"), settings) == (at("2026-12-02T09:00+02:00"), "digest")


def test_a_kind_goes_before_its_group_and_the_group_before_all() -> None:
    chosen = Settings(channels={"all": (), "work_order": ("mail",), "work_order_visit": ()})

    def of(kind: str, urgent: bool = True) -> tuple[str, ...]:
        return ways(KINDS[kind], urgent, chosen)

    assert of("work_order_visit") == ()
    assert of("work_order_late") == ("mail",)
    assert of("task_message") == ()
    assert of("work_order_assigned") == ("mail",)
    assert ways(KINDS["work_order_assigned"], True, Settings(channels={"work_order": ("sms",)})) == ("mail", "sms")
    assert ways(KINDS["task_message"], False, Settings(channels={"all": ("sms",)})) == ("sms",), "who chose it gets it"


def test_a_members_own_choice_goes_before_the_companys() -> None:
    own, company = Settings(channels={"task": ("sms",)}), Settings(channels={"task_step": (), "money": ("mail",)})
    assert ways(KINDS["task_step"], False, own, company) == ("sms",)
    assert ways(KINDS["money_in"], False, own, company) == ("mail",)
    assert ways(KINDS["task_step"], False, Settings(), company) == ()


def test_as_shipped_a_text_message_is_for_what_is_urgent() -> None:
    assert ways(KINDS["work_order_offered"], True) == ("mail", "sms", "callback")
    assert ways(KINDS["work_order_offered"], False) == ("mail", "callback")
    assert ways(KINDS["event_answered"], True) == ()


def test_an_agent_is_called_back_wherever_mail_or_a_callback_stands() -> None:
    assert agent_ways(KINDS["booking_reminder"], False) == ("callback",)
    assert agent_ways(KINDS["money_in"], False) == ("callback",)
    assert agent_ways(KINDS["event_answered"], True) == ()
    assert agent_ways(KINDS["task_step"], False, Settings(channels={"task": ()})) == ()
    assert agent_ways(KINDS["task_step"], False, Settings(channels={"task": ("sms",)})) == ()
    assert agent_ways(KINDS["agent_status"], False, Settings(channels={"all": ()})) == ("callback",)


def test_moments_are_in_utc() -> None:
    assert due("mail", False, at("2026-12-01T23:10+02:00"), NIGHT)[0].tzinfo is UTC
