"""By which ways notices reach somebody: showing it, and choosing."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.telling import settings as store
from store.types import Owner, utc_text
from tools.call import Call
from tools.errors import Invalid, NotAllowed, NotFound
from tools.notices.choosing import chosen_channels, digest_columns, quiet_columns
from tools.notices.dropping import drop_unwanted
from tools.notices.params import KindName, KindNames, Whose, unknown_kind
from tools.notices.settings_shapes import (
    CallbackState,
    KindShape,
    SettingsShape,
    callback_shape,
    kind_shapes,
    settings_shape,
)
from tools.operation import operation
from tools.params import Clock, Zone
from tools.rules.callback_secrets import OLD_SECRET_STAYS, SECRET_LABEL, new_secret
from tools.rules.notice_kinds import Channel, kinds_named
from tools.rules.sentences import worded

TOOLSET = "notices"


class ChannelsIn(TypedDict):
    kind: Annotated[KindName, Field(description="A kind, a group, or all.")]
    channels: Annotated[list[Channel], Field(max_length=3, description="An empty list = inbox only.")]


class ShownSettings(TypedDict):
    settings: SettingsShape
    kinds: list[KindShape]
    callback: NotRequired[CallbackState | None]


class ChosenSettings(TypedDict):
    """callback_secret is shown once, when it was just made."""

    settings: SettingsShape
    callback_secret: NotRequired[str | None]
    changed: list[str]


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "where do my alerts go",
        "which kinds of messages exist",
        "is my callback working",
        "when are my quiet hours",
        "what am I notified of by text message",
        "show how notifications reach me",
        "list the groups of notices",
        "which notices cannot be switched off",
        "who in the company is mailed about what",
        "do I get a digest",
        "last successful delivery to our endpoint",
    ),
)
def get_notice_settings(
    call: Call,
    owner: Whose = "own",
    kind: Annotated[KindName | None, Field(description="Only this kind or group.")] = None,
) -> ShownSettings:
    """Show where each kind of notice goes besides the inbox, with quiet hours, digest and the state of the callback.

    channels_now is what a notice of the kind would use this moment, text messages of kinds that can wait left out;
    channels_default what it uses as shipped. Kinds marked must keep their mail whatever is chosen. Every member reads the
    company's settings. Change them with set_notice_settings."""
    whose = _whose(call, owner)
    names = kinds_named(kind) if kind is not None else kinds_named("all")
    if not names:
        raise NotFound(
            worded("kind {kind!r}: it {unknown_kind}", kind=kind, unknown_kind=unknown_kind(kind or "")),
            next=("get_notice_settings",),
        )
    callback = callback_shape(call, whose)
    return {"settings": settings_shape(call, whose), "kinds": kind_shapes(call, whose, names), "callback": callback}


@operation(
    access="write",
    actors=("any",),
    price="free",
    example={"digest": "daily"},
    secret=("callback_secret",),
    find=(
        "do not write to me at night",
        "one summary a day instead of single mails",
        "text me when a visit is called off",
        "stop mailing me about tasks",
        "set quiet hours from ten to seven",
        "make a signing secret for our callbacks",
        "turn off notifications of this kind",
        "mail the company only about money",
        "weekends without messages",
        "hourly digest please",
        "inbox only, no mails",
        "rotate the webhook secret of the agent",
    ),
)
def set_notice_settings(
    call: Call,
    owner: Whose = "own",
    channels: Annotated[
        list[ChannelsIn] | None, Field(min_length=1, max_length=100, description="By which ways kinds or groups go.")
    ] = None,
    reset_kinds: KindNames | None = None,
    quiet_from: Annotated[Clock | None, Field(description="HH:MM, with quiet_to.")] = None,
    quiet_to: Annotated[Clock | None, Field(description="HH:MM; the same as quiet_from = no quiet hours.")] = None,
    quiet_days: Annotated[
        list[Annotated[int, Field(ge=0, le=6)]] | None,
        Field(min_length=1, max_length=7, description="Days on which the quiet time begins, 0 = Sunday; default all."),
    ] = None,
    timezone: Zone | None = None,
    digest: Annotated[
        Literal["off", "hourly", "daily"] | None, Field(description="One mail for what can wait.")
    ] = None,
    digest_at: Annotated[Clock | None, Field(description="HH:MM, with digest daily.")] = None,
    new_callback_secret: Annotated[bool, Field(description="Agents: make a new signing secret.")] = False,
) -> ChosenSettings:
    """Choose by which ways kinds of notices reach you or your company, and set quiet hours and digest.

    channels names kinds, groups or all; the kind goes before its group and the group before all, and what is not given
    stays. The inbox always holds a notice; kinds marked must keep their mail. Urgent notices wait for nothing. What waits
    for a channel that is switched off is dropped; new quiet hours move only later notices. Without a callback secret
    nothing is sent to an agent's callback_url; after a new one the old one signs too for 24 hours. Company: admins only."""
    whose = _whose(call, owner)
    if whose.kind == "company" and not call.caller.is_admin:
        raise NotAllowed(worded("Only an admin of the company changes its settings."), next=("get_notice_settings",))
    if not call.given.keys() - {"owner"}:
        raise Invalid({"channels": worded("nothing is given to change")}, next=("get_notice_settings",))
    row = store.settings_of(call.tx, whose)
    columns: dict[str, Any] = {}
    if channels is not None or reset_kinds is not None:
        columns["channels"] = json.dumps(chosen_channels(call, whose, row, channels or [], reset_kinds or []))
    columns |= quiet_columns(row, quiet_from, quiet_to, quiet_days) | digest_columns(row, digest, digest_at)
    columns |= {"timezone": timezone} if timezone is not None else {}
    secret = _new_secret(call, whose) if new_callback_secret else None
    changed = _changed(row, columns)
    if changed:
        store.write_settings(call.tx, whose, call.stamp, **columns)
        drop_unwanted(call, whose)
    return {
        "settings": settings_shape(call, whose),
        "callback_secret": None if call.dry_run else secret,
        "changed": [*changed, *(["callback_secret"] if secret else [])],
    }


def _whose(call: Call, owner: Literal["own", "company"]) -> Owner:
    if owner == "own":
        return call.caller.owner
    if call.caller.company_id is None:
        raise Invalid({"owner": worded("you act for no company; leave it out")}, next=("list_my_companies",))
    return Owner("company", call.caller.company_id)


AS_SHIPPED: dict[str, Any] = {
    "channels": "[]", "quiet_from": None, "quiet_to": None, "quiet_days": "[0, 1, 2, 3, 4, 5, 6]", "timezone": None,
    "digest": "off", "digest_at": "08:00",
}  # fmt: skip


def _changed(row: Row | None, columns: dict[str, Any]) -> list[str]:
    """What of the settings is another than before, by the names it is answered under."""
    before = {name: row[name] for name in AS_SHIPPED} if row is not None else AS_SHIPPED
    names = [
        "quiet" if name.startswith("quiet_") else name
        for name, value in columns.items()
        if _plain(name, value) != _plain(name, before[name])
    ]
    return list(dict.fromkeys(names))


def _plain(name: str, value: Any) -> Any:
    return json.loads(value) if name in ("channels", "quiet_days") and value is not None else value


def _new_secret(call: Call, whose: Owner) -> str:
    """A new secret that callbacks to the agent are signed with, kept sealed."""
    if whose.kind != "agent":
        raise Invalid(
            {"new_callback_secret": worded("is for agents, with their own key")}, next=("set_notice_settings",)
        )
    secret = new_secret(call.randomness.bytes(32))
    until = utc_text(call.now + OLD_SECRET_STAYS)
    store.set_secret(call.tx, whose.id, call.key.sealed(SECRET_LABEL, secret), until, call.stamp)
    return secret
