"""Refusals and questions: open calls applicants."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "is needed: somebody of your company, whom you apply for": "tarvitaan: joku yrityksestäsi, jonka puolesta haet",
    "Application {id} is {status}": "Hakemus {id}: tila on {status}",
    "{called} is of the person's own company; nobody applies to their own.": (
        "{called} on henkilön oman yrityksen; omaan ei voi hakea."
    ),
    "its terms": "sen ehdot",
    "{called} changed since version {seen_version}: {names}. It stands at version {version} now.": (
        "{called} on muuttunut version {seen_version} jälkeen: {names}. Nyt voimassa on versio {version}."
    ),
    "are at most {most_links}; with those that stand there already these would be {count}": (
        "niitä on enintään {most_links}; jo olevien kanssa näitä olisi {count}"
    ),
    "{called} is {status} and takes no applications.": "{called}: tila on {status}, eikä hakemuksia oteta vastaan.",
    "Person {person} has sent application {id} for it already; only they change it.": (
        "Käyttäjä {person} on jo lähettänyt siihen hakemuksen {id}; vain hän voi muuttaa sitä."
    ),
    "Application {id} for it was refused, and its terms are the same since; it can be applied for again when they change.": (
        "Hakemus {id} siihen on hylätty, ja ehdot ovat sen jälkeen pysyneet samoina; siihen voi hakea "
        "uudelleen, kun ne muuttuvat."
    ),
    "{called} has all the applications it takes, {max_applications}.": (
        "{called}: hakemuksia on jo niin monta kuin otetaan, {max_applications}."
    ),
    "{live} applications are undecided; {most_live} is the most. Withdraw one first.": (
        "Ratkaisemattomia hakemuksia on {live}; enintään niitä voi olla {most_live}. Peru ensin jokin."
    ),
    "{new} applications were made within a day; {most_a_day} is the most.": (
        "Vuorokauden aikana on tehty hakemuksia {new}; enintään niitä voi olla {most_a_day}."
    ),
    "{text} and became {work}; {ends} ends it": "{text}; siitä syntyi {work}, ja {ends} päättää sen",
    "asks for more: {lacking}": "edellyttää enemmän: {lacking}",
    "it has none": "ei mitään",
    "Work order {id} is {word}; proof is handed in or taken back while it is assigned.": (
        "Työtilaus {id}: tila on {word}; todisteita voi toimittaa ja ottaa takaisin, kun työlle on valittu tekijä."
    ),
    "{key} has {most_pieces} pieces, the most there may be; take one back with remove_id.": (
        "{key}: todisteita on {most_pieces}, enempää ei voi olla; ota jokin takaisin kentällä remove_id."
    ),
    "File {id} is handed in for {key} already; each piece is another file.": (
        "Tiedosto {id} on jo toimitettu kohtaan {key}; jokaisen todisteen on oltava eri tiedosto."
    ),
    "is no item of what this work is proved by: {known}": (
        "ei ole mikään niistä, joilla tämä työ todistetaan: {known}"
    ),
    "pass it or work_order_id, one of the two": "anna se tai work_order_id, vain toinen",
    "{name} is {title}; proof is handed in or taken back while it is in progress.": (
        "{name}: tila on {title}; todisteita voi toimittaa ja ottaa takaisin, kun työ on kesken."
    ),
    "goes with longitude: pass both": "annetaan yhdessä kentän longitude kanssa: anna molemmat",
    "is of a position: pass latitude and longitude": "koskee sijaintia: anna latitude ja longitude",
    "work order": "työtilaus",
    "piece of evidence": "todiste",
    "task": "tehtävä",
    "{requirement}: {wanted}; the profile says {have}": "{requirement}: {wanted}; profiilissa {have}",
    "person of your company": "yrityksesi henkilö",
    "{called} is of your own company; cancel_open_call calls it off.": (
        "{called} on oman yrityksesi; cancel_open_call peruu sen."
    ),
    "{made} reports were made within a day; {most_a_day} is the most.": (
        "Vuorokauden aikana on tehty ilmoituksia {made}; enintään niitä voi olla {most_a_day}."
    ),
    "is needed with other: what is wrong": "tarvitaan arvon other kanssa: mikä on vialla",
    "there is no skill {unknown}": "taitoa ei ole: {unknown}",
    "needs person_id: whose profile the requirements are compared with": (
        "tarvitsee kentän person_id: kenen profiiliin vaatimuksia verrataan"
    ),
    "application": "hakemus",
    "not met": "ei täyty",
    "a verified identity": "vahvistettu henkilöllisyys",
    "not verified": "ei vahvistettu",
    "not in their profile": "ei profiilissa",
    "unknown": "ei tiedossa",
    "It was uploaded to work order {id} as {name}; taken off there, it proves nothing any more.": (
        "Se ladattiin työtilaukseen {id} nimellä {name}; sieltä poistettuna se ei enää todista mitään."
    ),
}
