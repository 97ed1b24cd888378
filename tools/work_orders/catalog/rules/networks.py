"""Networks: the marketplace that all share, and private circles of invited providers. One is where orders go by default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tools.errors import Conflict, Invalid
from tools.rules.sentences import worded

FIELDS = ("name", "type", "default", "member_ids_add", "member_ids_remove", "active")
SEE_NETWORKS = ("list_company_networks",)


def columns(values: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """What was given as it is stored. before: the network as it is, {} for a new one."""
    type = before.get("type", "private")
    if values.get("type", type) != type:
        fault = (
            worded("stays as it is")
            if before
            else worded("must be private: the marketplace is the same for all companies")
        )
        raise Invalid({"values.type": fault})
    if type == "standard" and {"member_ids_add", "member_ids_remove"} & values.keys():
        raise Invalid(
            {"values.member_ids_add": worded("is for private networks; the marketplace holds every active provider")}
        )
    is_default = values.get("default", bool(before.get("is_default", False)))
    active = values.get("active", bool(before.get("active", True)))
    if before.get("is_default") and not (is_default and active):
        raise Conflict(
            worded(
                "Work orders that name no network are listed to {name!r}; make another network the default first.",
                name=before["name"],
            ),
            next=SEE_NETWORKS,
        )
    if is_default and not active:
        raise Invalid({"values.default": worded("cannot be a network that is retired")})
    stored: dict[str, Any] = {} if before else {"type": type}
    return {**stored, "is_default": int(is_default)} if "default" in values else stored
