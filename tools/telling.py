"""Telling somebody what happened: the notice in their inbox, and what goes out of it by mail, text message and callback.

Whoever is known by an address only, or has not proven theirs, is mailed at once and within the limits of such mail."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from store.database import Transaction
from store.installation_key import InstallationKey
from store.telling import deliveries, receivers
from store.telling.changes import add_change
from store.telling.notices import Told, add_notice
from store.telling.receivers import Receiver
from store.types import Owner, iso
from tools import mail_limits
from tools.caller import SYSTEM, Caller
from tools.questions import quoted
from tools.rules.notice_kinds import FOR_ADMINS, KINDS, NoticeKind
from tools.rules.notice_plan import is_urgent
from tools.rules.notice_texts import LONGEST_TEXT, mail_text, news_text, sms_text, subject, without_links
from tools.rules.quotation import cut
from tools.text import one_line, plain


@dataclass(frozen=True, slots=True)
class Record:
    """What a notice is about. name: one line, as people know it; it begins the subject of the mail."""

    type: str
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody with an address only. proven: they have passed a code that was mailed there."""

    address: str
    name: str = ""
    proven: bool = False


class Act(Protocol):
    """The call that tells, as far as telling needs to know it."""

    tx: Transaction
    caller: Caller
    now: datetime
    id: str
    key: InstallationKey
    origin: str
    has_gateway: bool

    def post(self, topic: str, payload: Mapping[str, object]) -> str: ...

    def warn(self, text: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Notice:
    """What was written, for whoever sends it."""

    id: int
    kind: NoticeKind
    text: str
    record: Record | None
    urgent: bool
    figures: Mapping[str, object]
    body: str | None


def leave_notice(
    act: Act,
    owner: Owner | Guest,
    kind: str,
    text: str,
    record: Record | None,
    starts_at: datetime | None,
    figures: Mapping[str, object],
    responsible: Owner | None,
    body: str | None,
) -> None:
    """Write one notice and what goes out of it; nothing for the one who did it, or when this call has told it already."""
    known = KINDS[kind]
    if owner == _doer(act) and not known.own:
        return
    said = cut(plain(text), LONGEST_TEXT)
    urgent = is_urgent(known, starts_at, act.now)
    told = Told(
        *_owner(owner),
        kind=kind,
        text=said,
        record=None if record is None else (record.type, record.id, one_line(record.name)),
        actor=actor_of(act.caller),
        on_behalf_of=_on_behalf_of(act.caller),
        urgent=urgent,
        figures=figures,
        call_id=act.id,
    )
    id = add_notice(act.tx, told, act.now)
    if id is not None:
        notice = Notice(id, known, said, record, urgent, figures, body)
        for receiver, proven in _receivers(act, owner, known, responsible):
            _send(act, notice, receiver, proven)


def leave_change(
    act: Act, type: str, record: tuple[str, int], company_id: int | None, data: Mapping[str, object]
) -> None:
    """Append to the feed what happened to a record."""
    by, behalf = actor_of(act.caller), _on_behalf_of(act.caller)
    add_change(act.tx, type, record, company_id, by, behalf, act.id, data, act.now)


def actor_of(caller: Caller) -> tuple[str, int, str]:
    """Who did it, as (type, id, name): a person, an agent, the hall itself or a guest."""
    if caller is SYSTEM:
        return "system", 0, ""
    if caller.kind == "nobody":
        return "guest", 0, ""
    return caller.kind, caller.id, one_line(caller.name)


def _on_behalf_of(caller: Caller) -> str | None:
    return None if caller.company_id is None else f"company:{caller.company_id}"


def _doer(act: Act) -> Owner | None:
    return None if act.caller.kind == "nobody" else act.caller.owner


def _owner(owner: Owner | Guest) -> tuple[str, int, str]:
    return ("guest", 0, owner.address.lower()) if isinstance(owner, Guest) else (owner.kind, owner.id, "")


def _receivers(
    act: Act, owner: Owner | Guest, kind: NoticeKind, responsible: Owner | None
) -> Iterator[tuple[Receiver, bool]]:
    """Whom it is sent to, and whether their address is proven."""
    if isinstance(owner, Guest):
        yield Receiver("guest", 0, owner.name, owner.address.lower()), owner.proven
        return
    found = _of_company(act, owner.id, kind, responsible) if owner.kind == "company" else [_one(act, owner)]
    for receiver in found:
        if receiver is not None and (kind.own or Owner(receiver.kind, receiver.id) != _doer(act)):  # type: ignore[arg-type]
            yield receiver, receiver.proven


def _one(act: Act, owner: Owner) -> Receiver | None:
    if owner.kind == "person":
        return receivers.person(act.tx, owner.id)
    return receivers.agent(act.tx, owner.id) if owner.kind == "agent" else None


def _of_company(act: Act, company_id: int, kind: NoticeKind, responsible: Owner | None) -> list[Receiver]:
    """The responsible one, unless the kind is for admins, they left or cannot be reached; else the admins with a proven address."""
    one: Receiver | None = None
    if responsible is not None and kind.group not in FOR_ADMINS:
        if responsible.kind == "person":
            one = receivers.member(act.tx, company_id, responsible.id)
        elif responsible.kind == "agent":
            one = receivers.agent(act.tx, responsible.id)
            one = one if one is not None and one.callback else None
    return [one] if one is not None else [admin for admin in receivers.admins(act.tx, company_id) if admin.proven]


def _send(act: Act, notice: Notice, receiver: Receiver, proven: bool) -> None:
    """What goes out to one receiver."""
    if receiver.kind == "agent":
        if receiver.callback and {"mail", "callback"} & set(notice.kind.channels):
            _call_back(act, notice, receiver)
        return
    if receiver.kind == "guest" or "mail" in notice.kind.channels:
        _mail(act, notice, receiver, proven)
    if "sms" in notice.kind.channels and notice.urgent and receiver.phone and act.has_gateway:
        payload = {"to": f"+{receiver.phone}", "subject": "SMS", "body": sms_text(notice.text)}
        _post(act, notice, receiver, "sms", payload)


def _mail(act: Act, notice: Notice, receiver: Receiver, proven: bool) -> None:
    """One mail at once. To an unproven address the subject is ours alone, and an account only hears of news."""
    if receiver.address is None:
        return
    by = _by(act.caller)
    name = one_line(notice.record.name) if notice.record else ""
    if proven:
        text = mail_text(notice.text, notice.body, by, notice.kind.act)
        payload = {"to": receiver.address, "subject": subject(name or notice.kind.title, notice.text), "body": text}
        _post(act, notice, receiver, "mail", payload)
        return
    why_not = mail_limits.refusal(act, receiver.address)
    if why_not is not None:
        deliveries.add_delivery(act.tx, notice.id, receiver, "mail", act.now, refused=why_not)
        if receiver.kind == "guest":
            act.warn(f"Not mailed: {receiver.address}. The reason: {why_not}.")
        return
    mail_limits.count(act, receiver.address)
    if receiver.kind == "guest":
        text = mail_text(without_links(notice.text), notice.body, "", ())
    else:
        text = news_text(notice.kind.title, name)
    text = f"{text}\n\n{mail_limits.footer(act, receiver.address)}"
    _post(act, notice, receiver, "mail", {"to": receiver.address, "subject": notice.kind.title, "body": text})


def _by(caller: Caller) -> str:
    """Who did it, as part of a sentence; nothing when the hall did it by itself."""
    if caller is SYSTEM:
        return ""
    return "a guest" if caller.kind == "nobody" else f"{caller.kind} {caller.id} {quoted(caller.name)}"


def _post(act: Act, notice: Notice, receiver: Receiver, channel: str, payload: dict[str, str]) -> None:
    """Leave a mail or text message for the worker, with the delivery it ends."""
    id = deliveries.add_delivery(act.tx, notice.id, receiver, channel, act.now)
    deliveries.hand_over(act.tx, [id], act.post(f"notice_{channel}", {**payload, "deliveries": [id]}))


def _call_back(act: Act, notice: Notice, receiver: Receiver) -> None:
    """Leave a callback with its exact body."""
    deliveries.add_delivery(act.tx, notice.id, receiver, "callback", act.now, content=callback_body(act, notice))


def callback_body(act: Act, notice: Notice) -> str:
    """What an agent's server is sent, as JSON."""
    record = None if notice.record is None else {"type": notice.record.type, "id": notice.record.id}
    type, id, name = actor_of(act.caller)
    data = {
        "notice_id": notice.id,
        "change_id": None,
        "text": notice.text,
        "record": record and {**record, "name": one_line(notice.record.name) if notice.record else ""},
        "actor": {"type": type, "id": id, "name": name, "on_behalf_of": _on_behalf_of(act.caller)},
        "urgent": notice.urgent,
        "needs_action": bool(notice.kind.act),
        "act_with": list(notice.kind.act),
        "figures": dict(notice.figures),
    }
    body = {"type": notice.kind.name, "timestamp": iso(act.now), "data": data}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))
