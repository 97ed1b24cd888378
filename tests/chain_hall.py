"""A hall whose chains exist in the test's memory."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from server.workers.chains.node import Chain
from server.workers.chains.watching import ChainWatch
from store.wallet.deposit_addresses import use_key
from tests.chain_node import USDC, USDT
from tests.cheap_secrets import cheap_secrets
from tests.hall import Hall
from tests.rules.wallet.test_extended_keys import BITCOIN, ETHEREUM
from tools.rules.chains import Node

SETTINGS = {
    "HIRINGHALL_ETHEREUM_NODE": "http://user:secret@node.test:8545",
    "HIRINGHALL_ETHEREUM_CHAIN": "1337",
    "HIRINGHALL_ETHEREUM_CONFIRMATIONS": "3",
    "HIRINGHALL_ETHEREUM_TOKENS": f"USDT={USDT},USDC={USDC}",
}
BITCOIN_SETTINGS = {
    "HIRINGHALL_BITCOIN_NODE": "http://user:secret@node.test:8332",
    "HIRINGHALL_BITCOIN_CHAIN": "regtest",
    "HIRINGHALL_BITCOIN_CONFIRMATIONS": "2",
}


@asynccontextmanager
async def watching_hall(
    folder: Path,
    template: Path,
    monkeypatch: pytest.MonkeyPatch,
    settings: dict[str, str],
    chain: Callable[[str, Node], Chain] | None = None,
) -> AsyncIterator[Hall]:
    """A hall with these settings and keys of all currencies, whose nodes are the given ones."""
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    with cheap_secrets():
        hall = await Hall.open(folder, template)
        try:
            for currency in ("ETH", "USDT", "USDC"):
                await hall.app.database.write(
                    lambda tx, currency=currency: use_key(tx, currency, "ethereum", ETHEREUM, hall.clock())
                )
            await hall.app.database.write(lambda tx: use_key(tx, "BTC", "segwit", BITCOIN, hall.clock()))
            if chain is not None:
                watch_of(hall).open_chain = chain
            yield hall
        finally:
            await hall.close()


def watch_of(hall: Hall) -> ChainWatch:
    assert hall.app.chain_watch is not None
    return hall.app.chain_watch
