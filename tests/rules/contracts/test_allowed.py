"""What is open to somebody in a contract, by what they are to it."""

from __future__ import annotations

from typing import Any

import pytest

from tools.contracts.rules.allowed import Part, allowed

NOBODY: dict[str, Any] = {"member": False, "owner": False, "read": 0, "write": 0, "archived": False}
LOOKS = ["get_contract"]


@pytest.mark.parametrize(
    ("part", "has", "has_not"),
    [
        ({}, LOOKS, ["list_contract_users", "remove_contract_user"]),
        ({"may_apply": True}, ["add_contract_participant"], ["reply_to_participation_request"]),
        ({"asked": True}, ["reply_to_participation_request"], ["remove_contract_participant"]),
        ({"applied": True}, ["remove_contract_participant"], ["reply_to_participation_request"]),
        ({"member": True}, ["remove_contract_user"], ["add_contract_entry", "list_contract_users"]),
        ({"member": True, "read": 1}, ["list_contract_users"], ["list_contract_bills"]),
        ({"member": True, "read": 4}, ["list_contract_bills"], ["update_contract"]),
        ({"member": True, "write": 1}, ["add_contract_entry"], ["create_contract_event"]),
        ({"member": True, "write": 2}, ["create_contract_event"], ["update_contract_event"]),
        ({"member": True, "write": 3}, ["update_contract_event"], ["create_contract_bill"]),
        ({"member": True, "write": 4}, ["create_contract_bill"], ["update_contract"]),
        ({"member": True, "write": 5}, ["update_contract", "add_contract_user"], ["delete_contract"]),
        ({"member": True, "owner": True, "write": 5}, ["delete_contract"], ["restore_contract"]),
        ({"member": True, "works": True}, ["start_participant_timer"], ["update_contract"]),
        (
            {"member": True, "owner": True, "read": 5, "write": 5, "archived": True, "works": True, "asked": True},
            ["restore_contract", "list_contract_users", "remove_contract_user"],
            ["delete_contract", "update_contract", "start_participant_timer", "reply_to_participation_request"],
        ),
        (
            {"member": True, "read": 5, "write": 5, "archived": True},
            [*LOOKS, "remove_contract_user"],
            ["restore_contract", "delete_contract"],
        ),
        ({"archived": True}, ["get_contract"], ["remove_contract_user"]),
    ],
)
def test_each_part_opens_its_operations(part: dict[str, Any], has: list[str], has_not: list[str]) -> None:
    names = allowed(Part(**{**NOBODY, **part}))
    assert set(has) <= set(names)
    assert not set(has_not) & set(names)
    assert len(set(names)) == len(names)
