"""Payment methods of the freelancer of a full world: one of every kind that can be paid to, and links still to be used."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from store.database import Transaction
from store.payouts import methods
from store.types import utc_text
from tests.tools.payouts.payout_cast import made as made_payout
from tests.tools.payouts.payout_cast import settle_by, step
from tools.payouts.settlement import send

if TYPE_CHECKING:
    from tests.contract.full_world import FullWorld
    from tests.tools.tasks.task_world import World

# What ann enters under the link of a card.
ENTERED = {"number": "5500005555555559", "holder": "ANN LEE", "expire": "03/29", "country": "DE"}


async def add_payouts(world: FullWorld, work: World) -> None:
    """A paid task of Ann's that can be paid out, and one that was."""
    paid, sent = await work.at(5), await work.at(5)
    given = {name: world.ids[name] for name in ("payout_endpoint_id", "payout_endpoint_type")}
    await world.ann.call("create_task_payout", task_id=sent, **given)
    await world.hall.credit(world.ann.owner, "20.00 EUR")
    uuids = dict(world.hall.sql("SELECT id, uuid FROM tasks WHERE id IN (?, ?)", paid, sent))
    world.ids |= {
        "create_task_payout.task_id": paid,
        "create_task_payout.uuid": uuids[paid],
        "get_task_payout.task_id": sent,
        "get_task_payout.uuid": uuids[sent],
        "create_balance_payout.currency": "EUR",
    }


async def add_methods(world: FullWorld) -> None:
    hall, ann = world.hall, world.ann
    now = hall.clock()

    def add(tx: Transaction, kind: str, status: int, entered: dict[str, Any] | None, **type: int) -> int:
        link = {
            "uuid": f"{ann.id:08x}-0000-4000-8000-{len(made):012x}",
            "link_ends_at": utc_text(now + timedelta(days=1)),
        }
        id = methods.add(tx, ann.id, kind, status, now, **link, **type)
        if entered is not None:
            methods.enter(tx, id, status, now, currency="EUR", **entered)
        return id

    def add_all(tx: Transaction) -> None:
        card = {"number": "4111 11** **** 1111", "card_type": 1, "expires_on": "2029-03-31", "country": "DE"}
        made.append(add(tx, "card", 4, {**card, "holder": "ANN LEE"}))
        made.append(add(tx, "wallet", 1, {"number": "*********9012", "number_digest": "w"}, wallet_type=3))
        account = {"number": "****************3000", "number_digest": "a", "holder": "Ann Lee"}
        made.append(add(tx, "bank_account", 1, account, bank_account_type=1))
        made.append(add(tx, "card", 1, None))
        made.append(add(tx, "bank_account", 3, None, bank_account_type=1))
        other = {"number": "****************2606", "number_digest": "b", "holder": "Ann Lee"}
        made.append(add(tx, "bank_account", 1, other, bank_account_type=1))

    made: list[int] = []
    await hall.app.database.write(add_all)
    card, wallet, account, _, _, other = made
    # A company's document.
    await world.boss.call("request_balance_top_up", amount="25")
    uuids = [uuid for (uuid,) in hall.sql("SELECT uuid FROM payout_methods WHERE person_id = ? ORDER BY id", ann.id)]
    world.ids |= {
        "card_id": card,
        "wallet_id": wallet,
        "bank_account_id": account,
        "payout_endpoint_id": card,
        "payout_endpoint_type": 1,
        "confirm_payout_method.uuid": uuids[3],
        "add_payout_bank_account.uuid": uuids[4],
        "add_payout_bank_account.bank_account_type": 1,
        **{f"confirm_payout_method.{name}": value for name, value in ENTERED.items()},
    }
    await _add_transfer(world, other)


async def _add_transfer(world: FullWorld, account: int) -> None:
    """A payout that somebody transfers by hand."""
    hall = world.hall
    await hall.credit(world.ann.owner, "90.00 EUR")
    await settle_by(hall, "manual")
    payout = await made_payout(hall, account)
    await step(hall, payout, send)
    await settle_by(hall, "ledger")
    world.ids |= {"record_payout_result.payout_id": payout, "record_payout_result.status": 2}
