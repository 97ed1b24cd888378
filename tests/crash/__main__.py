"""python -m tests.crash --kills N --seed S: the real server, killed N times while clients call it.

With --db postgresql two servers on a PostgreSQL server of this run: killed are one of them, both, or the database itself."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

from tests.crash.harness import Crash, crash, quick_folder
from tests.crash.plan import SYSTEM_CALLS, compiler, drawn, drawn_on_server
from tests.postgresql import Cluster, programs

AT_ONCE = 50
FILE, SERVER = "sqlite", "postgresql"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=50, help="how often it is killed")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="where moments and delays are drawn from")
    parser.add_argument("--db", choices=(FILE, SERVER), default=FILE, help="what the hall is on")
    parser.add_argument("--processes", type=int, default=1, help="how many programs share the kills")
    parser.add_argument("--plan", action="store_true", help="only print the moments")
    given = parser.parse_args()
    if given.plan:
        print(*(drawn if given.db == FILE else drawn_on_server)(given.kills, Random(given.seed)), sep="\n")
        return 0
    if given.db == SERVER and programs() is None:
        print("There is no PostgreSQL server on this machine.")
        return 1
    if given.db == FILE and compiler() is None:
        print(f"There is no C compiler here: no deaths of the kinds {', '.join(SYSTEM_CALLS)}.")
    return side_by_side(given) if given.processes > 1 else one_after_another(given)


def side_by_side(given: Any) -> int:
    """A program for each part of the kills."""
    share, more = divmod(given.kills, given.processes)
    sizes = [share + (part < more) for part in range(given.processes)]

    def run(part: int) -> int:
        # Each fifty kills have the seed that they would have in one program.
        seed = given.seed + sum(-(-size // AT_ONCE) * AT_ONCE for size in sizes[:part])
        command = [
            sys.executable,
            "-m",
            "tests.crash",
            "--kills",
            str(sizes[part]),
            "--seed",
            str(seed),
            "--db",
            given.db,
        ]
        return subprocess.run(command, check=False).returncode

    with ThreadPoolExecutor(given.processes) as parts:
        return max(parts.map(run, range(given.processes)))


def one_after_another(given: Any) -> int:
    done, hit, victims = 0, Counter[str](), Counter[str]()
    began = time.monotonic()
    with cluster_for(given.db) as cluster:
        while done < given.kills:
            # Every fifty kills begin with a new database, which has a seed of its own: it can be played by itself.
            kills, seed = min(AT_ONCE, given.kills - done), given.seed + done
            folder = None
            try:
                with quick_folder() as folder:
                    played = asyncio.run(played_in(folder, kills, seed, cluster))
            except BaseException as lost:
                again = f"python -m tests.crash --kills {kills} --seed {seed} --db {given.db}"
                kept = f"The hall is kept in {folder}{f', its database in {cluster.folder}' if cluster else ''}."
                print(f"{again}: {type(lost).__name__}: {lost}\n{kept}", flush=True)
                if isinstance(lost, AssertionError | KeyboardInterrupt):
                    raise
                raise SystemExit(1) from lost
            print(f"seed {seed}: {played.summary()}", flush=True)
            hit += played.hit
            victims += played.killed
            done += kills
    seconds = time.monotonic() - began
    print(
        f"{done} kills in {seconds:.0f} s, nothing lost and nothing double; at their moment: {dict(sorted(hit.items()))}"
    )
    if victims:
        print(f"Killed: {dict(sorted(victims.items()))}")
    return 0


async def played_in(folder: Path, kills: int, seed: int, cluster: Cluster | None) -> Crash:
    if cluster is None:
        return await crash(folder, kills, seed)
    from tests.crash.two_halls import crash_on_server

    return await crash_on_server(folder, kills, seed, cluster)


def cluster_for(db: str) -> contextlib.AbstractContextManager[Cluster | None]:
    """A database server of this run, where it needs one."""
    found = programs() if db == SERVER else None
    if found is None:
        return contextlib.nullcontext()
    from tests.crash.two_halls import promising_cluster

    return promising_cluster(found)


if __name__ == "__main__":
    sys.exit(main())
