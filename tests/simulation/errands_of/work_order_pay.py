"""Errands about the pay of work orders: more is asked for, costs are claimed, the company decides, adds, cuts and pays."""

from __future__ import annotations

from typing import Any

from tests.simulation.moves import Chosen, Scene
from tests.simulation.people import Actor

_LISTS = ("increases", "expenses", "discounts", "bonuses", "penalties")


def work_order_pay(scene: Scene) -> Chosen | None:
    """Something about the pay of an order that is being worked on, or was approved."""
    waiting = scene.one(
        """SELECT work_order_id FROM work_order_increases WHERE status = 'pending'
           UNION ALL SELECT work_order_id FROM work_order_expenses WHERE status IN ('pending', 'approved')
           ORDER BY work_order_id DESC LIMIT 4"""
    )
    decide = waiting is not None and scene.random.random() < 0.4
    some = "id = ?" if decide else f"status IN ({scene.random.choice(('2, 9', '3, 4', '3, 4', '3, 4', '5', '6'))})"
    row = scene.one(
        f"""SELECT id, status, company_id, assignee_id, pay_type FROM work_orders WHERE {some}
            ORDER BY id DESC LIMIT 6""",
        *([waiting["work_order_id"]] if decide and waiting is not None else []),
    )
    if row is None:
        return None
    order: dict[str, Any] = {"work_order_id": scene.id("work_order_id", row["id"])}
    company = scene.client(row["company_id"])
    worker = scene.people.of("person", row["assignee_id"]) or scene.any_of(scene.people.workers)
    if row["status"] in (5, 6) and scene.random.random() < 0.6:
        return company, "pay_work_order", order
    act = (
        _decide
        if decide
        else scene.random.choice((_ask, _ask, _claim, _decide, _decide, _decide, _extra, _terms, _look, _discount))
    )
    who, tool, given = act(scene, dict(row), company, worker)
    return who, tool, {**order, **given}


Act = tuple[Actor, str, dict[str, Any]]


def _amount(scene: Scene) -> str:
    return f"{scene.random.randrange(1, 6000) / 100:.2f}"


def _ask(scene: Scene, row: dict[str, Any], company: Actor, worker: Actor) -> Act:
    given: dict[str, Any] = {"kind": "amount", "amount": _amount(scene), "reason": "More to do"}
    if row["pay_type"] == "hourly" and scene.random.random() < 0.6:
        given = {"kind": "additional_hours", "units": scene.random.choice(("1", "0.5", "1.3333")), "reason": "Longer"}
    return scene.random.choice((worker, worker, company)), "request_work_order_increase", given


def _claim(scene: Scene, row: dict[str, Any], company: Actor, worker: Actor) -> Act:
    given = {"category_id": scene.random.randrange(1, 8), "description": "Cable", "amount": _amount(scene)}
    more = {"quantity": "2.5"} if scene.random.random() < 0.3 else {}
    return scene.random.choice((worker, worker, company)), "create_work_order_expense", {**given, **more}


def _decide(scene: Scene, row: dict[str, Any], company: Actor, worker: Actor) -> Act:
    """The company decides on a claim, or its author corrects it; now and then the other side tries."""
    noun, table, states = scene.random.choice((
        ("increase", "work_order_increases", ("accepted", "accepted", "declined")),
        ("expense", "work_order_expenses", ("approved", "approved", "denied", "pending")),
    ))  # fmt: skip
    claim = scene.one(f"SELECT id FROM {table} WHERE work_order_id = ? ORDER BY id DESC LIMIT 4", row["id"])
    named = {f"{noun}_id": scene.id(f"{noun}_id", claim["id"]) if claim is not None else 1}
    if scene.random.random() < 0.2:
        return worker, f"update_work_order_{noun}", {**named, "amount": _amount(scene)}
    who = company if scene.random.random() < 0.95 else worker
    return who, f"update_work_order_{noun}", {**named, "status": scene.random.choice(states)}


def _extra(scene: Scene, row: dict[str, Any], company: Actor, worker: Actor) -> Act:
    kind, charged = scene.random.choice(("bonus", "penalty")), scene.random.random() < 0.6
    given = {f"{kind}_id": scene.random.randrange(1, 4), "charged": charged}
    if kind == "penalty":
        given["reason"] = "Late"
    return company, f"create_work_order_{kind}", given


def _terms(scene: Scene, row: dict[str, Any], company: Actor, worker: Actor) -> Act:
    return company, "update_work_order_pay", {"base": {"amount": f"{scene.random.randrange(20, 240)}.00"}}


def _discount(scene: Scene, row: dict[str, Any], company: Actor, worker: Actor) -> Act:
    return worker, "create_work_order_discount", {"amount": _amount(scene), "description": "Less to do"}


def _look(scene: Scene, row: dict[str, Any], company: Actor, worker: Actor) -> Act:
    who = scene.random.choice((company, worker))
    if scene.random.random() < 0.4:
        return who, "get_work_order_pay", {}
    return who, f"list_work_order_{scene.random.choice(_LISTS)}", {}
