from __future__ import annotations

import inspect
import sqlite3
from contextlib import closing
from pathlib import Path

from store.people import erasure, everything

# Tables that point at a person and keep their line under the number, and why.
KEPT = {
    "books": (
        "balance_top_ups", "calls", "ledger_accounts", "ledger_transfers", "quota_counters", "usage_counters", "wallets",
        "withdrawals", "schedule_deposits", "company_term_changes", "call_payments", "mandate_uses",
    ),
    "a company's own record": (
        "acceptance_files", "agreement_templates", "blocked_providers", "inquiries", "projects", "memberships",
        "company_invitations", "provider_networks", "client_company_managers", "open_calls", "call_templates",
    ),
    "what was signed or agreed": ("agreement_signatures", "insurance_consents"),
    "work of both sides": (
        "tasks", "task_changesets", "task_history", "task_messages", "work_orders", "contract_charges", "contract_deposits",
         "time_logs", "dispatch_run_offers", "done_evidence", "engagements",
    ),
    "figures others are judged by": ("review_counters",),
    "appointments of others": (
        "event_correction_votes", "event_corrections", "event_hosts", "schedule_corrections", "schedule_exports",
    ),
    "emptied elsewhere": ("sessions", "person_skills", "person_languages", "files", "persons", "specialist_listings"),
}  # fmt: skip
COLUMNS = {"person_id", "worker_id", "assignee_id", "creator_id", "invited_by", "owner_id", "user_id", "caller_id", "voter_id",
           "author_id", "payer_id", "payee_id", "manager_id", "consultant_id", "seller_id",
           "reporter_id", "requester_id", "granted_by"}  # fmt: skip


def test_every_table_that_points_at_a_person_is_emptied_or_says_why_not(template: Path) -> None:
    source = inspect.getsource(erasure)
    with closing(sqlite3.connect(template)) as connection:
        tables = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%yoyo%'"
            )
            if COLUMNS & {column[1] for column in connection.execute(f"SELECT * FROM pragma_table_info('{name}')")}
        ]
    assert len(tables) > 50
    kept = {name for names in KEPT.values() for name in names}
    named = {name for name in tables if name in source or name in kept or name.startswith("work_order_")}
    forgotten = [name for name in tables if name not in named]
    assert forgotten == []


def test_nothing_that_opens_something_leaves_with_the_data(template: Path) -> None:
    with closing(sqlite3.connect(template)) as connection:
        connection.row_factory = sqlite3.Row
        for sql in everything._SECTIONS.values():
            columns = {column[0] for column in connection.execute(sql, {"id": 1}).description}
            left = {
                name
                for name in columns - everything._LEFT_OUT
                if "hash" in name or "secret" in name or "password" in name
            }
            assert left - {"transaction_hash"} == set()
