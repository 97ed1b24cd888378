"""Extended public keys: reading one, and the addresses that come from it. Pure; nothing here knows a private key.

A key is that of an account (m/84'/0'/0' of BIP 84, m/44'/60'/0' of BIP 44); the addresses for deposits are m/0/0, m/0/1 and
so on below it, as wallet programs give them out."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["segwit", "ethereum", "tron"]
KINDS: tuple[Kind, ...] = get_args(Kind)
NETWORK_OF: dict[Kind, str] = {"segwit": "bitcoin", "ethereum": "ethereum", "tron": "tron"}
# What addresses of a currency may be; the first is taken where the key itself does not say.
KINDS_OF: dict[str, tuple[Kind, ...]] = {
    "BTC": ("segwit",),
    "ETH": ("ethereum",),
    "USDT": ("ethereum", "tron"),
    "USDC": ("ethereum",),
}

# The version bytes that a key begins with: what it says of its addresses, and the start of Bitcoin addresses of its network.
_PUBLIC: dict[str, tuple[Kind | None, str]] = {
    "0488b21e": (None, "bc"),  # xpub
    "04b24746": ("segwit", "bc"),  # zpub
    "043587cf": (None, "tb"),  # tpub
    "045f1cf6": ("segwit", "tb"),  # vpub
}
# xprv, yprv, zprv, tprv, uprv, vprv, and those of several signers.
_PRIVATE = ("0488ade4", "049d7878", "04b2430c", "04358394", "044a4e28", "045f18bc", "0295b005", "02aa7a99")
_OTHER = {"049d7cb2": "ypub", "044a5262": "upub", "0295b43f": "Ypub", "02aa7ed3": "Zpub"}
_ACCOUNT_DEPTH = 3
_HARDENED = 2**31
# Of the curve secp256k1: the prime, and the order.
_PRIME = 2**256 - 2**32 - 977
_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141

Point = tuple[int, int]


class KeyFault(ValueError):
    """What was given is no key that addresses can come from. The text says why and never repeats what was given."""


class NoSuchAddress(LookupError):
    """The number has no address; with one in 2**127 keys it is so, and the next number has one."""


@dataclass(frozen=True, slots=True)
class ExtendedKey:
    """The public key of an account: kind of its addresses, the key as text (xpub or tpub), its point and chain code."""

    kind: Kind
    text: str
    point: Point
    chain_code: bytes
    hrp: str


def read_key(text: str, kind: str | None = None) -> ExtendedKey:
    """The account's key that a text is; kind: what a person said its addresses are. KeyFault when it is none or unclear."""
    import base58

    text = text.strip()
    if text[1:4] == "prv":
        raise _private()
    try:
        payload = base58.b58decode_check(text)
    except ValueError:
        raise KeyFault("That is no extended key: a character is wrong or missing.") from None
    version = payload[:4].hex()
    if version in _PRIVATE or (len(payload) == 78 and payload[45] == 0):
        raise _private()
    if version in _OTHER:
        raise KeyFault(
            f"A {_OTHER[version]} stands for addresses that are not given out here. Give a zpub, or an xpub."
        )
    if len(payload) != 78 or version not in _PUBLIC:
        raise KeyFault("That is no extended public key: it begins with zpub or xpub (vpub or tpub of a test network).")
    if payload[4] != _ACCOUNT_DEPTH:
        raise KeyFault(
            f"That key is at depth {payload[4]}; wanted is that of an account, at depth {_ACCOUNT_DEPTH} "
            "(m/84'/0'/0' for Bitcoin, m/44'/60'/0' for Ethereum)."
        )
    own, hrp = _PUBLIC[version]
    chosen = _chosen(own, kind)
    plain = "0488b21e" if hrp == "bc" else "043587cf"
    normal = base58.b58encode_check(bytes.fromhex(plain) + payload[4:]).decode()
    return ExtendedKey(chosen, normal, _point(payload[45:]), payload[13:45], hrp)


def _private() -> KeyFault:
    return KeyFault(
        "That is a PRIVATE key. It was not kept, and it belongs on no server: whoever has seen it can take the money. "
        "Treat it as lost, make a new account, and give its extended public key (zpub or xpub)."
    )


def _chosen(own: Kind | None, kind: str | None) -> Kind:
    """The kind that key and person say; neither is guessed."""
    if kind is not None and kind not in KINDS:
        raise KeyFault(f"The kind of the addresses is one of {', '.join(KINDS)}.")
    if own is not None and kind not in (None, own):
        raise KeyFault(f"That key says itself that its addresses are {own}.")
    chosen = own or kind
    if chosen is None:
        raise KeyFault(f"An xpub does not say what its addresses are. Name it: --kind {', '.join(KINDS)}.")
    return chosen


def address_at(key: ExtendedKey, index: int) -> str:
    """The address m/0/index of an account. NoSuchAddress when that number has none."""
    return _ENCODERS[key.kind](key, _child(_child((key.point, key.chain_code), 0), index)[0])


def _child(parent: tuple[Point, bytes], index: int) -> tuple[Point, bytes]:
    """The child of a public key (CKDpub of BIP 32)."""
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256K1, derive_private_key

    if not 0 <= index < _HARDENED:
        raise NoSuchAddress(f"{index} is beyond the numbers that a public key reaches")
    point, chain_code = parent
    digest = hmac.new(chain_code, _compressed(point) + index.to_bytes(4, "big"), hashlib.sha512).digest()
    offset = int.from_bytes(digest[:32], "big")
    if not 0 < offset < _ORDER:
        raise NoSuchAddress(f"{index} has no key")
    # No secret: whoever has the public key can compute it. The library multiplies the base point by it.
    moved = derive_private_key(offset, SECP256K1()).public_key().public_numbers()
    return _sum(point, (moved.x, moved.y)), digest[32:]


def _sum(one: Point, other: Point) -> Point:
    """Two different points of the curve added."""
    (x1, y1), (x2, y2) = one, other
    if x1 == x2:
        raise NoSuchAddress("has no key")
    slope = (y2 - y1) * pow(x2 - x1, -1, _PRIME) % _PRIME
    x = (slope * slope - x1 - x2) % _PRIME
    return x, (slope * (x1 - x) - y1) % _PRIME


def _point(compressed: bytes) -> Point:
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256K1, EllipticCurvePublicKey

    try:
        numbers = EllipticCurvePublicKey.from_encoded_point(SECP256K1(), compressed).public_numbers()
    except ValueError:
        raise KeyFault("That is no extended public key: what it holds is no point of the curve.") from None
    return numbers.x, numbers.y


def _compressed(point: Point) -> bytes:
    return bytes([2 + point[1] % 2]) + point[0].to_bytes(32, "big")


def _segwit(key: ExtendedKey, point: Point) -> str:
    import bech32m
    from Crypto.Hash import RIPEMD160

    hashed = RIPEMD160.new(hashlib.sha256(_compressed(point)).digest()).digest()
    return str(bech32m.encode(key.hrp, 0, hashed))


def _ethereum(key: ExtendedKey, point: Point) -> str:
    from tools.wallet.rules.addresses import checksummed

    return f"0x{checksummed(_account(point).hex())}"


def _tron(key: ExtendedKey, point: Point) -> str:
    import base58

    return base58.b58encode_check(b"\x41" + _account(point)).decode()


def _account(point: Point) -> bytes:
    """The twenty bytes that are an account on Ethereum and on Tron."""
    from Crypto.Hash import keccak

    whole = point[0].to_bytes(32, "big") + point[1].to_bytes(32, "big")
    return keccak.new(digest_bits=256, data=whole).digest()[-20:]


_ENCODERS = {"segwit": _segwit, "ethereum": _ethereum, "tron": _tron}
