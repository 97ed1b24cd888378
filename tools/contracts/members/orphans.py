"""Contracts that only ended agents own go to the admins of those agents' companies."""

from __future__ import annotations

from store.contracts import contracts, endings, orphans
from store.database import Row
from store.scheduling import agreed_hours
from store.scheduling.events import name_of
from store.types import Owner
from tools.call import Call
from tools.contracts.access import Stand
from tools.contracts.members.notices import named, tell_managers, tell_member
from tools.contracts.rules.roles import LEVELS, OWNER
from tools.one_by_one import one_by_one
from tools.operation import scheduled
from tools.questions import quoted
from tools.rules.sentences import say

MOST = 200


@scheduled(every=60)
def hand_over_orphaned_contracts(call: Call) -> int:
    """Nobody could manage, settle or archive a contract whose only owner was ended: the company's longest-standing admin
    owns it from then on, archived ones too."""
    return one_by_one(call, orphans.orphaned(call.tx, MOST), _hand_over)


def _hand_over(call: Call, row: Row) -> None:
    agent, heir = Owner("agent", row["agent_id"]), Owner("person", row["admin_id"])
    contract = contracts.find_contract(call.tx, row["contract_id"])
    assert contract is not None, row["contract_id"]
    contracts.put_user(call.tx, contract["id"], heir, (OWNER, *LEVELS[OWNER]), agent, call.now)
    endings.leave(call.tx, contract["id"], agent, call.now)
    for schedule_id in agreed_hours.written_for_others(call.tx, contract["id"], agent):
        agreed_hours.hand_over(call.tx, schedule_id, heir, agent, call.now)
    call.changed("contract", contract["id"])
    call.change("contract.changed", ("contract", contract["id"]), data={"fields": ["users"]})
    _tell(call, Stand(contract, heir, OWNER, *LEVELS[OWNER], []), agent)


def _tell(call: Call, stand: Stand, agent: Owner) -> None:
    who = {
        "contract": named(stand),
        "was": say("agent {id} {name}, its only owner, was ended", id=agent.id, name=quoted(name_of(call.tx, agent))),
    }
    text = say(
        "You own {contract} now: {was}. get_contract shows it; add_contract_user makes others owner, delete_contract archives it.",
        **who,
    )
    tell_member(call, stand, stand.caller, text)
    others = say("{heir} owns {contract} now: {was}.", heir=quoted(name_of(call.tx, stand.caller)), **who)
    tell_managers(call, stand, others, but=(stand.caller,))
