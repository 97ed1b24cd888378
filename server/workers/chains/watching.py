"""Reads chains block by block: what comes to deposit addresses is pending until enough blocks stand for it, then counts once.

However many servers look, and however often: a deposit is one row by its transaction and place in it, and its credit one
transfer by the same name."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from functools import partial

from server.calls.changes import Tell, nobody_listens
from server.crediting import credit_and_tell
from server.parts import Parts
from server.workers.chains.bitcoin import Bitcoin
from server.workers.chains.ethereum import Ethereum
from server.workers.chains.following import Following
from server.workers.chains.node import Blocks, Chain, Moved, NodeTrouble, Seen
from server.workers.chains.node import Node as Asked
from store.database import Row, Transaction
from store.types import Money, Owner
from store.wallet import chain_deposits
from store.wallet.deposit_addresses import watched_on
from tools.rules.chains import CHAIN_VARIABLES, Node
from tools.rules.sentences import say
from tools.wallet.rules.chain_deposits import Standing, below_unit, in_units, standing

logger = logging.getLogger("hiringhall")

EVERY_SECONDS = 15.0
# So much of a backlog is read at one look; the rest at the next.
MOST_BATCHES = 50
MOST_SETTLED = 200

OpenChain = Callable[[str, Node], Chain]


def chain_of(network: str, node: Node) -> Chain:
    """A chain by the operator's node."""
    asked = Asked(network, node.url)
    return Bitcoin(asked) if network == "bitcoin" else Ethereum(asked, node.tokens)


class ChainWatch:
    """Watches the chains that have a node."""

    def __init__(self, parts: Parts, tell: Tell = nobody_listens, open_chain: OpenChain = chain_of) -> None:
        self._parts = parts
        self._tell = tell
        self.open_chain = open_chain
        self._chains: dict[str, Chain] = {}
        self._said: dict[str, str | None] = {}
        self._following = Following(parts, tell)

    async def run(self) -> None:
        """Look four times a minute, for ever."""
        while self._parts.chains.nodes:
            await asyncio.sleep(EVERY_SECONDS)
            try:
                await self.tick()
            except Exception:
                logger.exception("chains could not be watched")

    async def tick(self) -> int:
        """Look at each chain; how many deposits and withdrawals became final or were taken back."""
        return sum([await self._look(network, node) for network, node in self._parts.chains.nodes.items()])

    async def _look(self, network: str, node: Node) -> int:
        chain = self._chains.setdefault(network, self.open_chain(network, node))
        settled, fault = 0, None
        try:
            settled = await self._watch(network, node, chain)
        except Moved:
            # The next look reads the chain as it is then.
            return 0
        except NodeTrouble as trouble:
            fault = str(trouble)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError, ArithmeticError):
            logger.debug("an answer of the node of %s", network, exc_info=True)
            fault = f"What the node of {network} answers cannot be read."
        await self._say(network, fault)
        return settled

    async def _watch(self, network: str, node: Node, chain: Chain) -> int:
        name = await chain.name()
        if name != node.chain:
            raise NodeTrouble(
                f"The node of {network} is of the chain {name[:40]!r}, and {node.chain!r} is wanted ({CHAIN_VARIABLES[network]})."  # type: ignore[index]
            )
        await chain.check()
        head = await chain.head()
        height = await self._start(network, node, chain, head)
        if height is None:
            return 0
        # Whoever was sent something before the head was known had their address before.
        watched = await self._parts.database.read(lambda tx: watched_on(tx, network))
        for _ in range(MOST_BATCHES):
            if height >= head:
                break
            last = min(height + chain.at_once, head)
            blocks = await chain.read(height + 1, last, watched.keys())
            note = partial(self._note, network=network, height=height, last=last, head=head, blocks=blocks)
            if not await self._parts.database.write(partial(note, watched=watched)):
                # Another server was faster.
                return 0
            height = last
        settled = await self._settle(network, node, chain, head)
        return settled + await self._following.look(network, node, chain, head)

    async def _start(self, network: str, node: Node, chain: Chain, head: int) -> int | None:
        """The height up to which the chain that is now was read; None when there is nothing to be read yet."""
        row = await self._parts.database.read(lambda tx: chain_deposits.progress_of(tx, network))
        if row is None or row["height"] is None:
            return await self._begin_at(network, chain, max(0, head - node.confirmations), head)
        height: int = row["height"]
        if head < height - node.confirmations:
            raise NodeTrouble(f"The node of {network} has fallen back: it is at block {head}, and {height} was read.")
        if head < height:
            return None
        if await chain.block_hash(height) == row["block_hash"]:
            return height
        # The chain went another way. What is not final is looked for again, from before its oldest block.
        waiting = await self._parts.database.read(lambda tx: chain_deposits.pending_on(tx, network, 1))
        oldest = min([height - node.confirmations, *(each["block_height"] - 1 for each in waiting)])
        return await self._begin_at(network, chain, max(0, oldest), head)

    async def _begin_at(self, network: str, chain: Chain, height: int, head: int) -> int:
        block_hash = await chain.block_hash(height)
        if block_hash is None:
            raise Moved
        now = self._parts.clock()
        await self._parts.database.write(
            lambda tx: chain_deposits.note_progress(tx, network, height, block_hash, head, now)
        )
        return height

    def _note(
        self,
        tx: Transaction,
        *,
        network: str,
        height: int,
        last: int,
        head: int,
        blocks: Blocks,
        watched: Mapping[str, int],
    ) -> bool:
        """Keep what came, and that it was read; False when somebody else has read on meanwhile."""
        row = chain_deposits.progress_of(tx, network)
        if row is None or row["height"] != height:
            return False
        for seen in blocks.seen:
            self._note_seen(tx, network, seen, watched[seen.watched_as])
        chain_deposits.note_progress(tx, network, last, blocks.block_hash, head, self._parts.clock())
        return True

    def _note_seen(self, tx: Transaction, network: str, seen: Seen, address_id: int) -> None:
        found = chain_deposits.find_deposit(tx, network, seen.transaction_hash, seen.place)
        if found is not None:
            if found["status"] != "confirmed":
                chain_deposits.move_to_block(tx, found["id"], seen.height, seen.block_hash)
            return
        try:
            amount, _ = in_units(seen.atomic, seen.currency)
        except ValueError as error:
            logger.warning("%s shows a deposit that cannot be: %s in %s", network, error, seen.transaction_hash)
            return
        now = self._parts.clock()
        chain_deposits.add_deposit(
            tx,
            network=network,
            transaction_hash=seen.transaction_hash,
            place=seen.place,
            address_id=address_id,
            currency=seen.currency,
            amount=amount,
            atomic=seen.atomic,
            height=seen.height,
            block_hash=seen.block_hash,
            now=now,
        )

    async def _settle(self, network: str, node: Node, chain: Chain, head: int) -> int:
        """Deposits that enough blocks stand for count; those whose block is gone are taken back."""
        now, count, hashes = self._parts.clock(), 0, dict[int, str | None]()
        await self._parts.database.write(lambda tx: chain_deposits.note_head(tx, network, head, now), durable=False)
        for row in await self._parts.database.read(lambda tx: chain_deposits.pending_on(tx, network, MOST_SETTLED)):
            height = row["block_height"]
            if height not in hashes:
                hashes[height] = await chain.block_hash(height)
            state = standing(head, height, row["block_hash"], hashes[height], node.confirmations)
            if state == "pending":
                continue
            changes = await self._parts.database.write(partial(self._end, seen=row, state=state))
            await self._tell(changes)
            count += 1
        return count

    def _end(self, tx: Transaction, *, seen: Row, state: Standing) -> list[str]:
        """Count a deposit or take it back, unless somebody else has done so or found it in another block."""
        row = chain_deposits.find_pending(tx, seen["id"])
        if row is None or row["block_hash"] != seen["block_hash"]:
            return []
        call = self._parts.own_call(tx, "chain_deposits")
        chain_deposits.set_status(tx, row["id"], state, call.now)
        if state == "gone":
            # A node that stands behind others may have said so for a moment: whatever it was, those blocks are read again.
            chain_deposits.read_again(tx, row["network"], row["block_height"], call.now)
            return []
        if row["amount"] == 0:
            return []
        owner, money = Owner(row["owner_type"], row["owner_id"]), Money(row["amount"], row["currency"])
        below = below_unit(row["atomic"], row["amount"], row["currency"])
        note = say(
            "deposit {hash} on {network}{below}", hash=row["transaction_hash"], network=row["network"], below=below
        )
        reference = f"{row['network']}:{row['transaction_hash']}:{row['place']}"
        credit_and_tell(call, owner, money, note, reference)
        return call.changes

    async def _say(self, network: str, fault: str | None) -> None:
        """What is wrong with a node is kept for doctor, and logged once."""
        known = await self._parts.database.read(lambda tx: chain_deposits.progress_of(tx, network))
        if fault != self._said.get(network):
            self._said[network] = fault
            if fault:
                logger.warning("%s Deposits wait until it is mended.", fault)
        if (known["fault"] if known else None) != fault:
            now = self._parts.clock()
            await self._parts.database.write(lambda tx: chain_deposits.note_fault(tx, network, fault, now))
