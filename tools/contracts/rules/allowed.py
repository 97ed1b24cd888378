"""Which operations a contract is open to, by what somebody is to it."""

from __future__ import annotations

from dataclasses import dataclass

# From which write level on.
_BY_WRITE: tuple[tuple[int, tuple[str, ...]], ...] = (
    (1, ("add_contract_entry",)),
    (2, ("create_contract_event",)),
    (3, ("update_contract_event",)),
    (4, (
        "create_contract_charge", "approve_contract_transactions", "create_contract_bill", "pay_contract_transactions",
        "record_contract_deposit",
    )),
    (5, (
        "update_contract", "add_contract_participant", "update_contract_participant", "remove_contract_participant",
        "add_contract_user",
    )),
)  # fmt: skip
# From which read level on, archived ones too.
_BY_READ: tuple[tuple[int, tuple[str, ...]], ...] = (
    (0, ("get_contract",)),
    (1, ("list_contract_users", "list_contract_events", "get_contract_calendar")),
    (4, ("list_contract_bills", "list_participant_transactions")),
)


@dataclass(frozen=True, slots=True)
class Part:
    """What somebody is to a contract. asked: an invitation, application or proposal waits for their answer. applied: they wait
    for one. works: they have a confirmed place. may_apply: it is open to everybody and they have no part in it."""

    member: bool
    owner: bool
    read: int
    write: int
    archived: bool
    asked: bool = False
    applied: bool = False
    works: bool = False
    may_apply: bool = False


def allowed(part: Part) -> list[str]:
    """The names of the operations, without regard to which there are."""
    names = [name for level, names in _BY_READ if part.read >= level for name in names]
    if part.archived:
        names += ["restore_contract"] if part.owner else []
        return [*names, "remove_contract_user"] if part.member else names
    names += [name for level, names in _BY_WRITE if part.write >= level for name in names]
    if part.asked:
        names.append("reply_to_participation_request")
    if part.applied:
        names.append("remove_contract_participant")
    if part.may_apply:
        names.append("add_contract_participant")
    if part.works:
        names += ["start_participant_timer", "create_participant_charge", "update_schedule"]
    if part.member:
        names.append("remove_contract_user")
    if part.owner:
        names.append("delete_contract")
    return list(dict.fromkeys(names))
