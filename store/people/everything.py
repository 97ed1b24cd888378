"""Everything that is kept about a person, by section, for their own eyes: rows as they are, without what opens anything."""

from __future__ import annotations

from typing import Any

from store.database import Transaction

MOST_ROWS = 5_000
# Hashes, secrets and inner marks tell nobody anything, and nothing of them leaves.
_LEFT_OUT = frozenset(
    {
        "password_hash", "password_unproven", "authenticator_secret", "authenticator_pending", "authenticator_step",
        "joined_mark", "token_hash", "agent_key_hash", "refresh_hash",
        "code_hash", "number_hash", "arguments_digest", "request_digest", "rating_mean",
    }
)  # fmt: skip
_OWN = "owner_type = 'person' AND owner_id = :id"
_SECTIONS: dict[str, str] = {
    "person": "SELECT * FROM persons WHERE id = :id",
    "skills": "SELECT s.name, p.level FROM person_skills p JOIN skills s ON s.id = p.skill_id WHERE p.person_id = :id",
    "languages": "SELECT code, level FROM person_languages WHERE person_id = :id",
    "companies": """SELECT m.*, c.company_name FROM memberships m JOIN companies c ON c.id = m.company_id
                    WHERE m.person_id = :id""",
    "company_invitations": """SELECT i.*, c.company_name FROM company_invitations i JOIN companies c ON c.id = i.company_id
                              WHERE i.email_key = (SELECT email_key FROM persons WHERE id = :id)""",
    "sessions": "SELECT * FROM sessions WHERE person_id = :id",
    "apps_i_allowed": """SELECT client_id, client_name, company_id, scopes, created_at, renewed_at, ended_at, ended
                         FROM oauth_grants WHERE person_id = :id""",
    "signed_in_from": "SELECT seen_at FROM known_origins WHERE person_id = :id",
    "contact_changes": "SELECT created_at, expires_at, ended_at FROM contact_changes WHERE person_id = :id",
    "contacts": "SELECT * FROM contacts WHERE owner_id = :id",
    "who_has_me_as_contact": "SELECT count(*) AS people FROM contacts WHERE person_id = :id AND deleted_at IS NULL",
    "who_saw_my_contact": "SELECT * FROM contact_reveals WHERE person_id = :id",
    "suggestions_about_me": "SELECT * FROM profile_corrections WHERE person_id = :id",
    "suggestions_by_me": "SELECT * FROM profile_corrections WHERE author_type = 'person' AND author_id = :id",
    "freelancer": "SELECT * FROM freelancer_profiles WHERE person_id = :id",
    "freelancer_teams": "SELECT * FROM team_memberships WHERE person_id = :id",
    "freelancer_invites": "SELECT * FROM freelancer_invites WHERE person_id = :id",
    "agreements": "SELECT * FROM agreement_signatures WHERE person_id = :id",
    "identity_documents": "SELECT * FROM identity_documents WHERE person_id = :id",
    "tax_documents": "SELECT * FROM tax_documents WHERE person_id = :id",
    "payout_methods": """SELECT id, uuid, kind, card_type, wallet_type, bank_account_type, status, number, holder, expires_on,
                                country, bic, bank_name, currency, auto_pay, redirect_url, created_at, entered_at, verified_at,
                                deleted_at
                         FROM payout_methods WHERE person_id = :id""",
    "payout_file_lines": """SELECT l.payout_id, l.end_to_end_id, l.name, l.text, l.day
                            FROM payout_file_lines l JOIN payouts p ON p.id = l.payout_id WHERE p.person_id = :id""",
    "field_work_profile": "SELECT * FROM provider_profiles WHERE person_id = :id",
    "field_work_types": "SELECT type_of_work_id FROM provider_types_of_work WHERE person_id = :id",
    "companies_i_do_not_work_for": """SELECT c.company_name, b.created_at FROM blocked_companies b
                                      JOIN companies c ON c.id = b.company_id WHERE b.person_id = :id""",
    "calendars": f"SELECT * FROM calendars WHERE {_OWN}",
    "calendar_feeds": f"""SELECT id, kal_id, schedule_id, contract_id, show, hours, created_at, renewed_at, ended_at
                          FROM calendar_feeds WHERE {_OWN}""",
    "calendar_accounts": f"SELECT provider, hint, listed, granted_at, ended_at FROM calendar_accounts WHERE {_OWN}",
    "calendar_links": f"""SELECT id, kal_id, provider, direction, external_calendar_id, summary, description, timezone, status,
                                 last_sync_at, last_error, warnings, met, created_at, disconnected_at
                          FROM calendar_links WHERE {_OWN}""",
    "imported_appointments": """SELECT e.* FROM external_events e JOIN calendar_links l ON l.id = e.link_id
                                 WHERE l.owner_type = 'person' AND l.owner_id = :id""",
    "exported_appointments": """SELECT x.link_id, x.event_id, x.state, x.last_error
                                FROM calendar_exports x JOIN calendar_links l ON l.id = x.link_id
                                WHERE l.owner_type = 'person' AND l.owner_id = :id""",
    "schedules": f"SELECT * FROM schedules WHERE {_OWN}",
    "schedule_role_invitations": "SELECT * FROM schedule_role_invitations WHERE user_type = 'person' AND user_id = :id",
    "schedule_roles": "SELECT * FROM schedule_users WHERE user_type = 'person' AND user_id = :id",
    "events": f"SELECT * FROM events WHERE {_OWN}",
    "bookings": """SELECT a.*, e.label, e.start_at FROM event_attendees a JOIN events e ON e.id = a.event_id
                   WHERE a.user_type = 'person' AND a.user_id = :id""",
    "booking_links": """SELECT id, public_id, schedule_id, label, max_uses, uses, email, price, price_currency, durations,
                               first_start, last_start, expires_at, note, created_at, revoked_at
                        FROM booking_links WHERE created_by_type = 'person' AND created_by_id = :id""",
    "no_shows": """SELECT m.* FROM no_show_marks m JOIN event_attendees a ON a.id = m.booking_id
                   WHERE (m.marked_by_type = 'person' AND m.marked_by_id = :id)
                      OR (a.user_type = 'person' AND a.user_id = :id)""",
    "work_to_review": """SELECT * FROM engagements
                         WHERE (client_type = 'person' AND client_id = :id) OR (worker_type = 'person' AND worker_id = :id)""",
    "reviews_by_me": """SELECT * FROM reviews WHERE (author_type = 'person' AND author_id = :id)
                        OR (written_by_type = 'person' AND written_by_id = :id)""",
    "reviews_about_me": """SELECT id, engagement_id, kind, author_type, author_id, overall, quality, communication, punctuality,
                                  payment, would_again, text, status, written_at, revealed_at, reply, replied_at
                           FROM reviews WHERE about_type = 'person' AND about_id = :id AND revealed_at IS NOT NULL""",
    "reviews_reported_by_me": "SELECT * FROM review_reports WHERE by_type = 'person' AND by_id = :id",
    "open_call_applications": "SELECT * FROM open_call_applications WHERE person_id = :id",
    "open_call_proof": """SELECT e.*, d.key FROM done_evidence e JOIN done_items d ON d.id = e.done_item_id
                          WHERE e.person_id = :id""",
    "open_calls_reported_by_me": "SELECT * FROM open_call_reports WHERE reporter_type = 'person' AND reporter_id = :id",
    "approvals_asked_by_me": """SELECT id, public_id, owner_type, owner_id, tool, reasons, amount, currency, preview_text, status,
                                       decided_at, decline_reason, client_name, created_at
                                FROM approval_requests WHERE requester_type = 'person' AND requester_id = :id""",
    "approvals_decided_by_me": """SELECT id, public_id, owner_type, owner_id, tool, status, decided_at, decline_reason
                                  FROM approval_requests WHERE decided_by = :id""",
    "approval_policy": f"SELECT * FROM approval_policies WHERE {_OWN}",
    "mandates_by_me": "SELECT * FROM mandates WHERE granted_by = :id",
    "freezes_by_me": "SELECT * FROM payment_freezes WHERE frozen_by_type = 'person' AND frozen_by_id = :id",
    "booking_groups": """SELECT g.*, m.booking_id FROM booking_groups g
                         JOIN booking_group_bookings m ON m.group_id = g.id
                         WHERE g.created_by_type = 'person' AND g.created_by_id = :id""",
    "slot_holds": """SELECT id, public_id, schedule_id, booking_id, start_at, end_at, seats, price, currency, status, kind,
                            created_at, expires_at, latest_expiry, ended_at, link_id
                     FROM slot_holds WHERE holder_type = 'person' AND holder_id = :id""",
    "waiting_entries": """SELECT id, schedule_id, session_id, start_at, end_at, seats, name, max_price, currency, status, hold_id,
                                 joined_at, closes_at, offered_at, ended_at
                          FROM waiting_entries WHERE person_type = 'person' AND person_id = :id""",
    "staffing_contracts": """SELECT s.id, s.public_id, o.company_name AS managed_by, s.consultant_id, s.seller_id,
                                    s.consultant_title, s.consult_skills, s.type, s.contract_start, s.contract_end,
                                    s.allocation, s.max_hours, s.work_scope, s.terminated_at, s.created_at
                             FROM staffing_contracts s JOIN companies o ON o.id = s.owner_company_id
                             WHERE s.consultant_id = :id OR s.seller_id = :id""",
    "contracts_opened": "SELECT * FROM contracts WHERE created_by_type = 'person' AND created_by_id = :id",
    "contract_memberships": """SELECT u.*, c.label FROM contract_users u JOIN contracts c ON c.id = u.contract_id
                               WHERE u.user_type = 'person' AND u.user_id = :id""",
    "contract_places": """SELECT p.*, c.label FROM contract_participants p JOIN contracts c ON c.id = p.contract_id
                          WHERE (p.user_type = 'person' AND p.user_id = :id AND p.invited_key IS NULL)
                             OR p.invited_key = (SELECT email_key FROM persons WHERE id = :id)""",
    "contract_charges": """SELECT c.event_id, c.contract_id, c.participant_id, c.minutes, c.rate, c.over_limit, c.source,
                                  c.time_log_id, e.date, e.label, e.amount, e.currency, e.status_id, e.payment_status_id
                           FROM contract_charges c JOIN events e ON e.id = c.event_id
                           WHERE c.payee_type = 'person' AND c.payee_id = :id""",
    "contract_deposits": """SELECT d.event_id, d.contract_id, d.participant_id, d.method, d.amount, d.currency, d.used,
                                   d.released, d.returned, e.date, e.label, e.status_id
                            FROM contract_deposits d JOIN events e ON e.id = d.event_id
                            WHERE (d.payee_type = 'person' AND d.payee_id = :id)
                               OR (d.payer_type = 'person' AND d.payer_id = :id)""",
    "time_recordings": "SELECT * FROM time_logs WHERE user_type = 'person' AND user_id = :id",
    "schedule_corrections": """SELECT * FROM schedule_corrections
                               WHERE proposed_by_type = 'person' AND proposed_by_id = :id""",
    "tasks": "SELECT * FROM tasks WHERE worker_id = :id",
    "task_messages": "SELECT * FROM task_messages WHERE author_type = 'person' AND author_id = :id",
    "orders_to_look_after": """SELECT o.id, c.company_name, o.code, o.state, o.created_at FROM orders o
                               JOIN companies c ON c.id = o.company_id WHERE o.responsible_id = :id""",
    "work_orders": "SELECT id, company_id, title, status, assigned_at FROM work_orders WHERE assignee_id = :id",
    "work_order_requests": "SELECT * FROM work_order_requests WHERE person_id = :id",
    "work_order_times": "SELECT * FROM work_order_time_logs WHERE person_id = :id",
    "work_order_files": "SELECT * FROM work_order_attachments WHERE author_type = 'person' AND author_id = :id",
    "work_order_messages": "SELECT * FROM work_order_messages WHERE author_type = 'person' AND author_id = :id",
    "files": f"SELECT * FROM files WHERE {_OWN}",
    "notices": f"""SELECT * FROM notices WHERE ({_OWN})
                   OR (owner_type = 'guest' AND owner_address = (SELECT email_key FROM persons WHERE id = :id))""",
    "notices_read": "SELECT notice_id, read_at FROM notice_reads WHERE reader_type = 'person' AND reader_id = :id",
    "notices_sent_to_me": """SELECT id, notice_id, channel, status, due_at, attempts, sent_at, last_error, created_at
                             FROM notice_deliveries WHERE receiver_type = 'person' AND receiver_id = :id""",
    "notice_settings": f"SELECT * FROM notice_settings WHERE {_OWN}",
    "changes_by_me": "SELECT * FROM changes WHERE performed_by_type = 'person' AND performed_by_id = :id",
    "purses": f"SELECT kind, currency, balance, held FROM ledger_accounts WHERE {_OWN}",
    "movements": f"""SELECT t.id, t.amount, t.currency, t.kind, t.note, t.created_at,
                            CASE WHEN d.id IS NULL THEN 'in' ELSE 'out' END AS direction
                     FROM ledger_transfers t
                     LEFT JOIN ledger_accounts d ON d.id = t.debit_account_id AND d.owner_type = 'person' AND d.owner_id = :id
                     WHERE t.debit_account_id IN (SELECT id FROM ledger_accounts WHERE {_OWN})
                        OR t.credit_account_id IN (SELECT id FROM ledger_accounts WHERE {_OWN})""",
    "billing_details": f"SELECT * FROM billing_details WHERE {_OWN}",
    "invoices": """SELECT id, bill_id, kind, number, currency, net, vat, amount, snapshot, created_at
                   FROM contract_bill_documents
                   WHERE (issuer_type = 'person' AND issuer_id = :id) OR (buyer_type = 'person' AND buyer_id = :id)""",
    "withdrawals": f"SELECT * FROM withdrawals WHERE {_OWN}",
    "calls": """SELECT id, at, tool, access, price_class, usd_micros, currency, amount FROM calls
                WHERE caller_type = 'person' AND caller_id = :id""",
}


def everything_about(tx: Transaction, person_id: int) -> tuple[dict[str, list[dict[str, Any]]], list[str]]:
    """The rows of each section, and the sections of which only the first 5,000 are there."""
    found: dict[str, list[dict[str, Any]]] = {}
    cut: list[str] = []
    for section, sql in _SECTIONS.items():
        rows = tx.all(f"SELECT * FROM ({sql}) AS kept ORDER BY 1 LIMIT :most", id=person_id, most=MOST_ROWS + 1)
        if len(rows) > MOST_ROWS:
            cut.append(section)
        found[section] = [
            {name: row[name] for name in row.keys() if name not in _LEFT_OUT}  # noqa: SIM118
            for row in rows[:MOST_ROWS]
        ]
    return found, cut
