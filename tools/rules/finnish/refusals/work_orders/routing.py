"""Refusals and questions: work orders routing."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Contract a provider for {numbered} for at most": "Tee sopimus tekijän kanssa ({numbered}), enintään",
    "a counter-offer of this provider is pending": "tämän tekijän vastatarjous odottaa vastausta",
    "the terms have changed since the provider saw them": "ehdot ovat muuttuneet sen jälkeen, kun tekijä näki ne",
    "person {user_id} {name}": "käyttäjä {user_id} {name}",
    "person {user_id} has no pending counter-offer for work order {id}": (
        "käyttäjällä {user_id} ei ole odottavaa vastatarjousta työtilaukseen {id}"
    ),
    "Offer {numbered} to {count} providers{and_hold}": "Tarjoa ({numbered}), tekijöitä {count}{and_hold}",
    "{text}; nothing was changed{why}": "{text}; mitään ei muutettu{why}",
    "bundle of work order {work_order_id}": "työtilauksen {work_order_id} paketti",
    "Dissolve bundle {code} of {count} work orders; all of them go back to draft": (
        "Pura paketti {code} (työtilauksia {count}); ne kaikki palaavat luonnoksiksi"
    ),
    ". Repeat with accept_warnings true to go on": ". Jatka toistamalla kutsu, jossa on accept_warnings true",
    "bundle {id} is gone": "pakettia {id} ei enää ole",
    "must all be in one bundle; now {where}": "kaikkien on oltava samassa paketissa; nyt: {where}",
    "Bundle {code} is {word}; only one nobody is assigned to can be extended.": (
        "Paketti {code}: tila on {word}; laajentaa voi vain pakettia, jolla ei ole tekijää."
    ),
    "draft, published or routed": "luonnos (draft), julkaistu (published) tai tarjottu (routed)",
    "bundle": "paketti",
    "{field}.category_id": "{field}.category_id",
    "must be at most {money} for {name}": "saa olla enintään {money}, luokka {name}",
    "must be a percentage with at most 2 decimals": "on oltava prosenttiluku, jossa on enintään 2 desimaalia",
    'must be a percentage as text, such as "10" or "-5"': (
        'on oltava prosenttiluku tekstinä, esimerkiksi "10" tai "-5"'
    ),
    "needs a service window; set one with update_work_order": (
        "edellyttää aikaikkunaa; aseta se työkalulla update_work_order"
    ),
    "Offer {numbered} to {count} provider(s){and_hold}": "Tarjoa ({numbered}), tekijöitä {count}{and_hold}",
    "{text}; the order stays as it is{stretches}": "{text}; työtilaus pysyy ennallaan{stretches}",
    "The providers are {people}": "Tekijät: {people}",
    "Drop {count} requirement(s) of work order {work_order_id}": (
        "Poista pätevyysvaatimuksia {count}, työtilaus {work_order_id}"
    ),
    "as a worker you may only ask about yourself": "tekijänä voit kysyä vain itsestäsi",
    "give either rule_id, or all true to drop every rule": (
        "anna joko rule_id tai all true, joka poistaa kaikki vaatimukset"
    ),
    "The requirements are {named}": "Pätevyysvaatimukset: {named}",
    "draft, published or routed: requirements are frozen once assigned": (
        "luonnos (draft), julkaistu (published) tai tarjottu (routed): vaatimuksia ei voi muuttaa, kun "
        "tekijä on valittu"
    ),
    "give either rule_id with the fields to change, or selection_rule, not both or none": (
        "anna joko rule_id ja muutettavat kentät tai selection_rule, ei molempia eikä tyhjää"
    ),
    "type, operator, value, required and weight go with rule_id only": (
        "type, operator, value, required ja weight kuuluvat vain kentän rule_id kanssa"
    ),
    "the order already has a {type} rule named {name}": (
        "työtilauksella on jo vaatimus, jonka tyyppi on {type} ja nimi {name}"
    ),
    "of work order {order_id}": "(työtilaus {order_id})",
    "rule": "vaatimus",
    "yourself": "sinut itsesi",
    "person {provider_id}": "käyttäjä {provider_id}",
    "Take {who} off {numbered} for good": "Poista tekijä lopullisesti ({numbered}): {who}",
    "Work order {id} is not assigned to you, so you cannot drop out of it.": (
        "Työtilaus {id} ei ole sinun tehtävänäsi, joten et voi luopua siitä."
    ),
    "is needed to drop out": "tarvitaan, jotta voit luopua",
    "{reason_id} is not one of the company's reasons": "{reason_id} ei ole yksi yrityksen syistä",
    "is for the company: where the order goes is not yours to say": (
        "kuuluu yritykselle: et päätä, minne työtilaus siirtyy"
    ),
    "{fault}; choose one of: {listed}": "{fault}; valitse jokin näistä: {listed}",
    "the request asks for other terms than the order's": "pyynnössä on muut ehdot kuin työtilauksessa",
    "person {person_id} {name}": "käyttäjä {person_id} {name}",
    "of work order {id}": "(työtilaus {id})",
    "you cannot have work order {id}": "et voi saada työtilausta {id}",
    "pending request of yours for work order {id}": "odottava pyyntösi työtilauksesta {id}",
    (
        "you are not free for work order {id}: {what}. Make room for it, or ask for another time with "
        "request_work_order and a counter_offer where the order is published, or decline"
    ): (
        "et ole vapaa työtilaukseen {id}: {what}. Järjestä sille aikaa, pyydä muuta aikaa työkalulla "
        "request_work_order ja kentällä counter_offer, jos työtilaus on julkaistu, tai hylkää tarjous"
    ),
    "must be true: accepting binds you to the pay terms shown in get_work_order": (
        "on oltava true: hyväksyminen sitoo sinut palkkioehtoihin, jotka get_work_order näyttää"
    ),
    "Offer {numbered} to person {user_id}{and_hold}": "Tarjoa ({numbered}) käyttäjälle {user_id}{and_hold}",
    "open offer of work order {id} to person": "työtilauksen {id} avoin tarjous käyttäjälle",
    "Only an admin of the company may route with force; leave force out.": (
        "Vain yrityksen ylläpitäjä voi tarjota kentällä force; jätä force pois."
    ),
    "The provider is called {name}": "Tekijän nimi: {name}",
    "an open offer": "avoin tarjous",
    "Work order {id} was given to somebody else a moment ago; trying again does not help.": (
        "Työtilaus {id} annettiin hetki sitten toiselle tekijälle; uusi yritys ei auta."
    ),
    (
        "Work order {id} and work order {source_id} of the same bundle came to overlap, so nobody can do "
        "both. Nothing changed; move one with update_work_order or take it out with unbundle_work_orders."
    ): (
        "Saman paketin työtilaukset {id} ja {source_id} menevät nyt päällekkäin, joten kukaan ei voi "
        "tehdä molempia. Mitään ei muuttunut; siirrä toista työkalulla update_work_order tai ota se pois "
        "paketista työkalulla unbundle_work_orders."
    ),
    "some of those chosen may not have it": "joillekin valituista sitä ei voi antaa",
    "nobody of those chosen may have it": "kenellekään valituista sitä ei voi antaa",
    "nobody of {count} people looked at is eligible: {named}": "kukaan tarkastelluista ({count}) ei kelpaa: {named}",
    "nobody to look at": "ei ketään tarkasteltavana",
    "other visits take the time": "muut käynnit vievät ajan",
    "assign_work_order with ignore_conflicts true": "assign_work_order, ignore_conflicts true",
    "route_work_order with force true": "route_work_order, force true",
    "update_work_order with ignore_conflicts true": "update_work_order, ignore_conflicts true",
    "acknowledge_provider_delay with ignore_conflicts true": "acknowledge_provider_delay, ignore_conflicts true",
    "; of person {id}, {what}": "; käyttäjä {id}: {what}",
    "{kind} {id}": "{kind} {id}",
    "something else": "jokin muu",
    "{what} needs the room: its visit may come any time from {start} to {end}": (
        "{what}: tilaa tarvitaan, käynti voi olla milloin vain, {start} – {end}"
    ),
    "{what} takes the time from {start} to {end} (30 minutes of travel are counted before and after)": (
        "{what} vie ajan {start} – {end} (ennen ja jälkeen lasketaan 30 minuuttia matkaa)"
    ),
    "you accepted this offer before": "hyväksyit tämän tarjouksen jo",
    "you declined this offer": "hylkäsit tämän tarjouksen",
    "this offer has expired": "tämä tarjous on vanhentunut",
    "the company took this offer back": "yritys perui tämän tarjouksen",
    "this offer was closed": "tämä tarjous on suljettu",
    " It is published: ask for it with request_work_order.": " Se on julkaistu: pyydä sitä työkalulla request_work_order.",
    "(open ones: {waiting})": "(avoimet: {waiting})",
    "a delay the provider reported and nobody has acknowledged yet": (
        "myöhästyminen, josta tekijä on ilmoittanut ja jota kukaan ei ole vielä kuitannut"
    ),
    "a service window that has not begun": "palveluikkuna, joka ei ole vielä alkanut",
    "{id} in {code}": "{id}: {code}",
}
