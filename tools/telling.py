"""Telling somebody what happened: one notice in their inbox, sent on to whoever it concerns; and the feed of changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from store.folding import address_key
from store.telling import receivers
from store.telling.changes import add_change
from store.telling.in_touch import note_touch
from store.telling.notices import Told, add_notice, told_by
from store.telling.receivers import Receiver
from store.types import Owner
from tools.notice_sending import Act, Notice, actor_of, as_told, on_behalf_of, send
from tools.rules.change_types import CHANGE_TYPES
from tools.rules.notice_kinds import ABOUT_WORK, ENDINGS, FOR_ADMINS, KINDS, NoticeKind
from tools.rules.notice_plan import is_urgent
from tools.rules.sentences import ENGLISH, Words, read, worded
from tools.text import one_line


@dataclass(frozen=True, slots=True)
class Record:
    """What a notice is about. name: one line, as people know it; it begins the subject of the mail. was: the number it had
    until now."""

    type: str
    id: int
    name: Words
    was: int | None = None


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody with an address only. proven: they have passed a code that was mailed there. known: they were invited to what
    this is about before, and have to hear what becomes of it, the same day too. language: which they read, unless it is
    that of the account with the address, or English."""

    address: str
    name: str = ""
    proven: bool = False
    known: bool = False
    language: str | None = None


def leave_notice(
    act: Act,
    owner: Owner | Guest,
    kind: str,
    text: Words,
    record: Record | None,
    starts_at: datetime | None,
    figures: Mapping[str, object],
    responsible: Owner | None,
    body: Words | None,
    inbox_only: bool = False,
    unasked: bool = False,
    ends: bool = False,
    open_tools: Sequence[str] | None = None,
) -> None:
    """Write one notice and what goes out of it; nothing for the one who did it, or when this call has told it already."""
    known = KINDS[kind]
    if owner == _doer(act) and not known.own:
        return
    language, urgent = _language(act, owner), is_urgent(known, starts_at, act.now)
    said, about = as_told(text, language), None if record is None else (record.type, record.id, record.name)
    told = Told(
        *_owner(owner),
        kind=kind,
        text=said,
        record=None if about is None else (*about[:2], one_line(read(about[2], language))),
        actor=actor_of(act.caller),
        on_behalf_of=on_behalf_of(act.caller),
        urgent=urgent,
        figures=figures,
        call_id=act.id,
    )
    written = add_notice(act.tx, told, act.now)
    if written is None:
        return
    _note_touch(act, known, owner, responsible)
    id, change_id = written
    invited = isinstance(owner, Guest) and owner.known
    was = record.was if record is not None else None
    over = ends or kind in ENDINGS
    notice = Notice(
        id, known, text, about, change_id, urgent, figures, body, invited, unasked, over, was, language, open_tools
    )
    company = owner if isinstance(owner, Owner) and owner.kind == "company" else None
    for receiver in () if inbox_only else _receivers(act, owner, known, responsible, language):
        if known.own or not _is(receiver, _doer(act)):
            send(act, notice, receiver, company)
    if isinstance(owner, Owner):
        act.changes.append(f"notices/{owner}")


def has_told(act: Act, owner: Owner | Guest, kind: str) -> bool:
    """Whether this call has told them a kind already."""
    return told_by(act.tx, act.id, _owner(owner), kind)


def _note_touch(act: Act, kind: NoticeKind, *told: Owner | Guest | None) -> None:
    """Whoever does something that another is told of was in touch with them, when it is about work."""
    if kind.group in ABOUT_WORK and act.caller.kind == "person":
        for one in told:
            if isinstance(one, Owner) and one.kind == "person" and one.id != act.caller.id:
                note_touch(act.tx, act.caller.id, one.id, act.now)


def leave_change(
    act: Act, type: str, record: tuple[str, int], company_id: int | None, data: Mapping[str, object]
) -> None:
    """Append to the feed what happened to a record. ValueError for what the feed has no word for."""
    if type not in CHANGE_TYPES:
        raise ValueError(worded("{type!r} is no type of change", type=type))
    by, behalf = actor_of(act.caller), on_behalf_of(act.caller)
    add_change(act.tx, type, record, company_id, by, behalf, act.id, data, act.now)


def _doer(act: Act) -> Owner | None:
    return None if act.caller.kind == "nobody" else act.caller.owner


def _is(receiver: Receiver, somebody: Owner | None) -> bool:
    return somebody is not None and (receiver.kind, receiver.id) == (somebody.kind, somebody.id)


def _owner(owner: Owner | Guest) -> tuple[str, int, str]:
    return ("guest", 0, address_key(owner.address)) if isinstance(owner, Guest) else (owner.kind, owner.id, "")


def _language(act: Act, owner: Owner | Guest) -> str:
    """In which language an inbox is kept: its person's; a company's in that of all its admins, where they share one."""
    if isinstance(owner, Guest):
        return owner.language or receivers.language_of_address(act.tx, owner.address)
    if owner.kind == "agent":
        return ENGLISH
    return receivers.language(act.tx, owner)


def _receivers(
    act: Act, owner: Owner | Guest, kind: NoticeKind, responsible: Owner | None, language: str
) -> list[Receiver]:
    """Whom it is sent to. language: of a guest."""
    if isinstance(owner, Guest):
        return [Receiver("guest", 0, owner.name, owner.address, owner.proven, language=language)]
    if owner.kind == "company":
        return _of_company(act, owner.id, kind, responsible)
    one = receivers.person(act.tx, owner.id) if owner.kind == "person" else receivers.agent(act.tx, owner.id)
    return [] if one is None else [one]


def _of_company(act: Act, company_id: int, kind: NoticeKind, responsible: Owner | None) -> list[Receiver]:
    """The responsible one; its admins with a proven address when there is none, they left or cannot be reached, or the kind
    is for admins."""
    one: Receiver | None = None
    if responsible is not None and kind.group not in FOR_ADMINS:
        if responsible.kind == "person":
            one = receivers.member(act.tx, company_id, responsible.id)
        elif responsible.kind == "agent":
            one = receivers.agent(act.tx, responsible.id)
            one = one if one is not None and one.callback else None
    return [one] if one is not None else [admin for admin in receivers.admins(act.tx, company_id) if admin.proven]
