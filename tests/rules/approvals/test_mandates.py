"""Which mandate covers an act, as tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from store.types import Money, Owner
from tools.approvals.rules.mandates import (
    Mandate,
    Wanted,
    choose,
    fails,
    is_nearly_used,
    narrowness,
    returns,
    shares,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ANN, BOB = Owner("person", 7), Owner("person", 8)


def usd(text: str) -> Money:
    return Money.of(text, "USD")


def mandate(**changes: object) -> Mandate:
    plain = Mandate(
        id=1,
        public_id="mnd_1",
        status="active",
        agent_id=None,
        payees=frozenset({"any"}),
        kinds=frozenset({"any"}),
        per_call=None,
        per_day=None,
        total=usd("200"),
        max_uses=None,
        valid_from=NOW - timedelta(days=1),
        valid_until=None,
        used=usd("0"),
        uses=0,
        used_today=usd("0"),
        used_on="",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


PLAIN = Wanted("booking", ANN, usd("50"), 3)


@pytest.mark.parametrize(
    ("changes", "wanted", "bounds"),
    [
        ({}, PLAIN, []),
        ({"status": "revoked"}, PLAIN, ["status"]),
        ({"valid_from": NOW}, PLAIN, []),
        ({"valid_from": NOW + timedelta(milliseconds=1)}, PLAIN, ["valid_from"]),
        ({"valid_until": NOW + timedelta(milliseconds=1)}, PLAIN, []),
        ({"valid_until": NOW}, PLAIN, ["valid_until"]),
        ({"agent_id": 3}, PLAIN, []),
        ({"agent_id": 4}, PLAIN, ["agent_id"]),
        ({"agent_id": 4}, replace(PLAIN, agent_id=None), []),
        ({"kinds": frozenset({"task", "booking"})}, PLAIN, []),
        ({"kinds": frozenset({"task"})}, PLAIN, ["kinds"]),
        ({"payees": frozenset({"person:7"})}, PLAIN, []),
        ({"payees": frozenset({"person:8", "company:7"})}, PLAIN, ["payees"]),
        ({"payees": frozenset({"person:7"})}, replace(PLAIN, payee=None), ["payees"]),
        ({}, replace(PLAIN, payee=None), []),
        ({}, replace(PLAIN, money=Money.of("1", "EUR")), ["currency"]),
        ({"per_call": usd("50")}, PLAIN, []),
        ({"per_call": usd("49.99")}, PLAIN, ["per_call"]),
        ({"per_day": usd("80"), "used_today": usd("30"), "used_on": "2026-03-02"}, PLAIN, []),
        ({"per_day": usd("80"), "used_today": usd("30.01"), "used_on": "2026-03-02"}, PLAIN, ["per_day"]),
        ({"per_day": usd("80"), "used_today": usd("80"), "used_on": "2026-03-01"}, PLAIN, []),
        # A server whose clock is behind by a little.
        ({"per_day": usd("80"), "used_today": usd("80"), "used_on": "2026-03-03"}, PLAIN, ["per_day"]),
        ({"used": usd("150")}, PLAIN, []),
        ({"used": usd("150.01")}, PLAIN, ["total"]),
        ({"used": usd("200"), "status": "used_up"}, PLAIN, ["total"]),
        ({"max_uses": 2, "uses": 1}, PLAIN, []),
        ({"max_uses": 2, "uses": 2, "status": "used_up"}, PLAIN, ["max_uses"]),
        (
            {"kinds": frozenset({"task"}), "per_call": usd("1"), "used": usd("199")},
            PLAIN,
            ["kinds", "per_call", "total"],
        ),
    ],
)
def test_a_mandate_covers_what_keeps_all_its_bounds(
    changes: dict[str, object], wanted: Wanted, bounds: list[str]
) -> None:
    assert [each.bound for each in fails(mandate(**changes), wanted, NOW)] == bounds


def test_the_narrowest_is_used_first() -> None:
    in_order = [
        mandate(id=9, payees=frozenset({"person:7"}), kinds=frozenset({"booking"}), agent_id=3),
        mandate(id=8, payees=frozenset({"person:7"}), kinds=frozenset({"booking"})),
        mandate(id=7, payees=frozenset({"person:7"}), agent_id=3, valid_until=NOW + timedelta(days=1)),
        mandate(id=6, payees=frozenset({"person:7"}), agent_id=3, valid_until=NOW + timedelta(days=2)),
        mandate(id=5, payees=frozenset({"person:7"}), agent_id=3),
        mandate(id=4, kinds=frozenset({"booking"})),
        mandate(id=2),
        mandate(id=3),
    ]
    assert sorted(in_order, key=narrowness) == in_order
    assert choose(reversed(in_order), PLAIN, NOW).mandate == in_order[0]


def test_an_act_is_never_split_and_the_nearest_says_what_is_missing() -> None:
    two = [
        mandate(id=1, used=usd("170")),
        mandate(id=2, used=usd("160")),
        mandate(id=3, payees=frozenset({"person:8"})),
    ]
    mandate_, failing = choose(two, PLAIN, NOW)
    assert mandate_ is None
    assert [(each.id, [bound.bound for bound in bounds]) for each, bounds in failing] == [
        (1, ["total"]),
        (2, ["total"]),
        (3, ["payees"]),
    ]
    assert failing[0][1][0] == ("total", "50.00", "30.00")
    assert choose([], PLAIN, NOW) == (None, [])


def test_what_is_left_of_a_day_ends_with_the_total() -> None:
    assert mandate(per_day=usd("80"), used=usd("150")).left_today(NOW) == usd("50")
    assert mandate(per_day=usd("80"), used=usd("20"), used_today=usd("20"), used_on="2026-03-02").left_today(
        NOW
    ) == usd("60")
    assert mandate().left_today(NOW) is None
    assert [is_nearly_used(mandate(used=usd(used))) for used in ("159.99", "160", "200")] == [False, True, True]


@pytest.mark.parametrize(
    ("uses", "entries", "pairs"),
    [
        ([(1, 50)], [50], [(1, 0)]),
        ([(1, 50)], [], []),
        ([(1, 50)], [30, 20], [(1, 0), (1, 1)]),
        ([(1, 20), (2, 30)], [30, 20], [(1, 1), (2, 0)]),
        ([(1, 30), (2, 30)], [30, 30], [(1, 0), (2, 1)]),
        ([(1, 20), (2, 30)], [50], [(1, 0), (2, 0)]),
        ([(1, 20), (2, 30)], [50, 7], [(1, 0), (2, 0)]),
    ],
)
def test_uses_stand_behind_the_entries_of_their_call(
    uses: list[tuple[int, int]], entries: list[int], pairs: list[tuple[int, int]]
) -> None:
    assert sorted(shares(uses, entries)) == sorted(pairs)


@pytest.mark.parametrize(
    ("uses", "amount", "back"),
    [
        ([(2, 30), (1, 50)], 20, [(2, 20)]),
        ([(2, 30), (1, 50)], 60, [(2, 30), (1, 30)]),
        ([(2, 30), (1, 50)], 100, [(2, 30), (1, 50)]),
        ([], 10, []),
    ],
)
def test_what_comes_back_goes_to_what_was_committed_last(
    uses: list[tuple[int, int]], amount: int, back: list[tuple[int, int]]
) -> None:
    assert returns(uses, amount) == back
