"""Bills in a simulated hall, made of what is owed, paid, reported, renamed and withdrawn; and money on its way out of it, sent by
freelancers and companies, whose transfers are made by hand and end well or not."""

from __future__ import annotations

from typing import Any

from tests.simulation.moves import Chosen, Scene
from tests.simulation.people import Actor


def bill(scene: Scene, place: dict[str, Any], worker: Actor, payer: Actor) -> Chosen:
    """Somebody makes a bill of a contract, or does something with one that there is."""
    there: list[Any] = scene.raw.execute(
        "SELECT id FROM contract_bills WHERE contract_id = ? ORDER BY id DESC LIMIT 6", (place["contract_id"],)
    ).fetchall()
    if not there or scene.random.random() < 0.35:
        return _make(scene, place, worker, payer)
    named = {
        "contract_id": scene.id("contract_id", place["contract_id"]),
        "bill_id": scene.id("bill_id", scene.random.choice(there)["id"]),
    }
    act = scene.random.choice(("pay", "pay", "pay", "report", "withdraw", "rename", "read", "list"))
    if act == "pay":
        return payer, "pay_contract_bill", named
    if act == "report":
        who = worker if scene.random.random() < 0.3 else payer
        return who, "pay_contract_bill", {**named, "method": "external"}
    if act == "withdraw":
        return scene.random.choice((payer, payer, worker)), "delete_contract_bill", named
    if act == "rename":
        return payer, "update_contract_bill", {**named, "label": "Another title"}
    if act == "read":
        return scene.random.choice((payer, worker)), "get_bill_document", {"bill_id": named["bill_id"]}
    return scene.random.choice((payer, worker)), "list_contract_bills", {"contract_id": named["contract_id"]}


def _make(scene: Scene, place: dict[str, Any], worker: Actor, payer: Actor) -> Chosen:
    """A bill by the one who is paid, or by the other side for everybody on the contract with something owed."""
    owed: list[Any] = scene.raw.execute(
        """SELECT DISTINCT c.participant_id FROM contract_charges c JOIN events e ON e.id = c.event_id
           WHERE c.contract_id = ? AND e.status_id = 200 AND e.payment_status_id = 100 ORDER BY c.participant_id""",
        (place["contract_id"],),
    ).fetchall()
    own = scene.random.random() < 0.3
    places = [place["id"]] if own or not owed else [row["participant_id"] for row in owed]
    lines = [{"participant_id": scene.id("participant_id", one), "all_unpaid": True} for one in places]
    how = {"contract_id": scene.id("contract_id", place["contract_id"]), "label": "A bill", "data": {"lines": lines}}
    return worker if own else payer, "create_contract_bill", how


def pay_outs(scene: Scene) -> Chosen | None:
    """Money goes out for a task or from a balance, its end is recorded, or somebody looks."""
    chance = scene.random.random()
    if chance < 0.35:
        return _for_task(scene)
    if chance < 0.5:
        return _from_balance(scene)
    return _recorded(scene) if chance < 0.85 else _look(scene)


def _for_task(scene: Scene) -> Chosen | None:
    """One that was paid: sent out for the first time, or again."""
    row = scene.one("SELECT id, worker_id, company_id FROM tasks WHERE state = 5 ORDER BY id DESC LIMIT 6")
    if row is None:
        return None
    worker = scene.people.of("person", row["worker_id"])
    who = scene.client(row["company_id"]) if scene.random.random() < 0.5 else worker
    return who, "create_task_payout", {"task_id": scene.id("task_id", row["id"]), **_where(scene, row["worker_id"])}


def _from_balance(scene: Scene) -> Chosen | None:
    worker = scene.any_of(scene.people.workers)
    given = {"amount": scene.random.choice(("5.00", "0.01", "400.00")), "currency": scene.random.choice(("EUR", "USD"))}
    return worker, "create_balance_payout", {**given, **_where(scene, worker.id)}


def _where(scene: Scene, person_id: int) -> dict[str, Any]:
    """The person's card or account, now and then with another currency, or one of another type or person."""
    row = scene.one("SELECT id, kind FROM payout_methods WHERE person_id = ?", person_id)
    if row is None or scene.random.random() < 0.05:
        row = scene.one("SELECT id, kind FROM payout_methods ORDER BY id LIMIT 20")
    assert row is not None
    type = {"card": 1, "wallet": 2, "bank_account": 6}[row["kind"]]
    more = {"currency_id": scene.random.choice((1, 2, 3))} if scene.random.random() < 0.4 else {}
    return {"payout_endpoint_type": type, "payout_endpoint_id": scene.id("payout_endpoint_id", row["id"]), **more}


def _recorded(scene: Scene) -> Chosen | None:
    """The operator, mostly, says how a transfer ended; some of them again."""
    row = scene.one("SELECT id FROM payouts WHERE status = 1 ORDER BY id LIMIT 4")
    if row is None or scene.random.random() < 0.1:
        row = scene.one("SELECT id FROM payouts ORDER BY id DESC LIMIT 4")
    if row is None:
        return None
    ends: list[dict[str, Any]] = [
        {"status": 2},
        {"status": 3, "reason": "The account is closed"},
        {"status": 5, "paid_target_amount": "0.01", "reason": "No more"},
    ]
    who = scene.people.admins[0] if scene.random.random() < 0.95 else scene.any_of(scene.people.admins)
    return who, "record_payout_result", {"payout_id": scene.id("payout_id", row["id"]), **scene.random.choice(ends)}


def _look(scene: Scene) -> Chosen | None:
    row = scene.one("SELECT task_id, person_id FROM payouts WHERE task_id IS NOT NULL ORDER BY id DESC LIMIT 4")
    if row is None or scene.random.random() < 0.3:
        return scene.any_of(scene.people.workers), "get_freelancer_balance", {}
    return (
        scene.people.of("person", row["person_id"]),
        "get_task_payout",
        {"task_id": scene.id("task_id", row["task_id"])},
    )
