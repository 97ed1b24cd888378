"""Checks of what is asked of several schedules together."""

from __future__ import annotations

from collections.abc import Sequence

from tools.errors import Invalid
from tools.rules.sentences import worded
from tools.scheduling.groups.members import Mode


def check_weights(weights: Sequence[int] | None, mode: Mode, count: int) -> None:
    """Invalid when weights are given that nobody asks for, or not one for each schedule."""
    if weights is None:
        return
    if mode != "any":
        raise Invalid({"weights": worded("are for mode any; leave them out")})
    if len(weights) != count:
        raise Invalid(
            {
                "weights": worded(
                    "are {count} for {other_count} schedules; give one for each", count=len(weights), other_count=count
                )
            }
        )
