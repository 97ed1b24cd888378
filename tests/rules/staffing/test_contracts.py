"""Staffing contracts: their days and status, what each side sees, when they may be changed or ended."""

from __future__ import annotations

from datetime import date

import pytest

from tools.errors import Step, WrongState
from tools.staffing.rules.contracts import (
    HIDDEN,
    Days,
    check_changing,
    check_filling,
    check_terminating,
    last_day,
    ongoing_from,
    period,
    public_id,
    side_of,
    status_of,
)

TODAY = date(2026, 3, 2)
EARLIER, YESTERDAY, TOMORROW, LATER = (date(2026, *day) for day in ((1, 5), (3, 1), (3, 3), (12, 31)))


@pytest.mark.parametrize(
    ("start", "end", "terminated", "status"),
    [
        (LATER, None, False, "planned"),
        (TOMORROW, LATER, False, "planned"),
        (TODAY, None, False, "ongoing"),
        (TODAY, TODAY, False, "ongoing"),
        (EARLIER, None, False, "ongoing"),
        (EARLIER, TODAY, False, "ongoing"),
        (EARLIER, YESTERDAY, False, "ended"),
        (LATER, LATER, True, "terminated"),
        (EARLIER, TODAY, True, "terminated"),
        (EARLIER, YESTERDAY, True, "terminated"),
    ],
)
def test_the_status_follows_the_days_until_it_is_terminated(start, end, terminated, status):
    assert status_of(Days(start, end, ongoing_from=start), terminated, TODAY) == status


@pytest.mark.parametrize(
    ("passed", "start", "today", "tomorrow"),
    [
        (None, TODAY, "ongoing", "ongoing"),
        (None, TOMORROW, "planned", "ongoing"),
        ("ongoing", LATER, "ongoing", "ongoing"),
        ("ongoing", EARLIER, "ongoing", "ongoing"),
        ("planned", LATER, "planned", "planned"),
        ("planned", TODAY, "planned", "ongoing"),
        ("planned", EARLIER, "planned", "ongoing"),
    ],
)
def test_a_status_passed_counts_on_the_day_it_is_passed(passed, start, today, tomorrow):
    days = Days(start, None, ongoing_from(passed, start, TODAY))
    assert status_of(days, False, TODAY) == today
    assert status_of(days, False, TOMORROW) == tomorrow


@pytest.mark.parametrize(
    ("end", "infinite", "kept", "fault", "overruled"),
    [
        (None, None, None, None, False),
        (None, True, None, None, False),
        (LATER, None, LATER, None, False),
        (LATER, False, LATER, None, False),
        (LATER, True, None, None, True),
        (EARLIER, True, None, None, True),
        (TODAY, None, TODAY, None, False),
        (EARLIER, None, EARLIER, "contract_end", False),
        (None, False, None, "contract_end", False),
    ],
)
def test_without_an_end_it_is_open_ended_and_is_infinite_wins(end, infinite, kept, fault, overruled):
    found = period(TODAY, end, infinite)
    assert (found.end, found.overruled) == (kept, overruled)
    assert (found.fault[0] if found.fault else None) == fault


def test_the_last_day_of_one_that_is_terminated_is_today_or_its_start():
    assert last_day(EARLIER, TODAY) == TODAY
    assert last_day(TODAY, TODAY) == TODAY
    assert last_day(LATER, TODAY) == LATER


@pytest.mark.parametrize(("number", "text"), [(1, "CNTR-2026-0001"), (5, "CNTR-2026-0005"), (12345, "CNTR-2026-12345")])
def test_a_public_id_has_year_and_number(number, text):
    assert public_id(2026, number) == text


@pytest.mark.parametrize(
    ("company", "client", "side"), [(1, 2, "managing"), (1, 1, "managing"), (2, 2, "client"), (3, 2, "vendor")]
)
def test_the_managing_company_is_that_before_anything_else(company, client, side):
    assert side_of(company, 1, client) == side


def test_each_side_is_not_shown_what_the_other_agreed():
    assert HIDDEN["managing"] == set()
    assert HIDDEN["client"] == {"vendor_price", "vendor_contact", "vendor_company_name", "margin"}
    assert HIDDEN["vendor"] == {"client_price", "client_contact", "client_purchase_order", "margin"}


@pytest.mark.parametrize("status", ["planned", "ongoing", "ended", "terminated"])
def test_terms_change_until_it_is_terminated(status):
    if status != "terminated":
        check_changing(status, "CNTR-2026-0005", 7, {})
        return
    with pytest.raises(WrongState, match="CNTR-2026-0005 is terminated") as no:
        check_changing(status, "CNTR-2026-0005", 7, {"unit": "hours"})
    assert no.value.next[0] == Step("create_staffing_contract", {"unit": "hours"})


@pytest.mark.parametrize(
    ("status", "removes", "allowed"),
    [
        ("planned", False, True),
        ("planned", True, True),
        ("ongoing", False, True),
        ("ongoing", True, True),
        ("ended", False, False),
        ("ended", True, True),
        ("terminated", False, False),
        ("terminated", True, True),
    ],
)
def test_what_is_over_can_only_be_taken_out_of_the_records(status, removes, allowed):
    if allowed:
        check_terminating(status, "C-1", 7, removes)
        return
    with pytest.raises(WrongState, match=f"is {status} already") as no:
        check_terminating(status, "C-1", 7, removes)
    assert no.value.state == status
    assert no.value.next[0].arguments == {"id": 7, "delete_record": True}


@pytest.mark.parametrize("stage", ["draft", "pending", "search_in_progress", "contract_signed", "cancelled"])
def test_a_contract_fills_an_open_position(stage):
    if stage in ("pending", "search_in_progress"):
        check_filling(4, 2, stage, None)
        return
    with pytest.raises(WrongState, match=f"Position 4 is {stage}") as no:
        check_filling(4, 2, stage, 9 if stage == "contract_signed" else None)
    assert no.value.state == stage
    assert ("contract 9" in str(no.value)) == (stage == "contract_signed")
    assert no.value.next[0].tool == ("update_inquiry_position" if stage == "draft" else "list_inquiry_positions")
