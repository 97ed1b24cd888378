"""What a refusal said, and the calls it names next."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from server.registry import Registry
from server.schema.listing import DISPATCHERS


class Refused(Exception):
    """What an isError answer said."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
        try:
            self.shape: dict[str, Any] = json.loads(text)
        except ValueError:
            self.shape = {}

    @property
    def code(self) -> str:
        return str(self.shape.get("code"))

    @property
    def status(self) -> int:
        return int(self.shape.get("status", 0))

    @property
    def next(self) -> list[str]:
        """The operations to call next, whichever way they are called."""
        named = [operation_of(call) for call in self.calls]
        described = [str(call["arguments"].get("tool", "")) for call in self.calls]
        return [
            tool if name == "describe_operation" and tool != self.shape.get("tool") else name
            for name, tool in zip(named, described, strict=True)
        ]

    @property
    def calls(self) -> list[dict[str, Any]]:
        """The calls that can follow, as they are sent."""
        return list(self.shape.get("next", []))

    def step(self, tool: str) -> dict[str, Any]:
        """The arguments with which an operation can be called next, as they are sent."""
        made = next((call for call in self.calls if operation_of(call) == tool and not call.get("add")), None)
        assert made is not None, self.text
        arguments: dict[str, Any] = made["arguments"] if made["tool"] == tool else made["arguments"]["arguments"]
        return arguments

    @property
    def fields(self) -> dict[str, str]:
        return dict(self.shape.get("fields", {}))

    @property
    def details(self) -> dict[str, Any]:
        return {**self.shape, **self.shape.get("details", {})}


def followed(calls: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of a refusal's next calls that can be sent as they stand and leave no trace: free reads, and dry runs."""
    whole = [call for call in calls if not call.get("add")]
    return [made for call in whole if (made := _traceless(call)) is not None]


def _traceless(call: dict[str, Any]) -> dict[str, Any] | None:
    operation = operations().find(operation_of(call))
    assert operation is not None, call
    if operation.access == "read":
        return call if operation.price == "free" and operation.toolset != "platform" else None
    more = {"dry_run": True}
    if call["tool"] not in DISPATCHERS:
        return {"tool": call["tool"], "arguments": {**call["arguments"], **more}}
    inner = {**call["arguments"]["arguments"], **more}
    return {"tool": call["tool"], "arguments": {**call["arguments"], "arguments": inner}}


def operation_of(call: dict[str, Any]) -> str:
    return str(call["arguments"]["tool"] if call["tool"] in DISPATCHERS else call["tool"])


@cache
def operations() -> Registry:
    """The registry a server starts with, made once: that its index is true to the sources takes reading them all."""
    return Registry.quick()
