"""Cursors: what a list gave leads on in that list, whatever else was typed in is refused in plain words."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from server.registry import Registry
from store.installation_key import InstallationKey
from tests.hall import Hall, Refused
from tools.errors import Invalid
from tools.paging import Page, nullable_places

PAGED = [operation for operation in Registry().operations.values() if operation.paged]
HALL = InstallationKey(b"h" * 32)
OTHER = InstallationKey(b"o" * 32)


def by_hand(*parts: Any) -> str:
    """A cursor as one makes it who knows what it is built of, but not the key."""
    return base64.urlsafe_b64encode(json.dumps(parts, separators=(",", ":")).encode()).decode().rstrip("=")


@pytest.mark.parametrize("key", [[None, None], [None], [0, 0], ["a", 1], [None, None, None, None], [1, None, 1]])
@pytest.mark.parametrize("tool", ["search_agents", "list_specializations"])
async def test_a_cursor_made_by_hand_is_refused_in_plain_words(hall: Hall, tool: str, key: list[Any]) -> None:
    acme = await hall.agent("Acme")
    meant = json.dumps([tool, {}, None], sort_keys=True)
    digest = hall.app.parts.key.digest("arguments", meant)[:12]
    for cursor in (
        by_hand(digest, key),
        by_hand(*key),
        by_hand("x" * 12, key),
    ):
        with pytest.raises(Refused) as no:
            await acme.call(tool, cursor=cursor)
        assert no.value.status == 422
        assert list(no.value.fields) == ["cursor"]


@pytest.mark.parametrize("operation", PAGED, ids=lambda operation: operation.name)
async def test_no_list_opens_with_nulls_that_somebody_wrote(operation: Any) -> None:
    page = Page(cursor=by_hand("x", [None] * 3), digest="x", seal=HALL)
    for length in range(1, 5):
        with pytest.raises(Invalid):
            page.key(length, range(length))


def test_what_was_sealed_is_opened_again_and_nothing_else() -> None:
    cursor = Page(digest="one", seal=HALL).next_cursor([None, "ä", 7])
    assert cursor is not None
    assert Page(cursor=cursor, digest="one", seal=HALL).key(3, (0,)) == [None, "ä", 7]
    wrong = [
        Page(cursor=cursor, digest="two", seal=HALL),
        Page(cursor=cursor, digest="one", seal=OTHER),
        Page(cursor=cursor[:-2], digest="one", seal=HALL),
        Page(cursor="A" + cursor[1:], digest="one", seal=HALL),
        Page(cursor=cursor + "AAAA", digest="one", seal=HALL),
        Page(cursor="", digest="one", seal=HALL),
    ]
    for page in wrong:
        with pytest.raises(Invalid):
            page.key(3, (0,))


@pytest.mark.parametrize("nullable", [(), (1,), (2,)])
def test_null_stands_only_where_a_column_may_be_without_a_value(nullable: tuple[int, ...]) -> None:
    cursor = Page(digest="one", seal=HALL).next_cursor([None, "a", 7])
    with pytest.raises(Invalid):
        Page(cursor=cursor, digest="one", seal=HALL).key(3, nullable)


def test_which_places_may_be_without_a_value() -> None:
    assert nullable_places((("c.pinned", "desc"), ("c.last_contact", "desc", "nullable"), ("c.id", "desc"))) == [1]


async def test_a_cursor_leads_on_in_its_own_list_only(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    first = await acme.call("list_specializations", limit=2)
    assert len(first["next_cursor"]) < 40
    second = await acme.call("list_specializations", limit=2, cursor=first["next_cursor"])
    names = [json.dumps(item) for page in (first, second) for item in page["items"]]
    assert len(set(names)) == 4
    with pytest.raises(Refused):
        await acme.call("search_agents", cursor=first["next_cursor"])
