"""The agents of a company, for its admins: who registered each, and ending what should act no more."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.companies import company_agents
from store.database import Row
from store.people.identity import MACHINE, REGISTRATION
from store.people.persons import find_person
from store.types import iso
from tools.agents.rules.agents import next_status
from tools.call import Call
from tools.companies.agent_owners import end_agent, tell_of_agent
from tools.errors import NotAllowed, NotFound, WrongState
from tools.operation import operation
from tools.paging import Page
from tools.params import Id
from tools.questions import quoted
from tools.rules.names import full_name
from tools.rules.sentences import say, word, worded
from tools.shapes import MoneyShape
from tools.text import plain

TOOLSET = "agents"
FIND = ("list_company_agents",)

OwnAgentId = Annotated[Id, Field(description="The agent, from list_company_agents.")]
Reason = Annotated[str, Field(max_length=500, description="Why; shown to the agent and the admins.")]


class Registrant(TypedDict):
    """Who an agent's owner of record is: a person, another agent, the hall's operator, or nobody who was signed in."""

    kind: str
    id: int | None
    name: str | None


class CompanyAgent(TypedDict):
    """An agent of the company. Its address and the start of its key are shown to admins only."""

    id: int
    name: str
    status: str
    suspension_reason: str | None
    suspended_by: str | None
    registered_by: Registrant
    registered_at: str
    ended_at: str | None
    email: str | None
    api_key_prefix: str | None


class CompanyAgents(TypedDict):
    """A page of the company's agents, oldest first."""

    agents: list[CompanyAgent]
    total: int
    next_cursor: str | None


@operation(
    access="read",
    actors=("client", "admin"),
    price="free",
    find=(
        "which bots act for our company",
        "who registered that assistant of ours",
        "agents of our company and their status",
        "whose API keys can spend our money",
        "all software agents of our firm",
        "list the keys that work for the company",
        "which AIs have access to our account",
        "did a former employee leave a bot behind",
        "audit the assistants of our company",
        "is one of our agents suspended",
        "the company's own bots",
    ),
)
def list_company_agents(call: Call, page: Page) -> CompanyAgents:
    """List the AI agents that act for the caller's company, with who registered each and whether it may act.

    Addresses and the start of keys are shown to admins. The public directory of everybody's agents is search_agents. Next:
    suspend_company_agent, end_company_agent."""
    sql, params = company_agents.agents_query(_company(call))
    rows, next_cursor, total = page.rows(call.tx, sql, params, company_agents.BY_AGE)
    return {"agents": [_shape(call, row) for row in rows], "total": total, "next_cursor": next_cursor}


class ChangedCompanyAgent(TypedDict):
    """The agent as it is now."""

    agent: CompanyAgent
    changed: bool


@operation(
    access="write",
    actors=("admin",),
    price="free",
    find=(
        "stop one of our bots for now",
        "our assistant does strange things, halt it",
        "block the key of a company agent for a while",
        "pause an AI that acts for us",
        "suspend our agent",
        "a key of ours may have leaked, freeze that agent",
        "keep a bot of ours from spending",
        "temporarily lock our assistant out",
        "put our agent on hold",
        "take access away from one of our AIs until we know more",
        "freeze a company's bot",
    ),
)
def suspend_company_agent(call: Call, agent_id: OwnAgentId, reason: Reason | None = None) -> ChangedCompanyAgent:
    """Keep an agent of the company from acting until an admin resumes it; it may still read its wallet.

    For admins. The company's admins and the agent are told. Suspended already: nothing happens and changed is
    false. Back again: resume_company_agent. For good: end_company_agent."""
    row = _agent(call, agent_id)
    if row["status"] == "suspended":
        return {"agent": _shape(call, row), "changed": False}
    _check(row, worded("suspend"))
    why = plain(reason) or None if reason else None
    company_agents.suspend(call.tx, row, str(call.caller.owner), why, call.stamp)
    said = say("Agent {id} was suspended by an admin, person {admin}.", admin=call.caller.id)
    tell_of_agent(call, row, said, why)
    return {"agent": _shape(call, _agent(call, agent_id)), "changed": True}


@operation(
    access="write",
    actors=("admin",),
    price="free",
    find=(
        "let our bot work again",
        "lift the suspension of our agent",
        "the assistant is fine, switch it back on",
        "resume a company agent",
        "unfreeze the key of one of our AIs",
        "give our agent its access back",
        "our suspended bot may go on",
        "reactivate a paused assistant of the company",
        "undo the suspension of our AI",
        "end the pause of an agent of ours",
        "unblock our company's bot",
    ),
)
def resume_company_agent(call: Call, agent_id: OwnAgentId) -> ChangedCompanyAgent:
    """Let an agent of the company act again that one of its admins suspended.

    For admins. What the hall's operator suspended, only the operator lifts. Not suspended: nothing happens and changed is
    false. The company's admins and the agent are told."""
    row = _agent(call, agent_id)
    if row["status"] in ("active", "pending_deposit"):
        return {"agent": _shape(call, row), "changed": False}
    _check(row, worded("lift"))
    if row["suspended_by"] in (None, MACHINE):
        raise NotAllowed(
            worded(
                "The hall's operator suspended agent {agent_id}, and only the operator lifts that.", agent_id=agent_id
            ),
            code="operator_suspended",
            state="suspended",
            next=FIND,
        )
    company_agents.resume(call.tx, row, call.stamp)
    said = say("Agent {id} may act again; an admin, person {admin}, lifted its suspension.", admin=call.caller.id)
    tell_of_agent(call, row, said, None)
    return {"agent": _shape(call, _agent(call, agent_id)), "changed": True}


class EndedCompanyAgent(TypedDict):
    """The agent, which acts no more, and what went from its purse to the company's."""

    agent: CompanyAgent
    returned: list[MoneyShape]


@operation(
    access="destructive",
    actors=("admin",),
    price="free",
    find=(
        "get rid of one of our bots for good",
        "revoke the key of a company agent",
        "make an API key of our company worthless",
        "the assistant of a former colleague must go",
        "end an agent of ours",
        "permanently remove a bot's access to our company",
        "delete our AI agent",
        "take our agent's money back and shut it down",
        "kill the credential of one of our assistants",
        "close a bot's account in our firm",
        "our AI must never act for us again",
    ),
)
def end_company_agent(call: Call, agent_id: OwnAgentId, reason: Reason | None = None) -> EndedCompanyAgent:
    """End an agent of the company for good: its key opens nothing any more, and no other can be made for it.

    For admins. What is free in its purse goes to the company's; what is held for open work stays with that work. Its waiting
    jobs do not happen. The company's admins and the agent are told. For a while only: suspend_company_agent."""
    row = _agent(call, agent_id)
    _check(row, worded("ban"))
    call.confirm(
        worded("End agent {agent_id} for good; its key opens nothing any more", agent_id=agent_id),
        record=f"agent:{agent_id}",
        details=(worded("The agent is called {name}", name=quoted(row["name"])),),
    )
    returned = end_agent(call, row, plain(reason) or None if reason else None)
    return {"agent": _shape(call, _agent(call, agent_id)), "returned": returned}


def _company(call: Call) -> int:
    if call.caller.company_id is None:
        raise LookupError("the caller acts for no company")
    return call.caller.company_id


def _agent(call: Call, agent_id: int) -> Row:
    row = company_agents.find(call.tx, _company(call), agent_id)
    if row is None:
        raise NotFound("agent of your company", agent_id, next=FIND)
    return row


def _check(row: Row, action: str) -> None:
    try:
        next_status(row["status"], action, row["status_before_suspension"])  # type: ignore[arg-type]
    except WrongState:
        raise WrongState(
            worded("Agent {id} is {status} for good. Nothing changed.", id=row["id"], status=word(row["status"])),
            state=row["status"],
            next=FIND,
        ) from None


def _shape(call: Call, row: Row) -> CompanyAgent:
    restrained = row["status"] in ("suspended", "banned")
    return {
        "id": row["id"],
        "name": row["name"],
        "status": "ended" if row["ended_at"] else row["status"],
        "suspension_reason": row["suspension_reason"] if restrained else None,
        "suspended_by": (row["suspended_by"] or MACHINE).replace(MACHINE, "operator") if restrained else None,
        "registered_by": _registrant(call, row["made_by"]),
        "registered_at": iso(row["created_at"]),
        "ended_at": iso(row["ended_at"]) if row["ended_at"] else None,
        "email": row["email"] if call.caller.is_admin else None,
        "api_key_prefix": row["api_key_prefix"] if call.caller.is_admin else None,
    }


def _registrant(call: Call, maker: str | None) -> Registrant:
    kind, _, number = (maker or "unknown").partition(":")
    kind = {MACHINE: "operator", REGISTRATION: "nobody"}.get(kind, kind)
    id = int(number) if number else None
    person = find_person(call.tx, id) if kind == "person" and id is not None else None
    name = full_name(person["name"], person["middle_name"], person["last_name"]) if person is not None else None
    return {"kind": kind, "id": id, "name": name}
