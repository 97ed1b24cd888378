"""Freezes and acts that wait for a yes."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Freeze {id}": "Jäädytys {id}",
    "{who} froze all payments: {why}. An admin lifts it with unfreeze_payments.": (
        "{who} jäädytti kaikki maksut, syy: {why}. Ylläpitäjä purkaa jäädytyksen työkalulla unfreeze_payments."
    ),
    "{who} stopped {agent}: {why}. An admin lifts it with unfreeze_payments.": (
        "{who} pysäytti toiminnan: {agent}, syy: {why}. Ylläpitäjä purkaa pysäytyksen työkalulla unfreeze_payments."
    ),
    "{who} froze payments to {payee}: {why}. An admin lifts it with unfreeze_payments.": (
        "{who} jäädytti maksut, saaja: {payee}, syy: {why}. Ylläpitäjä purkaa jäädytyksen työkalulla unfreeze_payments."
    ),
    "{who} lifted the freeze of all payments.": "{who} purki kaikkien maksujen jäädytyksen.",
    "{who} let {agent} work again.": "{who} purki pysäytyksen: {agent} saa taas toimia.",
    "{who} lifted the freeze of payments to {payee}.": "{who} purki maksujen jäädytyksen, saaja: {payee}.",
    "Request {id}": "Pyyntö {id}",
    "{who} asks for a yes: {what} It waits until {until}; approve_request or decline_request with approval_id {id}.": (
        "{who} pyytää hyväksyntää: {what} Pyyntö odottaa {until} saakka; vastaa työkalulla approve_request tai "
        "decline_request, approval_id {id}."
    ),
    "They add: {note}": "Viesti: {note}",
    "Approved and carried out, request {id}: {what}": "Hyväksytty ja toteutettu, pyyntö {id}: {what}",
    "Declined, request {id}: {what} {why}": "Hylätty, pyyntö {id}: {what} {why}",
    "Nobody answered in time, request {id}: {what}": "Kukaan ei vastannut ajoissa, pyyntö {id}: {what}",
    "Taken back, request {id}: {what}": "Peruttu, pyyntö {id}: {what}",
    "It cannot be carried out any more, request {id}: {what}": "Ei voida enää toteuttaa, pyyntö {id}: {what}",
}
