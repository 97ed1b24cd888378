"""Apps: pages that chat clients show beside an answer, as resources below ui://.

A page is one file made of the parts in server/apps: the frame, the style, what talks with the client, and its own script. It
shows nothing that the text of an answer does not say, so a client that shows no pages misses nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

from mcp.server.lowlevel.server import Server
from mcp.types import Resource, TextResourceContents

from server.shown import APP_BASE
from tools.rules.sentences import LANGUAGES, unfilled

EXTENSION = "io.modelcontextprotocol/ui"
MIME_TYPE = "text/html;profile=mcp-app"
FOLDER = Path(__file__).resolve().parents[2] / "apps"
# Of which nothing may be loaded from anywhere: there is no address in a page.
META = {"ui": {"csp": {"connectDomains": [], "resourceDomains": []}, "prefersBorder": True}}
# Only this script runs, whatever is put into the page.
POLICY = (
    "default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)
_SAID = re.compile(r'(?<![\w.])t\(\s*"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True, slots=True)
class Page:
    """A page, with a script and a style of its name. kit: what it needs beside them."""

    name: str
    title: str
    about: str
    kit: tuple[str, ...] = ()

    @property
    def uri(self) -> str:
        return f"{APP_BASE}{self.name}.html"


PAGES = (
    Page("week", "Free times", "A week of a schedule, to pick a free slot from and book it.", ("money.js",)),
    Page("wallet", "Wallet", "Balances, and a statement with its line."),
    Page("approval", "Approval", "What a money operation would do, and the person's yes.", ("money.js",)),
    Page("board", "Work orders", "Work orders by their state."),
    Page("day", "Day plan", "The visits of a day: a map without streets, and each person's list.", ("money.js",)),
)  # fmt: skip


def serve_apps(server: Server[Any]) -> None:
    """Say that there are pages; they are read as resources."""
    server.extensions[EXTENSION] = {"mimeTypes": [MIME_TYPE]}


def resources() -> list[Resource]:
    return [
        Resource(
            uri=page.uri,
            name=f"{page.name}_page",
            title=page.title,
            description=page.about,
            mime_type=MIME_TYPE,
            _meta=META,
        )
        for page in PAGES
    ]


def find_page(uri: str) -> Page | None:
    return next((page for page in PAGES if page.uri == uri), None)


def contents(page: Page) -> TextResourceContents:
    return TextResourceContents(uri=page.uri, mime_type=MIME_TYPE, text=html(page), _meta=META)


@cache
def html(page: Page) -> str:
    """The page as one file."""
    own = "\n".join(_part(name) for name in ("host.js", *page.kit, f"{page.name}.js"))
    style = _part("pages.css") + _part(f"{page.name}.css")
    by_language = {language: {text: unfilled(text, language) for text in texts(own)} for language in LANGUAGES}
    script = _lean(f"const WORDS = {json.dumps(by_language, ensure_ascii=False, separators=(',', ':'))};\n{own}")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    frame = Template(_part("frame.html"))
    policy = POLICY.format(digest=digest)
    return frame.substitute(policy=policy, title=page.title, style=_lean(style), script=script)


def texts(script: str) -> list[str]:
    """What a script says to people."""
    return list(dict.fromkeys(json.loads(f'"{text}"') for text in _SAID.findall(script)))


def _lean(text: str) -> str:
    """Without indents and lines that are only a comment."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _part(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
