"""One connection of a server that hears what other servers of the hall say, whatever becomes of it meanwhile.

It stands outside the calls' connections. Nothing is said through it: what is said goes with a read (store/telling/several.py)."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable

import psycopg

from store.postgresql.session import LIVELINESS

# How soon it looks whether it is to end, and how long it waits before it connects again, in seconds.
LOOKS = 0.5
AGAIN = 0.5


class Listener:
    """Hears on a thread of its own. heard: what was said; back: it listens (again), and what was said before is unknown.

    Both are called on that thread."""

    def __init__(self, url: str, channel: str, heard: Callable[[str], object], back: Callable[[], object]) -> None:
        self._url = url
        self._channel = channel
        self._heard = heard
        self._back = back
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="hall-listener", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End it; one that is just waiting for a connection ends by itself later."""
        self._over.set()
        self._thread.join(2 * LOOKS)

    def _run(self) -> None:
        while not self._over.is_set():
            # Gone, or behind a pooler that lets nobody listen: whoever listens looks for themselves until it is back.
            with contextlib.suppress(psycopg.Error):
                self._listen()
            self._over.wait(AGAIN)

    def _listen(self) -> None:
        with psycopg.connect(
            self._url, autocommit=True, application_name="hiringhall", connect_timeout=5, **LIVELINESS
        ) as connection:
            connection.execute(f"LISTEN {self._channel}")
            if not self._over.is_set():
                self._back()
            while not self._over.is_set():
                for said in connection.notifies(timeout=LOOKS):
                    self._heard(said.payload)
