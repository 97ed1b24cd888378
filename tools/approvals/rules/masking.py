"""Codes, keys and account numbers as they are shown to whoever decides: enough to know them again, too little to use. Pure."""

from __future__ import annotations

import re
from typing import Any

SECRET = re.compile(r"(^|_)(code|key|otp|password|secret|token|pin)$")
ACCOUNT = re.compile(r"(^|_)(iban|account|card|number)$")


def masked(value: Any, name: str = "") -> Any:
    """The same with what is secret covered, at every depth."""
    if isinstance(value, dict):
        return {key: masked(part, key) for key, part in value.items()}
    if isinstance(value, list):
        return [masked(part, name) for part in value]
    if isinstance(value, str) and SECRET.search(name):
        return "***"
    if isinstance(value, str) and ACCOUNT.search(name) and len(value) > 8:
        return f"***{value[-4:]}"
    return value
