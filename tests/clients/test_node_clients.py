"""Clients from the npm registry against real servers: both eras, stdio and HTTP, asked and not asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from server.protocol.beyond.skills import skills
from server.schema.listing import DISPATCHERS
from tests.clients.node_clients import driver, inspector, install_or_skip, installed
from tests.clients.serving import PROGRAM, ROOT, http_server, run
from tests.server.calls.test_pipeline import INQUIRY

GATEWAY = ["find_operations", "describe_operation", "run_read", "run_write", "run_destructive", "run_money"]


@dataclass
class Served:
    """A database with one agent, and a server of it over HTTP."""

    db: Path
    token: str
    url: str

    def settings(self, transport: str, **more: Any) -> dict[str, Any]:
        """How a driver reaches the server."""
        if transport == "http":
            return {"url": self.url, "token": self.token, **more}
        command = [*PROGRAM, "serve", "--db", str(self.db)]
        env = {"HIRINGHALL_TOKEN": self.token}
        return {"stdio": {"command": command[0], "args": command[1:], "cwd": str(ROOT), "env": env}, **more}

    def target(self, transport: str) -> list[str]:
        """How the inspector reaches the server."""
        if transport == "http":
            return ["--server-url", self.url, "--transport", "http", "--header", f"Authorization: Bearer {self.token}"]
        return ["--cwd", str(ROOT), "-e", f"HIRINGHALL_TOKEN={self.token}", *PROGRAM, "serve", "--db", str(self.db)]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    install_or_skip()
    db = tmp_path_factory.mktemp("served") / "hall.db"
    token = run("token", "--agent", "Bot", "--company", "Acme", "--credit", "25 USDT", db=db).stdout.strip()
    with http_server(db) as base:
        yield Served(db, token, f"{base}/mcp")


def check(done: dict[str, Any], asks: bool) -> None:
    """What every client must have seen."""
    assert done["tools"][:6] == GATEWAY
    assert len(done["tools"]) <= 16
    assert "cancel_inquiry" in [hit["tool"] for hit in done["found"]["operations"]]
    assert done["described"]["call_with"] == "run_destructive"
    assert done["made"]["structured"] == done["made"]["text"]
    assert done["made"]["structured"]["charge"]["amount"] == "0.020000"
    assert done["refused"]["isError"] is True
    assert done["refused"]["text"]["code"] == "not_found"
    assert done["confirmed"]["structured"]["inquiry"]["stage"] == "cancelled"
    assert len(done["asked"]) == (1 if asks else 0)
    assert (done["token"] is None) is asks
    assert done["heard"] == "hiringhall://schedules/ID/slots"
    check_beyond(done["beyond"])


def check_beyond(beyond: dict[str, Any]) -> None:
    assert beyond["resources"][:3] == ["hiringhall://wallet", "hiringhall://notices", "hiringhall://prices"]
    assert beyond["templates"] >= 3
    assert beyond["wallet"]["wallets"][0]["currency"] == "USDT"
    assert beyond["missing"]["code"] == -32602
    assert len(beyond["prompts"]) == 5 + len(skills())
    assert beyond["prompt"] == 1
    assert beyond["completed"] == ["later"]


@pytest.mark.skipif(not installed(), reason="the npm clients are not installed; pytest -m slow installs them")
def test_the_typescript_sdk_does_the_jobs_over_http(served: Served) -> None:
    check(driver("sdk1.mjs", served.settings("http", asks=True)), asks=True)


@pytest.mark.slow
@pytest.mark.parametrize("asks", [True, False])
@pytest.mark.parametrize("transport", ["stdio", "http"])
def test_the_old_typescript_sdk_does_the_jobs(served: Served, transport: str, asks: bool) -> None:
    check(driver("sdk1.mjs", served.settings(transport, asks=asks)), asks)


@pytest.mark.slow
@pytest.mark.parametrize("asks", [True, False])
@pytest.mark.parametrize("era", ["old", "new"])
@pytest.mark.parametrize("transport", ["stdio", "http"])
def test_the_new_typescript_client_does_the_jobs_in_both_eras(
    served: Served, transport: str, era: str, asks: bool
) -> None:
    done = driver("client2.mjs", served.settings(transport, asks=asks, era=era))
    assert done["protocol"] == ("2026-07-28" if era == "new" else "2025-11-25")
    check(done, asks)


@pytest.mark.slow
@pytest.mark.parametrize("era", ["legacy", "modern"])
@pytest.mark.parametrize("transport", ["stdio", "http"])
def test_the_inspector_does_the_jobs(served: Served, transport: str, era: str) -> None:
    def call(name: str, /, **arguments: Any) -> dict[str, Any]:
        pairs = [f"{key}={value if isinstance(value, str) else json.dumps(value)}" for key, value in arguments.items()]
        flags = [flag for pair in pairs for flag in ("--tool-arg", pair)]
        done = inspector(
            "--method", "tools/call", "--tool-name", name, *flags, "--protocol-era", era, *served.target(transport)
        )  # fmt: skip
        result: dict[str, Any] = json.loads(done.stdout)
        assert (done.returncode == 0) is not result.get("isError", False)
        return {"text": json.loads(result["content"][0]["text"]), "structured": result.get("structuredContent")}

    listed = inspector("--method", "tools/list", "--protocol-era", era, *served.target(transport))
    assert [one["name"] for one in json.loads(listed.stdout)["tools"]][:6] == GATEWAY
    found = call("find_operations", query="call off the whole hiring request")["structured"]
    assert "cancel_inquiry" in [hit["tool"] for hit in found["operations"]]
    assert call("describe_operation", tool="cancel_inquiry")["structured"]["call_with"] == "run_destructive"
    made = call("create_inquiry", **INQUIRY)["structured"]
    assert call("run_read", tool="get_inquiry", arguments={"inquiry_id": "inq_no"})["text"]["code"] == "not_found"
    arguments = {"inquiry_id": made["inquiry_id"]}
    asked = call("run_destructive", tool="cancel_inquiry", arguments=arguments)["text"]
    assert asked["code"] == "confirmation_required"
    arguments["confirm"] = asked["confirm"] if "confirm" in asked else asked["details"]["confirm"]
    assert (
        call("run_destructive", tool="cancel_inquiry", arguments=arguments)["structured"]["inquiry"]["stage"]
        == "cancelled"
    )


@pytest.mark.slow
@pytest.mark.parametrize("era", ["old", "new"])
def test_the_typescript_client_lists_the_skills_and_finds_each_as_it_was_listed(served: Served, era: str) -> None:
    done = driver("skills.mjs", served.settings("stdio", era=era))
    assert (done["supported"], done["invalid"]) == (True, 0)
    assert done["read"] == [{"name": skill.name, "verified": True} for skill in skills()]


@pytest.mark.slow
def test_the_inspector_verifies_the_skills(served: Served) -> None:
    done = inspector("--method", "skills/list", "--verify", "--protocol-era", "modern", *served.target("stdio"))
    assert done.returncode == 0, done.stderr[-2000:]
    verified = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert [(one["name"], one["outcome"]) for one in verified] == [(skill.name, "verified") for skill in skills()]


@pytest.mark.slow
@pytest.mark.parametrize("era", ["legacy", "modern"])
def test_the_inspector_finds_the_page_of_a_tool(served: Served, era: str) -> None:
    listed = inspector("--method", "tools/list", "--protocol-era", era, *served.target("stdio"))
    [wallet] = [one for one in json.loads(listed.stdout)["tools"] if one["name"] == "get_wallet"]
    uri = wallet["_meta"]["ui"]["resourceUri"]
    done = inspector("--method", "resources/read", "--uri", uri, "--protocol-era", era, *served.target("stdio"))
    assert done.returncode == 0, done.stderr[-2000:]
    [page] = json.loads(done.stdout)["contents"]
    assert (page["uri"], page["mimeType"]) == (uri, "text/html;profile=mcp-app")
    assert page["text"].startswith("<!doctype html>")


@pytest.mark.slow
@pytest.mark.parametrize("transport", ["stdio", "http"])
def test_the_inspector_follows_a_task_to_its_result(served: Served, transport: str) -> None:
    pairs = {**INQUIRY, "wait": False}
    values = [f"{key}={value if isinstance(value, str) else json.dumps(value)}" for key, value in pairs.items()]
    arguments = [flag for value in values for flag in ("--tool-arg", value)]
    eras = {}
    for era in ("legacy", "modern"):
        done = inspector(
            "--method", "tools/call", "--tool-name", "create_inquiry", *arguments, "--protocol-era", era,
            *served.target(transport),
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-2000:]
        eras[era] = json.loads(done.stdout)["structuredContent"]
    assert eras["legacy"]["job"]["state"] == "queued"
    assert eras["modern"]["inquiry_id"].startswith("inq_")


@pytest.mark.slow
@pytest.mark.parametrize("toolsets", [[], ["--toolsets", "all"]])
def test_the_inspector_finds_no_schema_that_some_client_refuses(served: Served, toolsets: list[str]) -> None:
    done = inspector("--method", "tools/list", "--strict", *served.target("stdio"), *toolsets)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Error: tool" not in done.stderr
    operations = json.loads(run("tools", "--json", db=served.db).stdout)
    shown = len(json.loads(done.stdout)["tools"])
    assert shown == len(operations) + len(DISPATCHERS) if toolsets else 6 < shown <= 16
