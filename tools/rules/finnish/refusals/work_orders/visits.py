"""Refusals and questions: work orders visits."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "needs a service window; the company sets one with update_work_order_schedule": (
        "edellyttää aikaikkunaa; yritys asettaa sen työkalulla update_work_order_schedule"
    ),
    "Only the provider assigned to work order {id} says so.": "Vain työtilauksen {id} tekijä ilmoittaa sen.",
    "goes with the other: give both or neither": "kuuluu toisen kanssa: anna molemmat tai ei kumpaakaan",
    "must not be blank: the company has to know why": "ei saa olla tyhjä: yrityksen on tiedettävä syy",
    "must lie ahead; now is {now}": "on oltava tulevaisuudessa; nyt on {now}",
    "Only the company verifies time; leave verified out.": "Vain yritys vahvistaa ajan; jätä verified pois.",
    "Only the company takes a check-out back; give the right time of it instead.": (
        "Vain yritys peruu kirjautumisen pois paikalta; anna sen sijaan sen oikea aika."
    ),
    "That overlaps {text} of work order {id}. To change both at once: update_all_work_order_time_logs.": (
        "Tämä menee päällekkäin: {text} (työtilaus {id}). Jos muutat molempia kerralla: "
        "update_all_work_order_time_logs."
    ),
    "says nothing to change: {fields}": "ei kerro, mitä muutetaan: {fields}",
    "is needed: time log {id} is closed, and the company is told why it changes": (
        "tarvitaan: aikakirjaus {id} on päättynyt, ja yritykselle kerrotaan, miksi se muuttuu"
    ),
    "of time log {id} is empty already: somebody is checked in": (
        "on jo tyhjä aikakirjauksessa {id}: tekijä on kirjautuneena paikalle"
    ),
    "{ids} is named twice": "{ids} on mainittu kahdesti",
    "would overlap {text}": "menisi päällekkäin: {text}",
    "Delete the problem '{kind}' of work order {id}": "Poista ongelma '{kind}', työtilaus {id}",
    "Only {author}, who reported problem {id}, changes what it says.": (
        "Ongelmasta {id} on ilmoittanut {author}, ja vain ilmoittaja muuttaa sen sisältöä."
    ),
    "Problem {id} is settled by {who} only.": "Ongelman {id} voi ratkaista vain {who}.",
    "name what to change: status, note, comments or type_id": (
        "kerro, mitä muutetaan: status, note, comments tai type_id"
    ),
    "says how it was settled: give status resolved with it": (
        "kertoo, miten se ratkaistiin: anna sen kanssa status resolved"
    ),
    "must not be blank: say what is wrong": "ei saa olla tyhjä: kerro, mikä on vialla",
    "Only the company opens a settled problem again.": "Vain yritys avaa ratkaistun ongelman uudelleen.",
    "What the system opened is deleted by an admin of the company only.": (
        "Järjestelmän avaaman ongelman poistaa vain yrityksen ylläpitäjä."
    ),
    "A provider deletes an own problem only, and only while it is open.": (
        "Tekijä poistaa vain oman ongelmailmoituksensa, ja vain kun se on avoinna."
    ),
    "problem": "ongelma",
    " and {count} days more": " ja lisäksi päiviä {count}",
    "must lie in the service window: {listed}{more}": "on oltava aikaikkunassa: {listed}{more}",
    "must be after the check-in at {start}": "on oltava saapumisen {start} jälkeen",
    "lies in the future; now is {now}": "on tulevaisuudessa; nyt on {now}",
    "is for device pay only; this order has {pay_type} pay": (
        "on vain palkkiotyypille device; tämän työtilauksen palkkiotyyppi: {pay_type}"
    ),
    "goes with check_out: they are counted at the end of the visit": (
        "kuuluu kentän check_out kanssa: ne lasketaan käynnin lopussa"
    ),
    "is needed with check_out, as pay goes by device: how many were done on this visit": (
        "tarvitaan kentän check_out kanssa, koska palkkio maksetaan laitteittain: montako tällä käynnillä tehtiin"
    ),
    "no": "ei ole",
    "is needed with start: nothing is scheduled yet": "tarvitaan kentän start kanssa: aikaa ei ole vielä sovittu",
    "{id} is not one of the reasons: {named_entries}": "{id} ei ole mikään syistä: {named_entries}",
    "Remove return visit {id} of work order {row_id}": "Poista uusintakäynti {id}, työtilaus {row_id}",
    "Whether a return visit is paid for is the company's to say; leave is_billable out.": (
        "Yritys päättää, maksetaanko uusintakäynnistä; jätä is_billable pois."
    ),
    "Return visit {id} is not yours to change; the company is asked for it.": (
        "Et voi muuttaa uusintakäyntiä {id}; pyydä sitä yritykseltä."
    ),
    "name what to change: revisit_reason_id, is_billable, notes, scheduled_at or status": (
        "kerro, mitä muutetaan: revisit_reason_id, is_billable, notes, scheduled_at tai status"
    ),
    "return visit": "uusintakäynti",
    "is needed with its longitude: the order asks for the place of every check-in and check-out": (
        "tarvitaan pituusasteen kanssa: työtilaus vaatii sijainnin aina, kun kirjaudutaan paikalle tai pois"
    ),
    "Take time log {id} of {hours} hours off work order {row_id}": (
        "Poista aikakirjaus {id} (tunnit: {hours}), työtilaus {row_id}"
    ),
    "name what to change: {fields}": "kerro, mitä muutetaan: {fields}",
    "{user_id} is not assigned here; time is logged for person {assignee_id}": (
        "{user_id} ei ole tässä tekijänä; aika kirjataan käyttäjälle {assignee_id}"
    ),
    "That overlaps {text} of work order {id}; correct one of the two.": (
        "Tämä menee päällekkäin: {text} (työtilaus {id}); korjaa toinen niistä."
    ),
    "give check_in to begin a visit, check_out to end it, or both for a whole one; {{}} is now": (
        "anna check_in, kun käynti alkaa, check_out, kun se päättyy, tai molemmat koko käynnistä; {{}} tarkoittaa nyt"
    ),
    "nobody checked in: time log {id} is open since {since}; check out of it first, with check_out alone": (
        "ettei kukaan ole paikalla: aikakirjaus {id} on auki, alku {since}; sulje se ensin pelkällä check_out-arvolla"
    ),
    "now (checked in)": "nyt (paikalla)",
    "time log {id} from {start} to {until}": "aikakirjaus {id}, {start} – {until}",
    "an open time log to check out of; give check_in as well to enter a whole visit": (
        "avoin aikakirjaus, josta kirjautua ulos; anna myös check_in, jos kirjaat koko käynnin"
    ),
    "to be at most 24 hours before the arrival at {start}: from {earliest} on": (
        "että saapumiseen on enintään 24 tuntia; saapumisaika {start}, aikaisintaan {earliest}"
    ),
    "nobody checked in: the provider is there": "ettei kukaan ole kirjautunut paikalle: tekijä on siellä",
    "to come before the first check-in": "että ensimmäistä saapumista ei ole vielä kirjattu",
    "{start} to {end}": "{start}–{end}",
    "another closed time log: {type} pay of work reported done goes by it": (
        "toinen päätetty aikakirjaus: tehdyksi ilmoitetun työn palkkio ({type}) lasketaan siitä"
    ),
    "assigned; once work is reported done the company corrects its time": (
        "työtilaus tekijällä; kun työ on ilmoitettu tehdyksi, sen ajat korjaa yritys"
    ),
    "a time log that is not verified; {id} was checked by the company": (
        "aikakirjaus, jota ei ole vahvistettu; yritys on tarkistanut kirjauksen {id}"
    ),
    "assigned, to take a check-out back": "työtilaus tekijällä, jotta uloskirjauksen voi perua",
    "one open time log at most; {id} is open": "enintään yksi avoin aikakirjaus; kirjaus {id} on auki",
    "Choose another time in the service window": "Valitse toinen aika palveluikkunasta",
    "Choose another time in the service window, or confirm the arrival as planned, at {planned}": (
        "Valitse toinen aika palveluikkunasta tai vahvista saapuminen suunniteltuun aikaan {planned}"
    ),
    "is not free for work order {id} then: {met}. {ways}": "ei ole silloin vapaa työtilaukseen {id}: {met}. {ways}",
    "the company": "yritys",
    "the hall's support": "hallin tuki",
    "the provider": "tekijä",
    "{clocks}; say which with an offset: {one} or {other}": (
        "{clocks}; kerro kumpi, aikaeron kanssa: {one} tai {other}"
    ),
    "the clocks of {zone} skip this time": "tätä aikaa ei ole aikavyöhykkeellä {zone}",
    "the clocks of {zone} show this time twice": "tämä aika on aikavyöhykkeellä {zone} kahdesti",
}
