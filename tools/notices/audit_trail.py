"""The audit trail: who did what, for whom, with which program, approved by whom and under which mandate."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from store.calls import trail
from store.companies import company_agents
from store.people.members import is_member
from store.types import Owner
from tools.call import Call
from tools.errors import Invalid, NotAllowed, NotFound
from tools.notices.params import RECORD_TYPES, RecordType, record_named
from tools.notices.sight import BY_RECORD
from tools.notices.trail_lines import Lines, TrailList
from tools.operation import operation
from tools.paging import Page
from tools.params import Id, Moment
from tools.rules.sentences import worded

TOOLSET = "approvals"
NEXT = ("list_audit_trail",)
ACTS = ("write", "destructive", "money")

Whose = Annotated[
    Literal["me", "agents", "people", "all"], Field(description="Default me; else those of your company, for admins.")
]
Access = Annotated[
    list[Literal["read", "write", "destructive", "money"]],
    Field(min_length=1, max_length=4, description="Default write, destructive and money."),
]


@operation(
    access="read",
    actors=("any",),
    price="free",
    on_writer=True,
    page_size=10,
    find=(
        "did I do that or my agent",
        "who changed this booking and with what program",
        "log of everything the bot did yesterday",
        "audit trail of our company",
        "which of our colleagues called this tool",
        "show my own activity log",
        "what has the app I signed in with done for me",
        "trail of money acts of an agent",
        "who approved that payment",
        "calls that were made under a mandate",
        "accountability log with client name and version",
        "look up a call by its call id",
        "was it me who did that, or was it my agent",
    ),
)
def list_audit_trail(
    call: Call,
    page: Page,
    performed_by: Whose | None = None,
    agent_id: Annotated[Id, Field(description="Only what this agent of the company did.")] | None = None,
    user_id: Annotated[Id, Field(description="Only what this colleague did.")] | None = None,
    tool: Annotated[str, Field(min_length=1, max_length=80, description="Only this operation.")] | None = None,
    access: Access | None = None,
    record_type: RecordType | None = None,
    record_id: Annotated[Id, Field(description="With record_type: only what was done to this record.")] | None = None,
    since: Annotated[Moment, Field(description="From then on.")] | None = None,
    until: Annotated[Moment, Field(description="Before then.")] | None = None,
    call_id: Annotated[str, Field(min_length=1, max_length=80, description="Only this call, from a receipt.")]
    | None = None,
) -> TrailList:
    """Read who did what, newest first: on whose behalf, with which client, approved by whom and under which mandate.

    A person sees their own calls, those of apps in their name, and those they approved; an agent its own; an admin all of the
    company with performed_by. Of a record, whoever may see it in full also sees who else changed it: name and tool. Arguments are
    never shown, only their digest; hash chains a line to the one before. Refused calls and rehearsals leave no line."""
    if since is not None and until is not None and since >= until:
        raise Invalid({"until": worded("has to be after since")}, next=NEXT)
    record = record_named(record_type, record_id, (*RECORD_TYPES, *BY_RECORD), "list_audit_trail")
    sought = trail.Sought(
        whose=_whose(call, performed_by, agent_id, user_id),
        me=call.caller.owner,
        company=call.caller.company_id or 0,
        by=_by(call, agent_id, user_id),
        tool=tool,
        access=access or ACTS,
        record=record,
        since=since,
        until=until,
        call_id=call_id,
    )
    sought = _with_sight(call, sought, performed_by)
    sql, params = trail.trail(sought)
    rows, next_cursor, total = page.rows(call.tx, sql, params, trail.NEWEST)
    if call_id is not None and not rows:
        raise NotFound("call", call_id, next=NEXT)
    lines = Lines(call, rows)
    return {"items": [lines.shape(row) for row in rows], "total": total, "next_cursor": next_cursor}


def _whose(call: Call, asked: str | None, agent_id: int | None, user_id: int | None) -> str:
    """Whose lines are looked through; NotAllowed where they are others' and the caller is no admin."""
    own = {"agent": agent_id, "person": user_id}[call.caller.kind]
    named = [id for id in (agent_id, user_id) if id is not None]
    if asked in (None, "me") and (not named or named == [own] == [call.caller.id]):
        return "me"
    if not call.caller.is_admin:
        raise NotAllowed(worded("Only an admin of the company reads what others did."), next=(*NEXT, "list_users"))
    return "all" if asked in (None, "me") else str(asked)


def _by(call: Call, agent_id: int | None, user_id: int | None) -> Owner | None:
    """Who did it; NotFound for who is none of the company's."""
    if agent_id is not None and user_id is not None:
        raise Invalid({"user_id": worded("goes without agent_id: one of the two did it")}, next=NEXT)
    company, me = call.caller.company_id or 0, call.caller.owner
    if agent_id is not None:
        if me != Owner("agent", agent_id) and company_agents.find(call.tx, company, agent_id) is None:
            raise NotFound("agent of your company", agent_id, next=("list_company_agents",))
        return Owner("agent", agent_id)
    if user_id is not None:
        if me != Owner("person", user_id) and not is_member(call.tx, company, user_id):
            raise NotFound("colleague", user_id, next=("list_users",))
        return Owner("person", user_id)
    return None


def _with_sight(call: Call, sought: trail.Sought, asked: str | None) -> trail.Sought:
    """With what others did to a record, when nobody's lines in particular are asked for and the caller sees it in full."""
    if sought.record is None:
        return sought
    find = BY_RECORD.get(sought.record[0])
    if find is None:
        return sought
    if not find(call, sought.record[1]):
        raise NotFound(sought.record[0], sought.record[1], next=("list_changes",))
    return sought if asked is not None else replace(sought, sees_record=True)
