"""Addresses of outside networks: format and checksum. Pure; the codecs are kept libraries."""

from __future__ import annotations

import re

import base58
import bech32m
from Crypto.Hash import keccak

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
# The zero address, contracts of the chain itself and addresses like 0x...dEaD that coins are burnt at.
_RESERVED = 2**32
NOBODYS = "is an address of nobody: what is sent there is lost"

_HEX_ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}")


def address_fault(currency: str, network: str, address: str) -> str | None:
    """What is wrong with an address, None when it is well formed and its checksum is right."""
    if address.startswith("sandbox:"):
        return "is an address of this platform; withdrawals go outside"
    if currency == "BTC":
        return _bitcoin_fault(address)
    if network == "tron":
        return _base58_fault(address, {0x41}, "a Tron address starts with T")
    return _ethereum_fault(address)


def _bitcoin_fault(address: str) -> str | None:
    if not address.lower().startswith("bc1"):
        return _base58_fault(address, {0x00, 0x05}, "a Bitcoin address starts with 1, 3 or bc1")
    if address not in (address.lower(), address.upper()):
        return "mixes upper and lower case"
    try:
        decoded = bech32m.decode("bc", address)
    except (bech32m.DecodeError, bech32m.HrpDoesNotMatch, ValueError):
        return "is no Bitcoin address: its checksum is wrong or a character is"
    # The library takes every version there may ever be; what is sent to one that nobody uses is lost.
    if len(decoded.witprog) not in _WITNESS_BYTES.get(decoded.witver, ()):
        return f"has witness version {decoded.witver} with {len(decoded.witprog)} bytes, from which nobody can spend"
    return None if any(decoded.witprog) else NOBODYS


def _base58_fault(address: str, versions: set[int], shape: str) -> str | None:
    try:
        decoded = base58.b58decode_check(address)
    except ValueError:
        return f"has a wrong checksum or character ({shape})"
    if len(decoded) != 21 or decoded[0] not in versions:
        return f"is of another network ({shape})"
    return None if any(decoded[1:]) else NOBODYS


def _ethereum_fault(address: str) -> str | None:
    if not _HEX_ADDRESS.fullmatch(address):
        return "must be 0x and 40 hexadecimal digits"
    digits = address[2:]
    if int(digits, 16) < _RESERVED:
        return NOBODYS
    if digits in (digits.lower(), digits.upper()):
        return None
    return None if digits == _checksummed(digits) else "has a wrong checksum: its upper and lower case do not fit"


def _checksummed(digits: str) -> str:
    """The digits in the case that carries their checksum (EIP-55)."""
    digest = keccak.new(digest_bits=256, data=digits.lower().encode()).hexdigest()
    return "".join(
        char.upper() if int(mark, 16) >= 8 else char for char, mark in zip(digits.lower(), digest, strict=False)
    )
