"""Refusals and questions: scheduling general."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "user {id} has no confirmed place on contract {contract_id}; add_contract_participant invites people": (
        "käyttäjällä {id} ei ole vahvistettua paikkaa sopimuksessa {contract_id}; "
        "add_contract_participant kutsuu ihmisiä"
    ),
    "contract {contract_id} has no participant {id}": "sopimuksessa {contract_id} ei ole osallistujaa {id}",
    "participant {id} is {states}; only one that is confirmed is paid": (
        "osallistuja {id}: tila on {states}; vain vahvistetulle maksetaan"
    ),
    "{named} is neither a member nor a participant of contract {contract_id}; add_contract_user puts them there": (
        "{named} ei ole sopimuksen {contract_id} jäsen eikä osallistuja; add_contract_user lisää heidät"
    ),
    "participants belong to contracts; name a user": "osallistujat kuuluvat sopimuksiin; nimeä käyttäjä",
}
