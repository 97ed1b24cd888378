"""More ways to book in a simulated hall: groups, series, holds, lines for full slots, links, and people who do not come."""

from __future__ import annotations

import json
import re
import sqlite3
from datetime import timedelta
from typing import Any

from tests.simulation.moves import Chosen, Scene, book
from tests.simulation.people import Actor

GUESTS = 6
# So long after its end it can be said of an unpaid booking who did not come.
A_DAY = timedelta(days=1)


def booking_extras(scene: Scene) -> Chosen | None:
    """Somebody holds, waits, shares, books many at once, or says that nobody came."""
    act = scene.random.choice(
        (_group, _group, _series, _keep, _keep, _with_hold, _with_hold, _line, _line, _line, _offered, _offered, _offered,
         _share, _by_link, _soon, _soon, _absent, _absent, _look)
    )  # fmt: skip
    return act(scene) or _keep(scene)


def _schedule(scene: Scene) -> sqlite3.Row | None:
    return scene.one(
        """SELECT id, owner_type, owner_id, currency FROM schedules WHERE deleted_at IS NULL AND private = 0
           AND owner_type = 'person' AND type_id = 1 ORDER BY id LIMIT 12"""
    )


def _booker(scene: Scene) -> Actor:
    return scene.any_of([*scene.people.workers[6:], *scene.people.workers, *scene.people.agents])


def _named(scene: Scene, row: sqlite3.Row) -> dict[str, Any]:
    return {"schedule_id": scene.id("schedule_id", row["id"])}


def _group(scene: Scene) -> Chosen | None:
    """Two people at once, or whichever of two has less to do."""
    rows = [row for row in (_schedule(scene), _schedule(scene)) if row is not None]
    if len(rows) < 2 or rows[0]["id"] == rows[1]["id"]:
        return None
    given: dict[str, Any] = {
        "schedule_ids": [scene.id("schedule_id", row["id"]) for row in rows],
        "mode": scene.random.choice(("all", "any")),
    }
    if scene.random.random() < 0.2:
        return scene.random.choice((None, _booker(scene))), "find_group_slots", given
    pay = scene.random.choice(({"pay": "balance"}, {"pay": "later"}, {}))
    return _booker(scene), "book_group_slot", {**given, "start": scene.draw.moment(), **pay}


def _series(scene: Scene) -> Chosen | None:
    row = _schedule(scene)
    if row is None:
        return None
    return _booker(scene), "book_recurring_slots", {
        **_named(scene, row), "start": scene.draw.moment(), "times": scene.random.choice((2, 3)),
        "mode": scene.random.choice(("all", "possible")), "pay": scene.random.choice(("balance", "later")),
    }  # fmt: skip


def _keep(scene: Scene) -> Chosen | None:
    row = _schedule(scene)
    if row is None:
        return None
    more = {"seats": 2} if scene.random.random() < 0.2 else {}
    return _booker(scene), "hold_slot", {**_named(scene, row), "start": scene.draw.moment(), "minutes": 30, **more}


def _with_hold(scene: Scene) -> Chosen | None:
    """What is kept becomes a booking, is kept longer or given back: by its holder, now and then by the host."""
    row = scene.one(
        """SELECT h.public_id, h.schedule_id, h.holder_type, h.holder_id, s.owner_type, s.owner_id FROM slot_holds h
           JOIN schedules s ON s.id = h.schedule_id
           WHERE h.status = 'active' AND h.kind = 'client' AND h.expires_at > ? ORDER BY h.id DESC LIMIT 3""",
        "" if scene.random.random() < 0.2 else scene.draw.now.isoformat(),
    )
    if row is None:
        return _keep(scene)
    who = scene.people.of(row["holder_type"], row["holder_id"])
    hold = {"hold_id": scene.id("hold_id", row["public_id"])}
    schedule = {"schedule_id": scene.id("schedule_id", row["schedule_id"])}
    return scene.random.choice(
        (
            (who, "book_schedule", {**schedule, **hold, "pay": "balance"}),
            (who, "book_schedule", {**schedule, **hold, "pay": "later"}),
            (who, "extend_slot_hold", {**hold, "minutes": 20}),
            (who, "release_slot_hold", hold),
            (scene.people.of(row["owner_type"], row["owner_id"]), "release_slot_hold", hold),
            (who, "list_slot_holds", {}),
        )
    )


def _line(scene: Scene) -> Chosen | None:
    """Get in line for what is full, as a guest too; now and then out of it. Where nothing is full, take what is left."""
    waiting = scene.one(
        """SELECT w.id, w.person_type, w.person_id, s.owner_id, s.owner_type FROM waiting_entries w
           JOIN schedules s ON s.id = w.schedule_id
           WHERE w.status IN ('waiting', 'offered') AND w.person_id IS NOT NULL ORDER BY w.id DESC LIMIT 6"""
    )
    if waiting is not None and scene.random.random() < 0.15:
        own = scene.people.of(waiting["person_type"], waiting["person_id"])
        host = scene.people.of(waiting["owner_type"], waiting["owner_id"])
        entry = {"entry_id": scene.id("entry_id", waiting["id"])}
        return scene.random.choice((own, own, host)), "leave_waiting_list", entry
    row = scene.one(
        """SELECT id, kal_schedule_id, start_at, duration, slot FROM events
           WHERE type_id = 1 AND kal_schedule_id IS NOT NULL AND status_id IN (100, 200) AND deleted_at IS NULL
             AND capacity > 0 AND seats_taken >= capacity AND start_at > ? ORDER BY id DESC LIMIT 4""",
        scene.draw.now.isoformat(),
    )
    if row is None:
        return book(scene)
    given: dict[str, Any] = {"schedule_id": scene.id("schedule_id", row["kal_schedule_id"])}
    if row["slot"] == "session":
        given |= {"event_id": scene.id("event_id", row["id"])}
    else:
        given |= {"start": row["start_at"]}
    if scene.random.random() < 0.3:
        number = scene.random.randrange(GUESTS)
        return None, "join_waiting_list", {**given, "guest": {"name": "Gus", "email": f"guest{number}@wait.test"}}
    return _booker(scene), "join_waiting_list", given


def _offered(scene: Scene) -> Chosen | None:
    """Somebody who has a place gives it up; whoever was offered one takes it, or lets it go."""
    row = scene.one(
        """SELECT w.schedule_id, w.email, w.person_type, w.person_id, h.public_id FROM waiting_entries w
           JOIN slot_holds h ON h.id = w.hold_id WHERE w.status = 'offered' AND h.status = 'active' ORDER BY h.id DESC LIMIT 3"""
    )
    if row is None:
        return _give_up(scene)
    schedule = {"schedule_id": scene.id("schedule_id", row["schedule_id"])}
    if row["email"] is None:
        who, hold = (
            scene.people.of(row["person_type"], row["person_id"]),
            {"hold_id": scene.id("hold_id", row["public_id"])},
        )
        taken = {**schedule, **hold, "pay": scene.random.choice(("balance", "later"))}
        return scene.random.choice(((who, "book_schedule", taken), (who, "release_slot_hold", hold)))
    token = _mailed(scene, row["email"])
    if token is None:
        return None
    return scene.random.choice(
        (
            (None, "book_schedule", {**schedule, "hold_id": token, "pay": "later"}),
            (None, "release_slot_hold", {"hold_id": token, "token": token}),
        )
    )


def _mailed(scene: Scene, address: str) -> str | None:
    """The token of a place that is kept for a guest, from the mail about it."""
    rows = scene.raw.execute("SELECT payload FROM outbox ORDER BY id DESC LIMIT 60")
    mails = [mail for row in rows if "body" in (mail := json.loads(row["payload"])) and mail["to"].lower() == address]
    return next((found[0] for mail in mails if (found := re.search(r"hh_offer_\w+", mail["body"]))), None)


def _give_up(scene: Scene) -> Chosen | None:
    """Of a slot somebody waits for."""
    row = scene.one(
        """SELECT e.id, a.user_type, a.user_id FROM waiting_entries w
           JOIN events e ON e.kal_schedule_id = w.schedule_id AND e.start_at = w.start_at AND e.type_id = 1
           JOIN event_attendees a ON a.event_id = e.id AND a.status_id IN (100, 200) AND a.stands_in_for IS NULL
           WHERE w.status = 'waiting' AND a.user_id IS NOT NULL ORDER BY w.id DESC LIMIT 4"""
    )
    if row is None:
        return _line(scene)
    return (
        scene.people.of(row["user_type"], row["user_id"]),
        "decline_event",
        {"event_id": scene.id("event_id", row["id"])},
    )


def _share(scene: Scene) -> Chosen | None:
    """A host makes a link to a schedule, or takes one back."""
    row = _schedule(scene)
    if row is None:
        return None
    host = scene.people.of(row["owner_type"], row["owner_id"])
    link = scene.one("SELECT public_id FROM booking_links WHERE schedule_id = ? AND revoked_at IS NULL", row["id"])
    if link is not None and scene.random.random() < 0.4:
        named = {"link_id": scene.id("link_id", link["public_id"])}
        return scene.random.choice(((host, "revoke_booking_link", named), (host, "list_booking_links", named)))
    price = scene.random.choice(({}, {"price": "5.00"}, {"price": "0"}))
    return host, "create_booking_link", {**_named(scene, row), "max_uses": scene.random.choice((1, 3)), **price}


def _by_link(scene: Scene) -> Chosen | None:
    """Somebody who was given a link books by it, or holds a slot."""
    row = scene.one(
        "SELECT id, schedule_id FROM booking_links WHERE revoked_at IS NULL AND uses < max_uses ORDER BY id DESC LIMIT 3"
    )
    token = scene.known.latest("link_token")
    if row is None or token is None:
        return _share(scene)
    given = {"schedule_id": scene.id("schedule_id", row["schedule_id"]), "start": scene.draw.moment(), "link": token}
    if scene.random.random() < 0.3:
        return _booker(scene), "hold_slot", given
    return _booker(scene), "book_schedule", {**given, "pay": scene.random.choice(("balance", "later"))}


def _soon(scene: Scene) -> Chosen | None:
    """The next hour of a schedule is booked: soon somebody has come or not."""
    row = _schedule(scene)
    if row is None:
        return None
    start = (scene.draw.now + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
    return _booker(scene), "book_schedule", {**_named(scene, row), "start": start.isoformat(), "pay": "balance"}


def _absent(scene: Scene) -> Chosen | None:
    """One side says of a booking that the other one did not come; the other one agrees, contests, or says the same."""
    claimed = scene.one(
        "SELECT booking_id, absent FROM no_show_marks WHERE status = 'claimed' ORDER BY id DESC LIMIT 3"
    )
    condition = "a.id = ?" if claimed is not None and scene.random.random() < 0.7 else "e.end_at > ?"
    now = scene.draw.now
    row = scene.one(
        f"""SELECT e.id, a.id AS booking_id, a.user_type, a.user_id, h.user_type AS host_type, h.user_id AS host_id
            FROM event_attendees a JOIN events e ON e.id = a.event_id JOIN event_hosts h ON h.event_id = e.id
            WHERE e.type_id = 1 AND e.kal_schedule_id IS NOT NULL AND a.status_id IN (200, 555)
              AND e.start_at < ? AND {condition}
            ORDER BY a.id DESC LIMIT 6""",
        (now - timedelta(minutes=10)).isoformat(),
        claimed["booking_id"] if claimed is not None and condition.startswith("a") else (now - A_DAY).isoformat(),
    )
    if row is None:
        return None
    host = scene.people.of(row["host_type"], row["host_id"])
    guest = scene.people.of(row["user_type"], row["user_id"]) if row["user_id"] is not None else None
    who = scene.random.choice((host, guest))
    given: dict[str, Any] = {"event_id": scene.id("event_id", row["id"])}
    if who is host:
        given |= {"booking_id": scene.id("booking_id", row["booking_id"])}
    act = scene.random.choice(("mark", "agree", "contest", "withdraw")) if claimed is not None else "mark"
    return who, "mark_booking_no_show", {**given, "act": act, **({"note": "I was there"} if act == "contest" else {})}


def _look(scene: Scene) -> Chosen | None:
    row = _schedule(scene)
    if row is None:
        return None
    host = scene.people.of(row["owner_type"], row["owner_id"])
    return scene.random.choice(
        (
            (host, "list_waiting_list", _named(scene, row)),
            (_booker(scene), "list_waiting_list", {}),
            (host, "list_slot_holds", {"in_my_schedules": True}),
            (host, "list_booking_links", _named(scene, row)),
        )
    )
