"""Where the score of reviews is shown, and how it moves a search."""

from __future__ import annotations

from typing import Any

from tests.hall import Hall, TestCaller
from tests.tools.reviews.cast import Cast, cast
from tests.tools.scheduling.bookable import offer
from tests.tools.work_orders import field_work

SINGLE_FIVE = {"score": "4.17", "count": 1}
NONE = {"count": 0}


async def five(c: Cast, worker: TestCaller, work_id: int, overall: int = 5) -> None:
    await c.paid(work_id, worker=worker.owner)
    await c.write(c.boss, work_id, overall)
    await c.write(worker, work_id)


async def found(who: TestCaller, **asked: Any) -> list[dict[str, Any]]:
    people: list[dict[str, Any]] = (await who.call("search_specialists", **asked))["specialists"]
    return people


async def test_the_score_moves_people_among_equals_and_only_by_best_match(hall: Hall) -> None:
    c = await cast(hall)
    await hall.credit(c.rita.owner, "5 USDT")
    names = ("low", "plain", "new", "high")
    people = {name: await hall.person(f"{name}@work.test") for name in names}
    for person in people.values():
        await offer(hall, person)
        await person.call("update_my_profile", about="Plumber")
    await five(c, people["low"], 1, 1)
    await five(c, people["high"], 2, 5)
    ids = {name: person.id for name, person in people.items()}
    ranked = await found(c.rita, query="plumber")
    assert [row["user_id"] for row in ranked] == [ids["high"], ids["new"], ids["plain"], ids["low"]]
    assert [row["review"] for row in ranked] == [SINGLE_FIVE, NONE, NONE, {"score": "3.50", "count": 1}]
    by_change = [ids[name] for name in reversed(names)]
    assert [row["user_id"] for row in await found(c.rita, query="plumber", sort_by="updated_at")] == by_change
    first = await c.rita.call("search_specialists", query="plumber", limit=1)
    rest = await c.rita.call("search_specialists", query="plumber", limit=3, cursor=first["next_cursor"])
    assert [row["user_id"] for row in first["specialists"] + rest["specialists"]] == [row["user_id"] for row in ranked]
    await hall.app.database.write(
        lambda tx: tx.run("INSERT INTO settings (name, value, updated_at) VALUES ('reviews.rank_weight', '0', '')")
    )
    assert [row["user_id"] for row in await found(c.rita, query="plumber")] == by_change


async def test_pages_and_lists_show_it(hall: Hall) -> None:
    c = await cast(hall)
    await hall.credit(c.rita.owner, "5 USDT")
    await five(c, c.ann, 1)
    assert (await c.rita.call("get_specialist_profile", user_id=c.ann.id))["user"]["review"] == SINGLE_FIVE
    await offer(hall, c.ann)
    [(calendar,)] = hall.sql("SELECT default_kal_id FROM persons WHERE id = ?", c.ann.id)
    await hall.app.database.write(lambda tx: tx.run("UPDATE calendars SET private = 0 WHERE id = :id", id=calendar))
    assert (await c.rita.call("get_booking_page", kal_id=calendar))["owner"]["review"] == SINGLE_FIVE
    pia = await field_work.provider(hall)
    await five(c, pia, 2)
    listed = {row["user_id"]: row["review"] for row in (await c.boss.call("list_providers"))["providers"]}
    assert listed[pia.id] == SINGLE_FIVE
    other = await hall.agent("Elsewhere", "Planner")
    await c.paid(3, kind="booking", worker=other.owner)
    await c.write(c.boss, 3, kind="booking")
    await c.write(other, 3, kind="booking")
    shown = {row["id"]: row["review"] for row in (await c.rita.call("search_agents"))["agents"]}
    assert (shown[other.id], shown[c.agent.id]) == (SINGLE_FIVE, NONE)
