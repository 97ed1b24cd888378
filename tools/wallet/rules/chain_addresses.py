"""How chains themselves write the receiver of a payment. Pure."""

from __future__ import annotations

from tools.rules.sentences import worded

# Version bytes of Bitcoin's older addresses, of the main and the test networks: of keys, and of scripts.
_KEYS, _SCRIPTS = (0x00, 0x6F), (0x05, 0xC4)


def as_written(network: str, address: str) -> str | None:
    """An address as its chain writes it: the output script on Bitcoin, small letters on Ethereum; None where nobody watches.

    ValueError when it is no address of the network."""
    if network == "ethereum":
        return address.lower()
    return _script(address) if network == "bitcoin" else None


def _script(address: str) -> str:
    import base58
    import bech32m

    prefix = address.lower().split("1", 1)[0]
    if prefix in ("bc", "tb", "bcrt"):
        try:
            decoded = bech32m.decode(prefix, address)
        except (bech32m.DecodeError, bech32m.HrpDoesNotMatch):
            raise ValueError(worded("{address!r} is no address of Bitcoin", address=address)) from None
        version = 0x50 + decoded.witver if decoded.witver else 0
        return bytes([version, len(decoded.witprog), *decoded.witprog]).hex()
    decoded = base58.b58decode_check(address)
    if decoded[0] in _KEYS:
        return f"76a914{decoded[1:].hex()}88ac"
    if decoded[0] in _SCRIPTS:
        return f"a914{decoded[1:].hex()}87"
    raise ValueError(worded("{address!r} is no address of Bitcoin", address=address))
