"""Refusals and questions in Russian, a table for each domain or room of one."""

from __future__ import annotations

from tools.rules.russian.refusals import scheduling, work_orders

TABLES = (
    *scheduling.TABLES,
    *work_orders.TABLES,
)
