"""A contract with events and a running clock, for the world of every record."""

from __future__ import annotations

from typing import Any

from tests.tools.contracts.cast import job
from tests.tools.contracts.events.planned import add, plan

EVENTS = ("list_contract_events", "create_contract_event", "update_contract_event", "add_contract_entry")
EXPORTS = ("attach_schedule_to_event", "detach_schedule_from_event")
APART = """
    INSERT INTO contracts (id, label, timezone, currency, created_by_type, created_by_id, created_at, updated_at)
    VALUES (5000, 'Nobody''s', 'UTC', 'EUR', 'person', 0, '2026-03-02', '2026-03-02')
    ON CONFLICT DO NOTHING;
    INSERT INTO contract_participants
        (id, contract_id, user_type, user_id, role, role_key, credit, status_id, asked_by, requested_by_type, requested_by_id,
         created_at, updated_at)
    VALUES (6000, 5000, 'person', 0, 'nobody', 'nobody', 1, 444, 'contract', 'person', 0, '2026-03-02', '2026-03-02')
    ON CONFLICT DO NOTHING;
"""
CLOCKS = ("start_participant_timer", "stop_participant_timer", "check_participant_timer")


async def add_events(world: Any) -> None:
    """boss owns the contract, ann works on it, and her clock runs."""
    boss, ann = world.boss, world.ann
    # Numbers that no other kind of record has, so that none in a text is taken for another.
    world.hall.sql_script(APART)
    made = await job(boss, ann, label=f"Shop of {world.name}")
    review = (await plan(boss, made, ann))["id"]
    shown = (await plan(boss, made, label="On site", start="2026-03-06T10:00:00+01:00"))["id"]
    task = (await add(boss, made, kind="task", label="Write", benefitable_id=made.place))["id"]
    attached = {"event_id": shown, "schedule_id": world.ids["schedule_id"]}
    await boss.call("attach_schedule_to_event", contract_id=made.id, **attached)
    world.hall.sql_script("UPDATE schedule_exports SET id = id + 9000 WHERE id < 9000")
    export = world.hall.sql("SELECT id FROM schedule_exports WHERE event_id = ?", shown)[0][0]
    clock = await ann.call("start_participant_timer", participant_id=made.place, event_id=task)
    world.ids |= {f"{tool}.contract_id": made.id for tool in (*EVENTS, *EXPORTS, "start_time_log")}
    world.ids |= {f"{tool}.participant_id": made.place for tool in CLOCKS}
    world.ids |= {
        "list_contract_events.contract_ids": made.id,
        "list_contract_events.user_id": ann.id,
        "create_contract_event.parent_id": review,
        "create_contract_event.attendees.user_id": ann.id,
        "create_contract_event.benefitable.id": ann.id,
        "update_contract_event.event_id": review,
        "update_contract_event.attendees.user_id": ann.id,
        "update_contract_event.benefitable.id": ann.id,
        "update_contract_event.label": "Longer review",
        "add_contract_entry.kind": "task",
        "add_contract_entry.label": "Write more",
        "add_contract_entry.parent_id": review,
        "add_contract_entry.benefitable_id": made.place,
        "attach_schedule_to_event.event_id": review,
        "detach_schedule_from_event.event_id": shown,
        "detach_schedule_from_event.export_id": export,
        "start_participant_timer.event_id": task,
        "start_time_log.event_id": task,
        "list_time_logs.contract_id": made.id,
        "list_time_logs.participant_id": made.place,
        "delete_time_log.time_log_id": clock["time_log"]["id"],
        "export_id": export,
        "time_log_id": clock["time_log"]["id"],
    }
