"""The approval desk in a simulated hall: when acts wait for a person, who says yes or no, and what agents may do unasked."""

from __future__ import annotations

import json
import sqlite3
from datetime import timedelta
from typing import Any

from tests.simulation.moves import Chosen, Scene, book
from tests.simulation.people import Actor

KINDS = ("task", "booking", "work_order", "open_call", "contract", "payout")


def desk(scene: Scene) -> Chosen | None:
    """Somebody decides about what waits; else something about policies, mandates and freezes."""
    waiting = scene.one("SELECT * FROM approval_requests WHERE status = 'pending' ORDER BY id DESC LIMIT 8")
    if waiting is not None and scene.random.random() < 0.6:
        return _decide(scene, waiting)
    act = scene.random.choice((_rules, _rules, _allow, _allow, _brake, _brake, _ask, _ask, _ask, _look))
    return act(scene)


def _people_of(scene: Scene, company_id: int | None) -> list[Actor]:
    people = [*scene.people.admins, *scene.people.members]
    return [one for one in people if one.company_id == company_id]


def _decide(scene: Scene, row: sqlite3.Row) -> Chosen:
    """Whoever may decides, mostly; now and then whoever asked does, or takes it back."""
    named = {"approval_id": scene.id("approval_id", row["public_id"])}
    requester = scene.people.of(row["requester_type"], row["requester_id"])
    deciders = _people_of(scene, row["owner_id"]) if row["owner_type"] == "company" else []
    bosses = [one for one in deciders if one.role == "admin"]
    who = scene.any_of(bosses if bosses and scene.random.random() < 0.6 else deciders) if deciders else requester
    reason = {"reason": "Not this month", "block_same": scene.random.random() < 0.3}
    others: list[Chosen] = [
        (requester, "withdraw_request", named),
        (who, "get_approval_request", {**named, "refresh": scene.random.random() < 0.5}),
        (who, "decline_request", {**named, **reason}),
        *_handed_on(scene, row, deciders),
    ]
    if scene.random.random() < 0.45:
        return scene.random.choice(others)
    version = row["version"] if scene.random.random() < 0.95 else 1
    return who, "approve_request", {**named, "version": version, **_less(scene, row)}


def _handed_on(scene: Scene, row: sqlite3.Row, people: list[Actor]) -> list[Chosen]:
    """To the next step of the chain, where there is one, or to somebody else by whoever decides now."""
    policy = scene.one(
        "SELECT chain FROM approval_policies WHERE owner_type = ? AND owner_id = ?", row["owner_type"], row["owner_id"]
    )
    chain = json.loads(policy["chain"]) if policy is not None else []
    if row["step"] >= len(chain):
        return []
    deciding = [one for one in people if one.id in chain[row["step"] - 1]["user_ids"]] or people
    who, other = scene.any_of(deciding), scene.any_of(people)
    to = scene.random.choice(({"next_step": True}, {"user_id": scene.id("user_id", other.id)}))
    return [(who, "delegate_request", {"approval_id": scene.id("approval_id", row["public_id"]), **to})]


def _less(scene: Scene, row: sqlite3.Row) -> dict[str, Any]:
    """Now and then not all of it."""
    if scene.random.random() < 0.8:
        return {}
    return {"publish_open_call": {"seats": 1}, "accept_applications": {}}.get(row["tool"], {"amount": "5.00"})


def _rules(scene: Scene) -> Chosen:
    """When acts of a company's agents wait. Where they always do, that is soon taken back: nothing goes on else."""
    boss = scene.any_of(scene.people.admins)
    row = scene.one("SELECT * FROM approval_policies WHERE owner_type = 'company' AND owner_id = ?", boss.company_id)
    if (
        row is not None
        and (row["mode"], row["mandates"]) != ("ask_in_chat", "optional")
        and scene.random.random() < 0.5
    ):
        return boss, "set_approval_policy", {"mode": "ask_in_chat", "mandates": "optional"}
    colleagues = [scene.id("user_id", one.id) for one in _people_of(scene, boss.company_id)]
    chain: list[dict[str, Any]] = [{"user_ids": colleagues[:1]}]
    if len(colleagues) > 1 and scene.random.random() < 0.9:
        chain = [{"user_ids": colleagues[1:], "up_to_usd": scene.random.choice(("60", "2000", "2000"))}, *chain]
    stand_in = {
        "user_id": colleagues[0], "deputy_id": colleagues[-1], "from": scene.draw.now.isoformat(),
        "until": (scene.draw.now + timedelta(days=9)).isoformat(),
    }  # fmt: skip
    wanted: dict[str, Any] = scene.random.choice(
        (
            {"mode": "desk_always", "chain": chain}, {"mode": "desk_always", "chain": chain},
            {"mode": "desk_always", "chain": chain}, {"mode": "desk_when_absent", "chain": chain},
            {"mandates": "required", "chain": chain}, {"over_cap": "ask"}, {"over_cap": "refuse"},
            {"on_timeout": "decline", "timeout_minutes": 30}, {"timeout_minutes": 600, "on_timeout": "escalate"},
            {"deputies": [stand_in]},
        )
    )  # fmt: skip
    return boss, "set_approval_policy", wanted


def _allow(scene: Scene) -> Chosen:
    """A mandate is given, or taken back."""
    row = scene.one("SELECT * FROM mandates WHERE status IN ('active', 'used_up') ORDER BY id DESC LIMIT 5")
    if row is not None and scene.random.random() < 0.4:
        boss = scene.any_of(_people_of(scene, row["owner_id"]) or scene.people.admins)
        named = {"mandate_id": scene.id("mandate_id", row["public_id"])}
        return scene.random.choice(
            ((boss, "list_mandates", named), (boss, "revoke_mandate", {**named, "reason": "Over"}))
        )
    boss = scene.any_of(scene.people.admins)
    agents = [one for one in scene.people.agents if one.company_id == boss.company_id]
    worker = {"type": "person", "id": scene.id("user_id", scene.any_of(scene.people.workers).id)}
    given: dict[str, Any] = {
        "payees": scene.random.choice(([{"type": "any"}], [{"type": "any"}], [worker])),
        "kinds": scene.random.choice((["any"], scene.random.sample(KINDS, 2))),
        "currency": scene.random.choice(("EUR", "USD", "USDT")), "total": scene.random.choice(("60", "400", "3000")),
    }  # fmt: skip
    if scene.random.random() < 0.5:
        given |= scene.random.choice(({"per_call": "60"}, {"per_day": "50"}, {"max_uses": 2}))
    if agents and scene.random.random() < 0.5:
        given |= {"agent_id": scene.id("agent_id", scene.any_of(agents).id)}
    if scene.random.random() < 0.4:
        given |= {"valid_until": (scene.draw.now + timedelta(days=3)).isoformat()}
    return boss, "create_mandate", given


def _brake(scene: Scene) -> Chosen:
    """Money is stopped, and soon let go again."""
    row = scene.one("SELECT id, owner_type, owner_id FROM payment_freezes WHERE lifted_at IS NULL")
    if row is not None and scene.random.random() < 0.75:
        bosses = [one for one in _people_of(scene, row["owner_id"]) if one.role == "admin"]
        who = scene.any_of(bosses) if bosses and row["owner_type"] == "company" else None
        who = who or scene.people.of(row["owner_type"], row["owner_id"])
        return (
            who or scene.any_of(scene.people.admins),
            "unfreeze_payments",
            {"freeze_id": scene.id("freeze_id", row["id"])},
        )
    who = scene.any_of([*scene.people.admins, *scene.people.members])
    agents = [one for one in scene.people.agents if one.company_id == who.company_id]
    agent = scene.any_of(agents) if agents else scene.any_of(scene.people.agents)
    payee = {"payee_type": "person", "payee_id": scene.id("user_id", scene.any_of(scene.people.workers).id)}
    stop = {"target": "agent", "agent_id": scene.id("agent_id", agent.id), "reason": "It runs wild"}
    return scene.random.choice(
        (
            (who, "freeze_payments", {"target": "payee", **payee, "reason": "A strange bill"}),
            (who, "freeze_payments", {"target": "payee", **payee, "reason": "A strange bill"}),
            (who, "freeze_payments", {"target": "all", "reason": "Let us look"}),
            (scene.random.choice((who, agent)), "freeze_payments", stop),
        )
    )


def _ask(scene: Scene) -> Chosen | None:
    """An agent whose acts wait asks for something that costs."""
    row = scene.one("SELECT owner_id FROM approval_policies WHERE mode = 'desk_always' OR mandates = 'required'")
    agents = [one for one in scene.people.agents if row is not None and one.company_id == row["owner_id"]]
    if not agents:
        return _rules(scene)
    agent = scene.any_of(agents)
    draft = scene.one(
        "SELECT id FROM work_orders WHERE company_id = ? AND status = 1 ORDER BY id DESC LIMIT 4", agent.company_id
    )
    call = scene.one(
        "SELECT public_id FROM open_calls WHERE company_id = ? AND status = 'draft' ORDER BY id DESC LIMIT 4",
        agent.company_id,
    )
    task = scene.one(
        "SELECT id FROM tasks WHERE company_id = ? AND state = 4 ORDER BY id DESC LIMIT 4", agent.company_id
    )
    if task is not None and scene.random.random() < 0.3:
        return agent, "pay_task", {"task_id": scene.id("task_id", task["id"])}
    if call is not None and scene.random.random() < 0.4:
        return agent, "publish_open_call", {"open_call_id": scene.id("open_call_id", call["public_id"])}
    if draft is not None and scene.random.random() < 0.4:
        return agent, "publish_work_order", {"work_order_id": scene.id("work_order_id", draft["id"])}
    booking = book(scene)
    return (agent, *booking[1:]) if booking is not None else None


def _look(scene: Scene) -> Chosen:
    boss = scene.any_of(scene.people.admins)
    worker = scene.id("user_id", scene.any_of(scene.people.workers).id)
    act = {"kind": "booking", "payee_type": "person", "payee_id": worker, "amount": "20", "currency": "EUR"}
    return scene.random.choice(
        (
            (boss, "get_approval_policy", {}),
            (boss, "list_approval_requests", {"box": "all"}),
            (scene.any_of(scene.people.agents), "list_approval_requests", {}),
            (scene.any_of(scene.people.agents), "list_mandates", {"would_cover": act}),
            (boss, "list_audit_trail", {"performed_by": "all"}),
        )
    )
