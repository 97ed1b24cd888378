"""Ethereum, and what speaks like it: ether that transactions carry, and tokens that contracts log (ERC-20)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from server.workers.chains.node import Blocks, Moved, Node, NodeTrouble, Seen, Sent, number
from tools.wallet.rules.chain_deposits import CHAIN_DECIMALS

# keccak of Transfer(address,address,uint256), and the first four bytes of that of decimals().
TRANSFER = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"
DECIMALS_CALL = "0x313ce567"
# Nodes bound how many addresses one request may name.
ADDRESSES_AT_ONCE = 500
# The value of the transaction itself, beside the entries of its log.
VALUE = -1


class Ethereum:
    """A chain by its node; tokens: contracts in small letters, with their currencies."""

    at_once = 20

    def __init__(self, node: Node, tokens: Mapping[str, str]) -> None:
        self._node = node
        self._tokens = tokens
        self._checked = False

    async def name(self) -> str:
        return str(await self._quantity("eth_chainId"))

    async def check(self) -> None:
        """Tokens whose contract counts in other places are not what they were named as; amounts would be wrong by powers
        of ten."""
        if self._checked:
            return
        for contract, currency in self._tokens.items():
            places = await self._node.ask("eth_call", {"to": contract, "data": DECIMALS_CALL}, "latest")
            wanted = CHAIN_DECIMALS[currency]
            if not isinstance(places, str) or places in ("", "0x") or int(places, 16) != wanted:
                raise NodeTrouble(f"The contract {contract}, named as {currency}, is no token with {wanted} decimals.")
        self._checked = True

    async def head(self) -> int:
        return await self._quantity("eth_blockNumber")

    async def block_hash(self, height: int) -> str | None:
        block = await self._node.ask("eth_getBlockByNumber", hex(height), False)
        return str(block["hash"]) if isinstance(block, dict) and "hash" in block else None

    async def read(self, first: int, last: int, watched: Collection[str]) -> Blocks:
        hashes: dict[int, str] = {}
        candidates: list[str] = []
        for height in range(first, last + 1):
            block = await self._node.ask("eth_getBlockByNumber", hex(height), True)
            if block is None or (height > first and block["parentHash"] != hashes[height - 1]):
                raise Moved
            hashes[height] = block["hash"]
            candidates += [tx["hash"] for tx in block["transactions"] if (tx.get("to") or "").lower() in watched]
        for block_hash in hashes.values():
            candidates += await self._with_tokens(block_hash, watched)
        seen: list[Seen] = []
        for transaction_hash in dict.fromkeys(candidates):
            seen += [each for each in await self._seen_in(transaction_hash, hashes) if each.watched_as in watched]
        return Blocks(hashes[last], sorted(seen, key=lambda each: each.height))

    async def sent(self, transaction_hash: str) -> Sent | None:
        receipt = await self._node.ask("eth_getTransactionReceipt", transaction_hash)
        if receipt is None or receipt.get("blockHash") is None:
            return None
        pays: dict[tuple[str, str], int] = {}
        for each in await self._payments(receipt):
            pays[each.watched_as, each.currency] = pays.get((each.watched_as, each.currency), 0) + each.atomic
        whole = await self._node.ask("eth_getTransactionByHash", transaction_hash) or {}
        named = f"{whole.get('to') or ''} {whole.get('input') or ''}".lower()
        return Sent(number(receipt["blockNumber"]), receipt["blockHash"], number(receipt["status"]) == 0, pays, named)

    async def _with_tokens(self, block_hash: str, watched: Collection[str]) -> list[str]:
        """Transactions of a block that log a transfer of a token to a watched address.

        Asked by its hash: a node that does not have the block refuses, where one asked by numbers would find nothing in it."""
        addresses, found = sorted(watched), []
        for start in range(0, len(addresses) if self._tokens else 0, ADDRESSES_AT_ONCE):
            receivers = [f"0x{address[2:]:0>64}" for address in addresses[start : start + ADDRESSES_AT_ONCE]]
            asked = {
                "blockHash": block_hash,
                "address": list(self._tokens),
                "topics": [TRANSFER, None, receivers],
            }
            found += [log["transactionHash"] for log in await self._node.ask("eth_getLogs", asked)]
        return found

    async def _seen_in(self, transaction_hash: str, hashes: Mapping[int, str]) -> list[Seen]:
        """What a transaction paid to anybody, if it is in one of these blocks and did not fail."""
        receipt = await self._node.ask("eth_getTransactionReceipt", transaction_hash)
        if receipt is None or hashes.get(number(receipt["blockNumber"])) != receipt["blockHash"]:
            raise Moved
        return await self._payments(receipt)

    async def _payments(self, receipt: dict[str, Any]) -> list[Seen]:
        """Each payment of a transaction that succeeded. Entries of the log are counted within the transaction: in another
        block their numbers in the block are others."""
        if number(receipt["status"]) != 1:
            return []
        whole = await self._node.ask("eth_getTransactionByHash", receipt["transactionHash"])
        at = (number(receipt["blockNumber"]), receipt["blockHash"])
        found = []
        if whole is not None and whole.get("to") and (value := number(whole["value"])):
            found.append(Seen(receipt["transactionHash"], VALUE, whole["to"].lower(), "ETH", value, *at))
        found += [
            Seen(receipt["transactionHash"], place, to, currency, value, *at)
            for place, to, currency, value in self._transfers(receipt["logs"])
            if value
        ]
        return found

    def _transfers(self, logs: list[dict[str, Any]]) -> Iterator[tuple[int, str, str, int]]:
        for place, log in enumerate(logs):
            currency, topics = self._tokens.get(log["address"].lower()), log["topics"]
            if currency is not None and len(topics) == 3 and topics[0] == TRANSFER:
                yield place, f"0x{topics[2][-40:].lower()}", currency, int(log["data"], 16)

    async def _quantity(self, method: str) -> int:
        try:
            return number(await self._node.ask(method))
        except ValueError:
            raise self._node.nonsense(method) from None
