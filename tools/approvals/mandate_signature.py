"""The signature of a mandate: Ed25519 over the RFC 8785 form of what it allows, by the key that signs the log."""

from __future__ import annotations

import base64
from hashlib import sha256
from typing import NamedTuple

import rfc8785

from store.installation_key import InstallationKey
from store.wallet.log_heads import signing_key

Value = str | None | list[str]


class Signed(NamedTuple):
    """signature: base64url without padding; public_key: in hex, as `hiringhall ledger public-key` prints it."""

    signature: str
    key_id: str
    public_key: str


def signed(key: InstallationKey, terms: dict[str, Value]) -> Signed:
    """Sign what a mandate allows."""
    private = signing_key(key)
    public = private.public_key().public_bytes_raw()
    signature = base64.urlsafe_b64encode(private.sign(rfc8785.dumps(terms))).decode().rstrip("=")
    return Signed(signature, sha256(public).hexdigest()[:16], public.hex())
