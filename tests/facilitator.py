"""A facilitator in a test's memory: it believes every signature, and lets each authorisation happen once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import httpx


class TestFacilitator:
    __test__ = False

    def __init__(self) -> None:
        self.requests: list[tuple[str, dict[str, Any], str]] = []
        self.settled: dict[str, str] = {}
        # What it says instead: a reason for /verify or /settle, or that it breaks off before or after it settled.
        self.invalid = self.refuses = ""
        self.breaks: str | None = None
        # What it did not wait for, or could not tell: it settles and says that it did not.
        self.gives_up = False
        self.status = 200

    @property
    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self._take)

    def _take(self, request: httpx.Request) -> httpx.Response:
        act, body = request.url.path.rsplit("/", 1)[-1], json.loads(request.content)
        self.requests.append((act, body, request.headers.get("authorization", "")))
        if act == "verify":
            return httpx.Response(200, json=self.verify(body))
        return httpx.Response(self.status, json=self.settle(body))

    def verify(self, body: dict[str, Any]) -> dict[str, Any]:
        if self.breaks == "verify":
            raise httpx.ConnectError("away")
        payer = body["paymentPayload"]["payload"]["authorization"]["from"]
        return {"isValid": not self.invalid, "invalidReason": self.invalid or None, "payer": payer}

    def settle(self, body: dict[str, Any]) -> dict[str, Any]:
        signed, network = body["paymentPayload"]["payload"]["authorization"], body["paymentRequirements"]["network"]
        if self.refuses or signed["nonce"] in self.settled:
            reason = self.refuses or "authorization is used"
            return {"success": False, "errorReason": reason, "transaction": "", "network": network}
        self.settled[signed["nonce"]] = hash = f"0x{len(self.settled) + 1:064x}"
        if self.breaks == "settle":
            raise httpx.ReadTimeout("no answer")
        if self.gives_up or self.status != 200:
            sent = hash if self.gives_up else ""
            return {"success": False, "errorReason": "confirm_timed_out", "transaction": sent, "network": network}
        return {"success": True, "transaction": hash, "network": network, "payer": signed["from"]}

    @contextmanager
    def serving(self) -> Iterator[str]:
        """The same on a port of this machine; its address."""
        facilitator = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                request = httpx.Request(
                    "POST", f"http://127.0.0.1{self.path}", content=body, headers=dict(self.headers)
                )
                answer = facilitator._take(request).content
                self.send_response(200)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *args: Any) -> None:
                return

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()
            thread.join(timeout=10)
