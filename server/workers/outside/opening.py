"""From the row of a link to what it leads to: what was sealed is opened here, right before it is needed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from server.workers.outside.dav import DavAccount
from server.workers.outside.feed import Feed
from server.workers.outside.fetching import Fetcher
from server.workers.outside.google import GoogleAccount, GoogleOAuth, Tokens
from server.workers.outside.sandbox import SandboxAccount, SandboxCalendars
from server.workers.outside.sources import OutsideFault, Source
from store.database import Row
from store.installation_key import InstallationKey
from tools.rules.addresses import host_and_port
from tools.rules.outside_calendars import SANDBOX, OutsideCalendars
from tools.rules.sentences import worded
from tools.scheduling.links.connecting import ACCOUNT_LABEL, ADDRESS_LABEL
from tools.scheduling.links.rules.links import is_chosen

LOST = worded("What opens it cannot be read any more: disconnect it and connect it again.")
NO_CLIENT = worded("This server has no Google client any more; its operator can set one.")


@dataclass(slots=True)
class Opening:
    """Opens outside calendars with the key of the installation. own: how UIDs of this hall end."""

    key: InstallationKey
    fetcher: Fetcher
    clock: Callable[[], datetime]
    settings: OutsideCalendars
    tokens: Tokens = field(default_factory=Tokens)
    sandbox: SandboxCalendars = field(default_factory=SandboxCalendars)

    def source(self, link: Row, own: str) -> Source:
        """What a link leads to; the row has the secret of its account. OutsideFault when what opens it cannot be read."""
        if link["provider"] == "ics":
            return Feed(self.fetcher, self._opened(ADDRESS_LABEL, link["address"]))
        id, zone = link["external_calendar_id"], link["timezone"]
        if link["provider"] == "caldav":
            return replace(self._dav(link["secret"]), calendar=id if is_chosen(id) else None)
        if link["provider"] == SANDBOX:
            return SandboxAccount(self.sandbox, link["account_id"], own, id, zone)
        return replace(self._google(link["secret"], own), calendar=id, zone=zone)

    def account(self, account: Row) -> Source:
        """An account, to be asked for its calendars."""
        if account["provider"] == "caldav":
            return self._dav(account["secret"])
        if account["provider"] == SANDBOX:
            return SandboxAccount(self.sandbox, account["id"], "")
        return self._google(account["secret"], "")

    def oauth(self) -> GoogleOAuth:
        """The consent of Google. OutsideFault without a client."""
        client = self.settings.google
        if client is None or client.provider == SANDBOX:
            raise OutsideFault(NO_CLIENT)
        # The operator may have named a stand-in inside.
        named = {host_and_port(url) for url in (client.api_url, client.token_url, client.revocation_url)}
        return GoogleOAuth(replace(self.fetcher, private_hosts={*self.fetcher.private_hosts, *named}), client)

    def refresh_token(self, secret: str | None) -> str:
        """What opens a consent."""
        token: str = self._known(secret)["refresh_token"]
        return token

    def _google(self, secret: str | None, own: str) -> GoogleAccount:
        return GoogleAccount(self.oauth(), self.tokens, self.refresh_token(secret), own)

    def _dav(self, secret: str | None) -> DavAccount:
        known = self._known(secret)
        return DavAccount(self.fetcher, known["address"], known["username"], known["password"], self.clock)

    def _known(self, secret: str | None) -> Mapping[str, Any]:
        known: Mapping[str, Any] = json.loads(self._opened(ACCOUNT_LABEL, secret))
        return known

    def _opened(self, label: str, stored: str | None) -> str:
        opened = self.key.opened(label, stored or "")
        if not opened:
            raise OutsideFault(LOST, final=True)
        return opened
