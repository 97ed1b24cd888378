"""What a site may be given with, by the way it is given."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from tools.rules.sentences import worded
from tools.work_orders.rules.location import ADDRESS, POINT

_OF_SAVED = (*ADDRESS, *POINT, "time_zone", "type_id", "save_as")
_MISPLACED: Mapping[str, Mapping[str, str]] = {
    "custom": {"saved_location_id": worded("goes with mode saved; leave it out, or choose that mode")},
    "saved": dict.fromkeys(_OF_SAVED, worded("is the saved location's own with mode saved; leave it out")),
    "remote": dict.fromkeys((*_OF_SAVED, "saved_location_id", "display_name"), worded("must be left out for mode remote")),
}  # fmt: skip


def misplaced(mode: str, given: Collection[str]) -> dict[str, str]:
    """What was given and does not belong to the mode, with why: nothing a caller says of a site is dropped in silence."""
    return {name: fault for name, fault in _MISPLACED[mode].items() if name in given}
