"""The money of contracts in a simulated hall: two contracts with people who work on them, and what they do with charges and
deposits."""

from __future__ import annotations

import json
from typing import Any

from store.contracts.contracts import put_user
from store.database import Transaction
from tests.simulation.engine import Engine, run
from tests.simulation.errands_of.money import bill
from tests.simulation.known import Known
from tests.simulation.moves import Chosen, Scene
from tests.simulation.people import SETUP, Actor, People
from tests.tools.contracts.finance.money_world import add_contract, add_place
from tools.contracts.rules.roles import CLIENT, LEVELS, OWNER, WORKER

# Of each contract: whether charges are approved as they are made, and its ceiling in the smallest unit.
KINDS: tuple[tuple[bool, int | None], ...] = ((False, None), (True, 400_00))


def settle_contracts(engine: Engine, known: Known, people: People) -> None:
    """Admins of companies that pay in euros own a contract each, on which three people work; one of them without credit."""
    for number, (at_once, ceiling) in enumerate(KINDS):
        boss, agent = people.admins[number * 2], people.agents[number * 2]
        workers = people.workers[number * 3 + 1 : number * 3 + 4]
        made = run(
            engine.database.write(lambda tx, *, a=(boss, agent, workers, at_once, ceiling): _write(tx, engine, *a))
        )
        known.add(SETUP, f"contract{number}", "contract_id", made[0])
        known.belongs(SETUP, f"contract{number}", people.actors.index(boss))
        for place, worker in zip(made[1], workers, strict=True):
            known.add(SETUP, f"place{place}", "participant_id", place)
            known.belongs(SETUP, f"place{place}", people.actors.index(worker))


def _write(
    tx: Transaction, engine: Engine, boss: Actor, agent: Actor, workers: list[Actor], at_once: bool, ceiling: int | None
) -> tuple[int, list[int]]:
    hall: Any = engine
    terms = {"timezone": "Europe/Berlin", "amount": ceiling, "settings": json.dumps({"auto_approve": at_once})}
    contract = add_contract(tx, hall, boss.owner, label="Site", **terms)
    for one, role in ((boss, OWNER), (agent, CLIENT), *((worker, WORKER) for worker in workers)):
        put_user(tx, contract, one.owner, (role, *LEVELS[role]), boss.owner, engine.clock())
    prices, credits = ("40.00", "33.33", "12.50"), (1, 1, 0)
    return contract, [
        add_place(tx, hall, contract, worker.owner, price, credit=credit, hours_limit=12)
        for worker, price, credit in zip(workers, prices, credits, strict=True)
    ]


def contract_money(scene: Scene) -> Chosen | None:
    """Somebody charges, approves, pays, puts aside, corrects, refuses or takes away money of a contract."""
    place = scene.one(
        """SELECT p.id, p.contract_id, p.user_id, c.created_by_id FROM contract_participants p
           JOIN contracts c ON c.id = p.contract_id WHERE p.status_id IN (200, 444)"""
    )
    if place is None:
        return None
    worker = scene.people.of("person", place["user_id"])
    boss = scene.people.of("person", place["created_by_id"])
    if worker is None or boss is None:
        return None
    payer = scene.random.choice(
        (boss, boss, *(one for one in scene.people.agents if one.company_id == boss.company_id))
    )
    who = scene.random.choice((worker, payer, payer))
    step = scene.random.choice(
        (_charge, _charge, _deposit, _answer, _answer, _pay, _pay, bill, bill, _correct, _delete, _look)
    )
    chosen = step(scene, dict(place), worker, payer if step is not _look else who)
    return chosen or _charge(scene, dict(place), worker, payer)


def _charge(scene: Scene, place: dict[str, Any], worker: Actor, payer: Actor) -> Chosen:
    given = {"participant_id": scene.id("participant_id", place["id"]), "date": _today(scene)}
    minutes = scene.random.choice((15, 17, 45, 90, 95, 480))
    return scene.random.choice((worker, worker, payer)), "create_participant_charge", {**given, "time": minutes}


def _deposit(scene: Scene, place: dict[str, Any], worker: Actor, payer: Actor) -> Chosen:
    method = scene.random.choice(("balance", "balance", "external"))
    who = worker if method == "external" and scene.random.random() < 0.3 else payer
    return who, "record_participant_deposit", {
        "participant_id": scene.id("participant_id", place["id"]), "date": _today(scene), "method": method,
        "amount": scene.random.choice(("10.00", "33.00", "80.00", "250.00")),
    }  # fmt: skip


def _answer(scene: Scene, place: dict[str, Any], worker: Actor, payer: Actor) -> Chosen | None:
    """Accept or refuse what is pending, mostly by the side that may."""
    rows = _transactions(scene, place, "e.status_id = 100")
    if not rows:
        return None
    row = scene.random.choice([*rows, *(each for each in rows if each["type_id"] == 4)])
    who = payer if row["type_id"] == 3 else worker
    if scene.random.random() < (0.2 if row["type_id"] == 3 else 0.5):
        return who, "decline_event", {"event_id": scene.id("transaction_id", row["id"])}
    same = [each for each in rows if each["type_id"] == row["type_id"]]
    return who, "approve_contract_transactions", {
        **_named(scene, place, same[: scene.random.randrange(1, 4)]), "allow_over_limit": scene.random.random() < 0.7,
    }  # fmt: skip


def _pay(scene: Scene, place: dict[str, Any], worker: Actor, payer: Actor) -> Chosen | None:
    rows = _transactions(scene, place, "e.status_id = 200 AND e.payment_status_id = 100")
    if not rows:
        return None
    method = scene.random.choice(("balance", "balance", "external"))
    who = worker if method == "external" and scene.random.random() < 0.3 else payer
    chosen = rows[: scene.random.randrange(1, 5)]
    return who, "pay_contract_transactions", {**_named(scene, place, chosen), "method": method}


def _correct(scene: Scene, place: dict[str, Any], worker: Actor, payer: Actor) -> Chosen | None:
    rows = _transactions(scene, place, "e.status_id IN (100, 200, 400, 777)")
    if not rows:
        return None
    row = scene.random.choice(rows)
    given = {
        "participant_id": scene.id("participant_id", place["id"]),
        "event_id": scene.id("transaction_id", row["id"]),
    }
    if row["type_id"] == 3:
        return scene.random.choice((worker, payer)), "update_participant_charge", {**given, "time": 60}
    amount = scene.random.choice(("5.00", "60.00", "120.00"))
    return payer, "update_participant_deposit", {**given, "amount": amount}


def _delete(scene: Scene, place: dict[str, Any], worker: Actor, payer: Actor) -> Chosen | None:
    rows = _transactions(scene, place, "e.status_id IN (100, 400, 777)")
    if not rows:
        return None
    chosen = [scene.random.choice(rows)]
    return scene.random.choice((worker, payer)), "delete_contract_transactions", _named(scene, place, chosen)


def _look(scene: Scene, place: dict[str, Any], worker: Actor, who: Actor) -> Chosen:
    return who, "list_participant_transactions", {
        "contract_id": scene.id("contract_id", place["contract_id"]), "user_id": scene.id("user_id", worker.id),
    }  # fmt: skip


def _transactions(scene: Scene, place: dict[str, Any], condition: str) -> list[Any]:
    rows: list[Any] = scene.raw.execute(
        f"""SELECT e.id, e.type_id FROM events e WHERE e.contract_id = ? AND e.benefitable_id = ? AND e.type_id IN (3, 4)
              AND e.deleted_at IS NULL AND {condition} ORDER BY e.id DESC LIMIT 8""",
        (place["contract_id"], place["id"]),
    ).fetchall()
    return rows


def _named(scene: Scene, place: dict[str, Any], rows: list[Any]) -> dict[str, Any]:
    return {
        "contract_id": scene.id("contract_id", place["contract_id"]),
        "transactions": [scene.id("transaction_id", row["id"]) for row in rows],
    }


def _today(scene: Scene) -> str:
    return scene.draw.now.date().isoformat()
