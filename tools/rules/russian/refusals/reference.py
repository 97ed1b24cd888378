"""Refusals and questions: reference."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "task category": "категория заданий",
    "service": "услуга",
}
