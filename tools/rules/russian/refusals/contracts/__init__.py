"""Refusals and questions: contracts."""

from __future__ import annotations

from tools.rules.russian.refusals.contracts import closing, events, finance, general, members, paper, rules, time

TABLES = (
    closing.SENTENCES,
    events.SENTENCES,
    finance.SENTENCES,
    general.SENTENCES,
    members.SENTENCES,
    paper.SENTENCES,
    rules.SENTENCES,
    time.SENTENCES,
)
