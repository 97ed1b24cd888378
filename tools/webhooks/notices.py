"""What a company is told of a webhook: that it takes nothing, that events were given up, that it takes them again."""

from __future__ import annotations

from store.database import Row
from store.types import Owner, iso, utc_time
from tools.call import Call
from tools.questions import quoted
from tools.rules.sentences import Sentence, say
from tools.telling import Record
from tools.webhooks.rules.addresses import host_of


def tell_failing(call: Call, webhook: Row, reason: str) -> None:
    """It has taken nothing for a while. Said once, until it works again."""
    since = iso(utc_time(webhook["failing_since"]))
    _tell(
        call,
        webhook,
        say(
            "The webhook to {host} has taken no event since {since}: {reason}. Each event is tried again for 24 hours after it "
            "happened; list_webhook_deliveries shows what waits.",
            since=since,
            reason=reason,
        ),
    )


def tell_given_up(call: Call, webhook: Row) -> None:
    """Events were not taken for 24 hours. Said once, until it works again."""
    _tell(
        call,
        webhook,
        say(
            "The webhook to {host} was not given events of 24 hours ago and more: they are given up. Once it works, "
            "replay_webhook_deliveries sends them."
        ),
    )


def tell_switched_off(call: Call, webhook: Row) -> None:
    """Its server wants no more."""
    _tell(
        call,
        webhook,
        say(
            "The webhook to {host} is switched off: its server answered 410, that it wants no more. update_webhook_endpoint "
            "switches it on again."
        ),
    )


def tell_working(call: Call, webhook: Row) -> None:
    """It takes events again, after the company was told that it does not."""
    _tell(call, webhook, say("The webhook to {host} takes events again."))


def _tell(call: Call, webhook: Row, text: Sentence) -> None:
    host = host_of(webhook["url"])
    record = Record("webhook", webhook["id"], webhook["name"] or host)
    call.tell(
        Owner("company", webhook["company_id"]),
        "webhook_failing",
        text.using(host=quoted(host)),
        record=record,
    )
