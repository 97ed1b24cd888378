"""Writes what is generated from the operations: the index, the snapshots of every tool, the reference pages, the sizes; and the
compiled catalogues from those that people write.

Run it with `make snapshots`; a contract test holds the files to what it would write."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import anyio
import click
from mcp.shared.message import SessionMessage
from mcp.types import Tool
from mcp_types import JSONRPCRequest
from mcp_types.version import HANDSHAKE_PROTOCOL_VERSIONS, LATEST_HANDSHAKE_VERSION, LATEST_MODERN_VERSION

from server.calls.changes import Changes
from server.catalogues import compiled
from server.discovery.finder import asks
from server.discovery.learning import learn
from server.discovery.refusals import errors_of
from server.discovery.samples import example
from server.protocol.plain.greeting import FILE as GREETING
from server.protocol.plain.messages import CAPABILITIES, CLIENT, VERSION
from server.protocol.tool_handlers import HallServer
from server.registry import Registry
from server.schema.listing import listed, tool
from server.schema.schema import derived_input
from server.startup_index import FILE, SEARCH, TOOLS, digest_of, sources
from server.where import source
from tools.operation import Operation
from tools.rules.notice_kinds import GROUPS, KINDS, NoticeKind

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs" / "operations"
SNAPSHOTS = ROOT / "tests" / "snapshots"


def main() -> None:
    """Write every generated file and drop those that are no longer made."""
    files = generated()
    for folder in (DOCS, SNAPSHOTS):
        for old in folder.glob("*"):
            if old not in files:
                old.unlink()
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    catalogues = compiled()
    for path, content in catalogues.items():
        path.write_bytes(content)
    click.echo(f"{len(files) + len(catalogues)} files written")


def generated() -> dict[Path, str]:
    """Path and text of every generated file."""
    registry = Registry()
    by_toolset: dict[str, list[Operation]] = {}
    for operation in registry.operations.values():
        by_toolset.setdefault(operation.toolset, []).append(operation)
    tools = {name: wire(tool(operation, brief=False)) for name, operation in registry.operations.items()}
    beside = {TOOLS: tools_text(tools), SEARCH: search_text(registry)}
    files = {
        **beside,
        FILE: index_text(registry, beside),
        GREETING: greeting_text(registry),
        ROOT / "docs" / "notices.md": notices_page(),
        DOCS / "README.md": sizes_page(registry, by_toolset, tools),
    }
    for toolset, operations in sorted(by_toolset.items()):
        files[SNAPSHOTS / f"{toolset}.json"] = snapshot([tools[operation.name] for operation in operations])
        files[DOCS / f"{toolset}.md"] = page(toolset, operations)
    return files


def index_text(registry: Registry, beside: dict[Path, str]) -> str:
    """The index a start reads instead of importing everything. beside: the other files that go with it."""
    index = {
        "sources": sources(),
        "digests": {path.name: digest_of(text.encode()) for path, text in beside.items()},
        "aliases": registry.aliases,
        "toolsets": registry.toolsets,
        "moves": sorted({move.function.__module__ for move in registry.scheduled.values()}),
        "operations": [card.saved() for card in registry.cards.values()],
        "listing": default_listing(registry),
    }
    return by_line(index)


def tools_text(tools: dict[str, Any]) -> str:
    """Every operation as tools/list shows it, a line each."""
    return "".join(f"{short(one)}\n" for one in tools.values())


def search_text(registry: Registry) -> str:
    """What the search has learned of the operations."""
    return by_line(learn(list(registry.operations.values())))


def by_line(parts: dict[str, Any]) -> str:
    """JSON of which each item of each part has a line, so that changes are seen where they are."""
    return "{\n" + ",\n".join(f"{json.dumps(name)}: {_items(part)}" for name, part in parts.items()) + "\n}\n"


def _items(part: Any) -> str:
    if isinstance(part, dict) and part:
        return "{\n" + ",\n".join(f"{json.dumps(name)}: {short(item)}" for name, item in part.items()) + "\n}"
    if isinstance(part, list) and part:
        return "[\n" + ",\n".join(short(item) for item in part) + "\n]"
    return short(part)


def short(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def wire(one: Tool) -> dict[str, Any]:
    """A tool as it goes over the wire."""
    return one.model_dump(mode="json", by_alias=True, exclude_none=True)


def greeting_text(registry: Registry) -> str:
    """What is answered to a client's first words before anything is loaded: what the server itself would answer."""
    answers = anyio.run(_greetings, registry)
    return json.dumps(answers, ensure_ascii=False, indent=1) + "\n"


async def _greetings(registry: Registry) -> dict[str, Any]:
    meta = {VERSION: LATEST_MODERN_VERSION, CLIENT: {"name": "any", "version": "1"}, CAPABILITIES: {}}
    hello = {"capabilities": {}, "clientInfo": {"name": "any", "version": "1"}}
    tools = await _answer(registry, "tools/list", {"_meta": meta})
    return {
        "discover": await _answer(registry, "server/discover", {"_meta": meta}),
        # What stands around the tools, which are another file's.
        "list": {name: part for name, part in tools.items() if name != "tools"},
        "latest": LATEST_HANDSHAKE_VERSION,
        "initialize": {
            version: await _answer(registry, "initialize", {**hello, "protocolVersion": version})
            for version in HANDSHAKE_PROTOCOL_VERSIONS
        },
    }


async def _answer(registry: Registry, method: str, params: dict[str, Any]) -> dict[str, Any]:
    """What the server answers to the first message of a client."""
    # Nothing of the first words is looked up in a database.
    hall: Any = SimpleNamespace(changes=Changes(), parts=SimpleNamespace(registry=registry), payments=None)
    server = HallServer(hall).mcp
    send, read = anyio.create_memory_object_stream[SessionMessage | Exception](1)
    write, heard = anyio.create_memory_object_stream[SessionMessage](1)
    request = JSONRPCRequest(jsonrpc="2.0", id=1, method=method, params=params)
    async with send, read, write, heard, anyio.create_task_group() as tasks:
        tasks.start_soon(server.run, read, write, server.create_initialization_options())
        await send.send(SessionMessage(request))
        message = (await heard.receive()).message
        tasks.cancel_scope.cancel()
    result: dict[str, Any] = message.model_dump(by_alias=True, exclude_unset=True)["result"]
    return result


def default_listing(registry: Registry) -> list[dict[str, Any]]:
    """The default tools/list as it goes over the wire."""
    return [wire(one) for one in listed(registry, None, False)]


def snapshot(tools: list[dict[str, Any]]) -> str:
    """Every tool definition of a toolset, whole."""
    return json.dumps(tools, ensure_ascii=False, indent=1) + "\n"


def page(toolset: str, operations: list[Operation]) -> str:
    """The reference page of a toolset."""
    lines = [f"# {toolset}", "", f"{len(operations)} operations. Generated; do not edit.", ""]
    for operation in operations:
        lines += _entry(operation)
    return "\n".join(lines)


def _entry(operation: Operation) -> list[str]:
    schema = derived_input(operation)
    actors = ", ".join(operation.actors)
    lines = [
        f"## {operation.name}",
        "",
        f"In `{source(operation)}`.",
        "",
        operation.description,
        "",
        f"Access {operation.access}, open to {actors}, price class {operation.price}. {asks(operation)}",
        "",
        f"`{json.dumps(example(operation)['arguments'], ensure_ascii=False)}`",
        "",
        *(f"- {line}" for line in errors_of(operation)),
        "",
    ]
    if schema["properties"]:
        lines += ["| parameter | type | required | |", "| --- | --- | --- | --- |"]
    for name, part in schema["properties"].items():
        kind = (
            f"{part.get('items', {}).get('type', 'any')} list"
            if part.get("type") == "array"
            else part.get("type", "any")
        )
        about = part.get("description", "") or ", ".join(str(value) for value in part.get("enum", []))
        lines.append(f"| {name} | {kind} | {'yes' if name in schema['required'] else ''} | {about.replace('|', '/')} |")
    return [*lines, ""]


def sizes_page(registry: Registry, by_toolset: dict[str, list[Operation]], tools: dict[str, Any]) -> str:
    """What each listing costs a client to carry."""
    default = len(json.dumps(default_listing(registry), ensure_ascii=False).encode())
    count = sum(len(operations) for operations in by_toolset.values())
    lines = [
        "# Operations",
        "",
        f"{count} operations in {len(by_toolset)} toolsets. Generated; do not edit.",
        "",
        f"The default listing is {default:,} bytes of JSON. A listing of one toolset, with the schemas of the answers:",
        "",
        "| toolset | operations | bytes |",
        "| --- | ---: | ---: |",
    ]
    for toolset, operations in sorted(by_toolset.items()):
        size = len(json.dumps([tools[one.name] for one in operations], ensure_ascii=False).encode())
        lines.append(f"| [{toolset}]({toolset}.md) | {len(operations)} | {size:,} |")
    return "\n".join([*lines, ""])


def notices_page() -> str:
    """What people, companies and agents are told of, and by which ways."""
    lines = [
        "# Notices",
        "",
        "Everything somebody is told lies in their inbox: list_notices. This is what goes out besides, unless they choose",
        "otherwise with set_notice_settings. A text message needs a confirmed phone, and by default something urgent; agents",
        "get a callback wherever mail or callback stands. Generated; do not edit.",
        "",
        "Urgent: always, or within_24h of the start of what it is about; what is urgent is put off by no quiet hours and no",
        "digest. Mail of kinds marked must cannot be switched off. guests: whoever is known by an address only always gets it",
        "by mail. own: also told to the one who did it.",
        "",
        "A person is told in the language they chose with set_my_language, English, Finnish or Russian: in the inbox, by mail",
        "and by text message. A company's notice is mailed to each admin in their own; its inbox is kept in the one that all its",
        "admins read, else in English. Guests are told in English, or in the language they were invited in. Callbacks are",
        "English, and what other people wrote stays in their words.",
    ]
    for group in GROUPS:
        lines += [
            "",
            f"## {group}",
            "",
            "| kind | told to | when | ways | urgent | | answered with |",
            "|" + " --- |" * 7,
        ]
        lines += [_kind_line(kind) for kind in KINDS.values() if kind.group == group]
    return "\n".join([*lines, ""])


def _kind_line(kind: NoticeKind) -> str:
    marks = [name for name in ("must", "guests", "own") if getattr(kind, name)]
    cells = (kind.name, kind.to, kind.when, ", ".join(kind.channels) or "inbox only", kind.urgency, ", ".join(marks))
    return f"| {' | '.join(cells)} | {', '.join(kind.answers)} |"


if __name__ == "__main__":
    main()
