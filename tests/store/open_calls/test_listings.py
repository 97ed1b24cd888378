"""Listings of open calls: kept by the calls themselves, found by words, marks, pay and place in every order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from store.open_calls import listings
from store.open_calls.listings import Wanted, cells, count, look, words_of
from store.types import utc_text
from tests.hall import Hall
from tests.tools.open_calls.posted_calls import HELSINKI, move, posted


def found(hall: Hall, sort: Any = "newest", limit: int = 10, **given: Any) -> list[int]:
    """The numbers of the calls that are found, page by page."""
    wanted, after, calls = Wanted(now=utc_text(hall.clock()), **given), None, []
    with hall.reading() as tx:
        while True:
            page = look(tx, wanted, sort, limit, after)
            calls += [row["open_call_id"] for row in page.rows]
            after = page.after
            if after is None:
                if given.get("in_title") is None:
                    assert count(tx, wanted) == (len(calls), False)
                return calls


async def test_a_call_is_listed_while_it_is_published_and_as_it_stands(hall: Hall) -> None:
    boss = await hall.agent("Acme")
    first = await posted(hall, boss)
    draft, second = await posted(hall, boss, status="draft"), await posted(hall, boss)
    assert found(hall) == [second, first]
    move(hall, draft, "published", hold_per_seat=1)
    assert found(hall) == [draft, second, first]
    assert found(hall, words=("window",)) == [draft, second, first]
    hall.sql_script(f"UPDATE open_calls SET folded_title = 'paint a wall', folded = 'paint a wall' WHERE id = {first}")
    assert found(hall, words=("window",)) == [draft, second]
    assert found(hall, words=("wall",)) == [first]
    for status in ("suspended", "closed", "cancelled"):
        move(hall, second, status)
        assert found(hall) == [draft, first], status
        if status != "cancelled":
            move(hall, second, "published")
            assert found(hall) == [second, draft, first], "published again, it is the newest"
    hall.clock.advance(days=14)
    assert found(hall) == [], "nobody can apply any more"


async def test_calls_are_found_by_words_place_skill_pay_and_time(hall: Hall) -> None:
    boss, other = await hall.agent("Acme"), await hall.agent("Other")
    near = await posted(hall, boss, work="work_order", **HELSINKI, start_at="2026-03-10T09:00:00.000Z")
    far = await posted(hall, boss, work="work_order", country="FI", latitude=61.5, longitude=23.8, price_max=9000,
        start_at="2026-03-20T09:00:00.000Z",
    )  # fmt: skip
    skilled = await posted(
        hall, other, title="Translate", requirements={"skill_ids": [7, 8], "countries": ["FI", "SE"]}
    )
    anywhere = await posted(hall, other, title="Photos", description="Translate a photographer’s text.", currency="USD")
    team = await posted(hall, other, visibility="team", price_max=20000)
    for given, calls in (
        ({}, [anywhere, skilled, far, near]),
        ({"teams": frozenset({other.company})}, [team, anywhere, skilled, far, near]),
        ({"without": frozenset({other.company})}, [far, near]),
        ({"words": words_of("Photographing")}, [anywhere, far, near]),
        ({"words": words_of("photo"), "in_title": True}, [anywhere]),
        ({"words": words_of("translate"), "in_title": False}, [anywhere]),
        ({"words": words_of("translate text")}, [anywhere]),
        ({"words": words_of("zebra")}, []),
        ({"work": "work_order"}, [far, near]),
        ({"work": "task"}, [anywhere, skilled]),
        ({"skill_ids": (7,)}, [anywhere, far, near]),
        ({"skill_ids": (7, 8, 9)}, [anywhere, skilled, far, near]),
        ({"skill_ids": ()}, [anywhere, far, near]),
        ({"countries": ("SE",)}, [anywhere, skilled]),
        ({"countries": ("FI",)}, [anywhere, skilled, far, near]),
        ({"box": (60.0, 60.5, 24.5, 25.5)}, [near]),
        ({"box": (60.0, 62.0, 23.0, 25.5)}, [far, near]),
        ({"currency": "EUR", "min_price": 6001}, [far]),
        ({"currency": "EUR", "min_per_hour": 3000}, [skilled, far, near]),
        ({"currency": "USD", "min_per_hour": 3001}, []),
        ({"start_from": "2026-03-15T00:00:00.000Z"}, [anywhere, skilled, far]),
        ({"start_until": "2026-03-15T00:00:00.000Z", "work": "work_order"}, [near]),
    ):
        assert found(hall, **given) == calls, given
        assert found(hall, limit=1, **given) == calls, given


@pytest.mark.parametrize("few", [listings.FEW, 0])
async def test_orders_hold_page_by_page_whatever_leads_them(hall: Hall, monkeypatch: Any, few: int) -> None:
    monkeypatch.setattr(listings, "FEW", few)
    boss = await hall.agent("Acme")
    a, b, c, d = [
        await posted(hall, boss, price_max=price, apply_until=f"2026-03-{day}T00:00:00.000Z")
        for price, day in ((5000, 12), (7000, 11), (5000, 12), (6000, 10))
    ]
    for given in ({}, {"words": ("window",)}):
        for limit in (1, 2, 10):
            assert found(hall, "pay_per_hour", limit, currency="EUR", **given) == [b, d, c, a]
            assert found(hall, "ends", limit, **given) == [d, b, c, a]
    assert found(hall, "pay_per_hour", 1, currency="EUR", min_per_hour=3000) == [b, d]


async def test_a_look_ends_after_so_many_calls_and_says_where_to_go_on(hall: Hall, monkeypatch: Any) -> None:
    monkeypatch.setattr(listings, "EXAMINED_MOST", 2)
    boss = await hall.agent("Acme")
    rare = await posted(hall, boss, price_max=90000)
    for _ in range(4):
        await posted(hall, boss)
    wanted = Wanted(now=utc_text(hall.clock()), currency="EUR", min_price=80000)
    with hall.reading() as tx:
        first = look(tx, wanted, "newest", 5, None)
        assert (first.rows, first.cut) == ([], True)
        second = look(tx, wanted, "newest", 5, first.after)
        third = look(tx, wanted, "newest", 5, second.after)
        assert [row["open_call_id"] for row in third.rows] == [rare]
        assert (third.after, third.cut) == (None, False)
        assert look(tx, replace(wanted, words=("window",)), "newest", 5, None).cut


def test_a_box_is_covered_by_few_cells() -> None:
    assert cells((60.0, 60.4, 24.6, 24.9)) == ["h0300x409"]
    assert len(cells((59.0, 61.5, 22.0, 27.0))) <= listings.MOST_CELLS
    assert cells((55.0, 63.0, 10.0, 30.0))[0].startswith("t0")
    assert cells((-90.0, 90.0, -180.0, 180.0))[0].startswith("e0")
