"""From the row of a link to what it leads to: what was sealed is opened here, right before it is needed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from server.workers.outside.dav import DavAccount
from server.workers.outside.feed import Feed
from server.workers.outside.fetching import Fetcher
from server.workers.outside.sources import OutsideFault, Source
from store.database import Row
from store.installation_key import InstallationKey
from tools.scheduling.links.connecting import ACCOUNT_LABEL, ADDRESS_LABEL
from tools.scheduling.rules.links import is_chosen

LOST = "What opens it cannot be read any more: disconnect it and connect it again."


@dataclass(slots=True)
class Opening:
    """Opens outside calendars with the key of the installation."""

    key: InstallationKey
    fetcher: Fetcher
    clock: Callable[[], datetime]

    def source(self, link: Row) -> Source:
        """What a link leads to; the row has the secret of its account. OutsideFault when what opens it cannot be read."""
        if link["provider"] == "ics":
            return Feed(self.fetcher, self._opened(ADDRESS_LABEL, link["address"]))
        return self._account(link["provider"], link["secret"], link["external_calendar_id"])

    def account(self, account: Row) -> Source:
        """An account, to be asked for its calendars."""
        return self._account(account["provider"], account["secret"], "")

    def _account(self, provider: str, secret: str | None, calendar: str) -> Source:
        known = json.loads(self._opened(ACCOUNT_LABEL, secret))
        chosen = calendar if is_chosen(calendar) else None
        return DavAccount(self.fetcher, known["address"], known["username"], known["password"], self.clock, chosen)

    def _opened(self, label: str, stored: str | None) -> str:
        opened = self.key.opened(label, stored or "")
        if not opened:
            raise OutsideFault(LOST, final=True)
        return opened
