"""When a purse runs low."""

from __future__ import annotations

from typing import Literal


def alert_state(available: int, threshold: int) -> Literal["armed", "fired"]:
    """Whether an alert has to be told, or watches. Below is strictly less, so that an amount of 0 is never told."""
    return "fired" if available < threshold else "armed"
