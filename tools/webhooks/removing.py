"""The end of a webhook, whichever way it is deleted."""

from __future__ import annotations

from store.database import Row
from store.webhooks import deliveries, webhooks
from tools.call import Call
from tools.questions import quoted
from tools.rules.sentences import worded
from tools.webhooks.rules.addresses import host_of


def delete(call: Call, row: Row) -> int:
    """Delete a webhook after the admin agreed; how many events are dropped."""
    pending = deliveries.count_pending(call.tx, row["id"])
    dropped = (
        worded("1 event that waits is dropped")
        if pending == 1
        else worded("{pending} events that wait are dropped", pending=pending)
    )
    call.confirm(
        worded("Delete the webhook: no event is sent there any more, and its secret is lost"),
        record=f"webhook:{row['id']}",
        details=(worded("Its server: {host_of}", host_of=quoted(host_of(row["url"]))), dropped),
        moves=False,
    )
    deliveries.drop_pending(call.tx, row["id"], "the webhook was deleted")
    webhooks.delete_webhook(call.tx, row["id"], call.stamp)
    call.changed("webhook", row["id"])
    return pending
