"""What is known of people that an open call asks for, and what they lack."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

from store.database import Row
from store.open_calls import calls, people
from store.types import Owner
from tools.call import Call
from tools.open_calls.rules.eligibility import Known, Unmet, unmet
from tools.review_scores import rank_scores_of
from tools.rules.places import Point, distance_km
from tools.work_orders.matching.candidates import timeless
from tools.work_orders.rules.qualifications import RuleInput, missing, parse_rules


def unmet_by(call: Call, row: Row | Mapping[str, Any], person_id: int) -> list[Unmet]:
    """What somebody lacks of what a call asks for; empty when they meet it all."""
    asked: Mapping[str, Any] = json.loads(row["requirements"])
    skills = asked.get("skill_ids") or ()
    return unmet(asked, known_of(call, row, person_id), calls.known_skills(call.tx, skills))


def known_of(call: Call, row: Row | Mapping[str, Any], person_id: int) -> Known:
    """What is on record of somebody, as far as the call may ask for it."""
    person = people.facts(call.tx, person_id)
    if person is None:
        return Known()
    asked: Mapping[str, Any] = json.loads(row["requirements"])
    return Known(
        skills=frozenset(people.skills(call.tx, person_id)),
        languages=frozenset(people.languages(call.tx, person_id)),
        country=person["country"],
        score=rank_scores_of(call.tx, [Owner("person", person_id)])[Owner("person", person_id)],
        verified=person["verified_at"] is not None,
        way_km=_way(row, person),
        qualifications_missing=tuple(_missing(call, row, person_id, asked.get("qualifications") or ())),
    )


def _way(row: Row | Mapping[str, Any], person: Row) -> Decimal | None:
    if row["latitude"] is None or person["latitude_e6"] is None:
        return None
    home = Point(person["latitude_e6"] / 1_000_000, person["longitude_e6"] / 1_000_000)
    return Decimal(str(distance_km(home, Point(row["latitude"], row["longitude"]))))


def _missing(call: Call, row: Row | Mapping[str, Any], person_id: int, rules: Any) -> list[str]:
    """The required qualifications that somebody does not fulfil, by the facts that work orders go by."""
    if not rules:
        return []
    place = {
        "id": 0,
        "company_id": row["company_id"],
        "currency": row["currency"],
        "location_mode": "custom" if row["latitude"] is not None else "remote",
        "latitude": row["latitude"],
        "longitude": row["longitude"],
    }
    [candidate] = timeless(call, cast(Row, place), [person_id])
    return missing(parse_rules([RuleInput(**rule) for rule in rules]), candidate.facts)
