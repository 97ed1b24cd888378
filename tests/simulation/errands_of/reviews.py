"""Reviews in a simulated hall: both sides of paid work write, and whoever is written about answers."""

from __future__ import annotations

import sqlite3
from typing import Any

from tests.simulation.moves import Chosen, Scene
from tests.simulation.people import Actor

# The parameter that takes the number of each kind of work.
WORK = {"task": "task_id", "booking": "booking_id", "work_order": "work_order_id", "contract": "participant_id"}
TEXTS = ("", "Careful work, and on time.", "Write to ann@else.test or call +49 151 1234567, it was fine.")


def reviews(scene: Scene) -> Chosen | None:
    """Somebody reviews work that ended, or does something about a review that can be read."""
    shown = scene.one("SELECT * FROM reviews WHERE status = 'revealed' ORDER BY id DESC LIMIT 6")
    if shown is not None and scene.random.random() < 0.35:
        return _about(scene, shown)
    row = scene.one("SELECT * FROM engagements WHERE status IN ('noted', 'open') ORDER BY id DESC LIMIT 12")
    return _write(scene, row) if row is not None else _look(scene)


def _side(scene: Scene, kind: str, id: int) -> Actor:
    """Somebody who may act for a side of the work."""
    if kind == "company":
        return scene.client(id)
    return scene.people.of(kind, id) or scene.any_of(scene.people.workers)


def _write(scene: Scene, row: sqlite3.Row) -> Chosen:
    side = scene.random.choice(("client", "worker"))
    stars, pays = scene.random.randint(1, 5), side == "client"
    given: dict[str, Any] = {
        "kind": row["kind"], "engagement_id": scene.id(WORK[row["kind"]], row["work_id"]), "overall": stars,
        "text": scene.random.choice(TEXTS) if stars > 2 else "It was late, and half of it was missing.",
    }  # fmt: skip
    if scene.random.random() < 0.5:
        given |= {"quality" if pays else "payment": scene.random.randint(1, 5), "communication": 4}
    return _side(scene, row[f"{side}_type"], row[f"{side}_id"]), "create_review", given


def _about(scene: Scene, row: sqlite3.Row) -> Chosen:
    named = {"review_id": scene.id("review_id", row["id"])}
    concerned = _side(scene, row["about_type"], row["about_id"])
    chance = scene.random.random()
    if chance < 0.45:
        return concerned, "reply_to_review", {**named, "text": "Thank you."}
    if chance < 0.7:
        who = scene.random.choice((concerned, scene.any_of(scene.people.workers)))
        return who, "report_review", {**named, "reason": "abusive", "text": "That is not so"}
    about = {"about_type": row["about_type"], "about_id": row["about_id"]}
    summary = {"about": [{"type": row["about_type"], "id": row["about_id"]}]}
    return scene.random.choice(
        (
            (scene.any_of(scene.people.workers), "list_reviews", about),
            (scene.any_of(scene.people.agents), "get_review_summary", summary),
        )
    )


def _look(scene: Scene) -> Chosen:
    who = scene.any_of([*scene.people.workers, *scene.people.admins, *scene.people.agents])
    return scene.random.choice(((who, "list_pending_reviews", {}), (who, "list_reviews", {})))
