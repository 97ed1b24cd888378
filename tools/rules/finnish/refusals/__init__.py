"""Refusals and questions in Finnish, a table for each domain or room of one."""

from __future__ import annotations

from tools.rules.finnish.refusals import scheduling, work_orders

TABLES = (
    *scheduling.TABLES,
    *work_orders.TABLES,
)
