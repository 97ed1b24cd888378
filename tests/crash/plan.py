"""What is done to the server in each of its lives: drawn from one seed, before anything runs."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from random import Random

# How a life ends, and how many of a deck of lives end so.
# From outside, whenever it happens to be:
OUTSIDE = {"any_time": 3, "starting": 1}
# By the receiver of a mail, once it has the mail and before it says so:
RECEIVER = {"mail_taken": 1}
# By itself, at a seam that tests/crash/launcher.py watches:
SEAMS = {
    "in_write": 1,
    "before_commit": 2,
    "after_commit": 2,
    "soon_after_commit": 2,
    "before_send": 1,
    "after_send": 1,
    "in_job": 1,
    "after_job": 1,
    "in_payout": 1,
    "after_payout": 1,
    "upgrading": 1,
}
# By itself, in a system call that tests/crash/disk.c stands before; these need a C compiler:
SYSTEM_CALLS = {"torn_log": 2, "before_sync": 1, "checkpoint": 2, "half_answer": 2}
KINDS = (*OUTSIDE, *RECEIVER, *SEAMS, *SYSTEM_CALLS)
# On a database server two halls serve. What is killed: one of the two while the other goes on, both, the whole database server,
# or one of its processes, upon which it ends all connections.
VICTIMS = {"one": 3, "halls": 2, "database": 3, "process": 1}
# And when. At a seam it is the hall that comes by it which dies, or kills the database server.
SERVER_KINDS = {
    "any_time": 2,
    "starting": 1,
    "mail_taken": 1,
    "in_write": 1,
    "before_commit": 2,
    "after_commit": 2,
    "soon_after_commit": 2,
    "before_disk": 2,
    "after_disk": 1,
    "before_send": 1,
    "after_send": 1,
    "in_job": 1,
    "after_job": 1,
    "in_payout": 1,
    "after_payout": 1,
}
# The n-th pass of the moment is the one: from 1 to this.
PASSES = {
    "in_write": 600,
    "before_commit": 40,
    "after_commit": 40,
    "soon_after_commit": 40,
    "before_send": 4,
    "after_send": 4,
    "in_job": 3,
    "after_job": 3,
    "in_payout": 6,
    "after_payout": 6,
    "upgrading": 900,
    "torn_log": 400,
    "before_sync": 60,
    "before_disk": 40,
    "after_disk": 40,
    "checkpoint": 30,
    "half_answer": 40,
}
# Of these ends the start is a part: the program is started anew for them, not forked.
STARTED_ANEW = (*OUTSIDE, "upgrading")
# Where both halls live on, the moment comes by the n-th pass of one of them from now on.
SERVER_PASSES = {
    "in_write": 300,
    "before_commit": 12,
    "after_commit": 12,
    "soon_after_commit": 12,
    "before_disk": 20,
    "after_disk": 20,
    "before_send": 2,
    "after_send": 2,
    "in_job": 1,
    "after_job": 1,
    "in_payout": 2,
    "after_payout": 2,
}
# Workers wake once a second and stdio servers share them: these lives need the one server that has everything.
FRONTS = {"http": 5, "stdio": 2, "both": 2}


@dataclass(frozen=True, slots=True)
class Life:
    """`front`: what serves; `n`: at which pass of the moment it dies; `delay`: seconds; `pick`: who speaks stdio, or which of
    two halls it is; `victim`: what dies, on a database server."""

    front: str
    kind: str
    n: int
    delay: float
    pick: int
    victim: str = ""


def kinds_here() -> dict[str, int]:
    """The kinds this machine can do."""
    return OUTSIDE | RECEIVER | SEAMS | (SYSTEM_CALLS if compiler() else {})


def compiler() -> str | None:
    return shutil.which("cc") or shutil.which("gcc")


def drawn(kills: int, random: Random) -> list[Life]:
    """So many lives, every kind of end among each deck of them."""
    return [_life(kind, random) for kind in _deck(kinds_here(), kills, random)]


def _life(kind: str, random: Random, passes: dict[str, int] = PASSES) -> Life:
    front = random.choices(list(FRONTS), list(FRONTS.values()))[0]
    longest = {"starting": 1.0, "soon_after_commit": 0.004}.get(kind, 2.0)
    return Life(
        front="http" if kind == "upgrading" else front,
        kind=kind,
        n=random.randint(1, passes.get(kind, 1)),
        delay=random.random() * longest,
        pick=random.randrange(1000),
    )


def drawn_on_server(kills: int, random: Random) -> list[Life]:
    """So many lives on a database server: every victim and every moment among each deck of them, in all pairs in the end."""
    kinds, victims = _deck(SERVER_KINDS, kills, random), _deck(VICTIMS, kills, random)
    # One process of the server knows no seams.
    pairs = [("any_time" if victim == "process" else kind, victim) for kind, victim in zip(kinds, victims, strict=True)]
    return [replace(_life(kind, random, PASSES | SERVER_PASSES), front="http", victim=victim) for kind, victim in pairs]


def _deck(weights: dict[str, int], size: int, random: Random) -> list[str]:
    drawn: list[str] = []
    while len(drawn) < size:
        deck = [name for name, times in weights.items() for _ in range(times)]
        random.shuffle(deck)
        drawn += deck
    return drawn[:size]
