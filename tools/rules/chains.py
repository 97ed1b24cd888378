"""What the operator says of chains: whose nodes are asked, when a deposit counts, and who settles payments of calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Network = Literal["bitcoin", "ethereum"]
WATCHED: tuple[Network, ...] = ("bitcoin", "ethereum")
# HIRINGHALL_ETHEREUM_NODE and so on.
NODE_VARIABLES: dict[Network, str] = {"bitcoin": "HIRINGHALL_BITCOIN_NODE", "ethereum": "HIRINGHALL_ETHEREUM_NODE"}
CHAIN_VARIABLES: dict[Network, str] = {"bitcoin": "HIRINGHALL_BITCOIN_CHAIN", "ethereum": "HIRINGHALL_ETHEREUM_CHAIN"}
CONFIRMATION_VARIABLES: dict[Network, str] = {
    "bitcoin": "HIRINGHALL_BITCOIN_CONFIRMATIONS",
    "ethereum": "HIRINGHALL_ETHEREUM_CONFIRMATIONS",
}
TOKENS_VARIABLE = "HIRINGHALL_ETHEREUM_TOKENS"
MAIN_CHAIN: dict[Network, str] = {"bitcoin": "main", "ethereum": "1"}
CONFIRMATIONS: dict[Network, int] = {"bitcoin": 3, "ethereum": 12}
MOST_CONFIRMATIONS = 200

FACILITATOR_VARIABLE = "HIRINGHALL_X402_FACILITATOR"
FACILITATOR_KEY_VARIABLE = "HIRINGHALL_X402_FACILITATOR_KEY"
PAY_TO_VARIABLE = "HIRINGHALL_X402_PAY_TO"
PAY_NETWORK_VARIABLE = "HIRINGHALL_X402_NETWORK"
PAY_ASSET_VARIABLE = "HIRINGHALL_X402_ASSET"
PAY_LEAST_VARIABLE = "HIRINGHALL_X402_LEAST"


@dataclass(frozen=True, slots=True)
class Node:
    """The node of a chain: where it is asked (with user and password, so never shown), which chain it has to be of, how many
    blocks make a deposit final, and contracts of tokens in small letters with their currencies."""

    url: str
    chain: str
    confirmations: int
    tokens: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facilitator:
    """Who checks and settles payments that come with calls (x402).

    url: of the service; key: its bearer, empty for none; pay_to: the operator's address; network: as CAIP-2 writes it, such
    as eip155:8453; asset: the contract of USDC there, with the name and version that its signatures are made for; least:
    the smallest payment asked for, in millionths."""

    url: str
    key: str
    pay_to: str
    network: str
    asset: str
    asset_name: str
    asset_version: str
    least: int


@dataclass(frozen=True, slots=True)
class Chains:
    """All of it; as shipped there is nothing."""

    nodes: Mapping[str, Node] = field(default_factory=dict)
    facilitator: Facilitator | None = None

    def watches(self, network: str) -> bool:
        """Whether a node is asked what happened on a network."""
        return network in self.nodes


NO_CHAINS = Chains()
