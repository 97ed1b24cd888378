"""The generated index of operations, so that a start need not import them all: where each stands, and the default listing.

It is used only while it is true to the sources; a changed source file makes the registry import everything instead."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ROOT / "tools"
FILE = ROOT / "server" / "generated" / "index.json"
# What shapes a listing besides the operations themselves.
SHAPERS = tuple(ROOT / "server" / "schema" / name for name in ("schema.py", "portable.py", "listing.py"))


@dataclass(frozen=True, slots=True)
class Index:
    """Module of each operation by name, the old names, the toolsets, and the tools of the default listing as JSON."""

    modules: dict[str, str]
    aliases: dict[str, str]
    toolsets: list[str]
    listing: list[dict[str, Any]]


def load_index() -> Index | None:
    """The index, None when it is missing or older than the sources."""
    try:
        saved = json.loads(FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if saved.get("sources") != sources():
        return None
    return Index(saved["modules"], saved["aliases"], saved["toolsets"], saved["listing"])


def sources() -> str:
    """A digest of every file an index is made from."""
    digest = hashlib.sha256()
    for file in [*sorted(TOOLS.rglob("*.py")), *SHAPERS]:
        digest.update(file.relative_to(ROOT).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:32]
