"""What the tests of visits share."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.hall import Hall, Refused

AT_SITE = {"latitude": 44.983334, "longitude": -93.26667}
DEVICE = {"type": "device", "base": {"amount": "20.00", "units": "10"}}
BLENDED = {
    "type": "blended", "base": {"amount": "120.00", "units": "2"}, "additional": {"amount": "50.00", "units": "3"},
}  # fmt: skip


async def refusal(call: Any) -> Refused:
    with pytest.raises(Refused) as no:
        await call
    return no.value


def clock(hall: Hall, text: str) -> None:
    hall.clock.set(datetime.fromisoformat(text).astimezone(UTC))
