"""Calendars of people in a simulated hall: made, changed, shown, fed to other programs and taken away."""

from __future__ import annotations

from tests.simulation.moves import Chosen, Scene


def own_calendars(scene: Scene) -> Chosen | None:
    """Somebody makes another calendar, or does something with theirs."""
    row = scene.one(
        """SELECT id, owner_id, is_default FROM calendars WHERE owner_type = 'person' AND type_id = 1 AND deleted_at IS NULL
           ORDER BY id DESC LIMIT 12"""
    )
    who = scene.people.of("person", row["owner_id"]) if row is not None else None
    if row is None or who is None or who.stranger or scene.random.random() < 0.25:
        label = f"Diary {scene.random.randrange(100)}"
        owner = scene.any_of([*scene.people.workers, *scene.people.admins])
        return owner, "create_calendar", {"label": label, "private": scene.random.random() < 0.5}
    calendar = {"kal_id": scene.id("kal_id", row["id"])}
    feed = scene.one(
        "SELECT id FROM calendar_feeds WHERE owner_id = ? AND owner_type = 'person' AND ended_at IS NULL", who.id
    )
    if feed is not None and scene.random.random() < 0.3:
        return who, "revoke_calendar_feed", {"feed_id": scene.id("feed_id", feed["id"])}
    if not row["is_default"] and scene.random.random() < 0.2:
        return who, "delete_calendar", calendar
    looker = scene.any_of([*scene.people.workers, who])
    return scene.random.choice(
        (
            (who, "get_calendar", calendar),
            (who, "get_default_calendar", {}),
            (looker, "get_booking_page", calendar),
            (who, "create_calendar_feed", calendar),
            (who, "update_calendar", {**calendar, "label": "Another", "private": scene.random.random() < 0.5}),
            (who, "update_calendar", {**calendar, "label": "Main", "private": True, "is_default": True}),
            (who, "get_calendar_sync_settings", calendar),
        )
    )
