"""What a hall is made of, shared by all that runs calls and moves in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from server.calls.consent import Seal
from server.registry import Registry
from store.database import Database, Transaction
from store.filestore import FileStore
from store.installation_key import InstallationKey
from tools.call import SYSTEM, Call, Randomness
from tools.rules.chains import NO_CHAINS, Chains
from tools.rules.outside_calendars import NOTHING_SAID, OutsideCalendars


@dataclass(frozen=True, slots=True)
class Parts:
    """The same objects for the calls, the jobs and the scheduled moves of one server."""

    registry: Registry
    database: Database
    files: FileStore
    key: InstallationKey
    seal: Seal
    clock: Callable[[], datetime]
    randomness: Randomness
    # Whether text messages reach anybody.
    has_gateway: bool
    # What the operator says of outside calendars.
    outside: OutsideCalendars = NOTHING_SAID
    # Whether webhooks may lead to private addresses.
    private_webhooks: bool = False
    # What the operator says of chains.
    chains: Chains = NO_CHAINS

    def own_call(self, tx: Transaction, tool: str, prefix: str = "move") -> Call:
        """A call of the hall itself, for what nobody calls."""
        return Call(
            tx=tx,
            caller=SYSTEM,
            now=self.clock(),
            id=f"{prefix}_{self.randomness.bytes(12).hex()}",
            tool=tool,
            randomness=self.randomness,
            files=self.files,
            finder=None,
            key=self.key,
            has_gateway=self.has_gateway,
            outside=self.outside,
            private_webhooks=self.private_webhooks,
            chains=self.chains,
        )
