"""Run by another Python, with x402 and an mcp that it goes with: calls tools, and pays where it is asked to.

    payer.py URL KEY TOOL ARGUMENTS

Prints each answer as a line of JSON."""

# mypy: ignore-errors
from __future__ import annotations

import asyncio
import json
import sys

from eth_account import Account
from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client
from x402 import x402Client
from x402.mcp.client import x402MCPSession
from x402.mechanisms.evm import EthAccountSigner
from x402.mechanisms.evm.exact import ExactEvmClientScheme

# Of nobody: the first number there is.
ACCOUNT = Account.from_key("0x" + "00" * 31 + "01")


async def main(url: str, key: str, tool: str, arguments: str) -> None:
    payer = x402Client()
    payer.register("eip155:*", ExactEvmClientScheme(EthAccountSigner(ACCOUNT)))
    async with (
        streamablehttp_client(url, headers={"Authorization": f"Bearer {key}"}) as (read, write, _),
        ClientSession(read, write) as session,
    ):
        paying = x402MCPSession(session, payer)
        await paying.initialize()
        done = await paying.call_tool(tool, json.loads(arguments))
        response = done.payment_response
        told = {
            "error": done.is_error,
            "paid": done.payment_made,
            "transaction": getattr(response, "transaction", None),
            "text": done.content[0].text,
        }
        print(json.dumps(told), flush=True)


asyncio.run(main(*sys.argv[1:]))
