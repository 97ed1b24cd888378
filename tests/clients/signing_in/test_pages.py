"""The pages of the sign-in in a real Chromium: by the keyboard alone, in three languages, light and dark, on a small screen."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2 as httpx
import pytest

from tests.clients.node_clients import driving, install_or_skip
from tests.clients.serving import http_server, run

pytestmark = pytest.mark.slow

EMAIL, REDIRECT = "eva@work.test", "http://localhost:3031/callback"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
# RFC 7636, appendix B.
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def authorize_at(base: str) -> str:
    """Where an app that has just registered sends the person."""
    app = {"redirect_uris": [REDIRECT], "client_name": "Calendar helper", "token_endpoint_auth_method": "none"}
    client_id = httpx.post(f"{base}/register", json=app).json()["client_id"]
    asked = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": REDIRECT,
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
        "state": "s",
        "resource": f"{base}/mcp",
    }
    return f"{base}/authorize?{urlencode(asked)}"


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("fi", "dark"), ("ru", "light")])
def test_a_person_allows_an_app_with_the_keyboard_and_a_screen_reader(
    language: str, scheme: str, tmp_path: Path
) -> None:
    chromium = next((found for name in NAMES if (found := shutil.which(name))), None)
    if chromium is None:
        pytest.skip("no Chromium is installed")
    install_or_skip()
    db = tmp_path / "hall.db"
    run("token", "--person", EMAIL, "--company", "Brandt", db=db)
    with http_server(db, "--oauth") as base:
        said = {
            "url": authorize_at(base), "email": EMAIL, "language": language, "scheme": scheme, "executable": chromium,
        }  # fmt: skip
        with driving("pages.mjs", said) as browser:
            assert browser.stdin is not None
            assert browser.stdout is not None
            assert browser.stderr is not None
            assert browser.stdout.readline().strip() == '{"code":true}', browser.stderr.read()
            browser.stdin.write(re.findall(r"(\d{6})", run("mailbox", EMAIL, db=db).stdout)[-1] + "\n")
            browser.stdin.flush()
            line = browser.stdout.readline()
            assert line, browser.stderr.read()
    told = json.loads(line)
    assert [page["violations"] for page in told["seen"]] == [[], [], []]
    assert {page["language"] for page in told["seen"]} == {language}
    assert all("Calendar helper" in page["text"] for page in told["seen"])
    assert "localhost" in told["seen"][2]["text"]
    assert told["complaints"] == []
    assert (told["wide"], told["framed"]) == (False, False)
    assert parse_qs(urlsplit(told["led"]).query).keys() >= {"code", "state", "iss"}
