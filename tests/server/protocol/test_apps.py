"""The pages that clients show beside an answer: announced, served as one file each, and safe to show."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from server.protocol.beyond.apps import EXTENSION, MIME_TYPE, PAGES, Page, find_page, html, texts
from server.protocol.plain.greeting import FILE
from server.registry import Registry
from server.schema.listing import listed, tool
from server.shown import APPS
from tests.hall import Hall
from tools.rules.sentences import LANGUAGES

# In three languages; a page is read once for each conversation.
LARGEST = 25_000
# Ways for a page to run, keep, send or load something besides what stands in it.
FORBIDDEN = (
    "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "localStorage", "sessionStorage",
    "indexedDB", "document.cookie", "fetch(", "XMLHttpRequest", "WebSocket", "EventSource", "sendBeacon", "import(", "<form",
    "<iframe", "<img", "<link", "@import", "url(", "window.open", "location.href", "onclick=", "javascript:",
)  # fmt: skip

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


async def test_a_client_lists_and_reads_the_pages(hall: Hall) -> None:
    client = await hall.nobody().client()
    listed = {str(one.uri): one for one in (await client.list_resources()).resources}
    for page in PAGES:
        assert listed[page.uri].mime_type == MIME_TYPE
        [read] = (await client.read_resource(page.uri)).contents
        assert (str(read.uri), read.mime_type, read.text) == (page.uri, MIME_TYPE, html(page))  # type: ignore[union-attr]
        assert read.meta is not None
        assert read.meta["ui"]["csp"] == {"connectDomains": [], "resourceDomains": []}


def test_the_extension_is_announced_in_both_eras() -> None:
    greeting = json.loads(FILE.read_text(encoding="utf-8"))
    for answer in (greeting["discover"], *greeting["initialize"].values()):
        assert answer["capabilities"]["extensions"][EXTENSION] == {"mimeTypes": [MIME_TYPE]}


def test_tools_name_their_page_in_both_forms() -> None:
    registry = Registry.quick()
    shown = {one.name: one.meta or {} for one in listed(registry, None, False)}
    pages = {name: meta["ui"]["resourceUri"] for name, meta in shown.items() if "ui" in meta}
    assert pages == {
        "find_next_slot": "ui://hall/week.html",
        "get_wallet": "ui://hall/wallet.html",
        **dict.fromkeys(("run_money", "book_schedule", "pay_task", "route_work_order"), "ui://hall/approval.html"),
    }
    assert all(meta["ui/resourceUri"] == pages[name] for name, meta in shown.items() if "ui" in meta)


def test_every_named_page_is_there_and_every_page_is_named() -> None:
    whole = Registry()
    tools: dict[str, dict[str, Any]] = {
        name: tool(one, brief=False).meta or {} for name, one in whole.operations.items()
    }
    named = {meta["ui"]["resourceUri"] for meta in tools.values() if "ui" in meta}
    assert named == {page.uri for page in PAGES}
    assert find_page("ui://hall/other.html") is None
    # Each operation that moves money has the page that asks for a yes.
    assert all(("ui" in tools[name]) for name, one in whole.operations.items() if one.access == "money")
    assert APPS.keys() <= whole.operations.keys()


@each_page
def test_a_page_is_one_small_file_that_loads_nothing(page: Page) -> None:
    text = html(page)
    assert len(text.encode()) <= LARGEST
    assert not re.findall(r"""(?:https?:)?//[\w.-]+\.\w""", text.replace("http://www.w3.org/2000/svg", ""))
    assert [word for word in FORBIDDEN if word in text] == []
    assert " src=" not in text
    assert "default-src 'none'; script-src 'sha256-" in text


@each_page
def test_a_page_carries_all_it_says_in_each_language(page: Page) -> None:
    said = texts(html(page))
    assert len(said) > 10
    carried = json.loads(html(page).partition("const WORDS = ")[2].partition(";\n")[0])
    assert {language: list(table) for language, table in carried.items()} == dict.fromkeys(LANGUAGES, said)
