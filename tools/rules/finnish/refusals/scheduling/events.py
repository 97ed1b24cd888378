"""Refusals and questions: scheduling events."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "{escrow} is held for {name}: accepting pays it out. pay_schedule_events with release=true does "
    "that, or it is paid out by itself{when}.": (
        "Pidätetty raha: {escrow}, {name}. Hyväksyminen maksaa sen. Sen tekee pay_schedule_events ja "
        "release=true, tai se maksetaan itsestään{when}."
    ),
}
