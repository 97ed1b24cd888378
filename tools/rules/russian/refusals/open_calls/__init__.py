"""Refusals and questions: open calls."""

from __future__ import annotations

from tools.rules.russian.refusals.open_calls import applicants, general, rules

TABLES = (
    applicants.SENTENCES,
    general.SENTENCES,
    rules.SENTENCES,
)
