"""For whom somebody looks or applies, and how a person fits many calls: what is known of them is read once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from store.database import Row
from store.open_calls import calls, listings, people, sight
from tools.call import Call
from tools.errors import NotFound
from tools.open_calls.eligibility import known_of
from tools.open_calls.rules.eligibility import Known, Unmet, unmet
from tools.rules.places import Point, distance_km
from tools.rules.sentences import worded


def person_meant(call: Call, person_id: int | None) -> int | None:
    """Whose work is looked for: the caller's own, or of the agent's company whoever it names; None when it names nobody."""
    if call.caller.kind == "person":
        if person_id not in (None, call.caller.id):
            raise NotFound("person", person_id)
        return call.caller.id
    if person_id is None:
        return None
    company_id = call.caller.company_id
    if company_id is None or not sight.belongs_to(call.tx, person_id, company_id):
        raise NotFound("person of your company", person_id, next=("list_users",))
    return person_id


@dataclass(frozen=True, slots=True)
class Applicant:
    """A person as calls see them. known: what holds for every call."""

    person_id: int
    home: Point | None
    known: Known

    @classmethod
    def load(cls, call: Call, person_id: int) -> Applicant:
        person = people.facts(call.tx, person_id)
        nothing = {"id": 0, "requirements": "{}", "latitude": None, "company_id": 0, "currency": "EUR"}
        home = None
        if person is not None and person["latitude_e6"] is not None:
            home = Point(person["latitude_e6"] / 1_000_000, person["longitude_e6"] / 1_000_000)
        return cls(person_id, home, known_of(call, nothing, person_id))

    def unmet(self, call: Call, rows: Iterable[Row]) -> dict[int, list[Unmet]]:
        """What they lack of what calls ask for, by the number of the call."""
        asked = {row["id"]: (row, json.loads(row["requirements"])) for row in rows}
        skills = {id for _, each in asked.values() for id in each.get("skill_ids") or ()}
        names = calls.known_skills(call.tx, skills - self.known.skills)
        return {id: unmet(each, self._for(call, row, each), names) for id, (row, each) in asked.items()}

    def fitting(self, call: Call, ids: Iterable[int]) -> set[int]:
        """Of which calls they meet everything."""
        rows = listings.asked_of_people(call.tx, list(ids))
        return {id for id, lacking in self.unmet(call, rows.values()).items() if not lacking}

    def _for(self, call: Call, row: Row, asked: Mapping[str, Any]) -> Known:
        if asked.get("qualifications"):
            return known_of(call, row, self.person_id)
        if asked.get("max_distance_km") is None or self.home is None or row["latitude"] is None:
            return self.known
        way = distance_km(self.home, Point(row["latitude"], row["longitude"]))
        return replace(self.known, way_km=Decimal(str(way)))


def reason(one: Unmet) -> str:
    """A requirement that is not met, in one line."""
    return worded(
        "{requirement}: {wanted}; the profile says {have}",
        requirement=one.requirement,
        wanted=one.wanted,
        have=one.have,
    )
