"""Rows that a scheduled move works through: one that fails keeps none of the others."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

from tools.call import Call

logger = logging.getLogger("hiringhall")

Due = TypeVar("Due")


def one_by_one(call: Call, due: Iterable[Due], act: Callable[[Call, Due], None]) -> int:
    """Do what is due of each by itself; how many went well. What a failing one wrote is taken back, it is logged, and it stays
    due."""
    done = 0
    for each in due:
        fault = call.attempt(partial(act, call, each))
        if fault is None:
            done += 1
        else:
            logger.error("%s failed for one of what was due, and goes on with the others", call.tool, exc_info=fault)
    return done
