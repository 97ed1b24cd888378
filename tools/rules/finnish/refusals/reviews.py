"""Refusals and questions: reviews."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "finished and paid {noun}": "päättynyt ja maksettu työ ({noun})",
    "review": "arvio",
    "No report of review {review_id} is open.": "Arviosta {review_id} ei ole avointa ilmoitusta.",
    "a whole number": "kokonaisluku",
    "a number with at most 2 decimals": "luku, jossa on enintään 2 desimaalia",
    "Review {review_id} is {status}.": "Arvio {review_id}: tila on {status}.",
    "is one of {bounds}": "on jokin näistä: {bounds}",
    "is {steps} from {low} to {high}": "on {steps} väliltä {low}–{high}",
    "is needed: about_type and about_id go together": "tarvitaan: about_type ja about_id kuuluvat yhteen",
    "A reply is a person's own word.": "Vastaus on ihmisen oma sana.",
    "Review {review_id} was taken out by the operator; there is nothing to reply to.": (
        "Palvelun ylläpitäjä on poistanut arvion {review_id}; vastattavaa ei ole."
    ),
    "Review {review_id} has a reply, of {replied_at}; it stays as it is.": (
        "Arviolla {review_id} on jo vastaus, annettu {replied_at}; se pysyy ennallaan."
    ),
    "Review {review_id} could be replied to until {until}.": "Arvioon {review_id} saattoi vastata {until} saakka.",
    "holds nothing that can be read": "ei sisällä mitään luettavaa",
    "Review {review_id} is your own side's; others report it.": (
        "Arvio {review_id} on oman puolesi kirjoittama; siitä ilmoittavat muut."
    ),
    "Review {review_id} was taken out by the operator already.": (
        "Palvelun ylläpitäjä on jo poistanut arvion {review_id}."
    ),
    "You reported review {review_id} at {created_at}; the operator has not decided yet.": (
        "Ilmoitit arviosta {review_id} jo {created_at}; palvelun ylläpitäjä ei ole vielä päättänyt."
    ),
    "{most_a_day} reports a day are the most; the operator reads each.": (
        "Ilmoituksia voi tehdä päivässä enintään {most_a_day}; palvelun ylläpitäjä lukee jokaisen."
    ),
    "is rated by the side that {more}; you are the other one": (
        "arvioi se osapuoli, joka {more}; sinä olet toinen osapuoli"
    ),
    "is needed with overall {overall}: say what went wrong, in {fewest_signs} signs or more": (
        "tarvitaan, kun overall on {overall}: kerro, mikä meni pieleen, merkkejä vähintään {fewest_signs}"
    ),
    "pays": "maksaa",
    "{what} can no longer be reviewed: {more}.": "{what}: arviota ei voi enää kirjoittaa, {more}.",
    "The reviews of {what} were revealed at {at} and stay as they are.": (
        "Arviot ({what}) julkistettiin {at}, ja ne pysyvät ennallaan."
    ),
    (
        "Person {written_by_id} of your company has written this review; an agent does not write over "
        "it. They can write it anew themselves."
    ): (
        "Yrityksesi käyttäjä {written_by_id} on kirjoittanut tämän arvion; agentti ei kirjoita sen "
        "päälle. Hän voi itse kirjoittaa sen uudelleen."
    ),
    "all that was paid for it went back": "kaikki siitä maksettu on palautettu",
    "that was possible until {due}": "se oli mahdollista {due} saakka",
    "{kind} {id}": "{kind} {id}",
}
