"""Olga owns a contract and pays, Will works on it at 40.00 EUR an hour, Rita reviews it; Sam has no part in anything."""

from __future__ import annotations

import pytest

from tests.hall import Hall, TestCaller
from tests.tools.contracts import cast
from tests.tools.contracts.cast import Job


@pytest.fixture
async def olga(hall: Hall) -> TestCaller:
    return await cast.member(hall, "olga@client.test")


@pytest.fixture
async def will(hall: Hall) -> TestCaller:
    return await cast.member(hall, "will@work.test", credit="")


@pytest.fixture
async def rita(hall: Hall) -> TestCaller:
    return await cast.member(hall, "rita@client.test", credit="")


@pytest.fixture
async def sam(hall: Hall) -> TestCaller:
    return await cast.member(hall, "sam@else.test", credit="")


@pytest.fixture
async def job(olga: TestCaller, will: TestCaller, rita: TestCaller) -> Job:
    return await cast.job(olga, will, rita)
