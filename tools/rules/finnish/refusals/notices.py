"""Refusals and questions: notices."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Only an admin of the company reads what others did.": "Vain yrityksen ylläpitäjä näkee, mitä muut ovat tehneet.",
    "has to be after since": "täytyy olla myöhemmin kuin since",
    "goes without agent_id: one of the two did it": "annetaan ilman kenttää agent_id: tekijä on vain toinen näistä",
    "colleague": "työtoveri",
    "near it: {near}": "samankaltaisia: {near}",
    "one of {decimals}": "jokin näistä: {decimals}",
    "Only an admin of the company sets alerts of its purse; owner own is for yours.": (
        "Vain yrityksen ylläpitäjä asettaa hälytyksiä yrityksen kukkarolle; owner own on omaasi varten."
    ),
    "{given!r} is no currency of a purse; {known}": "{given!r} ei ole kukkaron valuutta; {known}",
    "balance alert": "saldohälytys",
    "a text message needs a confirmed phone": "tekstiviestiin tarvitaan vahvistettu puhelinnumero",
    "a callback needs an agent with a callback_url (update_agent_profile)": (
        "takaisinkutsu edellyttää agenttia, jolla on callback_url (update_agent_profile)"
    ),
    "{sms_fault} (update_my_profile) and a hall that sends such messages": (
        "{sms_fault} (update_my_profile); lisäksi palvelun täytyy lähettää tekstiviestejä"
    ),
    "agents are not mailed: choose callback": "agenteille ei lähetetä sähköpostia: valitse callback",
    "{kind} always goes by {needed}: it cannot be taken away": (
        "{kind} lähetetään aina tätä kanavaa pitkin: {needed}, eikä sitä voi poistaa"
    ),
    "quiet_from and quiet_to go together": "quiet_from ja quiet_to annetaan yhdessä",
    "goes with digest daily": "annetaan yhdessä arvon digest daily kanssa",
    "there are no quiet hours: give quiet_from and quiet_to": "hiljaisia tunteja ei ole: anna quiet_from ja quiet_to",
    "{name!r} is no type of change; {more}": "{name!r} ei ole muutoksen tyyppi; {more}",
    "exactly one of notice_ids and up_to_id": "täsmälleen toinen näistä: notice_ids tai up_to_id",
    "goes with up_to_id": "annetaan yhdessä kentän up_to_id kanssa",
    "notice": "ilmoitus",
    "is no kind or group of notices{more}": "ei ole ilmoitusten laji eikä ryhmä{more}",
    "one of {known}": "jokin näistä: {known}",
    "is needed: record_type and record_id go together": "tarvitaan: record_type ja record_id annetaan yhdessä",
    "is no type of record; {named}": "ei ole kohteen tyyppi; {named}",
    "; near it: {near}": "; samankaltaisia: {near}",
    "is no position of yours in this hall: take since of an earlier answer, oldest, or leave it out": (
        "ei ole sinun kohtasi tässä palvelussa: anna aiemman vastauksen since tai oldest, tai jätä pois"
    ),
    (
        "This position is older than {days} days, and changes are kept no longer. Read the lists anew, "
        "and go on from the oldest kept: {oldest}."
    ): (
        "Tämä kohta on yli {days} päivää vanha, eikä muutoksia säilytetä pidempään. Lue luettelot "
        "uudelleen ja jatka vanhimmasta säilytetystä: {oldest}."
    ),
    "since lies after until": "since on myöhemmin kuin until",
    "exactly one of notice_ids and since": "täsmälleen toinen näistä: notice_ids tai since",
    "At most {most_calls} times an hour; again in {seconds} seconds. Nothing happened.": (
        "Enintään {most_calls} kertaa tunnissa; uudelleen {seconds} sekunnin kuluttua. Mitään ei tapahtunut."
    ),
    "lies more than 30 days ago": "on yli 30 päivän takaa",
    "is for callbacks only": "on vain takaisinkutsuja varten",
    "is for agents with a callback_url, a secret, and no answer 410 since": (
        "on agenteille, joilla on callback_url ja salaisuus ja joilta ei ole sen jälkeen tullut vastausta 410"
    ),
    "is for people with a proven address": "on henkilöille, joilla on vahvistettu osoite",
    "needs a confirmed phone and a hall that sends text messages": (
        "edellyttää vahvistettua puhelinta ja palvelua, joka lähettää tekstiviestejä"
    ),
    "kind {kind!r}: it {unknown_kind}": "laji {kind!r}: {unknown_kind}",
    "Only an admin of the company changes its settings.": "Vain yrityksen ylläpitäjä muuttaa sen asetuksia.",
    "nothing is given to change": "mitään muutettavaa ei ole annettu",
    "is for agents, with their own key": "on agenteille, jotka käyttävät omaa avaintaan",
}
