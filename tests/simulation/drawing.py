"""Draws the next step of a history: time passing, something the system does, or somebody's call."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import timedelta
from itertools import accumulate
from random import Random
from typing import Any

from server.registry import Registry
from tests.simulation.engine import Engine
from tests.simulation.errands import errand, field_work
from tests.simulation.errands_of.approvals import desk
from tests.simulation.errands_of.booking_extras import booking_extras
from tests.simulation.errands_of.calendars import own_calendars
from tests.simulation.errands_of.contracts import contract_money
from tests.simulation.errands_of.open_calls import open_calls
from tests.simulation.errands_of.plans import contract_plan
from tests.simulation.errands_of.reviews import reviews
from tests.simulation.errands_of.staffing import staffing
from tests.simulation.known import Known
from tests.simulation.moves import RECIPES, Chosen, Scene, anything, fits
from tests.simulation.people import People
from tests.simulation.steps import Step
from tests.simulation.values import Draw, arguments

# Ids whose records only those concerned may see; a schedule or a person may be public.
PRIVATE = (
    "task_id", "work_order_id", "inquiry_id", "event_id", "correction_id", "kal_id", "job_id", "group_id", "position_id",
    "participant_id", "transaction_id", "bill_id", "contract_id", "time_log_id", "export_id", "feed_id", "open_call_id",
    "application_id", "approval_id", "mandate_id", "freeze_id", "hold_id", "entry_id", "link_id",
)  # fmt: skip
# Of these everybody may be shown some: what is suggested about a public profile, the calendar of a public schedule, open calls.
SHOWN = {"correction_id", "kal_id", "open_call_id"}
# Which of them are there for all to see: sessions of public schedules, calendars that are not private, that time in them is taken,
# contracts that are shown to contacts or to anybody, and open calls that were put out to everybody.
OPEN = {
    "event_id": """SELECT 1 FROM events e LEFT JOIN calendars k ON k.id = e.kal_id
                   WHERE e.id = ? AND (e.slot = 'session' OR (k.private = 0 AND e.private = 0))""",
    "kal_id": "SELECT 1 FROM calendars WHERE id = ? AND private = 0",
    "contract_id": "SELECT 1 FROM contracts WHERE id = ? AND privacy > 0",
    "open_call_id": """SELECT 1 FROM open_calls WHERE CAST(? AS TEXT) IN (public_id, CAST(id AS TEXT))
                       AND visibility = 'public' AND status IN ('published', 'closed', 'filled')""",
}
# Everybody books seats in sessions of public schedules, sees what is suggested about a profile, and votes on it.
OPEN_TO_ALL = {
    "book_schedule",
    "vote_on_profile_correction",
    "delete_profile_correction",
    "delete_many_profile_corrections",
}
# How time passes; now and then a clock is set back.
RESTLESS = {
    timedelta(minutes=1): 25, timedelta(minutes=16): 35, timedelta(hours=1): 25, timedelta(hours=11): 7,
    timedelta(days=3): 1, timedelta(days=20): 0.1, timedelta(seconds=-2): 2, timedelta(minutes=-10): 0.5,
}  # fmt: skip
LENGTHS, LENGTH_WEIGHTS = list(RESTLESS), list(accumulate(RESTLESS.values()))
Recipe = Callable[[Scene], Chosen | None]


def is_open(raw: Any, name: str, id: Any) -> bool:
    """Whether everybody may see at least that there is such a record."""
    return name in OPEN and raw.execute(OPEN[name], (id,)).fetchone() is not None


def looking_for_new(recipe: Recipe, tries: int = 6) -> Recipe:
    """A recipe that, every other time, prefers what has not happened yet: so a short history reaches all it knows."""

    def chosen(scene: Scene) -> Chosen | None:
        first = drawn = recipe(scene)
        left = tries - 1 if scene.random.random() < 0.5 else 0
        while left and (drawn is None or drawn[1] in scene.happened):
            drawn, left = recipe(scene), left - 1
        return first if drawn is None or drawn[1] in scene.happened else drawn

    return chosen


ERRANDS = (
    (errand, 14), (field_work, 34), (contract_money, 14), (contract_plan, 14), (staffing, 4), (own_calendars, 4),
    (looking_for_new(open_calls), 24), (looking_for_new(desk), 12), (looking_for_new(reviews), 6),
    (looking_for_new(booking_extras), 18),
)  # fmt: skip
MAKERS = [recipe for recipe, _ in (*RECIPES, *ERRANDS)]
MAKER_WEIGHTS = list(accumulate(weight for _, weight in (*RECIPES, *ERRANDS)))
FAULTS = ("busy", "full", "inside", "inside")


class Drawing:
    """One stream of choices. A step is drawn with what is known by then; once drawn it can be played without it."""

    def __init__(
        self, seed: int, registry: Registry, engine: Engine, people: People, known: Known, happened: set[str]
    ) -> None:
        """happened: the operations that were carried out by now, which others keep."""
        self.random = Random(seed * 7_919)
        self.engine = engine
        self.people = people
        self.registry = registry
        # The numbers of those whose credential has ended.
        self.ended: deque[int] = deque()
        self._draw = Draw(self.random, known, engine.clock())
        self._scene = Scene(engine.raw, self.random, known, people, registry, self._draw, happened)

    def step(self, number: int, keyed: int) -> Step:
        """The next step; keyed: how many calls under a key may be repeated."""
        random = self.random
        if self.ended:
            return Step(number, "renew", self.ended.popleft())
        chance = random.random()
        if chance < 0.05:
            (length,) = random.choices(LENGTHS, cum_weights=LENGTH_WEIGHTS)
            return Step(number, "wait", amount=length.total_seconds())
        if chance < 0.062:
            return Step(number, "tick")
        if chance < 0.067:
            return Step(number, "credit", random.randrange(len(self.people.actors)), amount=random.choice((1, 300)))
        if chance < 0.069:
            act = random.choice(("suspend", "restore", "restore", "restore"))
            return Step(number, "restrain", random.randrange(len(self.people.agents)), act)
        if chance < 0.0695:
            return Step(number, "restart")
        if chance < 0.071:
            return Step(number, "delay")
        if chance < 0.08:
            return self._peek(number)
        if chance < 0.095 and keyed:
            return Step(number, "again", tool=random.choice(("same", "same", "other")), amount=random.randrange(keyed))
        return self._call(number)

    def _peek(self, number: int) -> Step:
        """A stranger looks at whatever there is to read."""
        self._draw.now = self.engine.clock()
        who, stranger = self.random.choice(list(enumerate(self.people.strangers)))
        reads = [one for one in self.registry.operations.values() if one.access == "read" and fits(stranger, one)]
        operation = self.random.choice(reads)
        return Step(number, "peek", who, operation.name, arguments(operation, self._draw))

    def _call(self, number: int) -> Step:
        self._draw.now = self.engine.clock()
        self._scene.raw = self.engine.raw
        (recipe,) = self.random.choices(MAKERS, cum_weights=MAKER_WEIGHTS)
        chosen = recipe(self._scene)
        if chosen is None or chosen[1] not in self.registry.operations:
            chosen = anything(self._scene)
        return self._with_extras(number, chosen)

    def _with_extras(self, number: int, chosen: Chosen) -> Step:
        who, tool, arguments = chosen
        operation, random = self.registry.operations[tool], self.random
        extras: dict[str, Any] = {}
        repeat, fault = "", None
        if operation.access != "read":
            if random.random() < 0.05:
                extras["dry_run"] = True
            elif random.random() < 0.15:
                extras["idempotency_key"] = f"k{number}"
                repeat = random.choice(("twice", "at once", "lost", "", ""))
            if operation.waitable and random.random() < 0.2:
                extras["wait"] = False
        if random.random() < 0.05 and tool not in OPEN_TO_ALL and any(name in arguments for name in PRIVATE):
            repeat = "stranger"
        if repeat in ("", "twice", "stranger") and random.random() < 0.025:
            fault = random.choice(FAULTS)
        return Step(
            number,
            "call",
            self.people.actors.index(who) if who is not None else None,
            tool,
            {**arguments, **extras},
            yes=random.random() < 0.9,
            fault=fault,
            repeat=repeat,
            amount=random.randrange(30) if fault == "inside" else 0.0,
        )
