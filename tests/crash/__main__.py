"""python -m tests.crash --kills N: the real server, killed N times while clients call it."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from tests.crash.harness import Lost, crash

AT_ONCE = 50


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=50, help="how often the server is killed")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="where the delays are drawn from")
    given = parser.parse_args()
    done = 0
    while done < given.kills:
        kills, seed = min(AT_ONCE, given.kills - done), given.seed + done
        folder = Path(tempfile.mkdtemp(prefix="crash-"))
        try:
            print(asyncio.run(crash(folder, kills, seed)).summary(), flush=True)
        except Lost as lost:
            print(f"seed {seed}, database kept in {folder}: {lost}")
            return 1
        done += kills
    return 0


if __name__ == "__main__":
    sys.exit(main())
