"""Bills in a simulated hall: made of what is owed, paid, reported, renamed, withdrawn and read."""

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
