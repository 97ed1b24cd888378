from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from store.types import Money
from tools.agents.rules.agents import (
    Action,
    Status,
    check_key_change,
    label_keys,
    next_status,
    search_text,
    status_after_deposit,
)
from tools.errors import NotAllowed, RateLimited, WrongState

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def money(text: str) -> Money:
    amount, currency = text.split()
    return Money.of(amount, currency)


@pytest.mark.parametrize(
    ("status", "action", "before", "after"),
    [
        ("pending_deposit", "activate", None, "active"),
        ("pending_deposit", "suspend", None, "suspended"),
        ("active", "suspend", None, "suspended"),
        ("suspended", "lift", "active", "active"),
        ("suspended", "lift", "pending_deposit", "pending_deposit"),
        ("pending_deposit", "ban", None, "banned"),
        ("active", "ban", None, "banned"),
        ("suspended", "ban", "active", "banned"),
    ],
)
def test_a_status_moves_only_along_these_ways(
    status: Status, action: Action, before: Status | None, after: Status
) -> None:
    assert next_status(status, action, before) == after


@pytest.mark.parametrize(
    ("status", "action"),
    [
        ("active", "activate"),
        ("suspended", "activate"),
        ("suspended", "suspend"),
        ("active", "lift"),
        ("pending_deposit", "lift"),
        ("banned", "activate"),
        ("banned", "suspend"),
        ("banned", "lift"),
        ("banned", "ban"),
    ],
)
def test_no_other_way_leads_anywhere(status: Status, action: Action) -> None:
    with pytest.raises(WrongState) as no:
        next_status(status, action)
    assert no.value.state == status


@pytest.mark.parametrize(
    ("standing", "missing", "after"),
    [
        (("pending_deposit", None), "0 USDT", ("active", None)),
        (("pending_deposit", None), "1 USDT", ("pending_deposit", None)),
        (("active", None), "0 USDT", ("active", None)),
        (("suspended", "pending_deposit"), "0 USDT", ("suspended", "active")),
        (("suspended", "pending_deposit"), "1 USDT", ("suspended", "pending_deposit")),
        (("banned", None), "0 USDT", ("banned", None)),
    ],
)
def test_enough_deposited_activates_and_never_lifts_a_suspension_or_a_ban(
    standing: tuple[Status, Status | None], missing: str, after: tuple[Status, Status | None]
) -> None:
    assert status_after_deposit(*standing, money(missing)) == after


@pytest.mark.parametrize("status", ["suspended", "banned"])
def test_a_switched_off_agent_gets_no_new_key(status: Status) -> None:
    with pytest.raises(NotAllowed) as no:
        check_key_change(status, [], NOW)
    assert no.value.code == f"agent_{status}"


def test_the_sixth_key_of_a_day_has_to_wait_for_the_first_to_be_a_day_old() -> None:
    changes = [NOW - timedelta(hours=hours) for hours in (23, 20, 3, 2, 1)]
    check_key_change("active", changes[1:], NOW)
    check_key_change("active", [*changes[1:], NOW - timedelta(hours=24)], NOW)
    with pytest.raises(RateLimited) as no:
        check_key_change("pending_deposit", changes, NOW)
    assert no.value.retry_after == 3600


def test_labels_are_compared_without_case_blanks_and_repeats() -> None:
    assert label_keys(["  Time  Planning", "time planning", "Straße", " "]) == ["time planning", "strasse"]
    assert search_text("Ärzte Bot", "Books\nDOCTORS") == "arzte bot books doctors"
