"""What is checked of every request before anything else: whose it is, and for whom."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from server.oauth import paths as sign_in
from server.protocol.hosts import Hosts
from server.protocol.origins import Proxies
from server.protocol.quiet_log import REFUSED
from server.protocol.server_card import PATHS as CARDS

refused = logging.getLogger(REFUSED)

# Where messages are taken, where calendar programs read feeds, where Google leads back to, where people sign in, and where it
# is asked how the server is.
PROTECTED = ("/mcp", "/calendar/", "/google", "/health", "/.well-known/mcp/", *sign_in.PATHS)
# What is for programs on pages of any site.
ANY_PAGE = frozenset({*CARDS, *sign_in.OPEN})


@dataclass(frozen=True, slots=True)
class Network:
    """What the server believes of what the network says: which names are its own, and which proxies speak for others."""

    hosts: Hosts = field(default_factory=lambda: Hosts("127.0.0.1"))
    proxies: Proxies = field(default_factory=Proxies)

    def guarding(self, inner: ASGIApp) -> ASGIApp:
        """The app behind these checks; the rest is nowhere. A machine that knows no name asks /health at the address itself."""

        async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http":
                self.place(scope)
                refusal = self.refusal(scope) if scope["path"].startswith(PROTECTED) else None
                if refusal is not None:
                    await refusal(scope, receive, send)
                    return
            await inner(scope, receive, send)

        return guarded

    def place(self, scope: Scope) -> None:
        """Put the caller's own address where the connection's stood."""
        peer = scope.get("client")
        if peer is not None and self.proxies.networks:
            forwarded = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
            scope["client"] = (self.proxies.client_of(peer[0], forwarded), peer[1])

    def refusal(self, scope: Scope) -> Response | None:
        """Why a request for another site, or from a page of another site, is not answered. What is public any page may read."""
        local = (scope.get("server") or (None,))[0]
        hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        if not hosts and scope["http_version"] != "1.0":
            return Response("A request names its Host.", status_code=400)
        if len(hosts) != 1 or not self.hosts.takes(hosts[0], local):
            refused.warning("refused a request for the host %s; --allowed-host names others", hosts)
            text = "Invalid Host header. Who runs this server names its hosts with --allowed-host."
            return Response(text, status_code=421)
        for name, value in () if scope["path"] in ANY_PAGE else scope["headers"]:
            if name == b"origin" and value and not self.hosts.takes_origin(value.decode("latin-1"), local):
                refused.warning("refused a request of a page of %s", value.decode("latin-1"))
                return Response("Invalid Origin header", status_code=403)
        return None
