"""What people of a hall plausibly do next: recipes that carry the five jobs into deep states.

Each looks at the hall and answers who calls what; everything it leaves open is drawn from the types."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from server.registry import Registry
from tests.simulation.known import Known
from tests.simulation.people import Actor, People
from tests.simulation.values import Draw, arguments
from tests.tools.work_orders.field_work import SITE
from tools.operation import Operation
from tools.rules.task_states import State
from tools.tasks.rules.states import NEXT_TOOLS
from tools.work_orders.rules.states import STEPS, Status

# Calls that end the caller's own credential, or change everybody's footing: worth playing, but rarely.
RARE = {
    "log_out", "regenerate_agent_key", "delete_user", "refresh_token", "set_two_factor_method", "update_user",
    "publish_agreement", "set_spending_limit", "remove_freelancer", "switch_company", "delete_schedule",
    "leave_company", "end_my_session",
}  # fmt: skip
# Whoever is gone for good plays no more: tests of its own call it.
NEVER = {"close_my_account"}
Chosen = tuple[Actor | None, str, dict[str, Any]]
# Steps that end what there is to play with, taken less often than they could be.
ENDING = {
    "reject_task", "decline_task", "pay_new_task", "cancel_work_order", "revert_work_order_to_draft",
    "unpublish_work_order", "unassign_work_order", "remove_work_order_provider",
}  # fmt: skip
# Only once the provider is late, so it has an errand of its own.
SEEN_LATE = "acknowledge_provider_delay"
# What errands_of/work_order_pay.py does.
OF_PAY = {
    "update_work_order_pay", "create_work_order_bonus", "create_work_order_penalty", "create_work_order_discount",
    "request_work_order_increase", "update_work_order_increase", "create_work_order_expense",
    "update_work_order_expense", "pay_work_order",
}  # fmt: skip
UNSIGNED = (State.UNCONFIRMED,)
PROVIDERS_OWN = {
    "accept_work_order_route",
    "decline_work_order_route",
    "request_work_order",
    "cancel_work_order_request",
}


@dataclass(slots=True)
class Scene:
    """What a recipe sees."""

    raw: sqlite3.Connection
    random: Random
    known: Known
    people: People
    registry: Registry
    draw: Draw
    # The operations that were carried out in this history by now.
    happened: set[str]
    fitting: dict[int, list[str]] = field(default_factory=dict)

    def any_of(self, group: list[Actor]) -> Actor:
        return self.random.choice(group)

    def one(self, sql: str, *params: Any) -> sqlite3.Row | None:
        """One of the latest rows."""
        rows = self.raw.execute(sql, params).fetchall()
        return self.random.choice(rows) if rows else None

    def client(self, company_id: int) -> Actor:
        """Somebody who acts for a company, mostly one who may."""
        group = [*self.people.agents, *self.people.admins, *self.people.members]
        own = [actor for actor in group if actor.company_id == company_id]
        return self.any_of(own if own and self.random.random() < 0.97 else group)

    def call(self, who: Actor | None, tool: str, **given: Any) -> Chosen:
        operation = self.registry.find(tool)
        if operation is None:
            return who, tool, given
        return who, tool, arguments(operation, self.draw, **given)

    def id(self, name: str, value: Any) -> Any:
        return self.known.ref(name, value)


def order_task(scene: Scene) -> Chosen:
    number = scene.random.randrange(len(scene.people.agents))
    worker = scene.people.workers[scene.random.choice((number, number + 4, number - 1, number + 3)) % 10]
    given: dict[str, Any] = {
        "category_id": 37, "attributes": [{"id": 37, "value": "3"}], "title": "A logo", "description": "Round",
        "worker_id": scene.id("user_id", worker.id), "price": f"{scene.random.randrange(100, 30000) / 100:.2f}",
        "deadline": (scene.draw.now + timedelta(days=scene.random.choice((1, 4, 20)))).isoformat(),
        "worker_uuid": None, "uuid": None, "adv_data": None, "validate_only": None, "group_ids": None, "file_ids": None,
        "acceptance_file_ids": None, "company_id": None, "external_id": None, "compensation_type": None,
    }  # fmt: skip
    return scene.call(scene.client(scene.people.agents[number].company_id or 0), "create_task", **given)


def task_step(scene: Scene) -> Chosen | None:
    row = scene.one(
        "SELECT id, state, company_id, worker_id FROM tasks WHERE state NOT IN (5, 6, 8) ORDER BY id DESC LIMIT 12"
    )
    if row is None:
        return order_task(scene)
    tools = NEXT_TOOLS[State(row["state"])]
    worker = scene.people.of("person", row["worker_id"])
    if State(row["state"]) in UNSIGNED and worker is not None and (signing := unsigned(scene, worker)):
        return worker, "accept_freelancer_agreement", signing
    steps = [*((worker, tool) for tool in tools.worker), *((None, tool) for tool in tools.client)]
    if not steps:
        return None
    mine, tool = scene.random.choice(steps)
    if tool in ENDING and scene.random.random() < 0.8:
        mine, tool = steps[0]
    who = mine if mine is not None else scene.client(row["company_id"])
    if scene.random.random() < 0.04:
        tool = scene.random.choice([tool for step in NEXT_TOOLS.values() for tool in (*step.client, *step.worker)])
    return scene.call(who, tool, task_id=scene.id("task_id", row["id"]), uuid=None, changeset_id=None, company_id=None)


def unsigned(scene: Scene, worker: Actor) -> dict[str, Any] | None:
    """The agreement a worker has yet to sign before a task may begin."""
    row = scene.raw.execute(
        """SELECT t.template_uuid FROM agreement_templates t WHERE t.kind = 'offer' AND t.is_current = 1
           AND NOT EXISTS (SELECT 1 FROM agreement_signatures s
                           WHERE s.template_uuid = t.template_uuid AND s.person_id = ?)""",
        (worker.id,),
    ).fetchone()
    return {"template_uuid": row[0], "freelancer_id": scene.id("user_id", worker.id)} if row else None


def some_day(scene: Scene) -> str:
    start = scene.draw.now + timedelta(days=scene.random.randrange(2, 12))
    return start.replace(hour=scene.random.randrange(8, 18), minute=0, second=0, microsecond=0).isoformat()


def order_work(scene: Scene) -> Chosen:
    agent = scene.any_of(scene.people.agents)
    pay: Any = scene.random.choice(
        ({"type": "fixed", "base": {"amount": "150.00"}}, {"type": "hourly", "base": {"amount": "20.00", "units": "3"}})
    )
    when: Any = {"mode": "exact", "start": some_day(scene)}
    return agent, "create_work_order", {
        "title": "Install a terminal", "type_of_work_id": 62, "location": SITE, "schedule": when, "pay": pay,
        "estimated_hours": scene.random.choice(("1", "2", "4")),
    }  # fmt: skip


def work_step(scene: Scene) -> Chosen | None:
    row = scene.one(
        """SELECT id, status, company_id, assignee_id, start_at FROM work_orders
           WHERE status NOT IN (5, 6, 8) ORDER BY id DESC LIMIT 12"""
    )
    if row is None:
        return order_work(scene)
    fitting = _fitting(scene, row["status"])
    if not fitting:
        return None
    late = row["status"] < Status.ASSIGNED and (row["start_at"] or "9") < scene.draw.now.isoformat()
    if late and scene.random.random() < 0.7:
        return scene.client(row["company_id"]), "update_work_order", {
            "work_order_id": scene.id("work_order_id", row["id"]), "schedule": {"mode": "exact", "start": some_day(scene)},
        }  # fmt: skip
    asked = scene.one("SELECT id FROM work_order_requests WHERE work_order_id = ? AND status = 'pending'", row["id"])
    tool = "accept_work_order_request" if asked and scene.random.random() < 0.4 else scene.random.choice(fitting)
    if tool in ENDING and scene.random.random() < 0.8:
        tool = scene.random.choice(fitting)
    who = scene.client(row["company_id"])
    provider = scene.any_of(scene.people.workers)
    if tool in PROVIDERS_OWN:
        who = provider
        table = "work_order_requests" if tool == "cancel_work_order_request" else "work_order_routes"
        told = scene.one(
            f"SELECT person_id FROM {table} WHERE work_order_id = ? ORDER BY status = 'open' DESC, id DESC LIMIT 2",
            row["id"],
        )
        if told is not None and tool != "request_work_order":
            who = scene.people.of("person", told["person_id"]) or provider
    elif row["assignee_id"] is not None and "worker" in scene.registry.operations[tool].actors:
        who = scene.people.of("person", row["assignee_id"]) if scene.random.random() < 0.5 else who
    given: dict[str, Any] = {
        "work_order_id": scene.id("work_order_id", row["id"]), "user_id": scene.id("user_id", provider.id),
        "pay_terms_accepted": True, "client_pay_terms_accepted": True, "acting_user_id": None,
        "talent_pool_id": None, "talent_pool_group_id": None, "preferred_group_id": None, "expected_total": None,
    }  # fmt: skip
    if tool == "route_work_order_to_providers":
        some = scene.random.sample(scene.people.workers, 3)
        given |= {"user_ids": [scene.id("user_id", one.id) for one in some], "selection_rule": None}
    if tool == "accept_work_order_request":
        given["request_id"] = scene.id("request_id", asked["id"]) if asked else 1
    if tool == "approve_work_order":
        given["decide_pending"] = "decline"
    return scene.call(who, tool, **given)


def _fitting(scene: Scene, status: int) -> list[str]:
    """The operations that move an order on from this state."""
    fitting = scene.fitting.get(status)
    if fitting is None:
        known = scene.registry.operations
        fitting = [
            tool
            for tool, ways in STEPS.items()
            if Status(status) in ways and tool in known and tool != SEEN_LATE and tool not in OF_PAY
        ]
        scene.fitting[status] = fitting
    return fitting


def bundle(scene: Scene) -> Chosen | None:
    rows = scene.raw.execute(
        "SELECT id, company_id FROM work_orders WHERE status = 1 ORDER BY id DESC LIMIT 12"
    ).fetchall()
    if len(rows) < 2:
        return None
    ids = [scene.id("work_order_id", row["id"]) for row in rows if row["company_id"] == rows[0]["company_id"]][:3]
    tool = scene.random.choice(("bundle_work_orders", "bundle_work_orders", "unbundle_work_orders"))
    who = scene.client(rows[0]["company_id"])
    return scene.call(who, tool, work_order_ids=ids, accept_warnings=True, add_to_bundle_id=None)


def book(scene: Scene) -> Chosen | None:
    """Book a time of a public schedule; often one that others have booked, until it is full."""
    row = scene.one("SELECT id FROM schedules WHERE deleted_at IS NULL AND private = 0 ORDER BY id LIMIT 12")
    if row is None:
        return None
    start = scene.draw.moment()
    if scene.random.random() < 0.4:
        taken = scene.one(
            """SELECT kal_schedule_id AS id, start_at FROM events
               WHERE type_id = 1 AND kal_schedule_id IS NOT NULL AND status_id IN (100, 200) AND start_at > ?
               ORDER BY capacity = 1, id DESC LIMIT 4""",
            scene.draw.now.isoformat(),
        )
        row, start = taken or row, taken["start_at"] if taken else start
    return scene.call(
        scene.any_of(scene.people.workers), "book_schedule", schedule_id=scene.id("schedule_id", row["id"]),
        start=start, seats=scene.random.choice((1, 1, 2)), pay=scene.random.choice(("balance", "later")),
        event_id=None, duration=None, max_price=None, guest=None, answers=None, contract_id=None, pay_from=None,
    )  # fmt: skip


def booking_step(scene: Scene) -> Chosen | None:
    row = scene.one(
        f"""SELECT e.id, e.kal_schedule_id, e.owner_type, e.owner_id, a.user_type, a.user_id
            FROM events e JOIN event_attendees a ON a.event_id = e.id
            WHERE e.type_id = 1 AND e.kal_schedule_id IS NOT NULL
              {"AND a.status_id IN (100, 200, 555)" if scene.random.random() < 0.9 else ""}
            ORDER BY e.id DESC LIMIT 12"""
    )
    if row is None:
        return book(scene)
    named = ((row["owner_type"], row["owner_id"]), (row["user_type"], row["user_id"]))
    sides = [scene.people.of(kind, id) for kind, id in named if id is not None]
    who = scene.random.choice(sides) if sides else None
    event, schedule = scene.id("event_id", row["id"]), scene.id("schedule_id", row["kal_schedule_id"])
    wish: dict[str, Any] = scene.random.choice(
        ({"start": scene.draw.moment()}, {"status_id": 555}, {"status_id": 777}, {"status_id": 444},
         {"status_id": 100}, {"amount": "12.34"}, {"label": "Talk"})
    )  # fmt: skip
    given: list[tuple[str, dict[str, Any]]] = [
        ("pay_schedule_events", {"schedule_id": schedule, "ids": [event]}),
        ("pay_schedule_events", {"schedule_id": schedule, "ids": [event], "release": True}),
        ("confirm_event", {"event_id": event}),
        ("decline_event", {"event_id": event}),
        ("request_event_correction", {"event_id": event, **wish}),
        ("request_event_correction", {"event_id": event, **wish}),
        ("delete_event", {"event_id": event}),
    ]
    tool, chosen = scene.random.choice(given)
    return who, tool, chosen


def vote(scene: Scene) -> Chosen | None:
    row = scene.one("SELECT id, event_id FROM event_corrections WHERE status_id = 100 ORDER BY id DESC LIMIT 10")
    if row is None:
        return None
    voters = scene.raw.execute(
        "SELECT user_id FROM event_hosts WHERE event_id = :id UNION SELECT user_id FROM event_attendees WHERE event_id = :id",
        {"id": row["event_id"]},
    ).fetchall()
    who = scene.people.of("person", scene.random.choice(voters)[0]) if voters else None
    return who, "vote_on_event_corrections", {
        "event_id": scene.id("event_id", row["event_id"]), "ids": [scene.id("correction_id", row["id"])],
        "vote": scene.random.random() < 0.8,
    }  # fmt: skip


def deposit(scene: Scene) -> Chosen | None:
    """An owner notes down what somebody who booked has paid."""
    row = scene.one(
        """SELECT s.id, s.owner_type, s.owner_id, a.user_id FROM event_attendees a JOIN schedules s ON s.id = a.schedule_id
           WHERE s.deleted_at IS NULL AND a.status_id IS NOT NULL AND a.user_type = 'person' ORDER BY a.id DESC LIMIT 8"""
    )
    if row is None:
        return None
    mine = scene.people.of(row["owner_type"], row["owner_id"]) if scene.random.random() < 0.8 else None
    return mine or scene.any_of(scene.people.workers), "record_schedule_deposit", {
        "schedule_id": scene.id("schedule_id", row["id"]), "date": scene.draw.now.date().isoformat(),
        "amount": scene.random.choice(("20.00", "45.00", "90.00")), "method": scene.random.choice(("external", "balance")),
        "payer_id": scene.id("user_id", row["user_id"]),
    }  # fmt: skip


def inquire(scene: Scene) -> Chosen:
    hire = {
        "stage": scene.random.choice(("draft", "pending")), "title": "Developer", "type": "external", "budget": "1.00",
        "job_start": "2026-11-01T08:00:00Z", "job_end": "2027-02-28T18:00:00Z", "description": "Python",
    }  # fmt: skip
    who = scene.client(scene.any_of(scene.people.agents).company_id or 0)
    return who, "create_inquiry", {"title": "Two people", "industry": {"name": "Software"}, "hires": [hire]}


def view(scene: Scene) -> Chosen:
    """Two payers look at many profiles, so that the free ones of a month run out."""
    payers = [*scene.people.agents[:1] * 3, *scene.people.admins[1:2], *scene.people.agents[2:3]]
    tool = scene.random.choice(("get_specialist_profile", "reveal_specialist_email", "reveal_specialist_phone"))
    return scene.any_of(payers), tool, {"user_id": scene.id("user_id", scene.any_of(scene.people.workers).id)}


def limit(scene: Scene) -> Chosen:
    return scene.any_of(scene.people.agents), "set_spending_limit", {
        "period": scene.random.choice(("day", "month", "call")), "amount": scene.random.choice(("0.05", "1", "5", "50")),
    }  # fmt: skip


def anything(scene: Scene) -> Chosen:
    """Any operation, by somebody it is open to, with arguments from its types."""
    operation = scene.random.choice(list(scene.registry.operations.values()))
    if operation.name in NEVER or (operation.name in RARE and scene.random.random() < 0.9):
        return anything(scene)
    given = arguments(operation, scene.draw)
    who = concerned(scene, operation, given) if scene.random.random() < 0.75 else None
    return who or somebody(scene, operation), operation.name, given


def concerned(scene: Scene, operation: Operation, given: dict[str, Any]) -> Actor | None:
    """Whoever was told of a record that the arguments name, if the operation is open to them."""
    for name, value in given.items():
        number = scene.known.told(value) if name not in ("user_id", "email", "agent_id") else None
        if number is not None:
            actor = scene.people.actors[number]
            return actor if fits(actor, operation) else None
    return None


def fits(actor: Actor, operation: Operation) -> bool:
    actors = set(operation.actors)
    if actors & {"any", "public"}:
        return True
    if actor.kind == "agent":
        return bool(actors & {"agent", "client"})
    return bool(actors & {"client", "admin"}) if actor.company else "worker" in actors


def somebody(scene: Scene, operation: Operation) -> Actor | None:
    people, actors = scene.people, set(operation.actors)
    if scene.random.random() < 0.05:
        return scene.random.choice([None, *people.agents, *people.admins, *people.workers])
    groups: list[list[Actor]] = []
    if actors & {"agent", "client", "any", "public"}:
        groups.append(people.agents)
    if actors & {"client", "any", "public"}:
        groups.append(people.members)
    if actors & {"client", "admin", "any", "public"}:
        groups.append(people.admins)
    if actors & {"worker", "any", "public"}:
        groups.append(people.workers)
    if "public" in actors and scene.random.random() < 0.2:
        return None
    return scene.any_of(scene.random.choice(groups or [people.agents]))


RECIPES: tuple[tuple[Callable[[Scene], Chosen | None], int], ...] = (
    (anything, 34), (order_task, 2), (task_step, 18), (order_work, 2), (work_step, 20), (bundle, 1), (book, 6),
    (booking_step, 10), (vote, 3), (deposit, 1), (inquire, 1), (view, 4), (limit, 1),
)  # fmt: skip
