"""The agents somebody registered for a company, when they leave it: ended, or handed over to the admin who decides."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from store.companies import company_agents
from store.database import Row
from store.ledger import purses
from store.types import Money, Owner
from tools.call import Call
from tools.questions import quoted
from tools.rules.sentences import Sentence, say, together, worded
from tools.shapes import MoneyShape, money_shape
from tools.telling import Record

AgentsOfLeaver = Literal["end", "keep"]
SHOWN = 20


class SettledAgent(TypedDict):
    """An agent of somebody who left, and what became of it."""

    id: int
    name: str
    became: Literal["ended", "handed_over"]


def agents_of_leaver(call: Call, company_id: int, person_id: int) -> list[Row]:
    """The agents a person is the owner of record of in a company and that may still act."""
    return company_agents.registered_by(call.tx, company_id, str(Owner("person", person_id)))


def said_of_agents(agents: list[Row], fate: AgentsOfLeaver) -> list[str]:
    """The sentences of the question that name the agents of somebody who is about to leave."""
    if not agents:
        return []
    act = worded("end with it") if fate == "end" else worded("stay, and are yours then")
    names = ", ".join(f"{row['id']} {quoted(row['name'])}" for row in agents[:SHOWN])
    more = worded(" and {count} more", count=len(agents) - SHOWN) if len(agents) > SHOWN else ""
    return [worded("The agents they registered {act}: {names}{more}", act=act, names=names, more=more)]


def settle_agents(
    call: Call, company_id: int, person_id: int, fate: AgentsOfLeaver, heir: Owner | None
) -> list[SettledAgent]:
    """End the agents of somebody who leaves a company, or make the heir, else the caller, their owner of record."""
    settled: list[SettledAgent] = []
    for row in agents_of_leaver(call, company_id, person_id):
        if fate == "end":
            end_agent(call, row, "whoever registered it left the company")
        else:
            company_agents.hand_over(call.tx, row["id"], str(heir or call.caller.owner), call.stamp)
        settled.append({"id": row["id"], "name": row["name"], "became": "ended" if fate == "end" else "handed_over"})
    return settled


def end_agent(call: Call, row: Row, reason: str | None) -> list[MoneyShape]:
    """End an agent for good and give what is free in its purse to its company; what that was."""
    company_agents.end(call.tx, row["id"], reason, call.stamp)
    returned = return_free_money(call, row)
    tell_of_agent(call, row, say("Agent {id} was ended for good; its key opens nothing any more."), reason)
    return [money_shape(free) for free in returned]


def return_free_money(call: Call, row: Row) -> list[Money]:
    """What is free in the purse of an agent that was ended goes to its company; what that was."""
    returned = []
    for purse in purses(call.tx, Owner("agent", row["id"])):
        free = Money(purse.available, purse.currency)
        if free:
            to = call.books.purse(Owner("company", row["company_id"]), free.currency)
            call.books.move(purse, to, free, kind="agent_ended", record=("agent", row["id"]))
            returned.append(free)
    return returned


def tell_of_agent(call: Call, row: Row, what: Sentence, reason: str | None) -> None:
    """Tell the agent and its company what became of it. what: with a place for its {id}."""
    because = say("Reason given: {reason}.", reason=quoted(reason, 200)) if reason else None
    text = together(what.using(id=row["id"]), because)
    for owner in (Owner("agent", row["id"]), Owner("company", row["company_id"])):
        record = Record("agent", row["id"], row["name"])
        call.tell(owner, "agent_status", text, record=record)
    now = company_agents.find(call.tx, row["company_id"], row["id"])
    state = {"status": now["status"]} if now is not None else {}
    call.change("agent.status", ("agent", row["id"]), company_id=row["company_id"], data=state)
    call.changed("agents", row["id"])
