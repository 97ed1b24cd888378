"""HTTP connections whose request does not arrive in time are closed: slow or silent clients hold nothing open for ever."""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

# From its first byte to its last; twelve megabytes over a slow line take about as long.
SECONDS = 60.0


class Patience(H11Protocol):
    """The server's HTTP/1.1 with a time limit on requests. How long an answer takes is another matter."""

    _limit: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._look()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        super().connection_lost(exc)

    def _look(self) -> None:
        """Start the limit when the client owes a request, or the rest of one; stop it when that is here."""
        owed = self.conn.their_state in (h11.IDLE, h11.SEND_BODY)
        if not owed or self.timeout_keep_alive_task is not None:
            self._stop()
        elif self._limit is None and not self.transport.is_closing():
            self._limit = self.loop.call_later(SECONDS, self.transport.close)

    def _stop(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None
