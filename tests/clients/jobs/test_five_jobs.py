"""The five main jobs, end to end: the SDK's client against real servers, over stdio and HTTP, in both protocol eras."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random

import pytest

from store.sample.seed import write_people
from store.wallet.audit import differences
from tests.clients.jobs.cast import RUN_NAMES, RUNS, Cast, CastInside, Show, cast_of, connected, make_casts
from tests.clients.jobs.play import play, sign_in
from tests.clients.serving import http_server, run
from tests.hall import Hall
from tests.postgresql import on_postgresql


@pytest.fixture(scope="module")
def show(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Show]:
    db = tmp_path_factory.mktemp("show") / "hall.db"
    run("seed", "--specialists", "300", db=db)
    tokens = asyncio.run(make_casts(db))
    with http_server(db) as base:
        yield Show(db, base, tokens)


@pytest.mark.parametrize(("transport", "mode"), RUNS)
@pytest.mark.sqlite
async def test_the_five_jobs_end_to_end(show: Show, transport: str, mode: str) -> None:
    name = f"{transport}-{mode}"
    do = Cast(show.db, name)
    async with AsyncExitStack() as stack:
        for who in ("assistant", "admin"):
            opened = connected(show, transport, mode, show.tokens[f"{who} {name}"])
            do.clients[who] = await stack.enter_async_context(opened)
        do.clients["ann"] = await stack.enter_async_context(connected(show, transport, mode, None))
        token = await sign_in(do)
        if transport == "http":
            do.clients["ann"] = await stack.enter_async_context(connected(show, transport, mode, token))
        await play(do)
    books = await asyncio.to_thread(run, "ledger", "verify", db=show.db, check=False)
    assert books.stdout == "The books balance.\n"


@pytest.mark.skipif(not on_postgresql(), reason="over both transports they are played anyway")
async def test_the_five_jobs_on_another_store(tmp_path: Path, template: Path) -> None:
    """Within one process: a served hall keeps its rows in a file."""
    name = RUN_NAMES[0]
    hall = await Hall.open(tmp_path, template, now=datetime.now(UTC))
    tokens = await cast_of(hall.app, name)
    await hall.app.database.write(partial(write_people, people=300, random=Random(1), now=hall.clock()), seconds=60)
    do = CastInside(hall.path, name, hall=hall)
    for who in ("assistant", "admin"):
        do.clients[who] = await hall.holder(tokens[f"{who} {name}"]).client()
    do.clients["ann"] = await hall.nobody().client()
    token = await sign_in(do)
    do.clients["ann"] = await hall.holder(token).client()
    await play(do)
    with hall.reading() as tx:
        assert differences(tx) == []
    await hall.close()
