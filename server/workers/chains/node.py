"""Asking a node: JSON-RPC over HTTP, as Ethereum's and Bitcoin's speak it. The operator names the node, wherever it lies."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

from server.workers.outgoing import certificates

if TYPE_CHECKING:
    import httpx

PATIENCE_SECONDS = 20.0
# A whole block of Bitcoin as JSON is some 20 MB.
MOST_BYTES = 100 * 1024 * 1024


class NodeTrouble(Exception):
    """The node is away, or what it says cannot be. The text is for the operator and holds no address and no password."""


class Moved(Exception):
    """The chain changed while it was read; read again later."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Something that came to a watched address, as the chain has it. place: number of the output or log entry, -1 for the
    value of a transaction itself."""

    transaction_hash: str
    place: int
    watched_as: str
    currency: str
    atomic: int
    height: int
    block_hash: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A transaction that is in a block. failed: it moved nothing. pays: what came where, by how the chain writes the
    receiver, and the currency. named: whom it called and with which data, in small letters, where it can fail."""

    height: int
    block_hash: str
    failed: bool
    pays: dict[tuple[str, str], int]
    named: str = ""


@dataclass(frozen=True, slots=True)
class Blocks:
    """Some blocks as they were read: the hash of the last, and what came in them."""

    block_hash: str
    seen: list[Seen]


class Chain(Protocol):
    """What is asked of a chain. NodeTrouble and Moved leave each of these."""

    at_once: int

    async def name(self) -> str:
        """Which chain the node is of."""

    async def check(self) -> None:
        """NodeTrouble when what was configured does not fit this chain."""

    async def head(self) -> int:
        """The height of its newest block."""

    async def block_hash(self, height: int) -> str | None:
        """The hash of the block of a height; None when there is none."""

    async def read(self, first: int, last: int, watched: Collection[str]) -> Blocks:
        """What came to watched addresses in these blocks."""

    async def sent(self, transaction_hash: str) -> Sent | None:
        """A transaction by its hash; None when it is in no block."""


class Node:
    """One node, asked one thing at a time."""

    def __init__(self, network: str, url: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._network = network
        self._url = url
        self._transport = transport
        self._number = 0

    async def ask(self, method: str, *params: Any) -> Any:
        """The result of a method. NodeTrouble when there is none; an error of the node's own too."""
        answer = await self._answer(method, params)
        if answer.get("error"):
            raise NodeTrouble(f"The node of {self._network} refuses {method}: {_short(answer['error'])}.")
        if "result" not in answer:
            raise self.nonsense(method)
        return answer["result"]

    async def find(self, method: str, *params: Any) -> Any:
        """The same; None where the node knows of no such thing and calls that an error."""
        answer = await self._answer(method, params)
        return None if answer.get("error") else answer.get("result")

    def nonsense(self, method: str) -> NodeTrouble:
        return NodeTrouble(f"What the node of {self._network} answers to {method} is no answer.")

    async def _answer(self, method: str, params: tuple[Any, ...]) -> dict[str, Any]:
        self._number += 1
        body = {"jsonrpc": "2.0", "id": self._number, "method": method, "params": list(params)}
        raw = await self._posted(body)
        try:
            answer = await asyncio.to_thread(json.loads, raw, parse_float=Decimal)
        except (ValueError, RecursionError):
            raise self.nonsense(method) from None
        if not isinstance(answer, dict):
            raise self.nonsense(method)
        return answer

    async def _posted(self, body: dict[str, Any]) -> bytes:
        import httpx

        try:
            async with (
                httpx.AsyncClient(
                    transport=self._transport,
                    timeout=PATIENCE_SECONDS,
                    verify=certificates(),
                    trust_env=False,
                    follow_redirects=False,
                ) as client,
                client.stream("POST", self._url, json=body) as response,
            ):
                raw = bytearray()
                async for piece in response.aiter_bytes():
                    raw += piece
                    if len(raw) > MOST_BYTES:
                        raise NodeTrouble(f"The node of {self._network} answers more than {MOST_BYTES} bytes.")
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NodeTrouble(f"The node of {self._network} cannot be asked ({type(error).__name__}).") from None
        # Bitcoin's node says 500 for errors of its own and explains them in the body; 401 has none.
        if response.status_code in (401, 403) or (not raw and response.status_code != 200):
            raise NodeTrouble(f"The node of {self._network} answers {response.status_code}.")
        return bytes(raw)


def _short(error: Any) -> str:
    text = str(error.get("message", "")) if isinstance(error, dict) else str(error)
    return " ".join(text.split())[:200].rstrip(".")


def number(value: Any) -> int:
    """A quantity as Ethereum writes it, 0x1a. ValueError when it is none."""
    if not isinstance(value, str) or value[:2] != "0x":
        raise ValueError(f"{value!r} is no quantity")
    return int(value, 16)
