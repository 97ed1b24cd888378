"""Opening a work contract."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from store.contracts import contracts
from store.scheduling.calendars import insert_calendar
from store.types import utc_text
from store.uploads import files as stored_files
from tools.call import Call
from tools.contracts import params
from tools.contracts.access import CONTACTS, MEMBERS_ONLY, stand_in
from tools.contracts.members.contract_settings import merged
from tools.contracts.members.family import check_parent
from tools.contracts.members.terms import check_dates, money_of
from tools.contracts.rules.roles import LEVELS, OWNER
from tools.contracts.rules.settings import Settings, stored
from tools.contracts.shapes import ContractShape, contract_shape
from tools.operation import operation
from tools.params import Currency, Id
from tools.scheduling.availability.checks import check_files, cleaned_text
from tools.text import plain

TOOLSET = "contracts"
OF_CONTRACTS = 2


class MadeContract(TypedDict):
    contract: ContractShape


def _own_zone(call: Call, arguments: Mapping[str, Any]) -> str:
    """The time zone that a contract has unless it is given another."""
    return call.caller.timezone


@operation(
    access="write",
    actors=("any",),
    price="creation",
    example={"label": "Web shop", "currency": "EUR"},
    zone=_own_zone,
    find=(
        "set up an engagement with a budget",
        "open a new job agreement",
        "start a project that several people will bill on",
        "begin working with somebody by the hour",
        "new contract with an hourly developer",
        "agree on paid work with dates and a ceiling",
        "make a work contract in euros",
        "create a sub-contract of an engagement",
        "frame agreement for freelancers who track time",
        "I want to hire people on one contract",
        "prepaid contract for some weeks of work",
        "write down a new engagement before inviting people",
    ),
)
def create_contract(
    call: Call,
    label: params.Label,
    currency: Annotated[Currency, Field(description="All money of the contract is in it.")],
    start: params.Start | None = None,
    end: params.End | None = None,
    timezone: params.ContractZone | None = None,
    private: params.Private = True,
    credit: params.Credit = True,
    amount: params.Ceiling | None = None,
    description: params.Description | None = None,
    parent_id: Annotated[Id, Field(description="Makes it a sub-contract of this one.")] | None = None,
    settings: params.SettingsInput | None = None,
    files: params.FileIds | None = None,
) -> MadeContract:
    """Open a new work contract with dates, currency, an agreed ceiling and the skills it needs.

    You become its owner and it gets a calendar of its own (kal_id). Next: add_contract_participant invites people to work
    on it by the hour, add_contract_user gives others access. A sub-contract needs write level 5 in its parent, and its
    ceiling counts towards the parent's. Charged once, for the contract made."""
    check_dates(start, end, timezone or call.caller.timezone)
    ceiling = money_of(amount, currency, "amount")
    if parent_id is not None:
        check_parent(call, parent_id, ceiling)
    kept_files = check_files(call, files or [])
    wanted = merged(call, Settings(), settings or {}, currency)
    contract_id = contracts.insert_contract(
        call.tx,
        call.caller.owner,
        call.now,
        label=plain(label),
        description=cleaned_text(description),
        start_at=utc_text(start) if start else None,
        end_at=utc_text(end) if end else None,
        timezone=timezone or call.caller.timezone,
        currency=currency,
        amount=ceiling.amount if ceiling else None,
        credit=int(credit),
        privacy=MEMBERS_ONLY if private else CONTACTS,
        parent_id=parent_id,
        settings=stored(wanted),
        files=json.dumps(kept_files),
    )
    _open(call, contract_id, kept_files, (settings or {}).get("position"))
    return {"contract": contract_shape(call, stand_in(call, contract_id))}


def _open(call: Call, contract_id: int, files: list[int], position: int | None) -> None:
    """Its calendar and its first member."""
    me = call.caller.owner
    row = contracts.find_contract(call.tx, contract_id)
    assert row is not None, contract_id
    kal_id = insert_calendar(
        call.tx,
        me,
        call.now,
        label=row["label"],
        slug=f"contract-{contract_id}",
        type_id=OF_CONTRACTS,
        contract_id=contract_id,
        private=1,
        timezone=row["timezone"],
    )
    contracts.set_calendar(call.tx, contract_id, kal_id)
    contracts.put_user(call.tx, contract_id, me, (OWNER, *LEVELS[OWNER]), me, call.now, position=position or None)
    stored_files.attach(call.tx, files, f"contract:{contract_id}")
    call.changed("contract", contract_id)
    call.change("contract.changed", ("contract", contract_id), data={"status_id": row["status_id"]})
