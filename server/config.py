"""Where things lie: the database in the user's data folder, the local credential in the user's config folder."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path


def default_database() -> Path:
    # Imported here, as below: a server that is told its database and token needs neither folder.
    from platformdirs import user_data_path

    return user_data_path("hiringhall", appauthor=False) / "hall.db"


def profile_path() -> Path:
    from platformdirs import user_config_path

    return user_config_path("hiringhall", appauthor=False) / "profile.json"


@dataclass(frozen=True, slots=True)
class Profile:
    """The credential that stdio calls are made with when none is given, and the database it belongs to."""

    database: str
    token: str


def load_profile(database: Path) -> Profile | None:
    """The local credential for a database, None when there is none."""
    try:
        entries = json.loads(profile_path().read_text(encoding="utf-8"))
        return Profile(str(database.resolve()), entries[str(database.resolve())])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def save_profile(profile: Profile) -> Path:
    """Keep the credential where only its owner can read it; where that is."""
    path = profile_path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        entries = {}
    entries[profile.database] = profile.token
    draft = path.with_suffix(f".{os.getpid()}.tmp")
    handle = os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(entries, file, indent=1)
    draft.replace(path)
    return path
