"""The work that may still be reviewed."""

from __future__ import annotations

from tests.hall import Hall
from tests.tools.reviews.cast import NOON, cast


async def test_finished_work_is_listed_the_earliest_due_first_to_both_sides(hall: Hall) -> None:
    c = await cast(hall, NOON)
    await c.paid(5)
    hall.clock.advance(days=1)
    await c.paid(3, kind="booking", client=c.rita.owner, title="A lesson")
    listed = await c.ann.call("list_pending_reviews")
    assert [(item["kind"], item["engagement_id"], item["side"]) for item in listed["items"]] == [
        ("task", 5, "worker"),
        ("booking", 3, "worker"),
    ]
    assert listed["items"][0] == {
        "kind": "task",
        "engagement_id": 5,
        "title": "A logo",
        "side": "worker",
        "with": {"type": "company", "id": c.company.id, "name": "Acme"},
        "amount": {"amount": "81.00", "currency": "EUR"},
        "ended_at": "2026-12-01T12:00:00Z",
        "due_at": "2026-12-15T12:00:00Z",
        "written": False,
    }
    for of_company in (c.boss, c.agent):
        assert [item["side"] for item in (await of_company.call("list_pending_reviews"))["items"]] == ["client"]
    assert (await c.rita.call("list_pending_reviews", side="worker"))["items"] == []
    assert (await c.ann.call("list_pending_reviews", kind="booking"))["total"] == 1


async def test_what_was_written_moves_to_the_hidden_ones_and_is_gone_when_revealed(hall: Hall) -> None:
    c = await cast(hall)
    await c.paid()
    await c.write(c.ann, overall=4, operator_note="They shouted")
    assert (await c.ann.call("list_pending_reviews"))["total"] == 0
    [item] = (await c.ann.call("list_pending_reviews", written=True))["items"]
    assert (item["written"], item["own_review"]["overall"]) == (True, "4")
    assert item["own_review"]["operator_note"] == "They shouted"
    assert (await c.boss.call("list_pending_reviews"))["total"] == 1
    await c.write(c.boss)
    assert (await c.ann.call("list_pending_reviews", written=True))["total"] == 0
    assert (await c.boss.call("list_pending_reviews"))["total"] == 0


async def test_pages_go_on(hall: Hall) -> None:
    c = await cast(hall)
    for work_id in range(1, 13):
        await c.paid(work_id)
    first = await c.ann.call("list_pending_reviews", limit=5)
    assert first["total"] == 12
    second = await c.ann.call("list_pending_reviews", limit=10, cursor=first["next_cursor"])
    assert [item["engagement_id"] for item in first["items"] + second["items"]] == list(range(1, 13))
