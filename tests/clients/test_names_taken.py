"""Names that strangers can take: the commands of the machine make what is new, and find by number or what was made here."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from server.app import App
from server.calls.messages import Answered, Request
from tests.clients.serving import run

PASSWORD = {"password": "correct horse 7", "confirm_password": "correct horse 7"}


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "hall.db"


def strangers_call(db: Path, *calls: tuple[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Calls over the network of somebody nobody knows, each with the credential the calls before it gave."""

    async def work() -> list[dict[str, Any]]:
        app = await App.open(db)
        answers: list[dict[str, Any]] = []
        try:
            token = None
            for tool, arguments in calls:
                reply = await app.pipeline.call(Request(tool, arguments, token=token, origin="203.0.113.7"))
                assert isinstance(reply, Answered), reply
                answers.append(reply.answer)
                token = reply.answer.get("token") or reply.answer.get("api_key") or token
        finally:
            await app.close()
        return answers

    return asyncio.run(work())


def evil_company(db: Path, name: str, email: str = "eve@evil.test") -> None:
    """A stranger's company, founded with the code that was mailed to them."""
    strangers_call(
        db, ("create_user", {"name": "Eve", "last_name": "Lee", "email": email, "company_name": name, **PASSWORD})
    )
    code = re.findall(r"\b[0-9]{6}\b", run("mailbox", email, db=db).stdout)[-1]
    strangers_call(db, ("log_in_with_code", {"email": email, "code": code}))


def evil_agent(db: Path, name: str) -> str:
    """A stranger's agent; its key."""
    made = strangers_call(db, ("register_agent", {"name": name, "email": f"{len(name)}@evil.test"}))
    return str(made[0]["api_key"])


def rows(db: Path, text: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(db)) as connection:
        return connection.execute(text).fetchall()


def test_the_order_of_the_readme_works_on_a_new_hall(db: Path) -> None:
    run("token", "--agent", "My bot", "--company", "Acme", "--credit", "25 USDT", db=db)
    assert run("token", "--person", "ceo@acme.test", "--company", "Acme", db=db).stdout.startswith("hh_person_")
    assert rows(db, "SELECT company_id, role FROM memberships") == [(1, "admin")]
    assert rows(db, "SELECT made_by FROM companies UNION ALL SELECT made_by FROM agents") == [
        ("machine",),
        ("machine",),
    ]
    assert run("credit", "Acme", "5.00 EUR", db=db).stdout == "company:1 has 5.00 EUR\n"


def test_an_agent_is_not_made_in_a_company_a_stranger_called_so(db: Path) -> None:
    evil_company(db, "Acme")
    for company in ("Acme", " ACME ", "acme"):
        refused = run("token", "--agent", "My bot", "--company", company, "--credit", "25 USDT", db=db, check=False)
        assert refused.returncode != 0
        for word in ("company:1", "registration over the network", "eve@evil.test (admin)", "--company company:1"):
            assert word in refused.stderr
        assert refused.stdout == ""
    assert rows(db, "SELECT count(*) FROM agents") == [(0,)]
    ceo = run("token", "--person", "ceo@acme.test", "--company", "Acme", "--role", "admin", db=db, check=False)
    assert "eve@evil.test" in ceo.stderr
    assert rows(db, "SELECT count(*) FROM memberships") == [(1,)]
    assert run("token", "--agent", "My bot", "--company", "company:1", db=db).stdout.startswith("hh_agent_")


def test_a_strangers_agent_of_that_name_gets_neither_a_key_nor_money(db: Path) -> None:
    evil_agent(db, "My bot")
    for name in ("My bot", "my  BOT"):
        refused = run("token", "--agent", name, "--company", "Acme", "--credit", "25 USDT", db=db, check=False)
        assert refused.returncode != 0
        assert "agent:1" in refused.stderr
        assert "--new-key" in refused.stderr
    for command in (
        ("credit", "My bot", "25 USDT"),
        ("agent", "My bot", "ban"),
        ("confirmation", "My bot", "--never"),
        ("ledger", "statement", "My bot"),
        ("token", "--agent", "My bot", "--new-key"),
    ):
        refused = run(*command, db=db, check=False)
        assert refused.returncode != 0, command
        assert "agent:1" in refused.stderr, command
        assert refused.stdout == ""
    assert rows(db, "SELECT status, (SELECT count(*) FROM confirmation_limits) FROM agents") == [("pending_deposit", 0)]
    assert rows(db, "SELECT count(*) FROM ledger_transfers") == [(0,)]


def test_a_name_that_a_stranger_took_too_is_no_longer_taken(db: Path) -> None:
    run("token", "--agent", "My bot", "--company", "Acme", db=db)
    run("credit", "My bot", "1 USDT", db=db)
    evil_agent(db, "my bot")
    evil_company(db, "Other")
    refused = run("credit", "My bot", "1 USDT", db=db, check=False)
    assert "agent:1" in refused.stderr
    assert "agent:2" in refused.stderr
    assert run("credit", "agent:1", "1 USDT", db=db).stdout.startswith("agent:1 has 2.0")


def test_an_agent_that_took_another_name_is_not_found_by_it(db: Path) -> None:
    key = run("token", "--agent", "Helper", "--company", "Acme", db=db).stdout.strip()

    async def rename(app: App) -> None:
        reply = await app.pipeline.call(Request("update_agent_profile", {"name": "Treasury"}, token=key))
        assert isinstance(reply, Answered)

    in_app(db, rename)
    refused = run("credit", "Treasury", "1 USDT", db=db, check=False)
    assert "agent:1" in refused.stderr
    assert "renamed" in refused.stderr


def in_app(db: Path, work: Callable[[App], Awaitable[None]]) -> None:
    async def run_it() -> None:
        app = await App.open(db)
        try:
            await work(app)
        finally:
            await app.close()

    asyncio.run(run_it())


def test_an_address_that_nobody_proved_is_not_whose_it_says(db: Path) -> None:
    run("token", "--agent", "My bot", "--company", "Acme", db=db)
    strangers_call(db, ("register_account", {"email": "ceo@acme.test", "terms": "accepted", "name": "Eve"}))
    for command in (
        ("token", "--person", "ceo@acme.test", "--company", "Acme"),
        ("credit", "CEO@acme.test", "5 EUR"),
        ("confirmation", "ceo@acme.test", "--never"),
    ):
        refused = run(*command, db=db, check=False)
        assert refused.returncode != 0
        assert "person:1" in refused.stderr
        assert "prove" in refused.stderr
    assert rows(db, "SELECT company_id FROM memberships") == []
    run("token", "--person", "person:1", "--company", "Acme", db=db)


def test_an_agent_named_like_an_address_is_not_found_by_it(db: Path) -> None:
    evil_agent(db, "ceo@acme.test")
    run("token", "--person", "ceo@acme.test", db=db)
    assert run("credit", "ceo@acme.test", "5.00 EUR", db=db).stdout == "person:1 has 5.00 EUR\n"


def test_a_running_agents_key_ends_only_when_asked_for(db: Path) -> None:
    first = run("token", "--agent", "Bot", "--company", "Acme", db=db).stdout.strip()
    again = run("token", "--agent", "Bot", "--company", "Acme", db=db, check=False)
    assert again.returncode != 0
    assert again.stdout == ""
    assert "agent:1" in again.stderr
    assert works(db, first)
    second = run("token", "--agent", "agent:1", "--new-key", db=db).stdout.strip()
    assert second.startswith("hh_agent_")
    assert not works(db, first)
    third = run("token", "--agent", "Bot", "--new-key", db=db).stdout.strip()
    assert works(db, third)
    assert not works(db, second)


def works(db: Path, key: str) -> bool:
    found = []

    async def look(app: App) -> None:
        found.append(isinstance(await app.pipeline.call(Request("get_wallet", {}, token=key)), Answered))

    in_app(db, look)
    return found[0]


def test_another_token_raises_nobody_to_admin(db: Path) -> None:
    run("token", "--person", "ann@acme.test", "--company", "Acme", db=db)
    run("token", "--person", "bob@acme.test", "--company", "Acme", "--role", "member", db=db)
    run("token", "--person", "bob@acme.test", "--company", "Acme", db=db)
    assert rows(db, "SELECT role FROM memberships ORDER BY id") == [("admin",), ("user",)]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["token", "--agent", "agent:9"], "no agent 9"),
        (["token", "--agent", "agent:1"], "--new-key"),
        (["token", "--agent", "A", "--company", "company:9"], "no company 9"),
        (["token", "--agent", "A", "--company", "agent:1"], "is no company"),
        (["token", "--person", "person:9"], "no person 9"),
        (["token", "--agent", "company:1", "--new-key"], "is no agent"),
        (["token", "--agent", "agent:1", "--new-key", "--credit", "1 USDT"], "alone"),
        (["token", "--agent", "Acme"], "choose another name"),
    ],
)
def test_what_cannot_be_found_or_made_is_said_plainly(db: Path, args: list[str], words: str) -> None:
    run("token", "--agent", "Bot", "--company", "Acme", db=db)
    done = run(*args, db=db, check=False)
    assert done.returncode != 0
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
