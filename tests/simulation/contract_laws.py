"""What always holds of contracts: of the positions they fill and of the time that is recorded on them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable


def _filled(raw: sqlite3.Connection, now: str) -> list[str]:
    """A position is filled by a staffing contract that names it, and by one alone."""
    rows = raw.execute(
        """SELECT p.id, p.stage, p.contract_id, s.position_id FROM inquiry_positions p
           LEFT JOIN staffing_contracts s ON s.id = p.contract_id
           WHERE (p.stage = 'contract_signed') <> (p.contract_id IS NOT NULL)
              OR (p.contract_id IS NOT NULL AND coalesce(s.position_id, 0) <> p.id)"""
    )
    return [
        f"position {row['id']} in stage {row['stage']} has contract {row['contract_id']} of position {row['position_id']}"
        for row in rows
    ]


def _timed(raw: sqlite3.Connection, now: str) -> list[str]:
    """A clock that was stopped has the charge that names it, of no more minutes; one that runs has none."""
    rows = raw.execute(
        """SELECT t.id, t.status_id, t.minutes, t.charge_id, c.time_log_id FROM time_logs t
           LEFT JOIN contract_charges c ON c.event_id = t.charge_id
           WHERE (t.charge_id IS NOT NULL AND (t.status_id = 100 OR coalesce(c.time_log_id, 0) <> t.id))
              OR (t.status_id = 777 AND t.minutes IS NULL)"""
    )
    return [
        f"clock {row['id']} in state {row['status_id']} has charge {row['charge_id']} of clock {row['time_log_id']}"
        for row in rows
    ]


CONTRACT_LAWS: tuple[Callable[[sqlite3.Connection, str], list[str]], ...] = (_filled, _timed)
