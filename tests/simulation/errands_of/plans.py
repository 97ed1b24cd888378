"""What is planned and timed in the contracts of a simulated hall: meetings, tasks, remarks, clocks, and what a schedule shows
of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.simulation.moves import Chosen, Scene
from tests.simulation.people import Actor


def contract_plan(scene: Scene) -> Chosen | None:
    """Somebody on a contract plans, answers, changes, times or shows something of it."""
    place = scene.one(
        """SELECT p.id, p.contract_id, p.user_id, c.created_by_id, c.kal_id FROM contract_participants p
           JOIN contracts c ON c.id = p.contract_id
           WHERE p.status_id = 200 AND p.user_type = 'person' AND c.deleted_at IS NULL"""
    )
    if place is None:
        return None
    worker = scene.people.of("person", place["user_id"])
    boss = scene.people.of("person", place["created_by_id"])
    if worker is None or boss is None:
        return None
    step = scene.random.choice((_plan, _plan, _enter, _answer, _answer, _change, _clock, _clock, _clock, _show, _read))
    return step(scene, dict(place), worker, boss) or _clock(scene, dict(place), worker, boss)


def _plan(scene: Scene, place: dict[str, Any], worker: Actor, boss: Actor) -> Chosen:
    """A meeting that both have to agree to, or a task of the worker's."""
    given: dict[str, Any] = {"contract_id": _contract(scene, place), "label": scene.random.choice(("Review", "Visit"))}
    if scene.random.random() < 0.3:
        worked = {"type": "participant", "id": scene.id("participant_id", place["id"])}
        price = {"amount": scene.random.choice(("12.00", "80.00"))} if scene.random.random() < 0.3 else {}
        return boss, "create_contract_event", {**given, "benefitable": worked, **price}
    who, other = scene.random.choice(((worker, boss), (boss, worker)))
    return who, "create_contract_event", {
        **given, "start": scene.draw.moment(), "duration": scene.random.choice((30, 60, 90)),
        "attendees": [{"user_id": scene.id("user_id", other.id)}],
    }  # fmt: skip


def _enter(scene: Scene, place: dict[str, Any], worker: Actor, boss: Actor) -> Chosen:
    who = scene.random.choice((worker, worker, boss))
    kind = scene.random.choice(("comment", "task", "charge"))
    given = {"contract_id": _contract(scene, place), "kind": kind, "label": "To be seen to"}
    if kind == "charge":
        return worker, "add_contract_entry", {**given, "duration": scene.random.choice((15, 40, 120))}
    return who, "add_contract_entry", given


def _answer(scene: Scene, place: dict[str, Any], worker: Actor, boss: Actor) -> Chosen | None:
    event = _event(scene, place, "status_id IN (100, 200)")
    if event is None:
        return None
    tool = scene.random.choice(("confirm_event", "confirm_event", "decline_event", "get_event"))
    return scene.random.choice((worker, boss)), tool, {"event_id": event}


def _change(scene: Scene, place: dict[str, Any], worker: Actor, boss: Actor) -> Chosen | None:
    event = _event(scene, place, "1 = 1")
    if event is None:
        return None
    who, named = scene.random.choice((worker, boss, boss)), {"contract_id": _contract(scene, place), "event_id": event}
    wanted: dict[str, Any] = scene.random.choice(
        (
            {"status_id": 777}, {"status_id": 777}, {"status_id": 444}, {"status_id": 400}, {"status_id": 100},
            {"label": "Another"}, {"start": scene.draw.moment()}, {"duration": 45}, {"amount": "20.00"},
            {"clear": ["attendees"]},
        )
    )  # fmt: skip
    if scene.random.random() < 0.1:
        return who, "delete_event", {"event_id": event}
    return who, "update_contract_event", {**named, **wanted}


def _clock(scene: Scene, place: dict[str, Any], worker: Actor, boss: Actor) -> Chosen:
    """The clock of a paid place: started, looked at, stopped, thrown away."""
    who = scene.random.choice((worker, worker, boss))
    at = {"participant_id": scene.id("participant_id", place["id"])}
    log = scene.one(
        "SELECT id, status_id, start_at FROM time_logs WHERE participant_id = ? AND deleted_at IS NULL ORDER BY id DESC LIMIT 3",
        place["id"],
    )
    if log is not None and scene.random.random() < 0.15:
        return worker, "delete_time_log", {"time_log_id": scene.id("time_log_id", log["id"])}
    if scene.random.random() < 0.15:
        return who, "check_participant_timer", at
    if log is not None and log["status_id"] == 100 and scene.random.random() < 0.8:
        earlier = (
            {"stop_at": (scene.draw.now - timedelta(minutes=5)).isoformat()} if scene.random.random() < 0.2 else {}
        )
        return who, "stop_participant_timer", {**at, **earlier}
    if scene.random.random() < 0.3:
        return worker, "start_time_log", {"timezone": "Europe/Berlin", "contract_id": _contract(scene, place)}
    event = _event(scene, place, "status_id IN (100, 200)") if scene.random.random() < 0.3 else None
    return who, "start_participant_timer", {**at, **({"event_id": event} if event is not None else {})}


def _show(scene: Scene, place: dict[str, Any], worker: Actor, boss: Actor) -> Chosen | None:
    """A meeting of the contract is shown in a schedule of the worker's, or no longer."""
    shown = scene.one(
        """SELECT x.id, x.event_id FROM schedule_exports x JOIN events e ON e.id = x.event_id
           WHERE e.contract_id = ? AND x.detached_at IS NULL""",
        place["contract_id"],
    )
    named = {"contract_id": _contract(scene, place)}
    if shown is not None and scene.random.random() < 0.5:
        export = scene.id("export_id", shown["id"])
        return worker, "detach_schedule_from_event", {
            **named, "event_id": scene.id("event_id", shown["event_id"]), "export_id": export,
        }  # fmt: skip
    event = _event(scene, place, "type_id = 1")
    schedule = scene.one(
        "SELECT id FROM schedules WHERE owner_type = 'person' AND owner_id = ? AND deleted_at IS NULL", worker.id
    )
    if event is None or schedule is None:
        return None
    return worker, "attach_schedule_to_event", {
        **named, "event_id": event, "schedule_id": scene.id("schedule_id", schedule["id"]),
    }  # fmt: skip


def _read(scene: Scene, place: dict[str, Any], worker: Actor, boss: Actor) -> Chosen:
    who, contract = scene.random.choice((worker, boss)), _contract(scene, place)
    return scene.random.choice(
        (
            (who, "list_contract_events", {"contract_id": contract}),
            (who, "get_contract_calendar", {"kal_id": scene.id("kal_id", place["kal_id"])}),
            (who, "get_contract", {"contract_id": contract}),
            (worker, "list_trackable_contracts", {}),
        )
    )


def _event(scene: Scene, place: dict[str, Any], condition: str) -> Any:
    """A meeting or task of the contract."""
    row = scene.one(
        f"""SELECT id FROM events WHERE contract_id = ? AND type_id IN (1, 2) AND deleted_at IS NULL AND {condition}
            ORDER BY id DESC LIMIT 6""",
        place["contract_id"],
    )
    return scene.id("event_id", row["id"]) if row is not None else None


def _contract(scene: Scene, place: dict[str, Any]) -> Any:
    return scene.id("contract_id", place["contract_id"])
