"""Days of chance, the same for the same seed: field orders and people in a square, with skills, windows and homes."""

from __future__ import annotations

from random import Random

from tools.rules.places import Point
from tools.work_orders.day_plans.rules.day import Day, Visit, Worker
from tools.work_orders.day_plans.rules.travel import travel_between

HOUR = 3600
# 08:00 to 16:30.
OPENS, CLOSES = 8 * HOUR, 16 * HOUR + HOUR // 2
SKILLS = range(4)
KM_A_DEGREE_NORTH, KM_A_DEGREE_EAST = 111.2, 55.6


def seeded(seed: int, orders: int = 60, people: int = 8, *, max_stops: int = 30, max_travel: int = 16 * HOUR) -> Day:
    """Sites and homes within 40 km (70 for large days). Of four skills a person has two or three; seven orders of ten need
    one. Half of the orders are to be begun within two hours, the others on that day; each takes 20 to 45 minutes."""
    draws = Random(seed)
    side = 40 if orders <= 100 else 70

    def somewhere() -> Point:
        north, east = draws.random() * side / KM_A_DEGREE_NORTH, draws.random() * side / KM_A_DEGREE_EAST
        return Point(60 + north, 24 + east)

    places = [somewhere() for _ in range(people)]
    skills = [set(draws.sample(SKILLS, draws.randint(2, 3))) for _ in range(people)]
    visits = []
    for index in range(orders):
        places.append(somewhere())
        needed = draws.randrange(len(SKILLS)) if draws.random() < 0.7 else None
        opens = OPENS + draws.randrange(6 * HOUR) if draws.random() < 0.5 else OPENS
        closes = opens + 2 * HOUR if opens > OPENS else CLOSES
        may = frozenset(worker for worker in range(people) if needed is None or needed in skills[worker])
        visits.append(Visit(1000 + index, people + index, opens, closes, draws.randint(20, 45) * 60, may))
    workers = [
        Worker(1 + place, place, OPENS, CLOSES, max_stops=max_stops, max_travel=max_travel) for place in range(people)
    ]
    return Day(workers, visits, travel_between(places))
