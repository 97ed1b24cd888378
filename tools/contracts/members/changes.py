"""Changing the terms of a contract, and one's own place for it in one's list."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.contracts import contracts
from tools.call import Call
from tools.contracts import params
from tools.contracts.access import Stand, check_write, live_contract, stand_in, zone_of_contract
from tools.contracts.members.changeset import changed_columns, check_money_fits
from tools.contracts.members.new_files import keep_files
from tools.contracts.members.notices import tell_changed
from tools.contracts.shapes import ContractShape, contract_shape
from tools.contracts.transitions import refresh_contract
from tools.errors import Invalid, NotAllowed
from tools.operation import operation
from tools.params import Clearable, Currency
from tools.rules.sentences import worded

TOOLSET = "contracts"


class ChangedContract(TypedDict):
    """changed: the names of what is different now."""

    contract: ContractShape
    changed: list[str]


@operation(
    access="write",
    actors=("any",),
    price="write",
    example={"label": "Web shop, second part"},
    zone=zone_of_contract,
    find=(
        "extend the job by a month",
        "raise the budget",
        "change what skills the work needs",
        "move this engagement to the top of my list",
        "rename a contract",
        "open the contract to applications",
        "work only prepaid from now on",
        "round tracked time up to a quarter of an hour",
        "set an hourly rate for everybody on the job",
        "let charges be approved by themselves",
        "attach other files to the contract",
        "who decides on corrections in this contract",
    ),
)
def update_contract(
    call: Call,
    contract_id: params.ContractId,
    label: params.Label | None = None,
    description: Clearable[params.Description] | None = None,
    start: Clearable[params.Start] | None = None,
    end: Clearable[params.End] | None = None,
    timezone: params.ContractZone | None = None,
    amount: Clearable[params.Ceiling] | None = None,
    currency: Annotated[Currency, Field(description="Only while nothing in it has a price or was charged.")]
    | None = None,
    private: params.Private | None = None,
    privacy: Annotated[
        int,
        Field(ge=0, le=2, description="0 members only; 1 contacts see label and dates; 2 anybody sees it and applies."),
    ]
    | None = None,
    credit: params.Credit | None = None,
    settings: Annotated[params.SettingsInput, Field(description="Only the keys to change.")] | None = None,
    files: Clearable[params.FileIds] | None = None,
) -> ChangedContract:
    """Change a contract's terms, dates, ceiling, settings or files; only what you send is changed.

    Needs write level 5; settings.position, your own place for it in list_contracts, every member sets for themselves.
    auto_approve, self_approve and correction_quorum only an owner. Rates and hours that were agreed change through
    update_schedule on the participant's schedule_id instead."""
    stand = live_contract(call, contract_id)
    given = {name: value for name, value in call.given.items() if name != "contract_id"}
    _check_something_given(given)
    changed = _place_in_list(call, stand, given)
    if set(given) - {"settings"} or set(given.get("settings") or ()) - {"position"}:
        check_write(call, stand, 5, worded("change its terms"))
        changed += _change_terms(call, stand, given)
    return {"contract": contract_shape(call, stand_in(call, contract_id)), "changed": changed}


def _check_something_given(given: dict[str, object]) -> None:
    if not given or given == {"settings": {}}:
        raise Invalid({"label": worded("nothing to change was given")}, next=("get_contract",))


def _place_in_list(call: Call, stand: Stand, given: dict[str, object]) -> list[str]:
    """Note the caller's own place for the contract; the name of the setting when it was given."""
    settings = given.get("settings")
    if not isinstance(settings, dict) or "position" not in settings:
        return []
    if stand.role_id is None:
        raise NotAllowed(
            worded("Only members of {name} have a place for it in their list.", name=stand.name), next=("get_contract",)
        )
    contracts.set_position(call.tx, stand.id, stand.caller, settings["position"] or None)
    return ["settings.position"]


def _change_terms(call: Call, stand: Stand, given: dict[str, object]) -> list[str]:
    """Write what is different; the names of it."""
    wanted = changed_columns(call, stand, given)
    check_money_fits(call, stand, wanted.columns)
    if wanted.files is not None:
        keep_files(call, stand, wanted.files)
    if wanted.columns:
        contracts.change_contract(call.tx, stand.id, call.now, **wanted.columns)
        if "currency" in wanted.columns:
            contracts.use_currency(call.tx, stand.id, wanted.columns["currency"])
        refresh_contract(call, stand.id)
        call.change("contract.changed", ("contract", stand.id), data={"fields": wanted.names})
        tell_changed(call, stand, wanted.names)
    return wanted.names
