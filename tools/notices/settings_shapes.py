"""Settings of notices as they are answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.ledger import find_account
from store.telling import receivers
from store.telling import settings as store
from store.types import Money, Owner, iso
from store.wallet.balance_alerts import alerts_of
from tools.call import Call
from tools.notice_settings import settings_of
from tools.rules.callback_secrets import SECRET_LABEL
from tools.rules.notice_kinds import KINDS
from tools.rules.notice_plan import Quiet, agent_ways, ways


class ChannelChoice(TypedDict):
    kind: str
    channels: list[str]


# from and to as HH:MM; days on which it begins, 0 = Sunday. Written so because from is a word of the language.
QuietShape = TypedDict("QuietShape", {"from": str, "to": str, "days": list[int]})


class AlertShape(TypedDict):
    """state: armed (watching) or fired (told; waits for the balance to recover)."""

    currency: str
    threshold: str
    state: str
    available: str
    fired_at: NotRequired[str | None]


class SettingsShape(TypedDict):
    owner_type: str
    owner_id: int
    channels: list[ChannelChoice]
    quiet: NotRequired[QuietShape | None]
    timezone: str
    digest: str
    digest_at: str
    balance_alerts: list[AlertShape]


class KindShape(TypedDict):
    kind: str
    group: str
    when: str
    channels_now: list[str]
    channels_default: list[str]
    urgency: str
    must: bool
    act_with: list[str]


class CallbackState(TypedDict):
    """state: on, off (no address or no secret) or off_by_410 (the address answered that it wants no more)."""

    url: NotRequired[str | None]
    state: str
    last_success: NotRequired[str | None]
    last_failure: NotRequired[str | None]
    secret_hint: NotRequired[str | None]


def settings_shape(call: Call, owner: Owner) -> SettingsShape:
    """What an owner chose, or what holds as shipped."""
    chosen = settings_of(call.tx, owner)
    quiet = chosen.quiet
    return {
        "owner_type": owner.kind,
        "owner_id": owner.id,
        "channels": [{"kind": kind, "channels": list(channels)} for kind, channels in chosen.channels.items()],
        "quiet": None if quiet is None else _quiet_shape(quiet),
        "timezone": chosen.timezone,
        "digest": chosen.digest,
        "digest_at": f"{chosen.digest_at:%H:%M}",
        "balance_alerts": alert_shapes(call, owner),
    }


def alert_shapes(call: Call, owner: Owner) -> list[AlertShape]:
    """The balance alerts of an owner, by currency."""
    return [alert_shape(call, row) for row in alerts_of(call.tx, owner)]


def alert_shape(call: Call, row: Row) -> AlertShape:
    """A balance alert with what is available now."""
    currency = row["currency"]
    purse = find_account(call.tx, Owner(row["owner_type"], row["owner_id"]), "purse", currency)
    return {
        "currency": currency,
        "threshold": Money(row["threshold"], currency).text,
        "state": row["state"],
        "available": Money(purse.available if purse else 0, currency).text,
        "fired_at": iso(row["fired_at"], call.caller.timezone) if row["fired_at"] and row["state"] == "fired" else None,
    }


def _quiet_shape(quiet: Quiet) -> QuietShape:
    return {"from": f"{quiet.start:%H:%M}", "to": f"{quiet.end:%H:%M}", "days": sorted(quiet.days)}


def kind_shapes(call: Call, owner: Owner, names: Sequence[str]) -> list[KindShape]:
    """The kinds with the channels a notice of each would use for an owner now."""
    chosen = settings_of(call.tx, owner)
    there = _channels_there(call, owner)
    shapes: list[KindShape] = []
    for name in names:
        kind = KINDS[name]
        soon = kind.urgency != "none"
        now = agent_ways(kind, soon, chosen) if owner.kind == "agent" else ways(kind, soon, chosen)
        shapes.append(
            {
                "kind": name,
                "group": kind.group,
                "when": kind.when,
                "channels_now": [channel for channel in now if channel in there],
                "channels_default": list(kind.channels),
                "urgency": kind.urgency,
                "must": kind.must,
                "act_with": list(kind.answers),
            }
        )
    return shapes


def _channels_there(call: Call, owner: Owner) -> set[str]:
    """The channels that can reach an owner at all."""
    if owner.kind == "agent":
        agent = receivers.agent(call.tx, owner.id)
        return {"callback"} if agent is not None and agent.callback else set()
    found = {"mail"}
    if call.has_gateway:
        person = receivers.person(call.tx, owner.id) if owner.kind == "person" else None
        found |= {"sms"} if owner.kind == "company" or (person is not None and person.phone) else set()
    return found


def callback_shape(call: Call, owner: Owner) -> CallbackState | None:
    """The callback of an agent; None for others."""
    row = store.callback_of(call.tx, owner.id) if owner.kind == "agent" else None
    if row is None:
        return None
    state = "on" if (row["callback_url"] or "").lower().startswith("https://") and row["secret"] is not None else "off"
    if state == "on" and row["refused_url"] == row["callback_url"]:
        state = "off_by_410"
    secret = call.key.opened(SECRET_LABEL, row["secret"]) if row["secret"] else None
    return {
        "url": row["callback_url"],
        "state": state,
        "last_success": iso(row["last_success"]) if row["last_success"] else None,
        "last_failure": iso(row["last_failure"]) if row["last_failure"] else None,
        "secret_hint": secret[-4:] if secret else None,
    }
