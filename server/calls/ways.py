"""How the person is asked: decided by whoever runs the server or the client, never by an argument."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# token: the answer holds a token for a second call. ask: only the person's own answer to the client's question counts.
# auto: the question where the client can show one, else the token.
Way = Literal["token", "ask", "auto"]


@dataclass(frozen=True, slots=True)
class Asking:
    """How the person is asked, as whoever runs the server and whoever runs the client want it."""

    server: Way = "auto"
    client: Way | None = None
    # The question was put to the client, twice, and nobody can have read it: where the choice is left, a token takes its place.
    unread: bool = False

    def way(self, of_caller: Way | None) -> Way:
        """What holds for a call. The operator's choice for a caller goes before the server's; the client may be stricter,
        or take the token where the operator leaves the choice."""
        base = of_caller or self.server
        if self.client == "ask" or base == "ask":
            return "ask"
        return "token" if self.client == "token" or self.unread else base


AS_SHIPPED = Asking()
