"""Refusals and questions: specialists."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Profile correction {id} is {status} and stays so; nothing changed.": (
        "Profiilin korjaus {id}: tila on {status}, eikä se enää muutu; mitään ei muutettu."
    ),
    "is changed with {door}": "muutetaan työkalulla {door}",
    "is what the profile says already": "on profiilissa jo näin",
    "must be an ISO 8601 moment such as 2026-11-21T09:00+01:00, or without offset in timezone": (
        "on annettava ISO 8601 -muodossa, esimerkiksi 2026-11-21T09:00+01:00, tai ilman poikkeamaa, "
        "jolloin pätee timezone"
    ),
    "{fault}; without an offset it is read in timezone": (
        "{fault}; ilman poikkeamaa se luetaan aikavyöhykkeellä timezone"
    ),
    "must be an object, or one as JSON text": "on annettava objektina tai objektina JSON-tekstissä",
    "must be accepted: joining needs agreement to the terms": (
        "on hyväksyttävä: liittyminen edellyttää ehtojen hyväksymistä"
    ),
    "go with a first schedule only; pass schedule too": (
        "kuuluvat vain ensimmäisen aikataulun yhteyteen; anna myös schedule"
    ),
    "would be {count}; at most {most_skills}": "olisi {count}; enintään {most_skills}",
    "there is no skill {skill}": "taitoa ei ole: {skill}",
    "would be {count}; at most {most_languages}": "olisi {count}; enintään {most_languages}",
    "would be {count}; at most {most_links}": "olisi {count}; enintään {most_links}",
    (
        "{reveals_an_hour} addresses and numbers were shown to you, or at your network address, within "
        "an hour; the next in {wait} seconds."
    ): (
        "Sinulle tai verkko-osoitteeseesi on näytetty tunnin sisällä osoitteita ja numeroita: "
        "{reveals_an_hour}; seuraava {wait} sekunnin kuluttua."
    ),
    "phone number of person": "puhelinnumero, käyttäjä",
    "e-mail address of person": "sähköpostiosoite, käyttäjä",
    "must be later than start": "on oltava myöhempi kuin start",
    "lies in the past; now is {now}": "on menneisyydessä; nyt on {now}",
    "at most {days} days after start (or now)": "enintään {days} päivää ajasta start (tai nykyhetkestä)",
    "holds no word to look for; name a trade, a skill, a person or a place": (
        "ei sisällä hakusanaa; nimeä ammatti, taito, henkilö tai paikka"
    ),
    "must be larger than from": "on oltava suurempi kuin from",
    "must not be below price_from": "ei saa olla pienempi kuin price_from",
    "nobody has a skill {skill!r}{hint}": "kenelläkään ei ole taitoa {skill!r}{hint}",
    "; there are {near}": "; on taidot {near}",
    "; look for it with query instead": "; etsi sitä mieluummin kentällä query",
    "is not a cursor of this search; leave it out to start again": (
        "ei ole tämän haun kohdistin; jätä pois, niin haku alkaa alusta"
    ),
    "Votes on profiles are people's.": "Profiileista äänestävät vain ihmiset.",
    "Take back your suggestion {numbers}": "Peru ehdotuksesi {numbers}",
    "somebody who left": "palvelusta lähtenyt käyttäjä",
    "This is your own suggestion; others decide about it. You can take it back.": (
        "Tämä on oma ehdotuksesi; muut päättävät siitä. Voit perua sen."
    ),
    "Somebody else suggested {listed}; only its author takes a suggestion back. Nothing changed.": (
        "Nämä on ehdottanut joku muu: {listed}; vain ehdottaja voi perua ehdotuksen. Mikään ei muuttunut."
    ),
    "Decided suggestions stay on record: {named}. Nothing changed.": (
        "Ratkaistut ehdotukset jäävät tietoihin: {named}. Mikään ei muuttunut."
    ),
    "{id} is about {name} ({changes_of})": "{id} koskee profiilia {name} ({changes_of})",
    "{id}: {status}": "{id}: {status}",
}
