"""Refusals and questions: scheduling."""

from __future__ import annotations

from tools.rules.finnish.refusals.scheduling import events

TABLES = (events.SENTENCES,)
