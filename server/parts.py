"""What a hall is made of, shared by all that runs calls and moves in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from server.calls.consent import Seal
from server.registry import Registry
from store.database import Database
from store.filestore import FileStore
from store.installation_key import InstallationKey
from tools.call import Randomness


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
