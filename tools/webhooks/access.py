"""Webhooks as calls address them: those of the company acted for, the main one unless another is named."""

from __future__ import annotations

from store.database import Row
from store.webhooks import webhooks
from tools.call import Call
from tools.errors import NotFound
from tools.webhooks.rules.signing import SECRET_LABEL, Signature, shown


def company_of(call: Call) -> int:
    """The company acted for."""
    if call.caller.company_id is None:
        raise NotFound("company", None, next=("list_my_companies", "found_company"))
    return call.caller.company_id


def addressed(call: Call, endpoint_id: int | None) -> Row:
    """The webhook a call names; NotFound when the company has none such."""
    company_id = company_of(call)
    if endpoint_id is None:
        return main_webhook(call)
    row = webhooks.webhook(call.tx, company_id, endpoint_id)
    if row is None:
        raise NotFound("webhook endpoint", endpoint_id, next=("list_webhook_endpoints", "create_webhook_endpoint"))
    return row


def main_webhook(call: Call) -> Row:
    row = webhooks.main_webhook(call.tx, company_of(call))
    if row is None:
        raise NotFound("webhook", None, next=("set_webhook", "list_webhook_endpoints"))
    return row


def secret_of(call: Call, row: Row, signature: Signature | None = None) -> str | None:
    """A webhook's secret in the form its receiver takes, for admins; None for others, and when it cannot be read."""
    if not call.caller.is_admin or row["secret"] is None:
        return None
    secret = call.key.opened(SECRET_LABEL, row["secret"])
    return None if secret is None else shown(secret, signature or row["signature"])


def open_tools(call: Call, id: int) -> tuple[str, ...] | None:
    """What mends a webhook that the company was told of; None when it has none such any more."""
    company_id = call.caller.company_id
    if company_id is None or webhooks.webhook(call.tx, company_id, id) is None:
        return None
    return ("set_webhook", "update_webhook_endpoint", "replay_webhook_deliveries")
