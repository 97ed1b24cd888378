"""Nodes of chains that exist in a test's memory: they answer JSON-RPC as real ones do, and go another way when told to."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import httpx

from server.workers.chains.bitcoin import Bitcoin
from server.workers.chains.ethereum import TRANSFER, Ethereum
from server.workers.chains.node import Chain, Node
from tools.rules.chains import Node as Configured

USDT = "0x" + "aa" * 20
USDC = "0x" + "cc" * 20


class TestNode:
    """What both have in common: blocks, and being away."""

    __test__ = False

    def __init__(self) -> None:
        self.blocks: list[dict[str, Any]] = []
        self.away = False
        self.asked: list[str] = []
        self._made = 0

    @property
    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self._take)

    @property
    def height(self) -> int:
        return len(self.blocks) - 1

    def fork(self, blocks: int) -> None:
        """The newest blocks were never there."""
        del self.blocks[-blocks:]

    def fresh(self) -> str:
        self._made += 1
        return sha256(f"{type(self).__name__}{self._made}".encode()).hexdigest()

    def _take(self, request: httpx.Request) -> httpx.Response:
        if self.away:
            raise httpx.ConnectError("away")
        asked = json.loads(request.content)
        self.asked.append(asked["method"])
        try:
            result = getattr(self, asked["method"])(*asked["params"])
        except LookupError as error:
            return httpx.Response(500, json={"id": asked["id"], "result": None, "error": {"message": str(error)}})
        return httpx.Response(200, json={"jsonrpc": "2.0", "id": asked["id"], "result": result})


class EthereumNode(TestNode):
    def __init__(self) -> None:
        super().__init__()
        self.chain_id, self.decimals = 1337, 6
        self.receipts: dict[str, dict[str, Any]] = {}
        self.mine()

    def chain(self, network: str, node: Configured) -> Chain:
        return Ethereum(Node(network, node.url, self.transport), node.tokens)

    def pay(self, to: str, wei: int, *, fails: bool = False) -> dict[str, Any]:
        return {"hash": f"0x{self.fresh()}", "to": to.lower(), "value": hex(wei), "logs": [], "fails": fails}

    def token(self, contract: str, to: str, amount: int, *, before: int = 0) -> dict[str, Any]:
        """before: how many other entries stand before its own in the log."""
        topics = [TRANSFER, "0x" + "00" * 32, f"0x{to[2:].lower():0>64}"]
        logs = [{"address": "0x" + "bb" * 20, "topics": [], "data": "0x"}] * before
        logs = [*logs, {"address": contract, "topics": topics, "data": f"0x{amount:064x}"}]
        # transfer(address,uint256)
        data = f"0xa9059cbb{to[2:].lower():0>64}{amount:064x}"
        return {
            "hash": f"0x{self.fresh()}",
            "to": contract,
            "value": "0x0",
            "input": data,
            "logs": logs,
            "fails": False,
        }

    def mine(self, *transactions: dict[str, Any], empty: int = 0) -> None:
        """A block of these, and some empty ones after it."""
        before = self.blocks[-1]["hash"] if self.blocks else "0x" + "00" * 32
        block = {"hash": f"0x{self.fresh()}", "parentHash": before, "number": hex(len(self.blocks))}
        self.blocks.append({**block, "transactions": list(transactions)})
        for _ in range(empty):
            self.mine()

    def eth_chainId(self) -> str:
        return hex(self.chain_id)

    def eth_blockNumber(self) -> str:
        return hex(self.height)

    def eth_call(self, asked: dict[str, str], at: str) -> str:
        return f"0x{self.decimals:064x}"

    def eth_getBlockByNumber(self, height: str, whole: bool) -> dict[str, Any] | None:
        return self.blocks[int(height, 16)] if int(height, 16) < len(self.blocks) else None

    def eth_getTransactionByHash(self, wanted: str) -> dict[str, Any] | None:
        return next((tx for block in self.blocks for tx in block["transactions"] if tx["hash"] == wanted), None)

    def eth_getTransactionReceipt(self, wanted: str) -> dict[str, Any] | None:
        for block in self.blocks:
            for tx in block["transactions"]:
                if tx["hash"] == wanted:
                    return {
                        "transactionHash": wanted,
                        "blockNumber": block["number"],
                        "blockHash": block["hash"],
                        "status": "0x0" if tx["fails"] else "0x1",
                        "logs": [] if tx["fails"] else tx["logs"],
                    }
        return None

    def eth_getLogs(self, asked: dict[str, Any]) -> list[dict[str, Any]]:
        block = next((block for block in self.blocks if block["hash"] == asked["blockHash"]), None)
        if block is None:
            raise LookupError("unknown block")
        return [
            {**log, "transactionHash": tx["hash"]}
            for tx in block["transactions"]
            for log in tx["logs"]
            if log["address"] in asked["address"] and log["topics"] and log["topics"][2] in asked["topics"][2]
        ]


class BitcoinNode(TestNode):
    def __init__(self) -> None:
        super().__init__()
        self.name = "regtest"
        self.mine()

    def chain(self, network: str, node: Configured) -> Chain:
        return Bitcoin(Node(network, node.url, self.transport))

    def pay(self, *outputs: tuple[str, float]) -> dict[str, Any]:
        """A transaction with these outputs, each a script and an amount as the node writes it."""
        found = [
            {"n": place, "value": value, "scriptPubKey": {"hex": script}}
            for place, (script, value) in enumerate(outputs)
        ]
        return {"txid": self.fresh(), "vout": found}

    def mine(self, *transactions: dict[str, Any], empty: int = 0) -> None:
        before = self.blocks[-1]["hash"] if self.blocks else None
        block = {"hash": self.fresh(), "previousblockhash": before, "height": len(self.blocks)}
        self.blocks.append({**block, "tx": list(transactions)})
        for _ in range(empty):
            self.mine()

    def getblockchaininfo(self) -> dict[str, Any]:
        return {"chain": self.name, "blocks": self.height}

    def getblockcount(self) -> int:
        return self.height

    def getblockhash(self, height: int) -> str:
        if height >= len(self.blocks):
            raise LookupError("Block height out of range")
        return str(self.blocks[height]["hash"])

    def getblock(self, wanted: str, verbosity: int) -> dict[str, Any]:
        return next(block for block in self.blocks if block["hash"] == wanted)

    def getblockheader(self, wanted: str) -> dict[str, Any]:
        block = self.getblock(wanted, 1)
        return {"height": block["height"], "confirmations": self.height - block["height"] + 1}

    def getrawtransaction(self, wanted: str, verbose: bool) -> dict[str, Any]:
        for block in self.blocks:
            for tx in block["tx"]:
                if tx["txid"] == wanted:
                    return {**tx, "blockhash": block["hash"]}
        raise LookupError("No such mempool or blockchain transaction")
