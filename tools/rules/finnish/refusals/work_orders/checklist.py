"""Refusals and questions: work orders checklist."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "goes with close-out notes (type {type}) only": "kuuluu vain loppumuistiinpanoihin (tyyppi {type})",
}
