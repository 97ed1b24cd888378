"""Signatures of webhooks, to the byte."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest
from standardwebhooks import Webhook

from tools.webhooks.rules.events import body_of
from tools.webhooks.rules.signing import Signature, new_secret, shown, signed_headers, x_sign

CARD = '{"timestamp":1674539549,"name":"cardAdded","payload":{"ownerId":6,"id":11}}'
AT = datetime.fromtimestamp(1674539549, UTC)
NEW, OLD = "bb940556f36a5ae58063f151e51f5318", "0123456789abcdef0123456789abcdef"


def test_a_body_is_the_same_to_the_byte() -> None:
    assert body_of(AT, "cardAdded", {"ownerId": 6, "id": 11}) == CARD


@pytest.mark.parametrize(
    ("body", "secret", "signed"),
    [(CARD, "test-secret", "14320d58c7385eed4a4d008833ba322f7cf3401cfd2b5c9e0cb9b5c55ae1e473")],
)
def test_x_sign_is_the_hash_of_body_then_secret(body: str, secret: str, signed: str) -> None:
    assert x_sign(body.encode(), secret) == signed


def test_a_secret_has_32_hex_characters() -> None:
    secret = new_secret(bytes(range(32)))
    assert (len(secret), int(secret, 16)) == (32, int(bytes(range(16)).hex(), 16))


def test_the_same_secret_is_a_key_of_standard_webhooks() -> None:
    assert shown(NEW, "x_sign") == NEW
    assert base64.b64decode(shown(NEW, "standard").removeprefix("whsec_"), validate=True) == NEW.encode()


@pytest.mark.parametrize(
    ("signature", "secrets", "names"),
    [
        ("x_sign", [NEW], {"X-Sign"}),
        ("x_sign", [NEW, OLD], {"X-Sign", "X-Sign-Old"}),
        ("standard", [NEW], {"webhook-id", "webhook-timestamp", "webhook-signature"}),
        ("standard", [NEW, OLD], {"webhook-id", "webhook-timestamp", "webhook-signature"}),
    ],
)
def test_each_signature_has_its_headers_and_both_secrets_sign(
    signature: Signature, secrets: list[str], names: set[str]
) -> None:
    headers = signed_headers(signature, secrets, "evt_1", AT, CARD.encode())
    assert headers.keys() == names
    if signature == "x_sign":
        assert list(headers.values()) == [x_sign(CARD.encode(), secret) for secret in secrets]
    else:
        made = [Webhook(shown(secret, "standard")).sign("evt_1", AT, CARD) for secret in secrets]
        assert headers["webhook-signature"] == " ".join(made)
        assert (headers["webhook-id"], headers["webhook-timestamp"]) == ("evt_1", "1674539549")
