"""What still comes into the purses of agents that were ended: deposits that were under way, and what was held and came back."""

from __future__ import annotations

from store.companies import company_agents
from store.database import Row
from store.types import Owner
from tools.call import Call
from tools.companies.agent_owners import return_free_money
from tools.one_by_one import one_by_one
from tools.operation import scheduled
from tools.questions import quoted
from tools.rules.sentences import say
from tools.telling import Record

MOST = 200


@scheduled(every=600)
def return_money_of_ended_agents(call: Call) -> int:
    """Hand free money of agents that were ended to their companies; nobody else could reach it."""
    return one_by_one(call, company_agents.ended_with_money(call.tx, MOST), _return)


def _return(call: Call, row: Row) -> None:
    sums = ", ".join(str(money) for money in return_free_money(call, row))
    text = say(
        "{sums} came into the purse of agent {id} {name} after it was ended, and is in yours now.",
        sums=sums,
        id=row["id"],
        name=quoted(row["name"]),
    )
    call.tell(
        Owner("company", row["company_id"]),
        "money_in",
        text,
        record=Record("agent", row["id"], row["name"]),
        figures={"amount": sums},
    )
