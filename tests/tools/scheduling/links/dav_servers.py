"""Real CalDAV servers on this machine, one of each for all tests: Radicale with users, xandikos without."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.clients.serving import NOBODY, PATIENCE


@dataclass(frozen=True, slots=True)
class DavServer:
    """A running server. home: the folder of a user's calendars."""

    port: int
    home: str

    @property
    def host(self) -> str:
        """As an operator names it."""
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}/"

    def calendar(self, name: str, user: str = "eva") -> str:
        """A new calendar; its address."""
        url = f"http://{self.host}{self.home.format(user=user)}{name}/"
        assert self.ask("MKCALENDAR", url, user=user).status_code == 201
        return url

    def put(self, calendar: str, name: str, text: str, user: str = "eva") -> None:
        answer = self.ask("PUT", f"{calendar}{name}.ics", text, user, {"Content-Type": "text/calendar; charset=utf-8"})
        assert answer.status_code in (201, 204), answer.text

    def get(self, calendar: str, name: str, user: str = "eva") -> str | None:
        """An object as it lies there; None when there is none."""
        answer = self.ask("GET", f"{calendar}{name}.ics", user=user)
        return answer.text if answer.status_code == 200 else None

    def delete(self, calendar: str, name: str, user: str = "eva") -> None:
        assert self.ask("DELETE", f"{calendar}{name}.ics", user=user).status_code in (200, 204)

    def ask(
        self, method: str, url: str, content: str = "", user: str = "eva", headers: dict[str, str] | None = None
    ) -> httpx.Response:
        return httpx.request(
            method,
            url,
            content=content or None,
            headers=headers,
            auth=(user, "secret"),
            trust_env=False,
            verify=NOBODY,
        )


@contextmanager
def radicale(folder: Path) -> Iterator[DavServer]:
    """Radicale, whose users eva, ann and bob have the password 'secret'."""
    port, users = _free_port(), folder / "users"
    users.write_text("eva:secret\nann:secret\nbob:secret\n")
    options = {
        "server-hosts": f"127.0.0.1:{port}", "storage-filesystem-folder": str(folder / "collections"),
        "auth-type": "htpasswd", "auth-htpasswd-filename": str(users), "auth-htpasswd-encryption": "plain",
        "auth-delay": "0",
    }  # fmt: skip
    command = [sys.executable, "-m", "radicale", "--config", ""]
    for name, value in options.items():
        command += [f"--{name}", value]
    with _running(command, port):
        yield DavServer(port, "/{user}/")


@contextmanager
def xandikos(folder: Path) -> Iterator[DavServer]:
    """xandikos, which asks nobody for a password."""
    port = _free_port()
    command = [sys.executable, "-m", "xandikos", "serve", "-d", str(folder / "files"), "--defaults"]
    with _running([*command, "-l", "127.0.0.1", "-p", str(port), "--state-dir", str(folder / "state")], port):
        yield DavServer(port, "/user/calendars/")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: list[str], port: int) -> Iterator[None]:
    env = {**os.environ, "NO_COLOR": "1"}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
    try:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                httpx.get(f"http://127.0.0.1:{port}/", trust_env=False, verify=NOBODY)
                break
            except httpx.TransportError:
                assert process.poll() is None, f"{command[2]} did not start"
                assert time.monotonic() < until, f"{command[2]} does not answer"
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)
