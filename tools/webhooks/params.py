"""Parameters of webhooks."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tools.params import Id, OneLine
from tools.webhooks.rules.events import EventName
from tools.webhooks.rules.signing import Signature as SignatureName

LONGEST_URL = 2000

Status = Literal["enabled", "disabled"]
WebhookUrl = Annotated[
    str, Field(min_length=1, max_length=LONGEST_URL, description="https address of your server; where events are sent.")
]
EndpointId = Annotated[Id, Field(description="From list_webhook_endpoints; default the company's main webhook.")]
Name = Annotated[OneLine, Field(min_length=1, max_length=100, description="What you call it.")]
EventNames = Annotated[
    list[EventName], Field(max_length=20, description="Send only these events; an empty list = all.")
]
Signature = Annotated[
    SignatureName, Field(description="standard = Standard Webhooks headers; x_sign = sha256(body . secret) in X-Sign.")
]
InOrder = Annotated[
    bool, Field(description="true: a later event waits until the earlier one is delivered or given up.")
]
