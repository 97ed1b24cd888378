"""Refusals and questions: contracts closing."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "archives it": "arkistoi sen",
    "{money} that is put aside goes back to who paid it": "varattu raha, {money}, palaa maksajalle",
    "Archive contract {id} with all {count} paid places on it": (
        "Arkistoi sopimus {id} ja kaikki sen palkalliset paikat ({count})"
    ),
    "restores it": "palauttaa sen",
    "the account was closed": "tili on suljettu",
    "they left the contract": "hän on lähtenyt sopimuksesta",
    "Only an owner of {name} {does}.": "Vain omistaja ({name}) {does}.",
    "{title} has live sub-contracts: {listed}. Archive those first.": (
        "{title}: voimassa olevia alisopimuksia on: {listed}. Arkistoi ne ensin."
    ),
    "{title} has money that is not settled: {found}. Nothing changed.": (
        "{title}: rahaa on selvittämättä: {found}. Mitään ei muutettu."
    ),
    "{title} is not archived; it is {state_name}.": "{title}: ei arkistossa; tila on {state_name}.",
    "Contract {id} {label}, which {name} is a part of, is archived; restore that first.": (
        "Sopimus {id} {label}, johon tämä kuuluu ({name}), on arkistoitu; palauta se ensin."
    ),
    "The contract is called {label}": "Sopimuksen nimi on {label}",
    "; {places} on it end": "; siitä päättyy {places}",
    "Leave contract {id}": "Lähde sopimuksesta {id}",
    "Take {kind} {id} off contract {stand_id}": "Poista sopimuksesta {stand_id}: {kind} {id}",
    "Only an owner of {name} takes others off it; leave user_id out to leave it yourself.": (
        "Vain omistaja ({name}) poistaa muita; jätä user_id pois, jos haluat lähteä itse."
    ),
    "You are": "Et ole",
    "{kind} {id} is": "{kind} {id} ei ole",
    (
        "{who} not a member of {name}. What is only asked or applied for is taken back with "
        "remove_contract_participant, or answered with reply_to_participation_request."
    ): (
        "{who} jäsen: {name}. Pelkkä pyyntö tai hakemus perutaan työkalulla remove_contract_participant, "
        "tai siihen vastataan työkalulla reply_to_participation_request."
    ),
    (
        "{title} is archived, and charges of your participant {waits} in it are pending or unpaid: an "
        "owner restores it and settles them first."
    ): (
        "{title} on arkistoitu, ja siinä on sinun osallistujasi {waits} kirjauksia, jotka odottavat "
        "vastausta tai maksua: omistaja palauttaa sen ja selvittää ne ensin."
    ),
    (
        "{title} needs an owner: make somebody else owner first (add_contract_user with role_id 1), or "
        "archive it (delete_contract). Nothing changed."
    ): (
        "{title} tarvitsee omistajan: tee ensin jostakusta toisesta omistaja (add_contract_user, role_id "
        "1) tai arkistoi se (delete_contract). Mitään ei muutettu."
    ),
    "They are called {name_of}": "Nimi on {name_of}",
}
