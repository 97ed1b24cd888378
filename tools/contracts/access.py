"""Who somebody is to a contract: loading it for the caller, with what they may see and do in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from store.contracts import contracts
from store.database import Row
from store.scheduling.contract_levels import find_participant, members_from
from store.scheduling.events import name_of
from store.types import Owner, iso
from tools.call import Call
from tools.callers import proven_address
from tools.contracts.rules.roles import OWNER, ROLES
from tools.errors import NotAllowed, NotFound, Refusal, Step, WrongState
from tools.questions import quoted
from tools.rules.sentences import worded
from tools.scheduling.rules.events import COMPLETED, CONFIRMED, PENDING

FIND = ("list_contracts",)
# Of privacy: members only, label and dates for contacts of a member, anybody signed in may see it and apply.
MEMBERS_ONLY, CONTACTS, OPEN = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Stand:
    """A contract as the caller stands to it. role_id None: no member, but with a paid place they have or are asked to take."""

    contract: Row
    caller: Owner
    role_id: int | None
    read: int
    write: int
    places: list[Row]
    caller_name: str = ""
    # Somebody without any part in it looks at it from outside, as its privacy allows.
    outside: bool = False

    @property
    def id(self) -> int:
        id: int = self.contract["id"]
        return id

    @property
    def name(self) -> str:
        """The contract as refusals and questions call it."""
        return worded("contract {id} {label}", id=self.id, label=quoted(self.contract["label"]))

    @property
    def title(self) -> str:
        """The name at the beginning of a sentence."""
        return worded("Contract {id} {label}", id=self.id, label=quoted(self.contract["label"]))

    @property
    def archived(self) -> bool:
        return self.contract["deleted_at"] is not None

    @property
    def is_owner(self) -> bool:
        return self.role_id == OWNER

    @property
    def currency(self) -> str:
        currency: str = self.contract["currency"]
        return currency

    @property
    def working(self) -> list[Row]:
        """The caller's own paid places that are agreed on."""
        return [place for place in self.places if place["status_id"] == CONFIRMED]

    @property
    def sees_terms(self) -> bool:
        """Whether more of it is shown than its label and dates: to members from read level 1 on, to those with a place that
        is theirs or waits for an answer, and to whoever may apply."""
        asked = any(place["status_id"] in (PENDING, CONFIRMED, COMPLETED) or place["archived"] for place in self.places)
        return self.read >= 1 or asked or (self.outside and self.contract["privacy"] == OPEN)

    @property
    def takes_part(self) -> bool:
        """Whether the plans of others on it are theirs to know of: a member's, and of those the contract asks to work on it."""
        asked = any(place["status_id"] == PENDING and place["asked_by"] == "contract" for place in self.places)
        return self.role_id is not None or asked

    def owns(self, participant_id: int) -> bool:
        """Whether a paid place is the caller's own."""
        return any(place["id"] == participant_id for place in self.places)


def zone_of_contract(call: Call, arguments: Mapping[str, Any]) -> str | None:
    """The time zone of the contract that arguments name; None when the caller has no part in it."""
    try:
        return str(stand_in(call, arguments["contract_id"]).contract["timezone"])
    except (KeyError, Refusal):
        return None


def stand_in(call: Call, contract_id: int) -> Stand:
    """The contract as the caller stands to it, archived ones too. NotFound for those who are no member and have no paid
    place, open invitation or application, nor ever worked on it."""
    contract = contracts.find_contract(call.tx, contract_id)
    if contract is None or call.caller.kind == "nobody":
        raise NotFound("contract", contract_id, next=FIND)
    me = call.caller.owner
    places = contracts.places_of(call.tx, contract_id, me, proven_address(call))
    user = contracts.user_of(call.tx, contract_id, me)
    if user is not None and user["left_at"] is None:
        return Stand(contract, me, user["role_id"], user["read"], user["write"], places, call.caller.name)
    if any(_counts(place) for place in places):
        return Stand(contract, me, None, 0, 0, places, call.caller.name)
    raise NotFound("contract", contract_id, next=FIND)


def seen_from_outside(call: Call, contract_id: int) -> Stand:
    """The contract as the caller stands to it, or looks at it from outside: contacts of a member see privacy 1, whoever is
    signed in privacy 2. NotFound for everybody else."""
    try:
        return stand_in(call, contract_id)
    except NotFound:
        contract = contracts.find_contract(call.tx, contract_id)
        if contract is None or call.caller.kind == "nobody" or not _is_shown(call, contract):
            raise
        return Stand(contract, call.caller.owner, None, 0, 0, [], call.caller.name, outside=True)


def _is_shown(call: Call, contract: Row) -> bool:
    if contract["deleted_at"] is not None or contract["privacy"] == MEMBERS_ONLY:
        return False
    return contract["privacy"] == OPEN or contracts.is_contact_of_member(call.tx, contract["id"], call.caller.owner)


def _counts(place: Row) -> bool:
    """Whether a place lets somebody in who is no member: one they are asked to take, or had an answer about once, since money
    stays owed and answers stay known."""
    return place["status_id"] == PENDING or bool(place["archived"]) or place["answered_at"] is not None


def seen_contract(call: Call, contract_id: int, read: int = 0, to: str = "") -> Stand:
    """The contract for somebody who looks at it: NotAllowed below the read level, which `to` says the use of."""
    stand = stand_in(call, contract_id)
    if stand.read < read:
        have = worded("yours is {read}", read=stand.read) if stand.role_id else worded("you are no member of it")
        raise NotAllowed(
            worded(
                "To {to} of {name} needs read level {read}; {have}. {who_helps}",
                to=to,
                name=stand.name,
                read=read,
                have=have,
                who_helps=who_helps(call, contract_id),
            ),
            next=looks(stand.id),
        )
    return stand


def contract_to_change(call: Call, contract_id: int, write: int, to: str) -> Stand:
    """The contract for somebody who changes something in it: WrongState when it is archived, NotAllowed below the level."""
    stand = live_contract(call, contract_id)
    check_write(call, stand, write, to)
    return stand


def live_contract(call: Call, contract_id: int) -> Stand:
    """The contract as the caller stands to it; WrongState when it is archived."""
    stand = stand_in(call, contract_id)
    if stand.archived:
        raise WrongState(
            worded(
                "{title} was archived at {deleted_at}; nothing in it changes until an owner restores it.",
                title=stand.title,
                deleted_at=iso(stand.contract["deleted_at"], stand.contract["timezone"]),
            ),
            state="archived",
            next=("restore_contract", "list_archived_contracts"),
        )
    return stand


def check_write(call: Call, stand: Stand, write: int, to: str, next: tuple[str | Step, ...] = ()) -> None:
    """NotAllowed when the caller's write level in the contract is lower."""
    if stand.write < write:
        have = worded("yours is {write}", write=stand.write) if stand.role_id else worded("you are no member of it")
        raise NotAllowed(
            worded(
                "To {to} in {name} needs write level {write}; {have}. {who_helps}",
                to=to,
                name=stand.name,
                write=write,
                have=have,
                who_helps=who_helps(call, stand.id),
            ),
            next=next or looks(stand.id),
        )


def looks(contract_id: int) -> tuple[Step, ...]:
    """Where somebody sees what they may do in a contract, and who may do more."""
    return tuple(Step(tool, {"contract_id": contract_id}) for tool in ("list_contract_users", "get_contract"))


def participant_of(call: Call, participant_id: int) -> tuple[Stand, Row]:
    """A paid place by its id alone, with its contract as the caller stands to it. NotFound when they have no part in it."""
    place = find_participant(call.tx, participant_id)
    if place is None:
        raise NotFound("participant", participant_id, next=FIND)
    try:
        stand = stand_in(call, place["contract_id"])
    except NotFound:
        raise NotFound("participant", participant_id, next=FIND) from None
    return stand, place


def place_in(call: Call, stand: Stand, participant_id: int) -> Row:
    """A paid place of this contract. NotFound when it is another's, or not the caller's to know of."""
    place = find_participant(call.tx, participant_id)
    knows = max(stand.read, stand.write) >= 1 or stand.owns(participant_id)
    if place is None or place["contract_id"] != stand.id or not knows:
        raise NotFound("participant", participant_id, next=("list_contract_users",))
    return place


def person_of(place: Row) -> Owner:
    """Whose paid place it is."""
    return Owner(place["user_type"], place["user_id"])


def asker_of(place: Row) -> Owner:
    """Who asked for it."""
    return Owner(place["requested_by_type"], place["requested_by_id"])


def role_name(role_id: int | None) -> str | None:
    return ROLES[role_id] if role_id is not None else None


def who_helps(call: Call, contract_id: int, write: int = 5) -> str:
    """A sentence about who can, of those with the write level."""
    names = [name_of(call.tx, one) for one in members_from(call.tx, contract_id, write)][:3]
    told = ", ".join(quoted(name) for name in names if name)
    return worded("{told} can change that.", told=told) if told else worded("Its owner can change that.")
