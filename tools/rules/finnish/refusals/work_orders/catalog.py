"""Refusals and questions: work orders catalog."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "must be one of {kinds}": "on oltava yksi näistä: {kinds}",
}
