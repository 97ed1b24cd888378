"""Parameter types of the operations on notices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from tools.errors import Invalid
from tools.rules.notice_kinds import GROUPS, KINDS, kinds_named
from tools.rules.sentences import worded

Box = Annotated[
    Literal["own", "company", "all"], Field(description="Your own notices, those of the company you act for, or both.")
]
Whose = Annotated[Literal["own", "company"], Field(description="Your own settings, or those of your company.")]
KindName = Annotated[str, Field(min_length=1, max_length=60)]
KindNames = Annotated[
    list[KindName], Field(min_length=1, max_length=50, description="Kinds or groups, from get_notice_settings.")
]
RECORD_TYPES = (
    "booking", "event", "schedule", "work_order", "task", "open_call", "contract", "inquiry", "approval", "review", "agent",
    "staffing_contract", "company", "person", "freelancer", "profile_correction", "purse", "top_up", "withdrawal",
    "payout", "webhook",
)  # fmt: skip
RecordType = Annotated[str, Field(max_length=40, description="task, work_order, event and so on; with record_id.")]
NEXT = ("get_notice_settings",)


def expanded(names: Sequence[str] | None, field: str) -> set[str] | None:
    """The kinds that kinds and groups stand for; None when none were given. Invalid names the nearest of what is unknown.

    A group also means what was told before there were kinds."""
    if names is None:
        return None
    unknown = {f"{field}[{at}]": unknown_kind(name) for at, name in enumerate(names) if not kinds_named(name)}
    if unknown:
        raise Invalid(unknown, next=NEXT)
    return {kind for name in names for kind in (*kinds_named(name), name)}


def record_named(type: str | None, id: int | None, known: Sequence[str], tool: str) -> tuple[str, int] | None:
    """The record that a type and an id name; None without both. Invalid when one is missing or the type is unknown."""
    if type is not None and type not in known:
        near = nearest(type, known)
        named = (
            worded("near it: {near}", near=", ".join(near))
            if near
            else worded("one of {known}", known=", ".join(known))
        )
        raise Invalid({"record_type": worded("is no type of record; {named}", named=named)}, next=(tool,))
    if type is not None and id is not None:
        return type, id
    if type is None and id is None:
        return None
    missing = "record_type" if type is None else "record_id"
    raise Invalid({missing: worded("is needed: record_type and record_id go together")}, next=(tool,))


def unknown_kind(name: str) -> str:
    """What is said of a name that is no kind and no group."""
    near = nearest(name, (*KINDS, *GROUPS))
    return worded(
        "is no kind or group of notices{more}", more=worded("; near it: {near}", near=", ".join(near)) if near else ""
    )


def nearest(name: str, known: Sequence[str]) -> list[str]:
    """Up to three names that are written most like one."""
    from rapidfuzz import process

    return [hit[0] for hit in process.extract(name[:60], known, limit=3, score_cutoff=50)]
