"""Refusals and questions: contracts time."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "see the recordings of others": "nähdä muiden aikakirjauksia",
    (
        "Another clock runs since {start_at}: time log {id} on contract {contract_id} {label}. One "
        "person has one; stop it first."
    ): (
        "Toinen ajanseuranta on käynnissä, alku {start_at}: aikakirjaus {id}, sopimus {contract_id} "
        "{label}. Yhdellä henkilöllä voi olla vain yksi; pysäytä se ensin."
    ),
    "No clocks run on {name} (settings.trackable is off); create_participant_charge takes minutes by hand.": (
        "Ajanseuranta ei ole käytössä: {name} (settings.trackable on pois päältä); "
        "create_participant_charge kirjaa minuutit käsin."
    ),
    "Participant {id} has no rate, and {name} no settings.rate: time would have no price.": (
        "Osallistujalla {id} ei ole tuntihintaa, eikä arvoa settings.rate ole asetettu ({name}): ajalla "
        "ei olisi hintaa."
    ),
    "Event {event_id} was called off.": "Tapahtuma {event_id} on peruttu.",
    "event of this contract": "tämän sopimuksen tapahtuma",
    " of {minutes} minutes": " ({minutes} min)",
    ", and with it charge {event_id} of {money_of}": ", ja sen mukana kirjaus {event_id}, {money_of}",
    "Throw away time recording {time_log_id}{minutes}{with_it}": "Poista aikakirjaus {time_log_id}{minutes}{with_it}",
    "what is paid stays in the books": "maksettu säilyy kirjanpidossa",
    "There is no contract that you can track time on: you need a confirmed place on one.": (
        "Sinulla ei ole sopimusta, johon voisit kirjata aikaa: tarvitset sopimuksessa vahvistetun paikan."
    ),
    "you have several places there, of which start_participant_timer takes one: {named}": (
        "sinulla on siellä useita paikkoja, joista start_participant_timer ottaa yhden: {named}"
    ),
    "throw away recordings of others": "poistaa muiden aikakirjauksia",
    "Time log {id} was thrown away already, at {updated_at}.": "Aikakirjaus {id} on jo poistettu, {updated_at}.",
    "what is approved stays until somebody with write level 4{who} deletes it, which takes the recording with it": (
        "hyväksytty säilyy, kunnes joku, jolla on write level 4{who}, poistaa sen; samalla poistuu aikakirjaus"
    ),
    "Its charge {event_id} is {name}: {why}.": "Sen kirjaus {event_id}: tila on {name}; {why}.",
    "{contract_id} {label} (participant {participant_id})": "{contract_id} {label} (osallistuja {participant_id})",
    "says which one is meant: {named}": "kertoo, mitä tarkoitat: {named}",
    "time log": "aikakirjaus",
    "confirmed place of yours on contract": "vahvistettu paikkasi sopimuksessa",
    "The last one was stopped at {end_at}{thrown_away}.": "Viimeisin pysäytettiin {end_at}{thrown_away}.",
    "No clock runs for participant {participant_id}. {told}": (
        "Osallistujalla {participant_id} ei ole ajanseurantaa käynnissä. {told}"
    ),
    "None has run yet.": "Yhtään ei ole vielä ollut.",
    " and thrown away": " ja poistettiin",
    "when it had run as long as it may": "pisimmän sallitun keston täyttyminen",
    "must lie between the start, {start}, and {until}, {latest}": (
        "täytyy olla välillä: alku, {start} – {until}, {latest}"
    ),
    "run the clock": "käyttää ajanottoa",
    "stop the clock": "pysäyttää ajanotto",
    "now": "nyt",
}
