"""Where things lie: the database in the user's data folder, the local credential in the user's config folder."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from store.private import make_private, tighten
from store.server_url import ServerUrl, Where, is_server, shown

OWN_FOLDER = "hiringhall"
# Where the key and the files of a hall lie whose rows are on a server; several servers of one hall share it.
FOLDER_VARIABLE = "HIRINGHALL_FOLDER"


def default_database() -> Path:
    # Imported here, as below: a server that is told its database and token needs neither folder.
    from platformdirs import user_data_path

    return user_data_path(OWN_FOLDER, appauthor=False) / "hall.db"


def beside(where: Where) -> Path:
    """The path that the key and the files of a hall lie beside: the database itself when it is a file."""
    if not is_server(where):
        return Path(where)
    named = os.environ.get(FOLDER_VARIABLE)
    folder = Path(named) if named else default_database().parent / ServerUrl.of(str(where)).file_name
    return folder / "hall"


def tighten_own_folder(database: Path) -> None:
    """Shut the data folder that an older version made open to others. Folders that somebody else named stay theirs."""
    folder = database.resolve().parent
    if folder.name == OWN_FOLDER and folder == default_database().resolve().parent:
        tighten(folder)


def profile_path() -> Path:
    from platformdirs import user_config_path

    return user_config_path(OWN_FOLDER, appauthor=False) / "profile.json"


@dataclass(frozen=True, slots=True)
class Profile:
    """The credential that stdio calls are made with when none is given, and the database it belongs to."""

    database: str
    token: str


def profile_name(where: Where) -> str:
    """What a database is called in the profile."""
    return shown(where) if is_server(where) else str(Path(where).resolve())


def load_profile(where: Where) -> Profile | None:
    """The local credential for a database, None when there is none."""
    try:
        entries = json.loads(profile_path().read_text(encoding="utf-8"))
        return Profile(profile_name(where), entries[profile_name(where)])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def save_profile(profile: Profile) -> Path:
    """Keep the credential where only its owner can read it; where that is."""
    path = profile_path()
    make_private(path.parent)
    tighten(path.parent)
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
