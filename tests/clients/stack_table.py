"""Agent frameworks and proxies of others: what to install of each, and what its script is expected to see.

Each is installed once into a folder of its own outside the checkout (HIRINGHALL_CLIENTS, else in the user's cache folder): most of
the Python ones cannot share an environment with this server's libraries, nor with each other."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).parent / "stacks"
INSTALL_SECONDS = 600
DRIVE_SECONDS = 240
# Some packages want it, and Node 20 is what many machines have.
NODE_22 = "node@22.23.3"


@dataclass(frozen=True)
class Stack:
    """A client with its pins, and the script of tests/clients/stacks that drives it."""

    name: str
    script: str
    pins: tuple[str, ...]
    # The exception a refusal arrives in; None when it is a result like others.
    raises: str | None = None
    # What the script is told beside how to reach the server.
    told: dict[str, Any] = field(default_factory=dict)
    # Further options of `hiringhall serve`.
    serve: tuple[str, ...] = ()
    # How many questions are put to the person; then no token is handed out.
    questions: int = 0
    transports: tuple[str, ...] = ("stdio", "http")

    @property
    def of_node(self) -> bool:
        return self.script.endswith(".mjs")

    @property
    def folder(self) -> Path:
        """Where its packages lie, another for each set of pins."""
        state = [*self.pins, "node" if self.of_node else sys.version.split()[0]]
        digest = hashlib.sha256("\n".join(state).encode()).hexdigest()[:12]
        home = Path(os.environ.get("HIRINGHALL_CLIENTS", Path.home() / ".cache" / "hiringhall-clients"))
        return home / f"{self.name.split()[0].strip('@').replace('/', '-')}-{digest}"

    def program(self) -> list[str]:
        """The command that runs its script."""
        if not self.of_node:
            return [str(self.folder / "bin" / "python"), str(SCRIPTS / self.script)]
        own = self.folder / "node_modules" / ".bin" / "node"
        return [str(own) if own.exists() else "node", str(self.folder / self.script)]


def install_or_skip(stack: Stack) -> None:
    """Install the packages unless they lie there already; skip the test, with the reason, where that cannot be done."""
    if not (stack.folder / "ready").exists():
        shutil.rmtree(stack.folder, ignore_errors=True)
        stack.folder.mkdir(parents=True)
        try:
            (_install_from_npm if stack.of_node else _install_from_pypi)(stack)
        except subprocess.TimeoutExpired as late:
            pytest.skip(f"{stack.name} was not installed within {late.timeout:.0f} s")
        except subprocess.CalledProcessError as failed:
            pytest.skip(f"{stack.name} cannot be installed here: {(failed.stderr or '').strip()[-300:]}")
        (stack.folder / "ready").touch()
    if stack.of_node:
        # So that the imports of a script find the packages beside it.
        for script in SCRIPTS.glob("*.mjs"):
            shutil.copy(script, stack.folder)


def _install_from_pypi(stack: Stack) -> None:
    _run(sys.executable, "-m", "venv", str(stack.folder))
    _run(
        str(stack.folder / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        *stack.pins,
    )


def _install_from_npm(stack: Stack) -> None:
    if shutil.which("npm") is None:
        pytest.skip("npm is not on this machine")
    (stack.folder / "package.json").write_text('{"private": true, "type": "module"}')
    _run(
        "npm",
        "install",
        "--no-audit",
        "--no-fund",
        "--no-package-lock",
        "--loglevel=error",
        *stack.pins,
        cwd=stack.folder,
    )


def _run(*command: str, cwd: Path | None = None) -> None:
    subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True, timeout=INSTALL_SECONDS)


def drive(stack: Stack, given: dict[str, Any], home: Path) -> dict[str, Any]:
    """What the script of a client printed last."""
    home.mkdir()
    # What clients keep, report or read of settings under HOME is not ours.
    env = {
        **os.environ,
        "HOME": str(home),
        "DO_NOT_TRACK": "1",
        "PYTHONWARNINGS": "ignore",
        "OTEL_SDK_DISABLED": "true",
    }
    done = subprocess.run(
        [*stack.program(), json.dumps({**given, **stack.told})],
        cwd=home, env=env, capture_output=True, text=True, timeout=DRIVE_SECONDS,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


FASTMCP = ("fastmcp==4.2.3",)
CLIENT_2 = "@modelcontextprotocol/client@2.4.0"

STACKS = (
    Stack("mcp-use", "with_mcp_use.py", ("mcp-use==1.7.1",)),
    Stack("crewai-tools", "with_crewai.py", ("crewai-tools[mcp]==1.15.30",)),
    Stack("langchain-mcp-adapters", "with_langchain.py", ("langchain-mcp-adapters==0.3.2",)),
    Stack("pydantic-ai", "with_pydantic_ai.py", ("pydantic-ai-slim[mcp]==2.68.0",), raises="ModelRetry"),
    Stack("openai-agents", "with_openai_agents.py", ("openai-agents==0.24.0",)),
    Stack("semantic-kernel", "with_semantic_kernel.py", ("semantic-kernel[mcp]==1.45.0",)),
    Stack("fastmcp", "with_fastmcp.py", FASTMCP, raises="ToolError"),
    Stack("fastmcp with a person", "with_fastmcp.py", FASTMCP, raises="ToolError", told={"asks": True}, questions=1),
    Stack(
        "fastmcp proxy",
        "with_fastmcp.py",
        FASTMCP,
        raises="ToolError",
        told={"proxy": True},
        serve=("--confirm", "token"),
    ),
    Stack("smolagents", "with_smolagents.py", ("smolagents[mcp]==1.26.0", "mcp[ws]==1.30.0")),
    Stack("strands-agents", "with_strands.py", ("strands-agents==1.62.0",), transports=("stdio",)),
    Stack("google-adk", "with_google_adk.py", ("google-adk[mcp]==2.13.0",)),
    Stack("llama-index-tools-mcp", "with_llama_index.py", ("llama-index-tools-mcp==0.6.0",)),
    Stack("agno", "with_agno.py", ("agno[mcp]==3.1.10",)),
    Stack(
        "agent-framework",
        "with_agent_framework.py",
        ("agent-framework-core==1.23.0", "mcp==2.3.0", "tenacity"),
        raises="ToolExecutionException",
    ),
    Stack("@ai-sdk/mcp", "with_ai_sdk.mjs", ("@ai-sdk/mcp@2.0.99", NODE_22)),
    Stack("@mastra/mcp", "with_mastra.mjs", ("@mastra/mcp@2.0.0", NODE_22), raises="MastraError"),
    # What npm gives to Node 20 when no version is named. It empties `arguments`.
    Stack(
        "@mastra/mcp of 2025",
        "with_mastra.mjs",
        ("@mastra/mcp@0.14.5", "@mastra/core@0.24.9"),
        told={"in_context": True, "as_text": True},
    ),
    Stack(
        "@langchain/mcp-adapters",
        "with_langchain.mjs",
        ("@langchain/mcp-adapters@1.1.4", NODE_22),
        raises="ToolException",
    ),
    Stack("mcporter", "with_mcporter.mjs", ("mcporter@0.12.3", NODE_22)),
    Stack("mcp-remote", "with_mcp_remote.mjs", ("mcp-remote@0.15.1", CLIENT_2, NODE_22), transports=("http",)),
    Stack("supergateway", "with_supergateway.mjs", ("supergateway@4.0.0", CLIENT_2, NODE_22)),
)
