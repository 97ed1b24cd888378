"""Bitcoin, as its own node shows it block by block: neither an index of addresses nor a wallet is needed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any

from server.workers.chains.node import Blocks, Moved, Node, Seen, Sent

SATOSHIS = 100_000_000


class Bitcoin:
    """A chain by its node."""

    # Whole blocks are large.
    at_once = 4

    def __init__(self, node: Node) -> None:
        self._node = node

    async def name(self) -> str:
        return str((await self._node.ask("getblockchaininfo"))["chain"])

    async def check(self) -> None:
        return None

    async def head(self) -> int:
        return int(await self._node.ask("getblockcount"))

    async def block_hash(self, height: int) -> str | None:
        found = await self._node.find("getblockhash", height)
        return str(found) if found is not None else None

    async def read(self, first: int, last: int, watched: Collection[str]) -> Blocks:
        seen: list[Seen] = []
        before = None
        for height in range(first, last + 1):
            block = await self._block(height)
            if before is not None and block["previousblockhash"] != before:
                raise Moved
            before = block["hash"]
            for tx in block["tx"]:
                seen += [
                    Seen(tx["txid"], place, script, "BTC", value, height, block["hash"])
                    for place, script, value in _outputs(tx)
                    if script in watched
                ]
        return Blocks(str(before), seen)

    async def sent(self, transaction_hash: str) -> Sent | None:
        """Found by its hash alone where the node keeps an index of transactions (txindex=1)."""
        tx = await self._node.find("getrawtransaction", transaction_hash, True)
        if tx is None or tx.get("blockhash") is None:
            return None
        header = await self._node.find("getblockheader", tx["blockhash"])
        if header is None or header.get("confirmations", 0) < 1:
            return None
        pays: dict[tuple[str, str], int] = {}
        for _, script, value in _outputs(tx):
            pays[script, "BTC"] = pays.get((script, "BTC"), 0) + value
        return Sent(int(header["height"]), str(tx["blockhash"]), False, pays)

    async def _block(self, height: int) -> dict[str, Any]:
        block_hash = await self.block_hash(height)
        if block_hash is None:
            raise Moved
        block = await self._node.ask("getblock", block_hash, 2)
        if not isinstance(block, dict) or block.get("height") != height:
            raise Moved
        return block


def _outputs(tx: dict[str, Any]) -> Iterator[tuple[int, str, int]]:
    """Number, script and amount of each output. ValueError for an amount below the smallest there is."""
    for output in tx["vout"]:
        value = Decimal(output["value"]) * SATOSHIS
        if value != int(value):
            raise ValueError(f"{output['value']} BTC is no amount")
        if value:
            yield int(output["n"]), str(output["scriptPubKey"]["hex"]), int(value)
