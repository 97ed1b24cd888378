"""Open calls in a simulated hall: drafted, put out, applied for, chosen from, changed, ended, and proved by what was done."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from typing import Any

from tests.simulation.moves import Chosen, Scene, some_day
from tests.simulation.people import Actor
from tests.tools.work_orders.field_work import SITE

LIVE = "'pending', 'shortlisted'"
PROOF = {"key": "note", "text": "What was found, in a sentence", "evidence": "text"}
PLACE_PROOF = {"key": "place", "text": "Where it was done", "evidence": "gps", "required": False}
REASONS = ("illegal", "dangerous", "not_paid", "other")


def open_calls(scene: Scene) -> Chosen | None:
    """Somebody does what fits the state of one of the latest calls."""
    if scene.random.random() < 0.1:
        return _blueprint(scene)
    if scene.random.random() < 0.15:
        return _prove(scene)
    row = scene.one("SELECT * FROM open_calls WHERE status NOT IN ('expired', 'cancelled') ORDER BY id DESC LIMIT 8")
    if row is None or scene.random.random() < 0.12:
        return _draft(scene)
    acts = {
        "draft": (_publish, _publish, _publish, _change, _read, _cancel),
        "published": (
            _apply, _apply, _apply, _apply, _take_back, _decide, _decide, _accept, _accept, _change, _close, _report, _read,
            _cancel,
        ),
        "closed": (_accept, _accept, _accept, _decide, _publish, _take_back, _read, _cancel),
    }.get(row["status"], (_read, _prove_or_read, _cancel))  # fmt: skip
    act = scene.random.choice(acts)
    if act is _cancel and scene.random.random() < 0.7:
        act = acts[0]
    return act(scene, row)


def _named(scene: Scene, row: sqlite3.Row) -> dict[str, Any]:
    return {"open_call_id": scene.id("open_call_id", row["public_id"])}


def _company(scene: Scene, row: sqlite3.Row) -> Actor:
    return scene.client(row["company_id"])


def _draft(scene: Scene) -> Chosen:
    """Work for some people: of a task or at a place, at one price or within a range."""
    number = scene.random.randrange(len(scene.people.agents))
    given: dict[str, Any] = {
        "title": f"Look at shop windows {scene.random.randrange(10_000)}", "description": "A sentence on each window.",
        "seats": scene.random.choice((1, 1, 2, 3)), "estimated_hours": "1", "done": [PROOF],
        "start_instructions": "Ask for Ann.", "price_max": f"{scene.random.randrange(4000, 9000) / 100:.2f}",
    }  # fmt: skip
    if scene.random.random() < 0.5:
        given |= {"price_min": "33.33"}
    if scene.random.random() < 0.3:
        given |= {"requirements": {"countries": ["DE"], "verified": True}}
    if scene.random.random() < 0.2:
        given |= {"sla_hours": scene.random.choice((6, 30))}
    if scene.random.random() < 0.4:
        given |= {"types_of_work": [{"id": 62}], "location": SITE, "done": [PROOF, PLACE_PROOF]}
        given |= {"schedule": {"mode": "exact", "start": some_day(scene)}}
    else:
        given |= {"category_id": 37, "attributes": [{"id": 37, "value": "3"}], "deadline_hours": 240}
    return scene.client(scene.people.agents[number].company_id or 0), "create_open_call", given


def _publish(scene: Scene, row: sqlite3.Row) -> Chosen:
    until = {}
    if row["status"] == "closed" or scene.random.random() < 0.3:
        days = scene.random.choice((1, 2, 9))
        until = {"apply_until": (scene.draw.now + timedelta(days=days)).isoformat()}
    return _company(scene, row), "publish_open_call", {**_named(scene, row), **until}


def _change(scene: Scene, row: sqlite3.Row) -> Chosen:
    wanted: dict[str, Any] = scene.random.choice(
        (
            {"seats": max(1, row["seats_taken"] + scene.random.randrange(4))}, {"price_max": "75.01"},
            {"price_max": "91.00"}, {"description": "Two sentences on each window."}, {"start_instructions": "Ask for Bob."},
            {"clear": ["price_min"]}, {"counter_price": True}, {"max_applications": 3},
        )
    )  # fmt: skip
    return _company(scene, row), "update_open_call", {**_named(scene, row), **wanted}


def _close(scene: Scene, row: sqlite3.Row) -> Chosen:
    until = (scene.draw.now + timedelta(days=scene.random.choice((1, 6)))).isoformat()
    return _company(scene, row), "close_open_call", {**_named(scene, row), "decide_until": until}


def _cancel(scene: Scene, row: sqlite3.Row) -> Chosen:
    return _company(scene, row), "cancel_open_call", {**_named(scene, row), "reason": "Not needed"}


def _read(scene: Scene, row: sqlite3.Row) -> Chosen:
    who = scene.random.choice((_company(scene, row), scene.any_of(scene.people.workers)))
    return scene.random.choice(
        (
            (who, "get_open_call", _named(scene, row)),
            (who, "search_open_calls", {"query": "windows"}),
            (scene.any_of(scene.people.workers), "list_applications", {}),
            (_company(scene, row), "list_applications", _named(scene, row)),
            (_company(scene, row), "list_open_calls", {}),
        )
    )


def _report(scene: Scene, row: sqlite3.Row) -> Chosen:
    given = {**_named(scene, row), "reason": scene.random.choice(REASONS), "text": "It is not what it says"}
    return scene.any_of([*scene.people.workers, *scene.people.members]), "report_open_call", given


def _apply(scene: Scene, row: sqlite3.Row) -> Chosen:
    """Somebody applies, or sends what an agent had drafted for them."""
    price = scene.random.choice((None, "40.00", f"{scene.random.randrange(3333, 9900) / 100:.2f}"))
    given = {**_named(scene, row), "letter": "I would like to.", **({"price": price} if price else {})}
    draft = scene.one("SELECT person_id FROM open_call_applications WHERE status = 'unsent' ORDER BY id DESC LIMIT 3")
    if draft is not None and scene.random.random() < 0.3:
        return scene.people.of("person", draft["person_id"]), "apply_to_open_call", given
    if scene.random.random() < 0.1:
        agent = scene.any_of(scene.people.agents)
        colleagues = [one for one in scene.people.members if one.company_id == agent.company_id]
        return agent, "apply_to_open_call", {**given, "person_id": scene.id("user_id", scene.any_of(colleagues).id)}
    return scene.any_of(scene.people.workers), "apply_to_open_call", given


def _take_back(scene: Scene, row: sqlite3.Row) -> Chosen:
    application = _one_of(scene, row)
    if application is None:
        return _apply(scene, row)
    who = scene.people.of("person", application["person_id"])
    return who, "withdraw_application", {"application_id": scene.id("application_id", application["id"])}


def _decide(scene: Scene, row: sqlite3.Row) -> Chosen:
    application = _one_of(scene, row)
    if application is None:
        return _apply(scene, row)
    listed = application["status"] == "shortlisted"
    decision = scene.random.choice(("unshortlist" if listed else "shortlist", "shortlist", "refuse"))
    named = {**_named(scene, row), "application_ids": [scene.id("application_id", application["id"])]}
    why = {"reason": "Somebody lives nearer"} if decision == "refuse" else {}
    return _company(scene, row), "decide_applications", {**named, "decision": decision, **why}


def _accept(scene: Scene, row: sqlite3.Row) -> Chosen:
    """Take some of those who applied; now and then more than there are seats."""
    rows = scene.raw.execute(
        f"SELECT id FROM open_call_applications WHERE open_call_id = ? AND status IN ({LIVE}) ORDER BY id", (row["id"],)
    ).fetchall()
    if not rows:
        return _apply(scene, row)
    some = scene.random.sample(rows, scene.random.randint(1, min(2, len(rows))))
    ids = [scene.id("application_id", each["id"]) for each in some]
    return _company(scene, row), "accept_applications", {**_named(scene, row), "application_ids": ids}


def _one_of(scene: Scene, row: sqlite3.Row) -> sqlite3.Row | None:
    return scene.one(
        f"""SELECT id, person_id, status FROM open_call_applications WHERE open_call_id = ? AND status IN ({LIVE})
            ORDER BY id DESC LIMIT 4""",
        row["id"],
    )


def _prove_or_read(scene: Scene, row: sqlite3.Row) -> Chosen:
    return _prove(scene) or _read(scene, row)


def _prove(scene: Scene) -> Chosen | None:
    """Whoever was accepted hands in what proves the work, or takes a piece of it back."""
    row = scene.one(
        """SELECT a.person_id, a.result_type, a.result_id FROM open_call_applications a
           LEFT JOIN tasks t ON a.result_type = 'task' AND t.id = a.result_id
           LEFT JOIN work_orders w ON a.result_type = 'work_order' AND w.id = a.result_id
           WHERE a.status = 'accepted' AND (t.state = 2 OR w.status = 3) ORDER BY a.id DESC LIMIT 6"""
    )
    if row is None:
        return None
    noun = f"{row['result_type']}_id"
    work = {noun: scene.id(noun, row["result_id"])}
    who = scene.people.of("person", row["person_id"])
    piece = scene.one(
        """SELECT e.id FROM done_evidence e JOIN done_items i ON i.id = e.done_item_id
           WHERE e.record_type = ? AND e.record_id = ? AND i.key = 'note' AND e.removed_at IS NULL""",
        row["result_type"], row["result_id"],
    )  # fmt: skip
    if piece is not None and scene.random.random() < 0.15:
        return who, "submit_evidence", {**work, "key": "note", "remove_id": piece["id"]}
    if row["result_type"] == "work_order" and scene.random.random() < 0.3:
        return who, "submit_evidence", {**work, "key": "place", "latitude": 44.9833, "longitude": -93.2667}
    return who, "submit_evidence", {**work, "key": "note", "text": "The window was lit."}


def _blueprint(scene: Scene) -> Chosen:
    """Templates of a company: saved, filled in, listed, deleted."""
    row = scene.one("SELECT id, company_id FROM call_templates WHERE deleted_at IS NULL ORDER BY id DESC LIMIT 4")
    if row is None or scene.random.random() < 0.25:
        who = scene.client(scene.any_of(scene.people.agents).company_id or 0)
        body = {
            "title": "Survey in {{city}}", "description": "Ask passers-by.", "price_max": "40.00", "estimated_hours": "1",
            "category_id": 37, "attributes": [{"id": 37, "value": "3"}], "deadline_hours": 100,
        }  # fmt: skip
        fills = [{"name": "city", "label": "Town", "kind": "text"}]
        name = f"Survey {scene.random.randrange(10_000)}"
        return who, "save_open_call_template", {"name": name, "body": body, "fills": fills}
    who, named = scene.client(row["company_id"]), {"template_id": scene.id("template_id", row["id"])}
    return scene.random.choice(
        (
            (who, "create_open_call", {**named, "fills": [{"name": "city", "value": "Graz"}]}),
            (who, "create_open_call", {**named, "fills": [{"name": "city", "value": "Graz"}], "seats": 2}),
            (who, "list_open_call_templates", named),
            (who, "save_open_call_template", {**named, "name": f"Walk {scene.random.randrange(10_000)}"}),
            (who, "delete_open_call_template", named),
        )
    )
