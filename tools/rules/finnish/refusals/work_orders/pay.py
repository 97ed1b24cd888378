"""Refusals and questions: work orders pay."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Work order {id} is not assigned to you, so this is not yours to see.": (
        "Työtilaus {id} ei ole sinun tehtävänäsi, joten et voi nähdä tätä."
    ),
    "The {noun} {id} was written by somebody else; only its author corrects it.": (
        "Tämän on kirjoittanut joku muu ({noun} {id}); vain laatija korjaa sitä."
    ),
    "What becomes of {noun} {id} is for the company to decide; you may correct what it says.": (
        "Yritys päättää, mitä tälle tapahtuu ({noun} {id}); voit korjata sen sisältöä."
    ),
    "Change": "Muutetaan",
    "Put": "Lisätään",
    "{verb} bonus {bonus_id} on work order {id}": "{verb}: bonus {bonus_id}, työtilaus {id}",
    "Only the provider of work order {work_order_id} takes something off their pay.": (
        "Vain työtilauksen {work_order_id} tekijä voi alentaa palkkiotaan."
    ),
    "the company has no expense category {category_id}": "yrityksellä ei ole kululuokkaa {category_id}",
    "{verb} expense {id} of work order {row_id}": "{verb}: kulu {id}, työtilaus {row_id}",
    "Approve": "Hyväksytään",
    "Deny": "Hylätään",
    "Take back the approval of": "Perutaan hyväksyntä",
    "{id} is no file of this work order": "{id} ei ole tämän työtilauksen tiedosto",
    "names one file twice": "mainitsee saman tiedoston kahdesti",
    "is needed: {name} wants a receipt, uploaded to the order before": (
        "tarvitaan: {name} vaatii kuitin, joka on sitä ennen ladattu työtilaukseen"
    ),
    "goes with status approved only": "kuuluu vain tilaan approved",
    "is needed to decide, and alone: what it says is corrected by its author apart": (
        "tarvitaan päätökseen, ja yksin: sisällön korjaa laatija erikseen"
    ),
    "or a field to correct is needed: decide it or correct it": (
        "tai korjattava kenttä tarvitaan: tee päätös tai korjaa"
    ),
    "expense": "kulu",
    "{kind}_id": "{kind}_id",
    "your company has no {kind} {id} in use": "yritykselläsi ei ole käytössä tätä: {kind} {id}",
    "is for fixed ones; this {kind} is {modifier} percent": (
        "on vain kiinteille; tämä on prosentteina ({kind}): {modifier}"
    ),
    "{more} increase {id} of work order {row_id}": "{more}: korotus {id}, työtilaus {row_id}",
    "or one of amount, units, reason is needed: decide it or correct it": (
        "tai jokin näistä tarvitaan: amount, units, reason; tee päätös tai korjaa"
    ),
    "Accept": "Hyväksy",
    "increase": "korotus",
    "Pay work order {id} out now": "Maksa nyt työtilauksesta {id}",
    "It left the company's balance at approval": "Summa veloitettiin yrityksen saldosta hyväksynnän yhteydessä",
    "Apply": "Peritään",
    "Announce": "Ilmoitetaan",
    "{verb} penalty {penalty_id} on work order {id}": "{verb}: sanktio {penalty_id}, työtilaus {id}",
    "is needed to apply a penalty to an order that is assigned or done": (
        "tarvitaan, kun sanktio otetaan käyttöön työtilauksessa, jolla on tekijä tai joka on tehty"
    ),
    "from there it goes to {ways}": "siitä pääsee tiloihin: {ways}",
    "The {noun} {id} is {state}, so it cannot become {wanted}: {hint}.": (
        "Tila on {state} ({noun} {id}), joten siitä ei pääse tilaan {wanted}: {hint}."
    ),
    "its author may correct it, then it waits for a decision again": (
        "laatija voi korjata sitä, ja sitten se odottaa taas päätöstä"
    ),
    "that is final": "se on lopullinen",
    "The {noun} {id} is {state}; only {editable} ones are corrected. Ask for another instead.": (
        "Tila on {state} ({noun} {id}); korjata voi vain näissä tiloissa: {editable}. Pyydä sen sijaan uutta."
    ),
    "is for kind amount; this increase is {kind}, given as units": (
        "on lajille amount; tämän korotuksen laji on {kind}, ja se annetaan kentässä units"
    ),
    "is needed for {kind}": "tarvitaan, kun laji on {kind}",
    "must be more than 0 and at most {most_units}": "on oltava yli 0 ja enintään {most_units}",
    "must be a whole number of devices": "on oltava kokonainen määrä laitteita",
    "has at most 4 decimals": "saa sisältää enintään 4 desimaalia",
    "makes it come to {total}; a claim is more than 0": "tekee summaksi {total}; kulukorvauksen on oltava yli 0",
    "makes it come to {total}; a claim is at most {most_amount}": (
        "tekee summaksi {total}; kulukorvaus on enintään {most_amount}"
    ),
    "comes to {total}; this category allows at most {most} a claim": (
        "on yhteensä {total}; tässä luokassa sallitaan kerralla enintään {most}"
    ),
    "is {approved}; the claim comes to {total}": "on {approved}; haettu summa on {total}",
    "is {off}; the pay it is taken from comes to {left}": "on {off}; palkkio, josta se vähennetään, on {left}",
    "must be more than 0 and at most {most_amount}": "on oltava yli 0 ja enintään {most_amount}",
    "{kind} does not fit {type} pay; {fits} do": "{kind} ei sovi palkkiotyyppiin {type}; sopivat: {fits}",
    "{kind} does not fit {type} pay; only {fits} does": (
        "{kind} ei sovi palkkiotyyppiin {type}; ainoa sopiva on {fits}"
    ),
    "is for additional hours or devices; this increase is an amount": (
        "on lisätunneille tai lisälaitteille; tämä korotus on rahasumma"
    ),
    "is needed for an increase of kind amount": "tarvitaan, kun korotuksen laji on amount",
    "rates and maximum that are not lower": "hinnat ja enimmäismäärä, jotka eivät ole pienempiä",
    "a cancellation fee that is not lower": "peruutusmaksu, joka ei ole pienempi",
    "payment that is not later": "maksu, joka ei ole myöhemmin",
    "Change the pay of work order {id}": "Muuta työtilauksen {id} palkkiota",
    "Work order {work_order_id} has no pay yet; {tool} sets it.": (
        "Työtilauksella {work_order_id} ei ole vielä palkkiota; sen asettaa {tool}."
    ),
    "name at least one of {terms}": "anna ainakin yksi näistä: {terms}",
    "is needed, with base: the order has no pay yet": (
        "tarvitaan kentän base kanssa: työtilauksella ei ole vielä palkkiota"
    ),
    "must be able to come to {least} at least, now {most}": (
        "palkkion on voitava nousta ainakin määrään {least}, nyt {most}"
    ),
    "more than 0": "yli 0",
    " and hold more of the company's balance:": " ja varaa lisää yrityksen saldosta:",
    "{type} pay to stay {type}: the type changes in draft only": (
        "palkkiotyypin pysyvän ennallaan ({type}): se vaihtuu vain luonnoksessa"
    ),
    "{lost}: the provider accepted the terms there are": "{lost}: tekijä on hyväksynyt nykyiset ehdot",
}
