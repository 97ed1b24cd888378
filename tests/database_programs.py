"""Where the programs of a PostgreSQL server are, and how they are run."""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
from functools import cache
from pathlib import Path
from typing import Any

VARIABLE = "HIRINGHALL_TEST_DB"
IF_INSTALLED = "postgresql-if-installed"
# What Debian calls the folder of the server's programs, which are not on the PATH.
DEBIAN = Path("/usr/lib/postgresql")


def left_out() -> str | None:
    """What is said instead of the tests where they were to run on PostgreSQL only if it is there, and it is not."""
    if os.environ.get(VARIABLE) != IF_INSTALLED or programs() is not None:
        return None
    return "There is no PostgreSQL server on this machine (initdb): what is tested on one is left out."


@cache
def programs() -> Path | None:
    """The folder of initdb and pg_ctl; None when no server is installed."""
    found = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]), reverse=True)
    if found:
        return found[0].parent
    there = shutil.which("initdb")
    return Path(there).resolve().parent if there else None


def end_with_parent() -> None:
    """The server does not outlive a session that is killed."""
    death = ctypes.CDLL(None).prctl
    death(1, int(signal.SIGQUIT), 0, 0, 0)


def as_nobody_special() -> dict[str, Any]:
    """The server refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    who = pwd.getpwnam("postgres")
    return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}


def kill_whole(data: Path) -> None:
    """SIGKILL for the server whose data lie there and for every process of it, none of which says goodbye."""
    try:
        postmaster = int((data / "postmaster.pid").read_text().split()[0])
        # It starts no others meanwhile.
        os.kill(postmaster, signal.SIGSTOP)
    except (OSError, ValueError, IndexError):
        return
    for pid in [*_children(postmaster), postmaster]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _children(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            # After the name in brackets, which may hold anything: the state, and the parent.
            if int(stat.read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(stat.parent.name))
    return found
