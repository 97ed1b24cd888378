"""Refusals and questions: work orders."""

from __future__ import annotations

from tools.rules.russian.refusals.work_orders import (
    catalog,
    checklist,
    content,
    day_plans,
    dispatch,
    drafting,
    general,
    lifecycle,
    logistics,
    matching,
    pay,
    projects,
    records,
    routing,
    rules,
    visits,
)

TABLES = (
    catalog.SENTENCES,
    checklist.SENTENCES,
    content.SENTENCES,
    day_plans.SENTENCES,
    dispatch.SENTENCES,
    drafting.SENTENCES,
    general.SENTENCES,
    lifecycle.SENTENCES,
    logistics.SENTENCES,
    matching.SENTENCES,
    pay.SENTENCES,
    projects.SENTENCES,
    records.SENTENCES,
    routing.SENTENCES,
    rules.SENTENCES,
    visits.SENTENCES,
)
