"""Keeping people search in step with people and schedules: listings, their offers, and the index over their tokens."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.rows import among
from store.search.dialect import forget, learn
from store.search.languages import named_in
from store.search.review_scores import ranks
from store.search.words import (
    ANY_BLOCK,
    RANK,
    language_mark,
    month_mark,
    open_blocks,
    price_bucket,
    price_mark,
    rank_marks,
    side_mark,
    skill_mark,
    tokens,
)
from store.types import utc_text

MINUTES_A_DAY = 1440
SIDES = {1: "offers", 2: "offers", 3: "hires"}


def reindex(tx: Transaction, person_id: int, now: datetime) -> None:
    """Bring search in step with a person: to be called whenever they, their skills, languages or schedules changed."""
    reindex_all(tx, [person_id], now)


def reindex_all(tx: Transaction, person_ids: Sequence[int], now: datetime) -> None:
    """The same for many people at once; they get listing ids in the order given."""
    _drop(tx, person_ids)
    schedules = _grouped(_schedules(tx, person_ids, utc_text(now)), "owner_id")
    listed = [person_id for person_id in person_ids if person_id in schedules]
    people = {row["id"]: row for row in _people(tx, listed)}
    skills = _grouped(_person_skills(tx, listed), "person_id")
    schedule_ids = [schedule["id"] for person_id in listed for schedule in schedules[person_id]]
    schedule_skills = _grouped(_schedule_skills(tx, schedule_ids), "schedule_id")
    reviewed = ranks(tx, listed)
    listings, offers = [], []
    next_id = 1 + (tx.value("SELECT max(id) FROM specialist_listings") or 0)
    for person_id in listed:
        if person_id not in people:
            continue
        for side, of_side in _grouped(schedules[person_id], "side").items():
            wanted = [skill for schedule in of_side for skill in schedule_skills.get(schedule["id"], ())]
            text = _tokens(side, people[person_id], skills.get(person_id, []), wanted, of_side, now)
            listing = _listing(next_id, people[person_id], side, text, utc_text(now))
            listings.append(_with_rank(listing, reviewed.get(person_id)))
            offers += [_offer(next_id, schedule) for schedule in of_side]
            next_id += 1
    _write(tx, listings, offers)


def rerank(tx: Transaction, person_id: int) -> None:
    """Bring search in step with what reviews say of a person. They do not count as changed by it."""
    rows = tx.all(
        "SELECT l.id, t.tokens FROM specialist_listings l JOIN specialist_texts t ON t.id = l.id WHERE l.person_id = :id",
        id=person_id,
    )
    if not rows:
        return
    forget(tx, [dict(row) for row in rows])
    reviewed = ranks(tx, [person_id]).get(person_id)
    new = [_with_rank(dict(row), reviewed) for row in rows]
    tx.many("UPDATE specialist_texts SET tokens = :tokens WHERE id = :id", _of(new, "id", "tokens"))
    tx.many("UPDATE specialist_listings SET rank = :rank WHERE id = :id", _of(new, "id", "rank"))
    learn(tx, new)


def lapse(tx: Transaction, now: datetime, most: int) -> int:
    """Reindex people of whom a listed schedule has ended; how many people that were."""
    rows = tx.all(
        """SELECT DISTINCT l.person_id FROM specialist_offers o JOIN specialist_listings l ON l.id = o.listing_id
           WHERE o.end_at <= :now ORDER BY l.person_id LIMIT :most""",
        now=utc_text(now),
        most=most,
    )
    if rows:
        reindex_all(tx, [row["person_id"] for row in rows], now)
    return len(rows)


def _drop(tx: Transaction, person_ids: Sequence[int]) -> None:
    condition, params = among(person_ids)
    old = tx.all(
        f"""SELECT l.id, t.tokens FROM specialist_listings l JOIN specialist_texts t ON t.id = l.id
            WHERE l.person_id {condition}""",
        **params,
    )
    if old:
        forget(tx, [dict(row) for row in old])
        ids = [{"id": row["id"]} for row in old]
        tx.many("DELETE FROM specialist_offers WHERE listing_id = :id", ids)
        tx.many("DELETE FROM specialist_texts WHERE id = :id", ids)
        tx.many("DELETE FROM specialist_listings WHERE id = :id", ids)


def _write(tx: Transaction, listings: list[dict[str, Any]], offers: list[dict[str, Any]]) -> None:
    tx.many(
        """INSERT INTO specialist_listings (id, person_id, side, joined_at, updated_at, rank)
           VALUES (:id, :person_id, :side, :joined_at, :updated_at, :rank)""",
        listings,
    )
    tx.many("INSERT INTO specialist_texts (id, tokens) VALUES (:id, :tokens)", listings)
    learn(tx, listings)
    tx.many(
        """INSERT INTO specialist_offers
               (listing_id, schedule_id, type_id, kal_id, price, currency, msp, longest, end_at)
           VALUES (:listing_id, :schedule_id, :type_id, :kal_id, :price, :currency, :msp, :longest, :end_at)""",
        offers,
    )


def _people(tx: Transaction, ids: Sequence[int]) -> list[dict[str, Any]]:
    """Those of them who can be shown: not deleted, and signed in once since they joined."""
    condition, params = among(ids)
    rows = tx.all(
        f"""SELECT p.id, p.name, p.middle_name, p.last_name, p.about, p.education, p.city, p.created_at
            FROM persons p
            WHERE p.id {condition} AND p.deleted_at IS NULL
              AND (p.email_verified_at IS NOT NULL OR p.terms_accepted_at IS NULL)""",
        **params,
    )
    spoken = tx.all(f"SELECT person_id, code FROM person_languages WHERE person_id {condition}", **params)
    languages = {id: " ".join(row["code"] for row in of_one) for id, of_one in _grouped(spoken, "person_id").items()}
    return [{**dict(row), "languages": languages.get(row["id"])} for row in rows]


def _schedules(tx: Transaction, person_ids: Sequence[int], now: str) -> list[dict[str, Any]]:
    """Active schedules anybody may see. Agreed working hours of a contract are not on offer."""
    condition, params = among(person_ids)
    rows = tx.all(
        f"""SELECT s.id, s.owner_id, s.type_id, s.kal_id, s.label, s.description, s.price, s.currency, s.msp, s.duration,
                  s.settings, s.timezone, s.end_at, p.settings AS parent_settings,
                  EXISTS (SELECT 1 FROM events e WHERE e.kal_schedule_id = s.id AND e.end_at > :now
                          AND e.slot = 'session' AND e.bookable = 1 AND e.deleted_at IS NULL) AS sessions
           FROM schedules s LEFT JOIN schedules p ON p.id = s.parent_id
           WHERE s.owner_type = 'person' AND s.owner_id {condition}
             AND s.deleted_at IS NULL AND s.private = 0 AND s.participant_id IS NULL
             AND (s.end_at IS NULL OR s.end_at > :now)
           ORDER BY s.id""",
        **params,
        now=now,
    )
    return [{**dict(row), "side": SIDES[row["type_id"]]} for row in rows]


def _person_skills(tx: Transaction, ids: Sequence[int]) -> list[Row]:
    condition, params = among(ids)
    return tx.all(
        f"""SELECT ps.person_id, s.id, s.name FROM person_skills ps JOIN skills s ON s.id = ps.skill_id
           WHERE ps.person_id {condition}""",
        **params,
    )


def _schedule_skills(tx: Transaction, ids: Sequence[int]) -> list[Row]:
    condition, params = among(ids)
    return tx.all(
        f"""SELECT ss.schedule_id, s.id, s.name FROM schedule_skills ss JOIN skills s ON s.id = ss.skill_id
           WHERE ss.schedule_id {condition}""",
        **params,
    )


def _tokens(
    side: str,
    person: dict[str, Any],
    own: Sequence[Row],
    wanted: Sequence[Row],
    schedules: Sequence[dict[str, Any]],
    now: datetime,
) -> str:
    """People who hire are found by what their schedules ask for, not by what they can do themselves."""
    skills = [*own, *wanted] if side == "offers" else wanted
    names = (person["name"], person["middle_name"], person["last_name"])
    headline = [*(skill["name"] for skill in skills), *(schedule["label"] for schedule in schedules)]
    body = [person["about"], person["city"], *(schedule["description"] for schedule in schedules)]
    if side == "offers":
        body += [person["education"], person["languages"]]
    marks = {side_mark(side), month_mark(person["created_at"]), *(skill_mark(skill["id"]) for skill in skills)}
    languages = (person["languages"] or "").split() or named_in(headline)
    marks |= {language_mark(code) for code in languages}
    for schedule in schedules:
        marks.add(price_mark(schedule["currency"], price_bucket(schedule["price"] or 0)))
        marks |= _blocks(schedule, now)
    return tokens(names, headline, body, sorted(marks))


def _blocks(schedule: dict[str, Any], now: datetime) -> frozenset[str]:
    own = schedule["settings"]
    if '"inherit"' in own and schedule["parent_settings"] and json.loads(own).get("inherit"):
        own = schedule["parent_settings"]
    blocks = open_blocks(own, schedule["timezone"], now)
    return blocks | {ANY_BLOCK} if schedule["sessions"] else blocks


def _listing(listing_id: int, person: dict[str, Any], side: str, text: str, stamp: str) -> dict[str, Any]:
    return {
        "id": listing_id,
        "person_id": person["id"],
        "side": side,
        "tokens": text,
        "joined_at": person["created_at"],
        "updated_at": stamp,
    }


def _with_rank(listing: dict[str, Any], rank: int | None) -> dict[str, Any]:
    """A listing with the marks of what reviews say of its person, in place of those it had."""
    text = " ".join(token for token in listing["tokens"].split(" ") if not token.startswith(RANK))
    marks = rank_marks(rank) if rank else ()
    return {**listing, "tokens": " ".join([text, *marks]), "rank": rank}


def _of(rows: Iterable[dict[str, Any]], *names: str) -> list[dict[str, Any]]:
    return [{name: row[name] for name in names} for row in rows]


def _offer(listing_id: int, schedule: dict[str, Any]) -> dict[str, Any]:
    return {
        "listing_id": listing_id,
        "schedule_id": schedule["id"],
        **{name: schedule[name] for name in ("type_id", "kal_id", "currency", "msp", "end_at")},
        "price": schedule["price"] or 0,
        "longest": _longest(schedule),
    }


def _longest(schedule: dict[str, Any]) -> int:
    """The longest time that may be free at a stretch: a whole day where slots touch, or sessions last as they like."""
    settings = json.loads(schedule["settings"])
    touch = not any(settings.get(gap) for gap in ("pause", "buffer_before", "buffer_after"))
    if touch or schedule["sessions"]:
        return MINUTES_A_DAY
    longest: int = max(schedule["duration"], *settings.get("durations", ()), 0)
    return longest


def _grouped(rows: Iterable[Any], column: str) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups
