"""Further webhooks beside the main one, and what can be chosen for each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.webhooks import deliveries, webhooks
from tools.call import Call
from tools.errors import Conflict, Invalid
from tools.operation import operation
from tools.params import CLEARED, Clearable, Id
from tools.rules.sentences import worded
from tools.text import plain
from tools.webhooks.access import addressed, company_of, secret_of
from tools.webhooks.checks import check_url
from tools.webhooks.params import EventNames, InOrder, Name, Signature, Status, WebhookUrl
from tools.webhooks.removing import delete
from tools.webhooks.rules.signing import SECRET_LABEL, new_secret, shown
from tools.webhooks.shapes import EndpointShape, endpoint_shape

TOOLSET = "webhooks"
ACTS_FOR_COMPANIES = True
MOST_ENDPOINTS = 10

OneEndpoint = Annotated[Id, Field(description="From list_webhook_endpoints.")]


class MadeEndpoint(TypedDict):
    """secret: what the signatures are made with, in the form that receivers take; shown here only."""

    endpoint: EndpointShape
    secret: NotRequired[str | None]


class Endpoints(TypedDict):
    endpoints: list[EndpointShape]


class ChangedEndpoint(TypedDict):
    """secret: the same one in its new form, when the signature was changed."""

    endpoint: EndpointShape
    secret: NotRequired[str | None]


class DeletedEndpoint(TypedDict):
    deleted: bool
    dropped_deliveries: int


@operation(
    access="write",
    actors=("admin",),
    price="write",
    example={"url": "https://hooks.example.com/payroll"},
    secret=("secret",),
    find=(
        "send events to a second server as well",
        "another webhook for payroll",
        "only tax changes to our accountant's system",
        "webhook with Standard Webhooks signature",
        "push some events to one address and others to another",
        "add a webhook endpoint",
        "svix compatible callbacks",
        "additional url for notifications of our team",
        "webhook that keeps the order of events",
        "events for staging and production both",
    ),
)
def create_webhook_endpoint(
    call: Call,
    url: WebhookUrl,
    name: Name | None = None,
    events: EventNames | None = None,
    signature: Signature = "standard",
    in_order: InOrder = False,
    status: Annotated[Status, Field(description="disabled: nothing is sent before it is enabled.")] = "enabled",
) -> MadeEndpoint:
    """Add a further webhook beside the company's main one, with its own secret, events and signature.

    Without events all are sent there. The secret is shown now only; rotate_webhook_secret makes another. At most 10. Try it
    with test_webhook; for the first address of a company set_webhook is enough."""
    check_url(call, url)
    company_id = company_of(call)
    present = [row for row in webhooks.webhooks_of(call.tx, company_id) if not row["is_main"]]
    if len(present) >= MOST_ENDPOINTS:
        raise Conflict(
            worded(
                "The company has {most_endpoints} webhook endpoints already, the most allowed. Change or delete one.",
                most_endpoints=MOST_ENDPOINTS,
            ),
            code="too_many_endpoints",
            next=("list_webhook_endpoints",),
        )
    if any(row["url"] == url for row in webhooks.webhooks_of(call.tx, company_id)):
        call.warn("Another webhook of the company has this address: it is sent what both want twice.")
    secret = new_secret(call.randomness.bytes(16))
    id = webhooks.insert_webhook(
        call.tx,
        company_id,
        call.stamp,
        name=plain(name) if name else "",
        url=url,
        status=status,
        signature=signature,
        events=_stored(events or []),
        in_order=int(in_order),
        secret=call.key.sealed(SECRET_LABEL, secret),
    )
    call.changed("webhook", id)
    # What a rehearsal makes is not kept.
    answered = None if call.dry_run else shown(secret, signature)
    return {"endpoint": endpoint_shape(call, addressed(call, id)), "secret": answered}


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "all webhooks of the company",
        "which servers get our events",
        "ids of our webhook endpoints",
        "is any of our push addresses failing",
        "list the urls events are posted to",
        "which events go to which address",
        "how are our callbacks signed",
        "overview of our webhook receivers",
        "since when is the endpoint failing",
        "does an old webhook secret still count",
    ),
)
def list_webhook_endpoints(call: Call) -> Endpoints:
    """List the company's webhooks, the main one first, with what each is sent and how it fares.

    Change one with update_webhook_endpoint; its single events are in list_webhook_deliveries."""
    return {"endpoints": [endpoint_shape(call, row) for row in webhooks.webhooks_of(call.tx, company_of(call))]}


@operation(
    access="write",
    actors=("admin",),
    price="write",
    example={"status": "disabled"},
    secret=("secret",),
    find=(
        "send only sign-ups to this webhook",
        "switch a webhook endpoint off",
        "change the url of one of our endpoints",
        "sign with Standard Webhooks from now on",
        "filter which events the webhook gets",
        "rename a webhook endpoint",
        "make this endpoint keep events in order",
        "enable the endpoint that answered 410",
        "go back to the X-Sign header",
        "stop sending wallet events to that server",
    ),
)
def update_webhook_endpoint(
    call: Call,
    endpoint_id: OneEndpoint,
    url: WebhookUrl | None = None,
    status: Annotated[Status, Field(description="enabled sends events, disabled pauses.")] | None = None,
    name: Clearable[Name] | None = None,
    events: Clearable[EventNames] | None = None,
    signature: Signature | None = None,
    in_order: InOrder | None = None,
) -> ChangedEndpoint:
    """Change a webhook, the main one too: address, status, which events it is sent, how they are signed, whether in order.

    Only what is given changes; events cleared = all. What waits goes to the new address with the new signature; a filter
    counts for later events. The secret stays; another signature shows it in the form that receivers take."""
    row = addressed(call, endpoint_id)
    if url is not None:
        check_url(call, url)
    values: dict[str, Any] = {"url": url, "status": status, "signature": signature}
    values["in_order"] = None if in_order is None else int(in_order)
    values["name"] = None if name is None else "" if name is CLEARED else plain(name)
    values["events"] = None if events is None else _stored([] if events is CLEARED else events)
    given = {column: value for column, value in values.items() if value is not None}
    if not given:
        raise Invalid(
            {"url": worded("or status, name, events, signature or in_order is required: nothing would change")}
        )
    webhooks.change_webhook(call.tx, row["id"], **given, updated_at=call.stamp)
    if url is not None and url != row["url"]:
        deliveries.send_now(call.tx, row["id"], call.stamp)
    call.changed("webhook", row["id"])
    after = addressed(call, endpoint_id)
    answer: ChangedEndpoint = {"endpoint": endpoint_shape(call, after)}
    if after["signature"] != row["signature"]:
        answer["secret"] = secret_of(call, after)
    return answer


@operation(
    access="destructive",
    actors=("admin",),
    price="write",
    find=(
        "remove one of our webhook endpoints",
        "the payroll server needs no events any more",
        "delete an additional push address",
        "take an endpoint off the list",
        "stop posting to that one server for good",
        "drop the staging webhook",
        "get rid of a webhook by its id",
        "end events for our accountant",
        "one callback url less",
        "delete webhook endpoint",
    ),
)
def delete_webhook_endpoint(call: Call, endpoint_id: OneEndpoint) -> DeletedEndpoint:
    """Delete a webhook by its id: no further event is sent there, and what waits is dropped.

    Its secret is lost. To pause only, use update_webhook_endpoint with status disabled."""
    return {"deleted": True, "dropped_deliveries": delete(call, addressed(call, endpoint_id))}


def _stored(events: Sequence[str]) -> str:
    """The names once each, as they are kept."""
    return json.dumps(list(dict.fromkeys(events)))
