"""Ending somebody's membership of a company, whoever wants it: the person stays, what they hold of the company goes."""

from __future__ import annotations

from store.companies import invitations
from store.people import members, persons
from store.types import Owner
from tools.call import Call
from tools.companies.agent_owners import AgentsOfLeaver, SettledAgent, settle_agents


def end_membership(
    call: Call,
    company_id: int,
    person_id: int,
    membership_id: int,
    agents: AgentsOfLeaver = "end",
    heir: Owner | None = None,
) -> list[SettledAgent]:
    """The person is no member any more; their sessions for the company end but the one that asks, and so do the
    invitations they sent; what became of the agents they registered. heir: whose they are when kept, if not the caller's."""
    members.end_membership(call.tx, membership_id, call.now)
    persons.end_sessions_for(call.tx, person_id, company_id, call.now, keep=call.caller.session_id)
    persons.forget_default_company(call.tx, person_id, company_id)
    invitations.withdraw_of_inviter(call.tx, company_id, person_id, call.now)
    invitations.withdraw_moves(call.tx, membership_id, call.now)
    return settle_agents(call, company_id, person_id, agents, heir)
