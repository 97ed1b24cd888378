"""Skills: playbooks for the main jobs, written for a model, as files below skill:// and as prompts.

A client that knows the extension asks skills/list and reads the files as resources; one entry that is not right hides all of
them from it, so a list is made of the bytes that are read, and each is checked when they are loaded."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel.server import Server
from mcp.shared.exceptions import MCPError
from mcp.types import INVALID_PARAMS, PaginatedRequestParams, RequestParams, Resource, TextResourceContents

EXTENSION = "io.modelcontextprotocol/skills"
FOLDER = Path(__file__).resolve().parents[2] / "skills"
BASE = "skill://hall/"
MIME_TYPE = "text/markdown"
_HEAD = re.compile(r"---\nname: (?P<name>[a-z0-9]+(?:-[a-z0-9]+)*)\ndescription: (?P<description>[^\n]+)\n---\n")

Context = ServerRequestContext[Any, Any]


@dataclass(frozen=True, slots=True)
class Skill:
    """One playbook. text: the whole file; body: without its head."""

    name: str
    description: str
    text: str
    body: str

    @property
    def title(self) -> str:
        return self.body.partition("\n")[0].removeprefix("# ")

    @property
    def uri(self) -> str:
        return f"{BASE}{self.name}/SKILL.md"

    @property
    def entry(self) -> dict[str, Any]:
        """As skills/list has it."""
        content = self.text.encode()
        digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
        return {
            "uri": self.uri,
            "frontmatter": {"name": self.name, "description": self.description},
            "resources": [{"uri": self.uri, "digest": digest, "size": len(content)}],
        }


class SkillParams(RequestParams):
    """Which skill is asked for."""

    uri: str


@cache
def skills() -> tuple[Skill, ...]:
    """All of them, by name. ValueError for a file that a client would refuse."""
    return tuple(read(path) for path in sorted(FOLDER.glob("*/SKILL.md")))


def read(path: Path) -> Skill:
    """The skill in a file; its name is that of its folder."""
    text = path.read_text(encoding="utf-8")
    head = _HEAD.match(text)
    if head is None or head["name"] != path.parent.name or len(head["name"]) > 64 or len(head["description"]) > 1024:
        raise ValueError(f"{path} begins with no name and description as skills have them")
    return Skill(head["name"], head["description"], text, text[head.end() :].lstrip())


def find_skill(uri: str) -> Skill | None:
    return next((skill for skill in skills() if skill.uri == uri), None)


def serve_skills(server: Server[Any]) -> None:
    """Answer the methods of the extension, and say that they are answered."""
    server.extensions[EXTENSION] = {}
    server.add_request_handler("skills/list", PaginatedRequestParams, _list)
    server.add_request_handler("skills/get", SkillParams, _get)


def resources() -> list[Resource]:
    """The files of all skills, for clients that only list resources."""
    return [
        Resource(
            uri=skill.uri,
            name=skill.name,
            description=skill.description,
            mime_type=MIME_TYPE,
            size=len(skill.text.encode()),
        )
        for skill in skills()
    ]


def contents(skill: Skill) -> TextResourceContents:
    return TextResourceContents(uri=skill.uri, mime_type=MIME_TYPE, text=skill.text)


async def _list(ctx: Context, params: PaginatedRequestParams | None) -> dict[str, Any]:
    return {"ttlMs": 0, "cacheScope": "private", "skills": [skill.entry for skill in skills()]}


async def _get(ctx: Context, params: SkillParams) -> dict[str, Any]:
    skill = find_skill(params.uri)
    if skill is None:
        raise MCPError(INVALID_PARAMS, f"There is no skill {params.uri[:200]!r}; skills/list names them.")
    return {"ttlMs": 0, "cacheScope": "private", "skill": skill.entry}
