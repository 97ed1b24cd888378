"""Run by another Python, with eth-tester and py-evm: a real Ethereum machine behind JSON-RPC on a free port of this machine.

Prints the port, and serves until its standard input ends."""

# mypy: ignore-errors
from __future__ import annotations

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread

from eth_tester import EthereumTester, PyEVMBackend
from eth_tester.exceptions import BlockNotFound, TransactionNotFound

CHAIN = EthereumTester(PyEVMBackend())
ONE_AT_A_TIME = Lock()


def wire(value):
    """As JSON-RPC writes it: quantities in hexadecimal, names in camel case."""
    if isinstance(value, dict):
        return {camel(name): wire(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [wire(each) for each in value]
    if isinstance(value, bytes):
        return f"0x{value.hex()}"
    return hex(value) if isinstance(value, int) and not isinstance(value, bool) else value


def camel(name):
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)


def logs(asked):
    """As nodes give them: those of one block, by its hash, or of a range."""
    if "blockHash" in asked:
        first = last = CHAIN.get_block_by_hash(asked["blockHash"])["number"]
    else:
        first, last = int(asked["fromBlock"], 16), int(asked["toBlock"], 16)
    return CHAIN.get_logs(from_block=first, to_block=last, address=asked["address"], topics=asked["topics"])


def transaction(tx_hash):
    found = CHAIN.get_transaction_by_hash(tx_hash)
    # Nodes call it input.
    return {**found, "input": found.get("input") or found.get("data")}


METHODS = {
    "eth_chainId": lambda: CHAIN.backend.chain.chain_id,
    "eth_blockNumber": lambda: CHAIN.get_block_by_number("latest")["number"],
    "eth_getBlockByNumber": lambda number, whole: CHAIN.get_block_by_number(int(number, 16), full_transactions=whole),
    "eth_getTransactionReceipt": CHAIN.get_transaction_receipt,
    "eth_getTransactionByHash": transaction,
    "eth_getLogs": logs,
    "eth_call": lambda asked, at: CHAIN.call({"from": CHAIN.get_accounts()[0], "gas": 10**6, **asked}),
    "eth_sendTransaction": lambda tx: CHAIN.send_transaction({"from": CHAIN.get_accounts()[0], "gas": 10**6, **tx}),
    "evm_mine": lambda blocks: CHAIN.mine_blocks(blocks),
    "evm_snapshot": CHAIN.take_snapshot,
    "evm_revert": lambda snapshot: CHAIN.revert_to_snapshot(int(snapshot, 16)),
}


class Face(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        try:
            with ONE_AT_A_TIME:
                answer = {"result": wire(METHODS[asked["method"]](*asked["params"]))}
        except (BlockNotFound, TransactionNotFound):
            answer = {"result": None}
        except Exception as error:
            answer = {"error": {"code": -32000, "message": f"{type(error).__name__}: {error}"}}
        raw = json.dumps({"jsonrpc": "2.0", "id": asked["id"], **answer}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format, *args):
        return


server = ThreadingHTTPServer(("127.0.0.1", 0), Face)
Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.read()
