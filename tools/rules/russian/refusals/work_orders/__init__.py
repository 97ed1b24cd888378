"""Refusals and questions: work orders."""

from __future__ import annotations

from tools.rules.russian.refusals.work_orders import catalog, checklist

TABLES = (
    catalog.SENTENCES,
    checklist.SENTENCES,
)
