"""Whom the operations on providers and their circles tell."""

from __future__ import annotations

from tests.contract.telling import Scenario

SCENARIOS: dict[str, Scenario] = {}
_CIRCLES = "the circles a company keeps its providers in are its own: whoever is in one does not learn of it"
NOBODY_ELSE = {
    "create_preferred_provider_group": _CIRCLES,
    "add_provider_to_preferred_group": _CIRCLES,
    "remove_providers_from_preferred_group": _CIRCLES,
    "create_talent_pool_group": _CIRCLES,
    "update_talent_pool_group": _CIRCLES,
    "delete_talent_pool_group": _CIRCLES,
    "remove_talent_pool_group_provider": _CIRCLES,
    "add_providers_to_project_talent_pools": _CIRCLES,
    "update_provider_project_talent_pools": _CIRCLES,
    "create_provider_attributes": "notes on a member are the company's own",
    "update_provider_attributes": "notes on a member are the company's own",
    "set_provider_attribute_value": "notes on a member are the company's own",
    "update_provider_profile": "what somebody says of themself is read by whoever looks, and no offer changes",
    "delete_provider_attribute": "notes on a member are the company's own",
}
