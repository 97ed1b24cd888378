"""Every operation is fed what no client should send: each time a designed refusal or a normal answer, and soon."""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from functools import cache
from pathlib import Path as FilePath
from typing import Any

import pytest
import pytest_asyncio

from server.calls.messages import Answered, Refused
from server.schema.schema import input_schema
from tests.contract.full_world import FullWorld, full_world
from tests.contract.sentences.catalogues import read_catalogue
from tests.contract.walks.walking import OPERATIONS, Path, ask, base_arguments, leaves, own_schema, with_value
from tests.hall import Hall, TestCaller
from tools.operation import Operation
from tools.rules.sentences import RUSSIAN

# One worker makes the world for all of these.
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.walk]
each = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)

# Of computing, so that what else runs on the machine does not count.
SECONDS = 1.0
# A refusal names a few faults; nobody reads a million.
LONGEST_REFUSAL = 20_000
# Our insides: traces, modules, the engine and its statements.
INSIDES = re.compile(r"Traceback|sqlite|\.py\b|\bSELECT .+ FROM\b|no such column|<class ", re.IGNORECASE)
NASTY = "'; DROP TABLE persons; --\x00\ud800\u202e\u200b<script>alert(1)</script><b onclick=x>%_{0}${x}"
DEEP: Any = []
for _ in range(500):
    DEEP = [DEEP]
TEXTS = [
    "", " ", "\x00", "\udfff", "\u202e\u2066\U000e0041", "NaN", "-Infinity", "1e400", "-1", "0", "0." + "9" * 60, str(10**30),
    str(2**63), "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+14:00", "9999-12-31", "2026-02-30",
    "24:00", "A" * 100_000, "\U0001f4a5" * 20_000, "../../etc/passwd", "http://[::1", "=" * 900, "eyJhIjpbXX0", "\n" * 300,
]  # fmt: skip
NUMBERS = [-1, 0, 2**31, 2**53 - 1, 2**53, 2**63, 10**30, -(10**30), 1.5, float("nan"), float("inf"), True, "1"]
OTHERS = [
    True,
    0,
    7,
    "x",
    "x" * 100_000,
    [],
    {},
    [None],
    [[]],
    {"a": 1},
    {"": None},
    DEEP,
    None,
    float("nan"),
    [7] * 2_000,
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory, template: FilePath) -> AsyncIterator[FullWorld]:
    hall = await Hall.open(tmp_path_factory.mktemp("garbage"), template)
    world = await full_world(hall)
    hall.sql_script("UPDATE persons SET language = 'ru'")
    yield world
    await hall.close()


def garbage_for(schema: dict[str, Any], dice: random.Random) -> list[Any]:
    """A few bad values for one place: of the right type but wild, and of other types."""
    kind = schema.get("type")
    if kind == "string":
        return [NASTY, *dice.sample(TEXTS, 4), dice.choice(NUMBERS), dice.choice(OTHERS)]
    if kind in ("integer", "number"):
        return [*dice.sample(NUMBERS, 4), dice.choice(TEXTS), dice.choice(OTHERS)]
    return [NASTY, *dice.sample(OTHERS, 3)]


def bad_calls(operation: Operation, world: FullWorld) -> Iterator[dict[str, Any]]:
    """Calls that are right but for one place, and calls that are wrong all over. The same ones in every run."""
    dice = random.Random(operation.name)
    base, schema = base_arguments(operation, world), own_schema(operation)
    for path, part in leaves(schema):
        for value in garbage_for(part, dice):
            yield with_value(operation, world, base, path, value)
    for path in objects(schema):
        yield with_value(operation, world, base, (*path, "unknown"), NASTY) if path else base | {"unknown": 1, NASTY: 2}
    properties = schema["properties"]
    for value in ("", None, [], {}, NASTY, 2**63, DEEP, [{}], [NASTY] * 300):
        yield dict.fromkeys(properties, value)
    for cursor in ("x", "eyJ4Ijox", "W251bGwsW11d", NASTY, "A" * 900, 7):
        yield base | {"cursor": cursor, "limit": dice.choice([0, -1, 101, 10**30, "1"]), "fields": [NASTY]}
        yield base | {"cursor": cursor}
    yield base | {"dry_run": "yes", "idempotency_key": "k" * 5_000, "confirm": NASTY, "wait": 3, "company_id": 2**63}


def objects(schema: dict[str, Any], path: Path = ()) -> Iterator[Path]:
    """The paths of all objects within a schema, itself first."""
    if schema.get("type") == "array":
        yield from objects(schema.get("items", {}), path)
    elif schema.get("type") == "object" and (schema.get("properties") or not path):
        yield path
        for name, part in schema.get("properties", {}).items():
            yield from objects(part, (*path, name))


async def fault_of(caller: TestCaller, operation: Operation, arguments: dict[str, Any]) -> str | None:
    """What is wrong with how a call was answered; None when nothing is."""
    seconds = []
    for _ in range(2):
        began = time.process_time()
        told = await ask(caller, operation, arguments)
        seconds.append(time.process_time() - began)
        if seconds[-1] < SECONDS:
            break
    if told.code == "internal_error":
        return "an unexpected error"
    if min(seconds) > SECONDS:
        return f"took {min(seconds):.1f} s"
    if found := INSIDES.search(told.text):
        return f"says {found.group()!r}"
    if told.kind is Refused and len(told.text) > LONGEST_REFUSAL:
        return f"says too much: {told.text[:200]}"
    if caller.kind == "person" and told.kind is Refused and (english := untranslated(told.text, operation, arguments)):
        return f"says in English: {english}"
    told.text.encode()
    return None


# What a sentence quotes, and what of it nobody translates: addresses, moments, currencies, patterns and numbers in hex.
QUOTED = re.compile(r"“[^”]*”|'[^']*'|\"[^\"]*\"|\S*[@/=^\\\\]\S*|\b\S*\d\S*\b|\b[A-Z][A-Z_]+\b|\bJSON\w*|\bmon-fri\b")


def untranslated(text: str, operation: Operation, arguments: dict[str, Any]) -> list[str]:
    """What a refusal tells somebody who reads Russian without a letter of it, or with a word that is no code of the call."""
    refusal = json.loads(text)
    said = refusal.get("fields") or {"error": refusal["error"]}
    wholly = [fault for fault in said.values() if not re.search("[а-я]", fault)]
    return wholly + [fault for fault in said.values() if strange_words(fault, operation, arguments)]


def strange_words(fault: str, operation: Operation, arguments: dict[str, Any]) -> set[str]:
    """The words in Latin letters that nothing of the call or of the catalogue accounts for."""
    found = set(re.findall("[A-Za-z]{2,}", QUOTED.sub(" ", CATALOGUE.sub(" ", fault))))
    found -= named() | taken(operation) | sent() if found else set()
    return found - words_of(arguments) if found else found


def words_of(arguments: Any) -> set[str]:
    """The words a caller sent, however deep."""
    found: set[str] = set()
    inside: list[Any] = [arguments]
    while inside:
        match inside.pop():
            case dict() as held:
                inside += [*held.keys(), *held.values()]
            case list() as held:
                inside += held
            case str() as text:
                found.update(re.findall("[A-Za-z]+", text))
            case other:
                found.update(re.findall("[A-Za-z]+", str(other)))
    return found


# What programs write alike everywhere.
PROPER = {
    "true", "false", "http", "https", "null", "ids", "oldest", "since", "Google", "iCalendar", "Bitcoin", "Word", "Excel",
    "PowerPoint", "OpenDocument", "Polygon", "MultiPolygon", "Feature", "GeoJSON", "Matroska", "WebP", "WebM", "hh", "stop",
    "too", "few", "coordinates",
}  # fmt: skip
# Names of a catalogue, which others write or which is in English, and states and keys as they are sent to look for them.
CATALOGUE = re.compile(
    r"её параметры: .*|Number of variants|— не состояние; известные: .*|нет среди: .*|её уровни: .*|типы заказов: .*|"
    r"(причины|выберите из): \d+ [a-z].*|Shelf|одно из: .*|поля: .*|поля наряда — .*|список workorders_all|не тип изменения; .*|"
    r"assigned, unassigned"
)


@cache
def named() -> frozenset[str]:
    """Words in the names of operations and of what they take: those stand as they are."""
    names = (name for one in OPERATIONS for name in (one.name, *properties(input_schema(one))))
    return frozenset(word for name in names for word in re.findall("[A-Za-z]+", name)) | PROPER


@cache
def taken(operation: Operation) -> frozenset[str]:
    """Words in the values that the arguments of an operation may have: what is sent is named as it is sent."""
    return frozenset(word for value in values(own_schema(operation)) for word in re.findall("[A-Za-z]+", value))


@cache
def sent() -> frozenset[str]:
    """Words in the values of all arguments, but for those that tell a state or a kind as well."""
    return frozenset(word for one in OPERATIONS for word in taken(one)) - read_catalogue(RUSSIAN).words.keys()


def properties(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
    for part in parts(schema):
        yield from properties(part)


def values(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from (value for value in schema.get("enum", ()) if isinstance(value, str))
        yield from [schema["const"]] if isinstance(schema.get("const"), str) else []
    for part in parts(schema):
        yield from values(part)


def parts(schema: Any) -> Iterable[Any]:
    return schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()


@each
async def test_garbage_is_refused_as_designed(world: FullWorld, operation: Operation) -> None:
    faults = []
    for number, arguments in enumerate(bad_calls(operation, world)):
        caller = (world.boss, world.acme, world.ann if number % 4 else world.pia)[number % 3]
        rehearsed = {"dry_run": True} if operation.access != "read" else {}
        if fault := await fault_of(caller, operation, rehearsed | arguments):
            faults.append(f"{fault}: {str(arguments)[:300]}")
    assert faults == []


MEGA = 1_000_000


@cache
def big() -> tuple[str, dict[str, int], list[Any]]:
    """Ten megabytes of text, a million keys, and values as large. Not made while tests are collected."""
    text, keys = "A" * (10 * MEGA), {f"k{number}": 1 for number in range(MEGA)}
    many, deeper = [1] * MEGA, [1]
    for _ in range(100_000):
        deeper = [deeper]  # type: ignore[list-item]
    return text, keys, [text, many, keys, [text[:1000]] * 10_000, [text], [[many]], [keys], [{}] * 9_000, deeper]


@pytest.mark.parametrize("toolset", sorted({operation.toolset for operation in OPERATIONS}))
async def test_ten_megabytes_are_refused_at_once_and_in_few_words(world: FullWorld, toolset: str) -> None:
    operation = next(one for one in OPERATIONS if one.toolset == toolset and own_schema(one)["properties"])
    name = next(iter(own_schema(operation)["properties"]))
    text, keys, values = big()
    for arguments in ({text: 1}, keys, *({name: value} for value in values)):
        assert await fault_of(world.boss, operation, arguments) is None


@each
async def test_a_list_of_thousands_of_wrong_items_is_refused_in_few_words(
    world: FullWorld, operation: Operation
) -> None:
    base, schema = base_arguments(operation, world), own_schema(operation)
    for name, part in schema["properties"].items():
        if part.get("type") in ("array", "object"):
            for item in ({}, "", {f"k{number}": 1 for number in range(60)}):
                wrong = [item] * 150 if part["type"] == "array" else dict.fromkeys(map(str, range(9_000)), item)
                assert await fault_of(world.boss, operation, base | {name: wrong}) is None


HOSTILE = (
    "Zq\x00\ud800\u202e\u200b\U000e0041 <script>alert(1)</script><img src=x onerror=y>'; DROP TABLE persons; -- %s {0}\r\n"
    "Bcc: everybody@work.test\r\n\r\n=cmd|' /C calc'!A0"
)
# What nobody can see: controls but for line ends, halves of characters, zero-width, turning and tag characters.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\u200b\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")


async def test_hostile_texts_are_stored_clean(tmp_path: FilePath, template: FilePath) -> None:
    """Every text of every operation that writes, one at a time, as a call that happens."""
    hall = await Hall.open(tmp_path, template)
    world = await full_world(hall)
    taken = set()
    for operation in OPERATIONS:
        if operation.access not in ("write", "money"):
            continue
        base = base_arguments(operation, world)
        for path, part in leaves(own_schema(operation)):
            if part.get("type") != "string" or "enum" in part:
                continue
            for caller in (world.boss, world.acme, world.ann, world.pia):
                told = await ask(caller, operation, with_value(operation, world, base, path, HOSTILE))
                assert told.code != "internal_error"
                if told.kind is Answered:
                    assert not UNSEEN.search(told.text)
                    taken.add(operation.name)
                    break
    stored = [(table, column, text) for table, column, text in texts_of(hall) if "zq" in text.lower()]
    await hall.close()
    assert len(taken) > 25
    assert len({table for table, _, _ in stored}) > 15
    assert [found for found in stored if UNSEEN.search(found[2])] == []
    for table, column, text in stored:
        if (table, column) == ("outbox", "payload"):
            assert "\n" not in json.loads(text)["subject"]
        if (table, column) == ("mailbox", "subject"):
            assert "\n" not in text


def texts_of(hall: Hall) -> Iterator[tuple[str, str, str]]:
    """Every text in the database, with its table and column."""
    for table in hall.plain_tables():
        for column in hall.columns(table, "TEXT"):
            for (text,) in hall.sql(f'SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL'):
                yield table, column, text
