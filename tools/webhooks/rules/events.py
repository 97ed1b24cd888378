"""The events that webhooks report: what happened, and what each says. Keys are spelled as receivers read them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

EventName = Literal[
    "freelancerRegistered", "cardAdded", "cardDeleted", "bankAccountAdded", "bankAccountDeleted", "walletAdded",
    "walletDeleted", "taxStatusChanged", "autoTaxPaymentChanged",
]  # fmt: skip
# What test_webhook sends unless an event is named: no event has this name.
TEST = "test"
NOBODY = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True, slots=True)
class WebhookEvent:
    """One event. payload: the fields it has, with what they mean; sample: a payload of nobody's."""

    name: EventName
    when: str
    payload: Mapping[str, str]
    sample: Mapping[str, Any]


_UUID = {"uuid": "UUID of the freelancer"}
_METHOD = {"ownerId": "number of the person", "id": "number of the payment method"}
_NO_METHOD = {"ownerId": 0, "id": 0}

EVENTS: Mapping[str, WebhookEvent] = {
    event.name: event
    for event in (
        WebhookEvent("freelancerRegistered", "a freelancer of the company completed registration", _UUID,
                     {"uuid": NOBODY}),
        WebhookEvent("cardAdded", "a freelancer of the team added a bank card", _METHOD, _NO_METHOD),
        WebhookEvent("cardDeleted", "a bank card was deleted", _METHOD, _NO_METHOD),
        WebhookEvent("bankAccountAdded", "a bank account was added", _METHOD, _NO_METHOD),
        WebhookEvent("bankAccountDeleted", "a bank account was deleted", _METHOD, _NO_METHOD),
        WebhookEvent("walletAdded", "an e-wallet was added", _METHOD, _NO_METHOD),
        WebhookEvent("walletDeleted", "an e-wallet was deleted", _METHOD, _NO_METHOD),
        WebhookEvent("taxStatusChanged", "a freelancer in Russia changed their tax status",
                     {**_UUID, "taxationStatus": "1 individual, 3 self-employed, 4 individual entrepreneur"},
                     {"uuid": NOBODY, "taxationStatus": 3}),
        WebhookEvent("autoTaxPaymentChanged",
                     "automatic tax payment was switched on or off for an individual in Russia",
                     {**_UUID, "enabled": "true or false"}, {"uuid": NOBODY, "enabled": True}),
    )
}  # fmt: skip
assert tuple(EVENTS) == get_args(EventName)


def body_of(happened_at: datetime, name: str, payload: Mapping[str, Any]) -> str:
    """What is sent, to the byte: it is signed as it stands and never made anew."""
    said = {"timestamp": int(happened_at.timestamp()), "name": name, "payload": payload}
    return json.dumps(said, separators=(",", ":"), ensure_ascii=False)
