"""Extended public keys: the addresses of BIP 84 and BIP 44, and everything that is refused."""

from __future__ import annotations

import base58
import pytest

from tools.wallet.rules.addresses import address_fault
from tools.wallet.rules.extended_keys import KeyFault, NoSuchAddress, address_at, read_key

# All of the mnemonic "abandon ... about". The first is printed in BIP 84, as are its addresses 0 and 1.
ZPUB = "zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf31mGDtKsAYz2oz2AGutZYs"
BITCOIN = (
    "xpub6CatWdiZiodmUeTDp8LT5or8nmbKNcuyvz7WyksVFkKB4RHwCD3XyuvPEbvqAQY3rAPshWcMLoP2fMFMKHPJ4ZeZXYVUhLv1VMrjPC7PW6V"
)
ETHEREUM = (
    "xpub6DCoCpSuQZB2jawqnGMEPS63ePKWkwWPH4TU45Q7LPXWuNd8TMtVxRrgjtEshuqpK3mdhaWHPFsBngh5GFZaM6si3yZdUsT8ddYM3PwnATt"
)
TRON = "xpub6D1AabNHCupeiLM65ZR9UStMhJ1vCpyV4XbZdyhMZBiJXALQtmn9p42VTQckoHVn8WNqS7dqnJokZHAHcHGoaQgmv8D45oNUKx6DZMNZBCd"
TESTNET = (
    "tpubDC8msFGeGuwnKG9Upg7DM2b4DaRqg3CUZa5g8v2SRQ6K4NSkxUgd7HsL2XVWbVm39yBA4LAxysQAm397zwQSQoQgewGiYZqrA9DsP4zbQ1M"
)
XPRV = "xprv9ybY78BftS5UGANki6oSifuQEjkpyAC8ZmBvBNTshQnCBcxnefjHS7buPMkkqhcRzmoGZ5bokx7GuyDAiktd5HemohAU4wV1ZPMDRmLpBMm"
PURPOSE = (
    "xpub6Ahdv22doho7XqPh2pkqidemQe8RW9GunTBew4qLdzFbzoQSXuvRoPgrK8EAsWkJAAkUAWPXxxziuJoURzPsMqmuZ7PUbAn3gyuYPvDov7r"
)
CHAIN = (
    "xpub6FPnz8nd9KHwrramFPiKretTQ6o7o7JdjjjuVgm9ByvK69i9sfZsTgHSr59PqHcg5E4CmCDbpZ1azNws6XaVNs4Tc9cUwgKQqZmUBoK3xUt"
)


@pytest.mark.parametrize(
    ("key", "kind", "index", "address"),
    [
        (ZPUB, None, 0, "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu"),
        (ZPUB, "segwit", 1, "bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g"),
        (ZPUB, None, 4, "bc1qm97vqzgj934vnaq9s53ynkyf9dgr05rargr04n"),
        (f" {ZPUB}\n", None, 0, "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu"),
        (BITCOIN, "segwit", 0, "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu"),
        (TESTNET, "segwit", 0, "tb1q6rz28mcfaxtmd6v789l9rrlrusdprr9pqcpvkl"),
        (ETHEREUM, "ethereum", 0, "0x9858EfFD232B4033E47d90003D41EC34EcaEda94"),
        (ETHEREUM, "ethereum", 1, "0x6Fac4D18c912343BF86fa7049364Dd4E424Ab9C0"),
        (ETHEREUM, "ethereum", 4, "0x51cA8ff9f1C0a99f88E86B8112eA3237F55374cA"),
        (TRON, "tron", 0, "TUEZSdKsoDHQMeZwihtdoBiN46zxhGWYdH"),
    ],
)
def test_addresses_are_those_that_wallets_show(key: str, kind: str | None, index: int, address: str) -> None:
    assert address_at(read_key(key, kind), index) == address
    if not address.startswith("tb1"):
        currency, network = {"b": ("BTC", "bitcoin"), "0": ("ETH", "ethereum"), "T": ("USDT", "tron")}[address[0]]
        assert address_fault(currency, network, address) is None


def test_a_zpub_and_its_xpub_are_one_key() -> None:
    assert read_key(ZPUB) == read_key(BITCOIN, "segwit")


def _as(version: str, key: str, tail: bytes | None = None) -> str:
    payload = base58.b58decode_check(key)
    return base58.b58encode_check(bytes.fromhex(version) + (tail or payload[4:])).decode()


@pytest.mark.parametrize(
    ("key", "kind", "says"),
    [
        (BITCOIN, None, "does not say"),
        (BITCOIN, "taproot", "is one of"),
        (ZPUB, "ethereum", "its addresses are segwit"),
        (PURPOSE, "segwit", "depth 2"),
        (CHAIN, "segwit", "depth 4"),
        (_as("049d7cb2", BITCOIN), None, "ypub"),
        (_as("02aa7ed3", BITCOIN), None, "Zpub"),
        (_as("deadbeef", BITCOIN), None, "begins with"),
        (BITCOIN[:-1] + "W", "segwit", "character"),
        (BITCOIN[:-3], "segwit", "character"),
        ("", None, "character"),
        ("bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu", None, "character"),
        ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", None, "begins with"),
        (_as("0488b21e", BITCOIN, base58.b58decode_check(BITCOIN)[4:45] + b"\x05" * 33), "segwit", "point"),
    ],
)
def test_what_is_no_key_of_an_account_is_refused(key: str, kind: str | None, says: str) -> None:
    with pytest.raises(KeyFault, match=says):
        read_key(key, kind)


@pytest.mark.parametrize(
    "key",
    [
        XPRV,
        _as("04b2430c", XPRV),
        _as("04358394", XPRV),
        # A private key under the version bytes of a public one.
        _as("0488b21e", XPRV),
        _as("04b24746", XPRV),
        # A private key that was written with a mistake is as private.
        XPRV[:-1] + "n",
        "zprv" + XPRV[4:],
    ],
)
def test_a_private_key_is_refused_loudly_and_never_repeated(key: str) -> None:
    with pytest.raises(KeyFault) as no:
        read_key(key, "segwit")
    assert "PRIVATE" in str(no.value)
    assert key[4:30] not in str(no.value)


def test_a_number_beyond_the_public_ones_has_no_address() -> None:
    for index in (-1, 2**31):
        with pytest.raises(NoSuchAddress):
            address_at(read_key(ZPUB), index)
