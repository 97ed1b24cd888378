"""python -m tests.crash --kills N --seed S: the real server, killed N times while clients call it."""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections import Counter
from random import Random

from tests.crash.harness import crash, quick_folder
from tests.crash.plan import SYSTEM_CALLS, compiler, drawn

AT_ONCE = 50


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=50, help="how often the server is killed")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="where moments and delays are drawn from")
    parser.add_argument("--plan", action="store_true", help="only print the moments")
    given = parser.parse_args()
    if given.plan:
        print(*drawn(given.kills, Random(given.seed)), sep="\n")
        return 0
    if compiler() is None:
        print(f"There is no C compiler here: no deaths of the kinds {', '.join(SYSTEM_CALLS)}.")
    done, hit = 0, Counter[str]()
    while done < given.kills:
        # Every fifty kills begin with a new database, which has a seed of its own: it can be played by itself.
        kills, seed = min(AT_ONCE, given.kills - done), given.seed + done
        folder = None
        try:
            with quick_folder() as folder:
                played = asyncio.run(crash(folder, kills, seed))
        except BaseException as lost:
            again = f"python -m tests.crash --kills {kills} --seed {seed}"
            print(f"{again}: {type(lost).__name__}: {lost}\nThe database is kept in {folder}.", flush=True)
            if isinstance(lost, AssertionError | KeyboardInterrupt):
                raise
            return 1
        print(f"seed {seed}: {played.summary()}", flush=True)
        hit += played.hit
        done += kills
    print(f"{done} kills, nothing lost and nothing double; at their moment: {dict(sorted(hit.items()))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
