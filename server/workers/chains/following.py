"""Looks for withdrawals that the operator sent: final when enough blocks stand for them, given back when the chain refused
them."""

from __future__ import annotations

import logging
from functools import partial

from server.calls.changes import Tell
from server.parts import Parts
from server.workers.chains.node import Chain, Sent
from store.database import Row, Transaction
from store.types import Money
from store.wallet import withdrawals
from tools.approvals.money_moved import money_moved
from tools.rules.chains import Node
from tools.rules.sentences import say
from tools.wallet.rules.chain_addresses import as_written
from tools.wallet.rules.chain_deposits import atomic_of, standing
from tools.wallet.withdrawal_ends import finish, give_back

logger = logging.getLogger("hiringhall")

MOST_AT_ONCE = 100


class Following:
    """Follows what was sent from the purses of one hall."""

    def __init__(self, parts: Parts, tell: Tell) -> None:
        self._parts = parts
        self._tell = tell

    async def look(self, network: str, node: Node, chain: Chain, head: int) -> int:
        """How many withdrawals ended."""
        ended = 0
        for row in await self._parts.database.read(lambda tx: withdrawals.sent_on(tx, network, MOST_AT_ONCE)):
            sent = await chain.sent(row["transaction_hash"])
            if sent is None:
                continue
            hash_now = await chain.block_hash(sent.height)
            if standing(head, sent.height, sent.block_hash, hash_now, node.confirmations) == "confirmed":
                await self._tell(await self._parts.database.write(partial(self._end, followed=row, sent=sent)))
                ended += 1
        return ended

    def _end(self, tx: Transaction, *, followed: Row, sent: Sent) -> list[str]:
        """Close a withdrawal, unless somebody else has done so or named another transaction."""
        row = withdrawals.find_withdrawal(tx, followed["id"])
        if row is None or (row["status"], row["transaction_hash"]) != ("sent", followed["transaction_hash"]):
            return []
        call = self._parts.own_call(tx, "chain_withdrawals")
        receiver = as_written(row["network"], row["address"]) or ""
        paid = sent.pays.get((receiver, row["currency"]), 0)
        # One that failed and was for somebody else says nothing of what was sent: what was may have come through.
        if sent.failed and receiver.removeprefix("0x") in sent.named:
            give_back(call, row, say("the network refused transaction {hash}", hash=row["transaction_hash"]))
        elif paid < atomic_of(row["amount"], row["currency"]):
            amount = Money(row["amount"], row["currency"])
            trouble = f"transaction {row['transaction_hash']} does not pay {amount} to {row['address']}"
            logger.warning("Withdrawal %s waits: %s. See hiringhall withdrawals waiting.", row["id"], trouble)
            withdrawals.note_trouble(tx, row["id"], trouble, call.now)
        else:
            finish(call, row, row["transaction_hash"])
        money_moved(call)
        return call.changes
