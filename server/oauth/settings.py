"""Whether people sign in by OAuth at this server, and under which address, as the operator said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from server.oauth.rules.redirects import is_loopback
from tools.rules.sentences import worded

if TYPE_CHECKING:
    from server.oauth.outside import OutsideIssuer
    from server.parts import Parts


@dataclass(frozen=True, slots=True)
class SignIn:
    """mode: auto is on where an address from outside was named. served: the address that is listened at, if it is this
    machine's own. anonymous: whether calls without a credential are answered all the same, where public.

    oidc_issuer, oidc_audience: an identity provider elsewhere, which signs people in instead of this server."""

    mode: Literal["auto", "on", "off"] = "off"
    served: str | None = None
    anonymous: bool = False
    oidc_issuer: str | None = None
    oidc_audience: str | None = None

    def __post_init__(self) -> None:
        if (self.oidc_issuer is None) != (self.oidc_audience is None):
            raise ValueError(
                "--oidc-issuer and --oidc-audience go together: whose tokens are taken, and for whom they are."
            )
        parts = urlsplit(self.oidc_issuer or "https:")
        if parts.scheme != "https" and not is_loopback(parts):
            raise ValueError("--oidc-issuer wants an https address.")

    def outside(self, parts: Parts) -> OutsideIssuer | None:
        """The identity provider elsewhere, if one was named."""
        if self.oidc_issuer is None or self.oidc_audience is None:
            return None
        from server.oauth.outside import OutsideIssuer

        return OutsideIssuer(parts, self.oidc_issuer, self.oidc_audience)

    def issuer(self, named: str | None) -> str | None:
        """The address under which people sign in; None where they do not. named: the hall's address from outside.

        ValueError where it was asked for and cannot be."""
        address = named or (self.served if self.mode == "on" else None)
        if self.mode == "off":
            fault = "--no-oauth lets nobody sign in"
        elif address is None:
            fault = "it needs an address that stays: name it with hiringhall http-url https://hall.example.com"
        elif (of_address := issuer_fault(address.rstrip("/"))) is not None:
            fault = f"at {address} they cannot: it {of_address}. Name another with hiringhall http-url"
        else:
            return address.rstrip("/")
        self._check_unasked(fault)
        return None

    def _check_unasked(self, why: str) -> None:
        """ValueError where the operator asked that people sign in, and they cannot."""
        if self.oidc_issuer is not None:
            raise ValueError(f"--oidc-issuer says who signs people in, and {why}.")
        if self.mode == "on":
            raise ValueError(f"--oauth lets people sign in, and {why}.")


def issuer_fault(address: str) -> str | None:
    """Why people cannot sign in under an address."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts)):
        return worded("is not https")
    if parts.path or parts.query or parts.fragment:
        return worded("has more than a host, where programs would not look for what describes it")
    return None
