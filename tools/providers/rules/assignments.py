"""Which tier of which group somebody gets: one of each group at most, the first of those named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tools.errors import Invalid
from tools.rules.sentences import worded


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the project. tiers: id -> order."""

    id: int
    uuid: str
    tiers: Mapping[int, int]


@dataclass(slots=True)
class Moves:
    """What becomes of one person, group by group: tier ids by the group's id. removed: the tiers they are in no more."""

    added: dict[int, int] = field(default_factory=dict)
    moved: dict[int, int] = field(default_factory=dict)
    unchanged: dict[int, int] = field(default_factory=dict)
    removed: dict[int, int] = field(default_factory=dict)


def chosen(asked: Sequence[Mapping[str, Any]], groups: Mapping[str, Group]) -> dict[int, int]:
    """group id -> tier id, the first to be asked of those named. groups: those of the project, by uuid in small letters.

    Invalid (invalid_reference) names groups that are not of the project and tiers that are not of their group."""
    faults: dict[str, str] = {}
    found: dict[int, int] = {}
    for place, each in enumerate(asked):
        where = f"talent_pool_groups[{place}]"
        group = groups.get(each["talent_pool_group_id"].lower())
        if group is None:
            faults[f"{where}.talent_pool_group_id"] = worded("is no group or service territory of this project")
            continue
        foreign = [id for id in each["tier_ids"] if id not in group.tiers]
        if foreign:
            known = ", ".join(map(str, group.tiers))
            faults[f"{where}.tier_ids"] = worded(
                "{foreign} is no tier of this group; its tiers are {known}",
                foreign=", ".join(map(str, foreign)),
                known=known,
            )
            continue
        mentioned = [*each["tier_ids"], *([found[group.id]] if group.id in found else [])]
        found[group.id] = min(mentioned, key=lambda id: (group.tiers[id], id))
    if faults:
        raise Invalid(faults, code="invalid_reference", next=("list_talent_pool_groups",))
    return found


def moves(now: Mapping[int, int], wanted: Mapping[int, int], *, complete: bool) -> Moves:
    """From the tiers somebody is in to those they are to be in, both by group. complete: they leave all other groups."""
    found = Moves()
    for group, tier in wanted.items():
        if group not in now:
            found.added[group] = tier
        elif now[group] == tier:
            found.unchanged[group] = tier
        else:
            found.moved[group] = tier
    if complete:
        found.removed = {group: tier for group, tier in now.items() if group not in wanted}
    return found
