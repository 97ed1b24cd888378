"""Contracts behind advertising: their kinds, what has to be there, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tools.rules.sentences import worded

ContractType = Literal[
    "CONTRACT_TYPE_INVALID", "CONTRACT_TYPE_SERVICE", "CONTRACT_TYPE_INTERMEDIARY", "CONTRACT_TYPE_ADDITIONAL_AGREEMENT"
]
SubjectType = Literal[
    "SUBJECT_TYPE_INVALID",
    "SUBJECT_TYPE_DISTRIBUTION",
    "SUBJECT_TYPE_ORGANIZATION",
    "SUBJECT_TYPE_INTERMEDIARY",
    "SUBJECT_TYPE_REPRESENTATION",
    "SUBJECT_TYPE_OTHER",
]
ActionType = Literal[
    "ACTION_TYPE_INVALID",
    "ACTION_TYPE_CONCLUSION",
    "ACTION_TYPE_DISTRIBUTION",
    "ACTION_TYPE_COMMERCIAL",
    "ACTION_TYPE_OTHER",
]
ADDENDUM: ContractType = "CONTRACT_TYPE_ADDITIONAL_AGREEMENT"


@dataclass(frozen=True, slots=True)
class Parties:
    """A contract as it is to be added. customer, performer, parent: what names them; the _id is None for one that is not known."""

    customer: str
    customer_id: int | None
    performer: str
    performer_id: int | None
    parent: str | None
    parent_id: int | None


def contract_faults(parties: Parties, contract_type: ContractType, contract_date: date, today: date) -> dict[str, str]:
    """Everything that is wrong with a contract, by field. today: where the company is."""
    faults = {}
    known = worded("is no customer of your company; its uuid or external id is in list_ad_customers")
    if parties.customer_id is None:
        faults["external_organisation_customer_id"] = worded("{id} {known}", id=parties.customer, known=known)
    if parties.performer_id is None:
        own = worded("your own company is in get_own_ad_details")
        faults["external_organisation_performer_id"] = worded(
            "{id} {known}, {own}", id=parties.performer, known=known, own=own
        )
    elif parties.performer_id == parties.customer_id:
        faults["external_organisation_performer_id"] = worded("is the customer as well; the two have to be different")
    if parties.parent is not None and parties.parent_id is None:
        faults["external_parent_id"] = worded(
            "{parent} is no contract of your company; see list_ad_contracts", parent=parties.parent
        )
    elif contract_type == ADDENDUM and parties.parent is None:
        faults["external_parent_id"] = worded("is required for an addendum: the contract it belongs to")
    if contract_date > today:
        faults["contract_date"] = worded("must not be in the future; today is {today}", today=today.isoformat())
    return faults


def contract_title(number: str | None, day: str) -> str:
    """What a contract is called: its number and date, or the date alone."""
    return f"{number} ({day})" if number else day
