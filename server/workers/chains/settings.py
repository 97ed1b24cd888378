"""What the environment says of chains."""

from __future__ import annotations

import os
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit

from tools.rules.chains import (
    CHAIN_VARIABLES,
    CONFIRMATION_VARIABLES,
    CONFIRMATIONS,
    FACILITATOR_KEY_VARIABLE,
    FACILITATOR_VARIABLE,
    MAIN_CHAIN,
    MOST_CONFIRMATIONS,
    NO_CHAINS,
    NODE_VARIABLES,
    PAY_ASSET_VARIABLE,
    PAY_LEAST_VARIABLE,
    PAY_NETWORK_VARIABLE,
    PAY_TO_VARIABLE,
    TOKENS_VARIABLE,
    WATCHED,
    Chains,
    Facilitator,
    Network,
    Node,
)

# USDC of networks that payments of calls are made on: contract, and the name and version its signatures are made for.
_USDC = {
    "eip155:8453": ("0x833589fcd6edb6e08f4c7c32d4f71b54bda02913", "USD Coin", "2"),
    "eip155:84532": ("0x036cbd53842c5426634e7929541ec2318f3dcf7e", "USDC", "2"),
}
_MAIN_TOKENS = "USDT=0xdac17f958d2ee523a2206206994597c13d831ec7,USDC=0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48"


def configured_chains() -> Chains:
    """The operator's settings. ValueError when one is set wrongly."""
    nodes: dict[str, Node] = {}
    for network in WATCHED:
        if url := os.environ.get(NODE_VARIABLES[network]):
            nodes[network] = _node(network, url)
    facilitator = _facilitator()
    return Chains(nodes, facilitator) if nodes or facilitator else NO_CHAINS


def _node(network: Network, url: str) -> Node:
    _check_url(NODE_VARIABLES[network], url)
    chain = os.environ.get(CHAIN_VARIABLES[network]) or MAIN_CHAIN[network]
    if network == "ethereum" and not chain.isdecimal():
        raise ValueError(f"{CHAIN_VARIABLES[network]} has to be the number of a chain, such as 1.")
    number = os.environ.get(CONFIRMATION_VARIABLES[network]) or str(CONFIRMATIONS[network])
    if not number.isdecimal() or not 1 <= int(number) <= MOST_CONFIRMATIONS:
        raise ValueError(f"{CONFIRMATION_VARIABLES[network]} has to be a number from 1 to {MOST_CONFIRMATIONS}.")
    tokens = _tokens(chain) if network == "ethereum" else {}
    return Node(url, chain, int(number), tokens)


def _tokens(chain: str) -> dict[str, str]:
    """Contracts with their currencies. Those of the main chain are known; of others they have to be named."""
    named = os.environ.get(TOKENS_VARIABLE) or (_MAIN_TOKENS if chain == MAIN_CHAIN["ethereum"] else "")
    tokens: dict[str, str] = {}
    for entry in named.replace(",", " ").split():
        currency, _, contract = entry.partition("=")
        if currency not in ("USDT", "USDC") or not _is_contract(contract):
            raise ValueError(f"{TOKENS_VARIABLE} has to name contracts, such as USDT=0x...,USDC=0x....")
        tokens[contract.lower()] = currency
    return tokens


def _is_contract(text: str) -> bool:
    digits = text[2:].lower()
    return text[:2] == "0x" and len(digits) == 40 and all(digit in "0123456789abcdef" for digit in digits)


def _facilitator() -> Facilitator | None:
    url, pay_to = os.environ.get(FACILITATOR_VARIABLE), os.environ.get(PAY_TO_VARIABLE) or ""
    if not url:
        return None
    _check_url(FACILITATOR_VARIABLE, url)
    if not _is_contract(pay_to):
        raise ValueError(f"{FACILITATOR_VARIABLE} needs {PAY_TO_VARIABLE}, the address that payments go to (0x...).")
    network = os.environ.get(PAY_NETWORK_VARIABLE) or "eip155:8453"
    asset, name, version = _asset(network)
    least = os.environ.get(PAY_LEAST_VARIABLE) or "0.01"
    key = os.environ.get(FACILITATOR_KEY_VARIABLE) or ""
    return Facilitator(url.rstrip("/"), key, pay_to, network, asset, name, version, _millionths(least))


def _asset(network: str) -> tuple[str, str, str]:
    """The contract of USDC on a network: a known one, or CONTRACT,NAME,VERSION."""
    named = os.environ.get(PAY_ASSET_VARIABLE)
    if not named and network in _USDC:
        return _USDC[network]
    parts = [part.strip() for part in (named or "").split(",")]
    if len(parts) != 3 or not _is_contract(parts[0]) or not network.startswith("eip155:"):
        known = ", ".join(_USDC)
        raise ValueError(
            f"{PAY_NETWORK_VARIABLE} has to be one of {known}, or another eip155 network with {PAY_ASSET_VARIABLE}: the "
            "contract of USDC there, the name and the version of its signing domain, by commas."
        )
    return parts[0].lower(), parts[1], parts[2]


def _millionths(text: str) -> int:
    """An amount of USDC in millionths: at least one."""
    try:
        amount = Decimal(text) * 1_000_000
    except InvalidOperation:
        amount = Decimal(0)
    if not amount.is_finite() or amount != int(amount) or not 1 <= amount <= 10**12:
        raise ValueError(f"{PAY_LEAST_VARIABLE} has to be an amount of USDC, such as 1.00.")
    return int(amount)


def _check_url(variable: str, url: str) -> None:
    """An address of the operator's own choice: it may lie on this machine. What it holds may be secret, so it is not said."""
    parts = urlsplit(url)
    try:
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        fine = False
    if not fine:
        raise ValueError(f"{variable} has to be an http or https URL.")
