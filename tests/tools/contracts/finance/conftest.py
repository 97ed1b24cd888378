from __future__ import annotations

import pytest

from tests.hall import Hall
from tests.tools.contracts.finance.money_world import MoneyWorld, money_world


@pytest.fixture
async def world(hall: Hall) -> MoneyWorld:
    return await money_world(hall)
