"""Who receives mail and text messages, and remembers every one."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller

from tests.clients.serving import free_port


@dataclass(slots=True)
class Received:
    """Ids of events in the order they came, what each said, and what came again and said something else."""

    ids: list[str] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    # Called as soon as the next one is here, before its sender is told.
    on_next: Callable[[], None] | None = None

    def take(self, event_id: str, said: str) -> None:
        digest = hashlib.sha256(said.encode()).hexdigest()
        if self.said.setdefault(event_id, digest) != digest:
            self.changed.append(event_id)
        self.ids.append(event_id)
        if self.on_next is not None:
            self.on_next()


class Receivers:
    """An SMTP server and a gateway for text messages."""

    def __init__(self) -> None:
        self.received = Received()
        self._smtp = Controller(_Mailbox(self.received), hostname="127.0.0.1", port=free_port())
        self._gateway = ThreadingHTTPServer(("127.0.0.1", 0), _gateway(self.received))
        self._gateway.daemon_threads = True

    @property
    def env(self) -> dict[str, str]:
        return {
            "HIRINGHALL_SMTP_URL": f"smtp://127.0.0.1:{self._smtp.port}",
            "HIRINGHALL_SMS_URL": f"http://127.0.0.1:{self._gateway.server_port}/",
        }

    def __enter__(self) -> Received:
        self._smtp.start()
        threading.Thread(target=self._gateway.serve_forever, daemon=True).start()
        return self.received

    def __exit__(self, *_: object) -> None:
        self._smtp.stop()
        self._gateway.shutdown()
        self._gateway.server_close()


class _Mailbox:
    def __init__(self, received: Received) -> None:
        self._received = received

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        mail = message_from_bytes(envelope.content, policy=policy.default)
        body: Any = mail.get_body()
        said = f"{mail['To']}\n{mail['Subject']}\n{body.get_content() if body else ''}"
        self._received.take(str(mail["Message-ID"]).strip("<>").removesuffix("@hiringhall"), said)
        return "250 OK"


def _gateway(received: Received) -> type[BaseHTTPRequestHandler]:
    class Gateway(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            assert message["id"] == self.headers["Idempotency-Key"]
            received.take(message["id"], json.dumps(message, sort_keys=True))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: the harness prints its own."""

    return Gateway
