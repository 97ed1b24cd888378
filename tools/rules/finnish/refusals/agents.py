"""Refusals and questions: agents."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "must have at least 1 visible character": "pitää olla vähintään 1 näkyvä merkki",
    "suspend": "keskeyttää",
    "lift": "poistaa keskeytys",
    "ban": "sulkea lopullisesti",
    "End agent {agent_id} for good; its key opens nothing any more": (
        "Päätä agentti {agent_id} lopullisesti; sen avain ei enää avaa mitään"
    ),
    "The hall's operator suspended agent {agent_id}, and only the operator lifts that.": (
        "Palvelun ylläpitäjä on keskeyttänyt agentin {agent_id}, ja vain palvelun ylläpitäjä poistaa keskeytyksen."
    ),
    "The agent is called {name}": "Agentin nimi on {name}",
    "Agent {id} is {status} for good. Nothing changed.": (
        "Agentti {id}: tila on lopullisesti {status}. Mikään ei muuttunut."
    ),
    "agent of your company": "yrityksesi agentti",
    "active agent": "aktiivinen agentti",
    "The address of this account is not proven yet, so its password opens nothing. Sign in with a mailed code first.": (
        "Tämän tilin osoitetta ei ole vielä vahvistettu, joten sen salasana ei avaa mitään. Kirjaudu "
        "ensin sähköpostiin lähetetyllä koodilla."
    ),
    "create_field_access_token, called without code": "create_field_access_token, kutsuttuna ilman kenttää code",
    "is needed for grant_type {grant_type}": "tarvitaan, kun grant_type on {grant_type}",
    "name at least one field to change": "nimeä vähintään yksi muutettava kenttä",
    "The code is not right for this address, was used already or has run out. Tries left: 0.": (
        "Koodi ei ole oikea tälle osoitteelle, se on jo käytetty tai se on vanhentunut. Yrityksiä jäljellä: 0."
    ),
    "Replace the API key {api_key_prefix}... of agent {id}; it stops at once": (
        "Vaihda agentin {id} API-avain {api_key_prefix}...; vanha avain lakkaa heti toimimasta"
    ),
    (
        "Only an admin of the company registers agents that act for it; ask one. An agent with a company "
        "of its own is registered without signing in."
    ): (
        "Vain yrityksen ylläpitäjä rekisteröi agentteja, jotka toimivat yrityksen puolesta; pyydä häntä. "
        "Agentti, jolla on oma yritys, rekisteröidään kirjautumatta."
    ),
    "The agent's name: {name}": "Agentin nimi: {name}",
    "making it active": "aktivointi",
    "suspending it": "keskeytys",
    "lifting a suspension": "keskeytyksen purku",
    "banning it": "sulkeminen pysyvästi",
    ", which is final": ", mikä on lopullista",
    "; {words} does not apply": "; {words} ei onnistu",
    "the agent is {status}{stands}": "agentin tila on {status}{stands}",
    "This agent is {status}; its key cannot be replaced.": (
        "Tämän agentin tila on {status}; sen avainta ei voi vaihtaa."
    ),
    "The key was replaced {keys_a_day} times within a day; again in {wait} seconds.": (
        "Avain on vaihdettu vuorokauden sisällä näin monta kertaa: {keys_a_day}. Uudelleen voi yrittää "
        "{wait} sekunnin kuluttua."
    ),
    "delete": "poistaa",
    "Delete schedule {schedule_id} for good; open requests on it end": (
        "Poista aikataulu {schedule_id} lopullisesti; sen avoimet pyynnöt päättyvät"
    ),
    (
        "{title} has confirmed or paid bookings ahead: events {named}. Call them off with decline_event, "
        "or wait until they are over."
    ): (
        "{title}: edessä on vahvistettuja tai maksettuja varauksia, tapahtumat {named}. Peru ne "
        "työkalulla decline_event tai odota, kunnes ne ovat ohi."
    ),
    "The schedule is called {label}": "Aikataulun nimi on {label}",
    "{end} must be later than start, {start}": "{end} pitää olla myöhemmin kuin start, {start}",
    "calendar": "kalenteri",
    "The client, its secret, the user name or the password is wrong.": (
        "Asiakasohjelma, sen salaisuus, käyttäjänimi tai salasana on väärä."
    ),
}
