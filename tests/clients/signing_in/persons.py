"""Somebody at a browser, who signs in on the pages of a real server and says what an app may do."""

from __future__ import annotations

import re
from pathlib import Path

import httpx2 as httpx
from mcp.shared.auth import AuthorizationCodeResult

from tests.clients.serving import run
from tests.server.oauth.browsing import answer_in

EMAIL = "eva@work.test"


def hidden(page: str, act: str) -> dict[str, str]:
    """The hidden fields of a form on a page."""
    forms = [
        dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
        for form in re.findall(r"<form.*?</form>", page, re.S)
    ]
    assert any(form.get("act") == act for form in forms), re.sub("<[^>]*>", " ", page)[-1500:]
    return next(form for form in forms if form.get("act") == act)


class Person:
    """Somebody at a browser, who allows reading. back: the browser goes where it is sent in the end."""

    def __init__(self, db: Path, back: bool = False) -> None:
        self.db, self.logins, self.answer, self.back = db, 0, dict[str, str](), back

    async def asked(self, url: str) -> None:
        self.logins += 1
        # A client may open the page a moment before it listens for what comes back.
        lines = httpx.AsyncHTTPTransport(retries=6)
        async with httpx.AsyncClient(transport=lines, follow_redirects=True, timeout=30) as browser:
            page = await browser.get(url)
            where = str(page.url)
            page = await self.signed_in(browser, page)
            company = re.findall(r'<option value="(\d+)"', page.text)[0]
            said = {**hidden(page.text, "decide"), "answer": "allow", "scope": "read", "company": company}
            done = await browser.post(where, data=said, follow_redirects=False)
            if self.back:
                await browser.get(done.headers["location"])
        self.answer = answer_in(done.headers["location"])

    async def signed_in(self, browser: httpx.AsyncClient, page: httpx.Response) -> httpx.Response:
        where = str(page.url)
        page = await browser.post(where, data={**hidden(page.text, "send"), "email": EMAIL})
        code = re.findall(r"(\d{6}) is your code", run("mailbox", EMAIL, db=self.db).stdout)[-1]
        return await browser.post(where, data={**hidden(page.text, "code"), "code": code})

    async def came_back(self) -> AuthorizationCodeResult:
        return AuthorizationCodeResult(**self.answer)
