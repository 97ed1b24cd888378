"""Whether somebody meets what an open call asks for. What their profile does not say counts as not met, but for the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tools.rules.sentences import worded


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of somebody. score: what their reviews rank them by, 1 to 5. qualifications_missing: names of required rules
    that they do not fulfil. way_km: from their home to the place, None where either is unknown."""

    skills: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset()
    country: str | None = None
    score: Decimal | None = None
    verified: bool = False
    way_km: Decimal | None = None
    qualifications_missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unmet:
    """One requirement that is not met: what is wanted, and what there is (unknown where the profile is silent)."""

    requirement: str
    wanted: str
    have: str


UNKNOWN = worded("unknown")


def unmet(requirements: Mapping[str, Any], known: Known, skill_names: Mapping[int, str]) -> list[Unmet]:
    """Every requirement somebody does not meet; links and answers are asked for when they apply."""
    found = [_skills(requirements, known, skill_names), _languages(requirements, known), _country(requirements, known)]
    found += [_score(requirements, known), _verified(requirements, known), _way(requirements, known)]
    found += [Unmet("qualification", name, worded("not met")) for name in known.qualifications_missing]
    return [one for one in found if one is not None]


def _skills(requirements: Mapping[str, Any], known: Known, names: Mapping[int, str]) -> Unmet | None:
    wanted: Sequence[int] = requirements.get("skill_ids") or ()
    lacking = [id for id in wanted if id not in known.skills]
    if not lacking:
        return None
    return Unmet(
        "skills",
        _listed(names.get(id, str(id)) for id in lacking),
        worded("not in their profile") if known.skills else UNKNOWN,
    )


def _languages(requirements: Mapping[str, Any], known: Known) -> Unmet | None:
    lacking = [code for code in requirements.get("languages") or () if code not in known.languages]
    if not lacking:
        return None
    return Unmet("languages", _listed(lacking), _listed(sorted(known.languages)) or UNKNOWN)


def _country(requirements: Mapping[str, Any], known: Known) -> Unmet | None:
    wanted = requirements.get("countries") or ()
    if not wanted or known.country in wanted:
        return None
    return Unmet("countries", _listed(wanted), known.country or UNKNOWN)


def _score(requirements: Mapping[str, Any], known: Known) -> Unmet | None:
    wanted = requirements.get("min_review_score")
    if wanted is None or (known.score is not None and known.score >= Decimal(str(wanted))):
        return None
    return Unmet("min_review_score", str(wanted), UNKNOWN if known.score is None else f"{known.score:.2f}")


def _verified(requirements: Mapping[str, Any], known: Known) -> Unmet | None:
    if not requirements.get("verified") or known.verified:
        return None
    return Unmet("verified", worded("a verified identity"), worded("not verified"))


def _way(requirements: Mapping[str, Any], known: Known) -> Unmet | None:
    most = requirements.get("max_distance_km")
    if most is None or known.way_km is None or known.way_km <= Decimal(str(most)):
        return None
    return Unmet("max_distance_km", str(most), f"{known.way_km:.1f}")


def _listed(names: Any) -> str:
    return ", ".join(names)
