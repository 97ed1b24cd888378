"""Refusals and questions: scheduling events."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "{escrow} is held for {name}: accepting pays it out. pay_schedule_events with release=true does "
    "that, or it is paid out by itself{when}.": (
        "Удержано {escrow}, {name}: принятие выплачивает эти деньги. Это делает pay_schedule_events с "
        "release=true, или они выплатятся сами{when}."
    ),
}
