"""An account that is kept to some network addresses: from elsewhere it is neither opened nor used."""

from __future__ import annotations

from collections.abc import Sequence

from tools.errors import NotAllowed
from tools.people.rules.sign_in import address_allowed
from tools.rules.sentences import worded


def check_address(origin: str, allowed: Sequence[str]) -> None:
    """NotAllowed from a network address that is not among the allowed ones. No list allows all."""
    if not address_allowed(origin, allowed):
        raise NotAllowed(worded("This account may not be used from your network address."), code="address_not_allowed")
