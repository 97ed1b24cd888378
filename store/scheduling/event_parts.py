"""Who has a part in an event e, and what a contract shows of it, as conditions of SQL.

They say of rows what tools/scheduling/events/access.py says of one event. Their parameters: me_kind and me, who looks; key,
the key of their proven address; company, the one they act for; now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store.folding import address_key_or_none
from store.types import Owner, utc_text


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Somebody who looks at events. mine: they, and the company they act for. address: proven."""

    user: Owner
    mine: Collection[Owner]
    address: str | None

    def params(self, now: datetime) -> dict[str, Any]:
        return {
            "me_kind": self.user.kind,
            "me": self.user.id,
            "key": address_key_or_none(self.address),
            "company": next((owner.id for owner in self.mine if owner.kind == "company"), None),
            "now": utc_text(now),
        }


# The state that holds at this moment, as the rules of bookings have it: a hold that has run out is over, an appointment
# that has taken place is delivered.
STATE = """CASE WHEN e.status_id = 100 AND e.hold_until <= :now THEN 444
                 WHEN e.status_id = 200 AND e.type_id = 1 AND e.end_at <= :now THEN 555 ELSE e.status_id END"""

_OWN_PLACE = """(e.benefitable_type = 'participant' AND EXISTS (
                SELECT 1 FROM contract_participants p
                WHERE p.id = e.benefitable_id AND p.user_type = :me_kind AND p.user_id = :me))"""
_OF_CONTRACT_MONEY = """(e.type_id IN (3, 4) AND (
                EXISTS (SELECT 1 FROM contract_charges c
                        WHERE c.event_id = e.id AND c.payee_type = :me_kind AND c.payee_id = :me)
                OR EXISTS (SELECT 1 FROM contract_deposits d
                           WHERE d.event_id = e.id AND ((d.payee_type = :me_kind AND d.payee_id = :me)
                                                     OR (d.payer_type = :me_kind AND d.payer_id = :me)
                                                     OR (d.payer_type = 'company' AND d.payer_id = :company)))))"""
# They pay for it or are paid for it.
OWN_MONEY = f"""(
            (:me_kind = 'person' AND ((e.billable_type = 'user' AND e.billable_id = :me)
                                  OR (e.benefitable_type = 'user' AND e.benefitable_id = :me)))
            OR {_OWN_PLACE} OR {_OF_CONTRACT_MONEY}
        )"""
# They own, serve or attend it, or its money is theirs.
INVOLVED = f"""(
            (e.owner_type = :me_kind AND e.owner_id = :me) OR {OWN_MONEY}
            OR EXISTS (SELECT 1 FROM event_hosts h WHERE h.event_id = e.id AND h.user_type = :me_kind AND h.user_id = :me)
            OR EXISTS (SELECT 1 FROM event_attendees a WHERE a.event_id = e.id AND a.stands_in_for IS NULL
                         AND ((a.user_type = :me_kind AND a.user_id = :me)
                              OR (a.user_id IS NULL AND a.unconfirmed = 0 AND a.email_key = :key)
                              OR (a.payer_type = :me_kind AND a.payer_id = :me)
                              OR (a.payer_type = 'company' AND a.payer_id = :company)
                              OR (a.payee_type = :me_kind AND a.payee_id = :me)))
        )"""
_MEMBER = """contract_users u WHERE u.contract_id = e.contract_id AND u.user_type = :me_kind AND u.user_id = :me
                AND u.left_at IS NULL"""
# It is of a contract to whose members it is shown in full by their read level, and to them.
FULL_BY_LEVEL = f"""EXISTS (SELECT 1 FROM {_MEMBER}
                AND ((e.type_id IN (3, 4) AND (u.read >= 4 OR u.write >= 4))
                     OR (e.type_id IN (1, 2) AND u.read >= CASE WHEN e.private = 1 THEN 5 ELSE 2 END)))"""
IS_MEMBER = f"EXISTS (SELECT 1 FROM {_MEMBER})"
# They are asked by the contract to work on it.
IS_ASKED = """EXISTS (SELECT 1 FROM contract_participants p
                WHERE p.contract_id = e.contract_id AND p.status_id = 100 AND p.asked_by = 'contract'
                  AND p.deleted_at IS NULL
                  AND ((p.user_type = :me_kind AND p.user_id = :me AND p.invited_key IS NULL)
                       OR (p.invited_key IS NOT NULL AND p.invited_key = :key AND :me_kind = 'person')))"""
SEES_MONEY = f"EXISTS (SELECT 1 FROM {_MEMBER} AND u.read >= 4)"
# It takes somebody's time, which a contract shows to everybody in it.
TAKES_TIME = f"(e.type_id = 1 AND {STATE} NOT IN (400, 444))"
