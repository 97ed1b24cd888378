"""What is left of a person's yes once it was used."""

from __future__ import annotations

from datetime import timedelta

from store.calls.consents import forget_spent
from store.calls.repeats import forget_answers
from store.types import utc_text
from tools.call import Call
from tools.operation import scheduled

YES_LASTS = timedelta(minutes=10)


@scheduled(every=600)
def forget_spent_consents(call: Call) -> int:
    """Drop the yeses that were spent and are too old to be tried again."""
    return forget_spent(call.tx, utc_text(call.now - YES_LASTS))


KEY_LASTS = timedelta(days=30)


@scheduled(every=600)
def forget_old_keys(call: Call) -> int:
    """Drop the answers kept under keys that are 30 days old; the same call under such a key is a new one."""
    return forget_answers(call.tx, utc_text(call.now - KEY_LASTS))
