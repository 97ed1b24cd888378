"""A call that was refused for want of its fee, and came with a payment: the payment is settled, credited once, and the call
made again.

The payment is on record before anybody is asked to settle it, and its credit is written with its end: whatever is killed
when, an authorisation is credited at most once, and one whose outcome is not known is there to be looked at."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from server.calls.changes import Tell, nobody_listens
from server.calls.facilitator import NoAnswer, Settled, Settling
from server.calls.messages import Form, Refused, Reply, Request
from server.crediting import credit_and_tell
from server.parts import Parts
from store.database import Transaction
from store.types import Money, Owner, utc_time
from store.wallet import call_payments
from tools.errors import InsufficientFunds, Refusal, Unavailable
from tools.rules.chains import Facilitator
from tools.rules.sentences import say, worded
from tools.wallet.rules.call_payments import CURRENCY, Payment, PaymentFault, read_payment

logger = logging.getLogger("hiringhall")

# Settling takes no longer; a payment that was taken before that long was left behind by a server that ended.
STALE = timedelta(minutes=2)
Run = Callable[[Request], Awaitable[Reply]]


class Payments:
    """Takes payments of calls for one hall, through the operator's facilitator."""

    def __init__(self, parts: Parts, facilitator: Facilitator, tell: Tell = nobody_listens) -> None:
        self._parts = parts
        self._facilitator = facilitator
        self._tell = tell
        self.settling = Settling(facilitator)

    async def call(self, request: Request, given: Any, run: Run) -> tuple[Reply, Form | None]:
        """The reply to a call that came with a payment, and what is told of the payment where it was taken.

        Nothing is taken from a call that goes through without, or is refused for anything else."""
        reply = await run(replace(request, arguments=dict(request.arguments)))
        refusal = reply.refusal if isinstance(reply, Refused) else None
        if not isinstance(refusal, InsufficientFunds) or refusal.payable is None:
            return reply, None
        try:
            payment = read_payment(given, refusal.payable, self._parts.clock())
            told = await self._pay(payment, refusal)
        except PaymentFault as fault:
            return self._again(request, refusal, str(fault)), None
        except Refusal as no:
            return Refused(request.tool, no), None
        return await run(request), told

    async def _pay(self, payment: Payment, refusal: InsufficientFunds) -> Form:
        owner = refusal.payer
        if owner is None:
            raise LookupError("a fee that nobody owes")
        id, before = await self._parts.database.write(lambda tx: self._take(tx, payment, owner))
        try:
            settled = await self._settled(payment)
        except NoAnswer as silence:
            raise await self._uncertain(id, str(silence)) from None
        if not settled.success and (before or settled.transaction):
            # It may have gone through the first time, or in the transaction that was sent and not waited for; only somebody
            # who looks at the chain knows.
            sent = f", sent in {settled.transaction}" if settled.transaction else ""
            raise await self._uncertain(id, f"{settled.reason}{sent}")
        if not settled.success:
            now = self._parts.clock()
            await self._parts.database.write(lambda tx: call_payments.note_failed(tx, id, settled.reason, now))
            raise PaymentFault(f"The payment did not go through: {settled.reason or 'no reason was given'}.")
        changes = await self._parts.database.write(lambda tx: self._credit(tx, id, settled.transaction))
        await self._tell(changes)
        return {
            "success": True,
            "transaction": settled.transaction,
            "network": self._facilitator.network,
            "payer": payment.payer,
            "amount": str(payment.amount),
        }

    def _take(self, tx: Transaction, payment: Payment, owner: Owner) -> tuple[int, bool]:
        """Keep that a payment is about to be settled; its id, and whether it may have been settled before."""
        now, facilitator = self._parts.clock(), self._facilitator
        found = call_payments.find_payment(tx, facilitator.network, facilitator.asset, payment.payer, payment.nonce)
        if found is None:
            money = Money(payment.amount, CURRENCY)
            names = (facilitator.network, facilitator.asset, payment.payer, payment.nonce)
            return call_payments.take_payment(tx, *names, owner, money, now), False
        whose = (found["owner_type"], found["owner_id"], found["amount"])
        if found["status"] == "credited" or whose != (owner.kind, owner.id, payment.amount):
            raise PaymentFault("That payment was used before; sign another.")
        if found["status"] == "taken" and now - utc_time(found["updated_at"]) < STALE:
            raise Unavailable(
                worded("That payment is being settled. Nothing happened; call again with the same payment."),
                code="payment_under_way",
                retry_after=10,
            )
        call_payments.take_again(tx, found["id"], now)
        return int(found["id"]), found["status"] == "taken"

    async def _settled(self, payment: Payment) -> Settled:
        """A payment that would not go through is not tried. NoAnswer only once it may have happened."""
        try:
            fault = await self.settling.fault_of(payment)
        except NoAnswer as silence:
            return Settled(False, "", f"the facilitator does not answer ({silence})")
        return Settled(False, "", fault) if fault else await self.settling.settle(payment)

    def _credit(self, tx: Transaction, id: int, transaction_hash: str) -> list[str]:
        row = call_payments.load_payment(tx, id)
        if row is None or row["status"] == "credited":
            return []
        return credit_payment(self._parts, tx, id, transaction_hash)

    async def _uncertain(self, id: int, why: str) -> Unavailable:
        logger.warning("The outcome of payment %s is not known (%s). See hiringhall deposits payments.", id, why)
        now = self._parts.clock()
        await self._parts.database.write(lambda tx: call_payments.note_uncertain(tx, id, why, now))
        return Unavailable(
            worded(
                "It is not known yet whether the payment went through. The call did not happen. If it did, "
                "the operator credits it; do not sign another before get_wallet was looked at."
            ),
            code="payment_uncertain",
            next=("get_wallet",),
        )

    def _again(self, request: Request, refusal: InsufficientFunds, why: str) -> Refused:
        """The same refusal, which says what was wrong with the payment."""
        refusal.message = worded("{why} {refused}", why=why, refused=refusal.message)
        return Refused(request.tool, refusal)


def credit_payment(parts: Parts, tx: Transaction, id: int, transaction_hash: str) -> list[str]:
    """Credit a payment that was settled in a transaction; whom to tell after the commit."""
    row = call_payments.load_payment(tx, id)
    if row is None:
        raise LookupError(f"payment {id}")
    call = parts.own_call(tx, "call_payments")
    call_payments.note_credited(tx, id, transaction_hash, call.now)
    reference = f"x402:{row['network']}:{row['payer_address']}:{row['nonce']}"
    note = say("payment with a call, {hash} on {network}", hash=transaction_hash, network=row["network"])
    credit_and_tell(
        call, Owner(row["owner_type"], row["owner_id"]), Money(row["amount"], row["currency"]), note, reference
    )
    return call.changes
