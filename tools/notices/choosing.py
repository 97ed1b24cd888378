"""What somebody asks to be changed about their notices, checked and made the columns of their settings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from store.database import Row
from store.telling import receivers
from store.telling import settings as store
from store.types import Owner
from tools.call import Call
from tools.errors import Invalid
from tools.notices.params import NEXT, unknown_kind
from tools.rules.notice_kinds import KINDS, kinds_named
from tools.rules.sentences import joined, worded

SMS_FAULT = worded("a text message needs a confirmed phone")


def chosen_channels(
    call: Call, owner: Owner, row: Row | None, given: Sequence[Mapping[str, Any]], reset: Iterable[str]
) -> list[dict[str, Any]]:
    """The stored choices with those given set and those named back to their default. Invalid names what cannot be."""
    faults: dict[str, str] = {}
    for at, one in enumerate(given):
        fault = _fault(call, owner, one["kind"], one["channels"])
        if fault:
            faults[f"channels[{at}]"] = fault
    faults |= {f"reset_kinds[{at}]": unknown_kind(name) for at, name in enumerate(reset) if not kinds_named(name)}
    if faults:
        phone = any(SMS_FAULT in fault for fault in faults.values())
        callback = any("callback" in fault for fault in faults.values())
        more = ("update_my_profile",) if phone else ("update_agent_profile",) if callback else ()
        raise Invalid(faults, next=(*more, *NEXT))
    chosen = {one["kind"]: one["channels"] for one in (json.loads(row["channels"]) if row else [])}
    for name in reset:
        for kind in (name, *kinds_named(name)) if name != "all" else tuple(chosen):
            chosen.pop(kind, None)
    chosen |= {one["kind"]: list(dict.fromkeys(one["channels"])) for one in given}
    return [{"kind": kind, "channels": channels} for kind, channels in chosen.items()]


def _fault(call: Call, owner: Owner, kind: str, channels: Sequence[str]) -> str | None:
    """Why these channels cannot be chosen for a kind."""
    if not kinds_named(kind):
        return joined((repr(kind), unknown_kind(kind)), " ")
    if "callback" in channels and not _has_callback(call, owner):
        return worded("a callback needs an agent with a callback_url (update_agent_profile)")
    if "sms" in channels and not _has_sms(call, owner):
        return worded("{sms_fault} (update_my_profile) and a hall that sends such messages", sms_fault=SMS_FAULT)
    if "mail" in channels and owner.kind == "agent":
        return worded("agents are not mailed: choose callback")
    must = kind in KINDS and KINDS[kind].must and "mail" in KINDS[kind].channels
    needed: Literal["callback", "mail"] = "callback" if owner.kind == "agent" else "mail"
    if must and needed not in channels:
        return worded("{kind} always goes by {needed}: it cannot be taken away", kind=kind, needed=needed)
    return None


def _has_callback(call: Call, owner: Owner) -> bool:
    if owner.kind != "agent":
        return False
    row = store.callback_of(call.tx, owner.id)
    return row is not None and row["callback_url"] is not None


def _has_sms(call: Call, owner: Owner) -> bool:
    """A company's text messages go to its people, each to their own phone."""
    if owner.kind == "agent" or not call.has_gateway:
        return False
    if owner.kind == "company":
        return True
    person = receivers.person(call.tx, owner.id)
    return person is not None and person.phone is not None


def quiet_columns(row: Row | None, begins: str | None, ends: str | None, days: Sequence[int] | None) -> dict[str, Any]:
    """The columns of quiet hours as asked for; Invalid when something is missing."""
    if (begins is None) != (ends is None):
        missing = "quiet_from" if begins is None else "quiet_to"
        raise Invalid({missing: worded("quiet_from and quiet_to go together")}, next=("set_notice_settings",))
    columns: dict[str, Any] = {}
    if begins is not None and ends is not None:
        begins, ends = begins.replace("24:00", "00:00"), ends.replace("24:00", "00:00")
        off = begins == ends
        columns = {"quiet_from": None if off else begins, "quiet_to": None if off else ends}
        columns["quiet_days"] = json.dumps(sorted(set(days)) if days is not None else list(range(7)))
    elif days is not None:
        if row is None or row["quiet_from"] is None:
            raise Invalid({"quiet_days": worded("there are no quiet hours: give quiet_from and quiet_to")}, next=NEXT)
        columns = {"quiet_days": json.dumps(sorted(set(days)))}
    return columns


def digest_columns(row: Row | None, digest: str | None, at: str | None) -> dict[str, Any]:
    """The columns of the digest as asked for; Invalid for a time without a daily one."""
    present = digest or (row["digest"] if row else "off")
    if at is not None and present != "daily":
        raise Invalid({"digest_at": worded("goes with digest daily")}, next=("set_notice_settings",))
    columns = {"digest": digest, "digest_at": at.replace("24:00", "00:00") if at else None}
    return {name: value for name, value in columns.items() if value is not None}
