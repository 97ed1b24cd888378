"""Halls full of open calls of one company, as they are looked through by others."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from bench.filled.seeded_lists import draw, drawn
from store.types import utc_text

_ACTS = ("photograph", "survey", "deliver", "translate", "inspect", "paint", "clean", "count")
_NOUNS = ("window", "street", "parcel", "letter", "roof", "wall", "office", "shelf")
CITIES = 200


def fill(path: Path, company_id: int, rows: int, now: datetime) -> None:
    """Published calls beside what is there: three of four at a place in one of so many towns, the others anywhere. One of a
    thousand speaks of amethyst."""
    stamp, until = utc_text(now), utc_text(now + timedelta(days=30))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = OFF")
        values = {"company": company_id, "rows_": rows, "now_": stamp, "until": until}
        for insert in (_CALLS, _LISTINGS, _TEXTS):
            connection.execute(insert, values)
        connection.execute("INSERT INTO open_call_index (open_call_index) VALUES ('optimize')")
        connection.execute("ANALYZE")


_NUMBERS = "WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < :rows_)"
_TITLE = f"{drawn(_ACTS, 1)} || ' a ' || {drawn(_NOUNS, 2)} || ' ' || i"
_PLACED = f"{draw(3, 4)} > 0"
_LATITUDE = f"CASE WHEN {_PLACED} THEN 35 + ({draw(4, CITIES)}) / 8.0 + ({draw(5, 1000)}) / 10000.0 END"
_LONGITUDE = f"CASE WHEN {_PLACED} THEN -10 + ({draw(4, CITIES)}) % 40 + ({draw(6, 1000)}) / 10000.0 END"
_COUNTRY = f"CASE WHEN {_PLACED} THEN {drawn(('FI', 'DE', 'FR', 'IT', 'ES'), 7)} END"
_TEXT = f"lower({_TITLE}) || char(10) || CASE {draw(8, 1000)} WHEN 0 THEN 'amethyst' ELSE 'seen from the street' END"
_PRICE, _HOURS = f"(2000 + {draw(9, 18000)})", f"(1 + {draw(10, 8)})"
_CALLS = f"""{_NUMBERS}
    INSERT INTO open_calls (public_id, company_id, creator_type, creator_id, work, title, folded_title, description, folded,
        country, city, latitude, longitude, currency, seats, price_max, counter_price, estimated_hours, per_hour,
        deadline_hours, apply_until, status, hold_id, hold_per_seat, requirements, created_at, updated_at, published_at)
    SELECT printf('call_%016x', i), :company, 'agent', 1, CASE WHEN {_PLACED} THEN 'work_order' ELSE 'task' END, {_TITLE},
        lower({_TITLE}), {_TEXT}, {_TEXT}, {_COUNTRY}, CASE WHEN {_PLACED} THEN 'Town ' || ({draw(4, CITIES)}) END,
        {_LATITUDE}, {_LONGITUDE}, 'EUR', 1 + {draw(11, 5)}, {_PRICE}, 0, CAST({_HOURS} AS TEXT), {_PRICE} / {_HOURS}, 48,
        :until, 'published', 1, {_PRICE},
        CASE {draw(12, 3)} WHEN 0 THEN '{{"verified": true}}' ELSE '{{}}' END, :now_, :now_, :now_
    FROM numbers"""
_LISTINGS = """
    INSERT INTO open_call_listings (id, open_call_id, company_id, team_only, currency, price_max, per_hour, latitude, longitude,
                                    happens_at, apply_until, lapses_at)
    SELECT id, id, company_id, 0, currency, price_max, per_hour, latitude, longitude, NULL, apply_until, apply_until
    FROM open_calls WHERE status = 'published' AND id NOT IN (SELECT open_call_id FROM open_call_listings) AND :rows_ > 0
    ORDER BY id"""
_TEXTS = """
    INSERT INTO open_call_texts (id, title, body, marks)
    SELECT id, folded_title, folded,
           CASE work WHEN 'task' THEN 'w0task' ELSE 'w0order' END
           || CASE WHEN country IS NULL THEN ' c0any0' ELSE ' c0' || lower(country) || '0' END || ' s0none0'
           || CASE WHEN latitude IS NULL THEN '' ELSE
                  ' h0' || CAST((latitude + 90) * 2 AS INTEGER) || 'x' || CAST((longitude + 180) * 2 AS INTEGER)
                  || ' t0' || CAST((latitude + 90) / 2 AS INTEGER) || 'x' || CAST((longitude + 180) / 2 AS INTEGER)
                  || ' e0' || CAST((latitude + 90) / 8 AS INTEGER) || 'x' || CAST((longitude + 180) / 8 AS INTEGER) END
    FROM open_calls WHERE status = 'published' AND :rows_ > 0 ORDER BY id"""
