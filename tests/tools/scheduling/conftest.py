"""Eva offers her time, Ann and Ben book it, Sam has no part in anything; Ida, Bob and Cid have schedules of their own."""

from __future__ import annotations

import pytest

from tests.hall import Hall, TestCaller
from tests.tools.scheduling.cast import booker


@pytest.fixture
async def eva(hall: Hall) -> TestCaller:
    eva = await hall.person("eva@work.test")
    await hall.credit(eva.owner, "20 USDT")
    return eva


@pytest.fixture
async def ann(hall: Hall) -> TestCaller:
    return await booker(hall, "ann@home.test")


@pytest.fixture
async def ben(hall: Hall) -> TestCaller:
    return await booker(hall, "ben@home.test")


@pytest.fixture
async def sam(hall: Hall) -> TestCaller:
    return await hall.person("sam@else.test")


@pytest.fixture
async def ida(hall: Hall) -> TestCaller:
    return await hall.person("ida@work.test", credit="5 USDT")


@pytest.fixture
async def bob(hall: Hall) -> TestCaller:
    return await hall.person("bob@work.test", credit="5 USDT")


@pytest.fixture
async def cid(hall: Hall) -> TestCaller:
    return await hall.person("cid@work.test", credit="5 USDT")
