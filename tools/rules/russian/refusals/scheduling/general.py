"""Refusals and questions: scheduling general."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "user {id} has no confirmed place on contract {contract_id}; add_contract_participant invites people": (
        "у пользователя {id} нет подтверждённого места в договоре {contract_id}; "
        "add_contract_participant приглашает людей"
    ),
    "contract {contract_id} has no participant {id}": "в договоре {contract_id} нет участника {id}",
    "participant {id} is {states}; only one that is confirmed is paid": (
        "участник {id}: состояние — {states}; платят только подтверждённым"
    ),
    "{named} is neither a member nor a participant of contract {contract_id}; add_contract_user puts them there": (
        "{named}: среди членов и участников договора {contract_id} нет; их добавляет add_contract_user"
    ),
    "participants belong to contracts; name a user": "участники относятся к договорам; назовите пользователя",
}
