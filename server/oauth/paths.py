"""The addresses of signing in."""

from __future__ import annotations

AUTHORIZE, TOKEN, REGISTER, REVOKE, INTROSPECT = "/authorize", "/token", "/register", "/revoke", "/introspect"
CONSENT = "/oauth/consent"
AS_METADATA = "/.well-known/oauth-authorization-server"
PRM = "/.well-known/oauth-protected-resource"
# What a program on any page of any site may ask: nothing there goes by cookies.
OPEN = (TOKEN, REGISTER, REVOKE, AS_METADATA, PRM, f"{PRM}/mcp", f"{AS_METADATA}/mcp")
PATHS = (AUTHORIZE, INTROSPECT, CONSENT, *OPEN)
