"""Decisions of signing in, as tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from server.oauth.rules import redirects, renewal, resources, scopes
from server.oauth.settings import SignIn
from server.protocol.languages import language_of
from tests.hall import operations

NOW = datetime(2026, 3, 2, tzinfo=UTC)
HALL = "https://hall.example.com"


@pytest.mark.parametrize(
    ("granted", "access", "toolset", "missing"),
    [
        ("read write", "write", "wallet", []),
        ("read", "write", "wallet", ["write"]),
        ("read toolset:wallet", "read", "wallet", []),
        ("read toolset:wallet", "read", "tasks", ["toolset:tasks"]),
        ("read toolset:wallet", "money", "tasks", ["money", "toolset:tasks"]),
        ("read toolset:wallet", "read", "platform", []),
        ("", "read", "wallet", ["read"]),
    ],
)
def test_what_a_call_lacks(granted: str, access: str, toolset: str, missing: list[str]) -> None:
    assert scopes.missing(granted.split(), access, toolset) == missing


def test_what_no_app_may_do_are_operations() -> None:
    assert [name for name in scopes.NEVER if operations().find(name) is None] == []


@pytest.mark.parametrize(
    ("ended", "expires", "spent", "worth"),
    [
        (False, 1, None, "fresh"),
        (False, 1, 0, "again"),
        (False, 1, 60, "again"),
        (False, 1, 61, "stolen"),
        (True, 1, 0, "dead"),
        (False, 0, None, "dead"),
    ],
)
def test_what_a_refresh_token_is_worth(ended: bool, expires: int, spent: int | None, worth: str) -> None:
    spent_at = None if spent is None else NOW - timedelta(seconds=spent)
    assert renewal.worth(NOW, ended=ended, expires_at=NOW + timedelta(days=expires), spent_at=spent_at) == worth


@pytest.mark.parametrize(
    ("asked", "registered", "is_among"),
    [
        ("http://127.0.0.1:1/cb", "http://127.0.0.1:2/cb", True),
        ("http://127.0.0.1/cb", "http://127.0.0.1:2/cb", True),
        ("http://[::1]:1/cb", "http://[::1]:2/cb", True),
        ("http://localhost:1/cb", "http://127.0.0.1:1/cb", False),
        ("http://127.0.0.1:1/other", "http://127.0.0.1:1/cb", False),
        ("https://app.test:1/cb", "https://app.test:2/cb", False),
        ("http://localhost.evil.test:1/cb", "http://localhost:1/cb", False),
        ("cursor://done", "cursor://done", True),
    ],
)
def test_where_an_app_may_be_led_back_to(asked: str, registered: str, is_among: bool) -> None:
    assert redirects.is_among(asked, [registered]) is is_among


def test_what_the_policy_of_a_page_lets_it_lead_on_to() -> None:
    assert redirects.form_action("https://claude.ai/api/cb") == "https://claude.ai"
    assert redirects.form_action("cursor://done") == "cursor:"
    assert redirects.form_action("http://[::1]:5/cb") == "http:"


def test_whose_a_resource_is() -> None:
    own = (None, "", HALL, f"{HALL}/", f"{HALL}/mcp", f"{HALL}/mcp/", f"{HALL}/mcp/readonly")
    assert [one for one in own if not resources.is_own(one, HALL)] == []
    others = ("https://hall.example.com.evil.test/mcp", f"{HALL}/mcpx", "http://hall.example.com/mcp", "x")
    assert [one for one in others if resources.is_own(one, HALL)] == []


def test_under_which_address_people_sign_in() -> None:
    loopback = "http://127.0.0.1:8000"
    assert SignIn("auto", loopback).issuer(None) is None
    assert SignIn("auto", loopback).issuer(f"{HALL}/") == HALL
    assert SignIn("auto", None).issuer("http://hall.example.com") is None
    assert SignIn("auto", None).issuer(f"{HALL}/below") is None
    assert SignIn("on", loopback).issuer(None) == loopback
    assert SignIn("off", loopback).issuer(HALL) is None
    for named in (None, "http://hall.example.com"):
        with pytest.raises(ValueError, match="http-url"):
            SignIn("on", None).issuer(named)


@pytest.mark.parametrize(("mode", "named"), [("auto", None), ("auto", "http://hall.example.com"), ("off", HALL)])
def test_an_identity_provider_that_would_be_asked_by_nobody_is_refused(mode: Any, named: str | None) -> None:
    somewhere = SignIn(mode, None, False, "https://id.example.com", "hall")
    with pytest.raises(ValueError, match="--oidc-issuer says who signs people in"):
        somewhere.issuer(named)


@pytest.mark.parametrize(
    ("accept", "own", "language"),
    [
        ("", None, "en"),
        ("", "ru", "ru"),
        ("ru;q=0.3, fi;q=0.8", None, "fi"),
        ("fi;q=x, ru", None, "ru"),
        ("*", "de", "en"),
    ],
)
def test_in_which_language_a_page_is(accept: str, own: str | None, language: str) -> None:
    assert language_of(accept, own) == language
