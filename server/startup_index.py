"""What is generated from the operations, so that a start need not import them all: a card of each, the listings, every
schema, and what the search has learned.

It is used only while it is true to the sources. A changed source file makes everything be derived again instead."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from server.cards import Card

ROOT = Path(__file__).resolve().parents[1]
GENERATED = ROOT / "server" / "generated"
FILE = GENERATED / "index.json"
# Every operation as tools/list shows it, a line each, in the order of the cards; and the numbers of the search.
TOOLS, SEARCH = GENERATED / "tools.jsonl", GENERATED / "search.json"
# Where the operations stand, and what shapes a listing, a schema, a search or the first words besides.
TREES = ("server/data", "server/discovery", "server/schema", "store", "tools")
SHAPERS = (
    "server/__init__.py",
    "server/calls/untrusted.py",
    "server/cards.py",
    "server/generate.py",
    "server/protocol/instructions.py",
    "server/protocol/beyond/handlers.py",
    "server/protocol/tool_handlers.py",
    "server/shown.py",
    "server/startup_index.py",
)


@dataclass(frozen=True)
class Index:
    """The cards by name, the old names, the toolsets, the modules with moves of the system, and the tools of the default
    listing. digests: of the other generated files."""

    cards: dict[str, Card]
    aliases: dict[str, str]
    toolsets: list[str]
    moves: list[str]
    listing: list[dict[str, Any]]
    digests: dict[str, str] = field(default_factory=dict)

    @cached_property
    def lines(self) -> dict[str, bytes] | None:
        """Each tool as tools/list shows it, as JSON; None when that file was not generated with this one."""
        text = self._beside(TOOLS)
        return None if text is None else dict(zip(self.cards, text.splitlines(), strict=True))

    @cached_property
    def search(self) -> dict[str, Any] | None:
        """What the search has learned; None when that file was not generated with this one."""
        text = self._beside(SEARCH)
        return None if text is None else dict(json.loads(text))

    def _beside(self, file: Path) -> bytes | None:
        try:
            text = file.read_bytes()
        except OSError:
            return None
        return text if digest_of(text) == self.digests.get(file.name) else None


@cache
def current_index() -> Index | None:
    """The index as it was true when this process first asked: what it runs does not change any more."""
    return load_index()


def load_index(file: Path = FILE, root: Path = ROOT) -> Index | None:
    """The index, None when it is missing or older than the sources."""
    try:
        saved = json.loads(file.read_bytes())
        if not isinstance(saved, dict) or saved.get("sources") != sources(root):
            return None
    except (OSError, ValueError):
        return None
    cards = {card.name: card for card in map(Card.read, saved["operations"])}
    return Index(cards, saved["aliases"], saved["toolsets"], saved["moves"], saved["listing"], saved["digests"])


def sources(root: Path = ROOT) -> str:
    """A digest of every file that the generated ones are made from."""
    digest = hashlib.sha256()
    for path in sorted([*SHAPERS, *(path for tree in TREES for path in _within(root, tree))]):
        text = _read(os.path.join(root, path))
        digest.update(f"{path} {len(text)} ".encode())
        digest.update(text)
    return digest.hexdigest()[:32]


def digest_of(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()[:32]


def _within(root: Path, tree: str) -> Iterator[str]:
    """The sources below a folder. Plain calls of the system, since a start waits for them."""
    with os.scandir(os.path.join(root, tree)) as entries:
        for entry in entries:
            if entry.name.endswith((".py", ".txt")):
                yield f"{tree}/{entry.name}"
            elif "." not in entry.name and entry.name != "__pycache__" and entry.is_dir():
                yield from _within(root, f"{tree}/{entry.name}")


def _read(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return file.read()
