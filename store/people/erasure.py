"""Taking a person out of a record: what they are called, where they are reached, what they show and what they own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from store.database import Transaction
from store.folding import address_key
from store.people.persons import keep_names_folded
from store.types import utc_text

# Everything somebody can be told by, or that was written about them, and what stands there without it.
_BLANK: dict[str, Any] = {
    "middle_name": None, "last_name": None, "phone": None, "birthdate": None, "birthtime": None, "birthcity": None,
    "city": None, "country": None, "region": None, "education": None, "about": None, "ava_id": None, "cv_id": None,
    "docs": "[]", "links": "[]", "salary": None, "tovarisch": 0, "password_hash": None,
    "second_factor": None, "authenticator_secret": None, "authenticator_pending": None, "username": None, "username_key": None,
    "allowed_ips": None, "grids_settings": "{}", "terms_accepted_at": None, "joined_mark": None,
}  # fmt: skip


def blank_person(tx: Transaction, person_id: int, name: str, now: datetime) -> None:
    """A person as if nothing but the address were known: no profile, no files, no schedules. Search is not told."""
    stamp = utc_text(now)
    tx.change("persons", person_id, name=name, **_BLANK, updated_at=stamp)
    keep_names_folded(tx, person_id)
    tx.run("DELETE FROM person_skills WHERE person_id = :id", id=person_id)
    tx.run("DELETE FROM person_languages WHERE person_id = :id", id=person_id)
    for table, unless in _OWNED.items():
        tx.run(
            f"""UPDATE {table} SET deleted_at = :now
                WHERE owner_type = 'person' AND owner_id = :id AND deleted_at IS NULL AND NOT ({unless})""",
            now=stamp,
            id=person_id,
        )
    tx.run(
        """UPDATE files SET attached_to = NULL
           WHERE owner_type = 'person' AND owner_id = :id AND deleted_at IS NOT NULL""",
        id=person_id,
    )


# What a person owns, and what of it is also somebody else's: appointments with others, files handed in with work.
_OWNED = {
    "schedules": "1 = 0",
    "events": """EXISTS (SELECT 1 FROM event_attendees a WHERE a.event_id = events.id
                         AND NOT (coalesce(a.user_type, '') = 'person' AND coalesce(a.user_id, 0) = :id))""",
    "files": "attached_to IS NOT NULL AND attached_to <> 'person:' || :id",
}


def erase_person(tx: Transaction, person_id: int, email: str | None, now: datetime) -> None:
    """Make a person a number that others' records may point to: nothing tells any more who they were.

    The ledger, the call log and what others signed with them keep their lines under the number. Memberships and sessions
    have ended before; search is told after."""
    blank_person(tx, person_id, CLOSED_NAME, now)
    stamp = utc_text(now)
    gone = {"email": None, "email_key": None, "email_verified_at": None, "deleted_at": stamp, "last_login_at": None}
    tx.change("persons", person_id, **gone, timezone="UTC", login_notification=0)
    for sql in _ERASED:
        params = {name: value for name, value in (("id", person_id), ("now", stamp)) if f":{name}" in sql}
        tx.run(sql, **params)
    known = {"key": address_key(email or ""), "email": email, "now": stamp}
    for sql in _ERASED_BY_ADDRESS if email else ():
        tx.run(sql, **{name: value for name, value in known.items() if f":{name}" in sql})


CLOSED_NAME = "Closed account"
# What somebody was told, at addresses they had before too.
_TOLD = """(owner_type = 'person' AND owner_id = :id)
         OR (owner_type = 'guest' AND record_type = 'person' AND record_id = :id)"""
_LINKS = "SELECT id FROM calendar_links WHERE owner_type = 'person' AND owner_id = :id"
_ERASED = (
    """UPDATE open_call_applications SET status = 'withdrawn', shortlist_rank = NULL, send_again_by = NULL, decided_at = :now
       WHERE person_id = :id AND status IN ('unsent', 'pending', 'shortlisted')""",
    "UPDATE open_call_applications SET letter = NULL, links = '[]', answers = '[]' WHERE person_id = :id",
    """UPDATE open_call_reports SET text = NULL, file_ids = '[]' WHERE reporter_type = 'person' AND reporter_id = :id""",
    """UPDATE approval_requests SET requester_name = '', client_name = NULL, client_version = NULL
       WHERE requester_type = 'person' AND requester_id = :id""",
    "DELETE FROM approval_policies WHERE owner_type = 'person' AND owner_id = :id",
    "DELETE FROM payment_freezes WHERE owner_type = 'person' AND owner_id = :id",
    "DELETE FROM approval_guards WHERE owner_type = 'person' AND owner_id = :id",
    "UPDATE mandates SET note = NULL WHERE owner_type = 'person' AND owner_id = :id",
    "DELETE FROM oauth_codes WHERE person_id = :id",
    "UPDATE oauth_grants SET ended_at = coalesce(ended_at, :now), client_name = '' WHERE person_id = :id",
    "DELETE FROM contacts WHERE owner_id = :id OR person_id = :id",
    "DELETE FROM contact_invitations WHERE owner_id = :id OR person_id = :id",
    "DELETE FROM contact_reveals WHERE person_id = :id OR (viewer_type = 'person' AND viewer_id = :id)",
    """DELETE FROM profile_correction_votes WHERE voter_id = :id
         OR correction_id IN (SELECT id FROM profile_corrections WHERE person_id = :id)""",
    "DELETE FROM profile_corrections WHERE person_id = :id",
    """UPDATE freelancer_profiles SET note = NULL, address = NULL, postal_code = NULL, confirmed_phone = NULL,
         specialization_id = NULL, verified_at = NULL WHERE person_id = :id""",
    "DELETE FROM identity_documents WHERE person_id = :id",
    "DELETE FROM tax_documents WHERE person_id = :id",
    "DELETE FROM verification_links WHERE person_id = :id",
    # Payouts that were made point to them.
    """UPDATE payout_methods SET status = CASE kind WHEN 'card' THEN 7 ELSE 2 END, auto_pay = 0, number = '',
         sealed_number = NULL, number_digest = NULL, provider_token = NULL, holder = NULL, expires_on = NULL, country = NULL,
         bic = NULL, bank_name = NULL, redirect_url = NULL, deleted_at = coalesce(deleted_at, :now)
       WHERE person_id = :id""",
    "UPDATE payouts SET number = '' WHERE person_id = :id",
    # The files themselves stay as the bank has them, sealed.
    """UPDATE payout_file_lines SET name = '', text = ''
       WHERE payout_id IN (SELECT id FROM payouts WHERE person_id = :id)""",
    "DELETE FROM known_origins WHERE person_id = :id",
    "DELETE FROM contact_changes WHERE person_id = :id",
    """UPDATE freelancer_invites SET email = '', revoked_at = coalesce(revoked_at, used_at, :now) WHERE person_id = :id""",
    """UPDATE team_memberships SET first_name = NULL, last_name = NULL, middle_name = NULL, country = NULL, city = NULL,
         address = NULL, postal_code = NULL, note = NULL, invited_email = NULL, invited_email_key = NULL, invited_phone = NULL,
         state = 4, removed_at = coalesce(removed_at, :now) WHERE person_id = :id""",
    """UPDATE provider_profiles SET active = 0, city = NULL, state = NULL, zip = NULL, country = NULL, latitude_e6 = NULL,
         longitude_e6 = NULL, certifications = '[]', licenses = '[]', equipment = '[]', insurance = NULL,
         background_check = NULL, drug_test = NULL WHERE person_id = :id""",
    "DELETE FROM person_name_words WHERE person_id = :id",
    "DELETE FROM provider_types_of_work WHERE person_id = :id",
    "DELETE FROM provider_network_members WHERE person_id = :id",
    "DELETE FROM preferred_group_members WHERE person_id = :id",
    "DELETE FROM talent_pool_attributes WHERE person_id = :id",
    "DELETE FROM talent_pool_members WHERE person_id = :id",
    "DELETE FROM blocked_companies WHERE person_id = :id",
    """UPDATE waiting_entries SET name = '', ended_at = coalesce(ended_at, :now),
         status = CASE WHEN ended_at IS NULL THEN 'left' ELSE status END WHERE person_type = 'person' AND person_id = :id""",
    """UPDATE booking_links SET label = NULL, note = NULL, email = NULL, email_key = NULL, revoked_at = coalesce(revoked_at, :now)
       WHERE created_by_type = 'person' AND created_by_id = :id""",
    "UPDATE slot_holds SET email = NULL, name = NULL WHERE holder_type = 'person' AND holder_id = :id",
    """DELETE FROM schedule_users WHERE user_type = 'person' AND user_id = :id""",
    "DELETE FROM schedule_role_invitations WHERE user_type = 'person' AND user_id = :id",
    "DELETE FROM unasked_moves WHERE owner_type = 'person' AND owner_id = :id",
    "DELETE FROM calendar_feeds WHERE owner_type = 'person' AND owner_id = :id",
    "UPDATE contract_users SET left_at = :now WHERE user_type = 'person' AND user_id = :id AND left_at IS NULL",
    """UPDATE contract_participants SET status_id = 444, updated_at = :now
       WHERE user_type = 'person' AND user_id = :id AND status_id = 100""",
    "DELETE FROM owner_slugs WHERE owner_type = 'person' AND owner_id = :id",
    "DELETE FROM busy_blocks WHERE owner_type = 'person' AND owner_id = :id",
    f"DELETE FROM calendar_exports WHERE link_id IN ({_LINKS})",
    f"DELETE FROM external_events WHERE link_id IN ({_LINKS})",
    """UPDATE calendar_links SET status = 'disconnected', disconnected_at = coalesce(disconnected_at, :now), address = NULL,
         external_calendar_id = '', summary = 'Closed', description = NULL, sync_token = NULL, last_error = NULL,
         warnings = '[]' WHERE owner_type = 'person' AND owner_id = :id""",
    # What opens a consent goes once it was withdrawn outside, within minutes.
    """UPDATE calendar_accounts SET ended_at = coalesce(ended_at, :now), list_at = NULL, listed = '[]', hint = '',
         secret = CASE WHEN provider = 'google' THEN secret END WHERE owner_type = 'person' AND owner_id = :id""",
    "DELETE FROM calendar_consent_requests WHERE owner_type = 'person' AND owner_id = :id",
    """UPDATE schedules SET label = 'Closed', slug = NULL, description = NULL
       WHERE owner_type = 'person' AND owner_id = :id""",
    """UPDATE events SET description = NULL, data = '{}', label = CASE WHEN deleted_at IS NULL THEN label ELSE 'Closed' END
       WHERE owner_type = 'person' AND owner_id = :id""",
    """UPDATE files SET name = 'Closed', taken_at = NULL, taken_latitude = NULL, taken_longitude = NULL
       WHERE owner_type = 'person' AND owner_id = :id AND deleted_at IS NOT NULL""",
    # A contract that nobody else ever had a part in.
    """UPDATE contracts SET label = 'Closed', description = NULL, label_folded = 'closed', text_folded = 'closed', settings = '{}',
         files = '[]', data = '{}', delete_reason = NULL, deleted_at = coalesce(deleted_at, :now),
         deleted_by_type = coalesce(deleted_by_type, 'person'), deleted_by_id = coalesce(deleted_by_id, :id)
       WHERE created_by_type = 'person' AND created_by_id = :id
         AND NOT EXISTS (SELECT 1 FROM contract_users u WHERE u.contract_id = contracts.id
                         AND NOT (u.user_type = 'person' AND u.user_id = :id))
         AND NOT EXISTS (SELECT 1 FROM contract_participants p WHERE p.contract_id = contracts.id
                         AND NOT (p.user_type = 'person' AND p.user_id = :id))
         AND NOT EXISTS (SELECT 1 FROM contracts below WHERE below.parent_id = contracts.id
                         AND NOT (below.created_by_type = 'person' AND below.created_by_id = :id))""",
    """UPDATE calendars SET label = 'Closed', slug = NULL, description = NULL, external_id = NULL,
         deleted_at = coalesce(deleted_at, :now)
       WHERE owner_type = 'person' AND owner_id = :id""",
    """UPDATE event_attendees SET email = NULL, email_key = NULL, name = NULL, answers = '{}', note = NULL, token_hash = NULL
       WHERE user_type = 'person' AND user_id = :id""",
    """DELETE FROM notice_reads WHERE (reader_type = 'person' AND reader_id = :id)
         OR notice_id IN (SELECT id FROM notices WHERE owner_type = 'person' AND owner_id = :id)""",
    f"""DELETE FROM notice_deliveries WHERE (receiver_type = 'person' AND receiver_id = :id)
         OR notice_id IN (SELECT id FROM notices WHERE {_TOLD})""",
    f"DELETE FROM notices WHERE {_TOLD}",
    "UPDATE notices SET actor_name = '' WHERE actor_type = 'person' AND actor_id = :id",
    "UPDATE changes SET performed_by_name = '' WHERE performed_by_type = 'person' AND performed_by_id = :id",
    "DELETE FROM notice_settings WHERE owner_type = 'person' AND owner_id = :id",
    "DELETE FROM spending_limits WHERE owner_type = 'person' AND owner_id = :id",
    "DELETE FROM balance_alerts WHERE owner_type = 'person' AND owner_id = :id",
    "DELETE FROM billing_details WHERE owner_type = 'person' AND owner_id = :id",
    "DELETE FROM confirmation_limits WHERE owner_type = 'person' AND owner_id = :id",
    "DELETE FROM idempotency WHERE caller_type = 'person' AND caller_id = :id",
    "DELETE FROM jobs WHERE caller_type = 'person' AND caller_id = :id AND state <> 'running'",
    "DELETE FROM work_order_views WHERE owner_type = 'person' AND owner_id = :id",
    # The figures stay: they are what others are judged by.
    """UPDATE reviews SET text = '', operator_note = NULL, reply = NULL, replied_at = NULL
       WHERE (author_type = 'person' AND author_id = :id) OR (about_type = 'person' AND about_id = :id)""",
    "UPDATE review_reports SET text = '' WHERE by_type = 'person' AND by_id = :id",
    "UPDATE staffing_contracts SET consultant_title = NULL, consult_skills = '[]' WHERE consultant_id = :id",
)
_ERASED_BY_ADDRESS = (
    "DELETE FROM codes WHERE address = :key",
    "DELETE FROM contacts WHERE email = :key",
    "DELETE FROM mailbox WHERE address = :key",
    """DELETE FROM notice_deliveries
       WHERE notice_id IN (SELECT id FROM notices WHERE owner_type = 'guest' AND owner_address = :key)""",
    "DELETE FROM notices WHERE owner_type = 'guest' AND owner_address = :key",
    "UPDATE notices SET text = replace(text, :email, 'somebody who left') WHERE text LIKE '%' || :email || '%'",
    "DELETE FROM foundings WHERE email_key = :key",
    """UPDATE contract_participants SET status_id = CASE status_id WHEN 100 THEN 444 ELSE status_id END,
         invited_email = NULL, invited_key = NULL WHERE invited_key = :key""",
    """UPDATE company_invitations SET state = 'withdrawn', token_hash = NULL, name = '', middle_name = NULL,
         last_name = NULL, phone = NULL, email = '', email_key = NULL, names_folded = '' WHERE email_key = :key""",
    "UPDATE event_attendees SET email = NULL, email_key = NULL, name = NULL WHERE email_key = :key",
    # A link for one address opens nothing for anybody else.
    """UPDATE booking_links SET email = NULL, email_key = NULL, revoked_at = coalesce(revoked_at, :now) WHERE email_key = :key""",
    """UPDATE event_attendees SET name = NULL
       WHERE id IN (SELECT booking_id FROM slot_holds WHERE email = :email OR email = :key)""",
    "UPDATE slot_holds SET email = NULL, name = NULL WHERE email = :email OR email = :key",
    """UPDATE waiting_entries SET email = NULL, email_key = NULL, name = '', token_hash = NULL, ended_at = coalesce(ended_at, :now),
         status = CASE WHEN ended_at IS NULL THEN 'left' ELSE status END WHERE email_key = :key""",
)
