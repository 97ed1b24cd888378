"""Addresses of outside networks: format and checksum. Pure; the codecs are kept libraries."""

from __future__ import annotations

import re

import base58
import bech32m
from Crypto.Hash import keccak

from tools.rules.sentences import worded

# Networks each currency lives on; the first is the default.
NETWORKS: dict[str, tuple[str, ...]] = {
    "BTC": ("bitcoin",),
    "ETH": ("ethereum",),
    "USDT": ("ethereum", "tron"),
    "USDC": ("ethereum",),
}
# What the smallest withdrawal is and what the network takes on top, in the currency.
MINIMUM = {"BTC": "0.0001", "ETH": "0.002", "USDT": "5.00", "USDC": "5.00"}
NETWORK_FEE = {"BTC": "0.00002", "ETH": "0.0005", "USDT": "1.00", "USDC": "1.00"}

# Bytes of the program by witness version: keys and scripts of SegWit, keys of Taproot.
_WITNESS_BYTES = {0: (20, 32), 1: (32,)}
# The zero address, contracts of the chain itself, addresses like 0x...dEaD or 0xff...ff that coins are burnt at: all bytes
# but the last few are the same. A hash that anybody has a key to does not come out so.
_LAST_BYTES = 4
NOBODYS = worded("is an address of nobody: what is sent there is lost")
# Contracts of the tokens that are taken for somebody's address most often, because wallets and explorers show them beside
# the token. They keep what is sent to them, whatever the currency. Ethereum's in small letters, Tron's as they are.
_CONTRACTS: dict[str, tuple[str, ...]] = {
    "ethereum": (
        "0xdac17f958d2ee523a2206206994597c13d831ec7",  # USDT
        "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48",  # USDC
        "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2",  # WETH
        "0x2260fac5e5542a773aa44fbcfedf7c193bc2c599",  # WBTC
        "0x6b175474e89094c44da98b954eedeac495271d0f",  # DAI
    ),
    "tron": (
        "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",  # USDT
        "TEkxiTehnzSmSe2XqrBj4w32RUN966rdz8",  # USDC
        "TNUC9Qb1rRpS5CbWLmNMxXBjyFoydXjWFR",  # WTRX
    ),
}
CONTRACT = worded("is the contract of a token and nobody's address: what is sent there is lost")

_HEX_ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}")


def address_fault(currency: str, network: str, address: str) -> str | None:
    """What is wrong with an address, None when it is well formed and its checksum is right."""
    if address.startswith("sandbox:"):
        return worded("is an address of this platform; withdrawals go outside")
    if currency == "BTC":
        return _bitcoin_fault(address)
    if network == "tron":
        return _base58_fault(address, {0x41}, worded("a Tron address starts with T"))
    return _ethereum_fault(address)


def _bitcoin_fault(address: str) -> str | None:
    if not address.lower().startswith("bc1"):
        return _base58_fault(address, {0x00, 0x05}, worded("a Bitcoin address starts with 1, 3 or bc1"))
    if address not in (address.lower(), address.upper()):
        return worded("mixes upper and lower case")
    try:
        decoded = bech32m.decode("bc", address)
    except (bech32m.DecodeError, bech32m.HrpDoesNotMatch, ValueError):
        return worded("is no Bitcoin address: its checksum is wrong or a character is")
    # The library takes every version there may ever be; what is sent to one that nobody uses is lost.
    if len(decoded.witprog) not in _WITNESS_BYTES.get(decoded.witver, ()):
        return worded(
            "has witness version {witver} with {count} bytes, from which nobody can spend",
            witver=decoded.witver,
            count=len(decoded.witprog),
        )
    return NOBODYS if _is_nobodys(decoded.witprog) else None


def _base58_fault(address: str, versions: set[int], shape: str) -> str | None:
    try:
        decoded = base58.b58decode_check(address)
    except ValueError:
        return worded("has a wrong checksum or character ({shape})", shape=shape)
    if len(decoded) != 21 or decoded[0] not in versions:
        return worded("is of another network ({shape})", shape=shape)
    if address in _CONTRACTS["tron"]:
        return CONTRACT
    return NOBODYS if _is_nobodys(decoded[1:]) else None


def _is_nobodys(payload: bytes) -> bool:
    return len(set(payload[:-_LAST_BYTES])) == 1


def _ethereum_fault(address: str) -> str | None:
    if not _HEX_ADDRESS.fullmatch(address):
        return worded("must be 0x and 40 hexadecimal digits")
    digits = address[2:]
    if _is_nobodys(bytes.fromhex(digits)):
        return NOBODYS
    if address.lower() in _CONTRACTS["ethereum"]:
        return CONTRACT
    if digits in (digits.lower(), digits.upper()):
        return None
    return (
        None if digits == checksummed(digits) else worded("has a wrong checksum: its upper and lower case do not fit")
    )


def checksummed(digits: str) -> str:
    """The digits in the case that carries their checksum (EIP-55)."""
    digest = keccak.new(digest_bits=256, data=digits.lower().encode()).hexdigest()
    return "".join(
        char.upper() if int(mark, 16) >= 8 else char for char, mark in zip(digits.lower(), digest, strict=False)
    )
