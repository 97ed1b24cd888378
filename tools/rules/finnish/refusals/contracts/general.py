"""Refusals and questions: contracts general."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "{told} can change that.": "Sen voi muuttaa {told}.",
    "Its owner can change that.": "Sen omistaja voi muuttaa tämän.",
    "yours is {read}": "sinulla se on {read}",
    "you are no member of it": "et ole sen jäsen",
    "To {to} of {name} needs read level {read}; {have}. {who_helps}": (
        "Jos haluat {to} ({name}), tarvitset lukutason (read) {read}; {have}. {who_helps}"
    ),
    "{title} was archived at {deleted_at}; nothing in it changes until an owner restores it.": (
        "{title} on arkistoitu {deleted_at}; mitään siinä ei voi muuttaa, ennen kuin omistaja palauttaa sen."
    ),
    "yours is {write}": "sinulla on {write}",
    "To {to} in {name} needs write level {write}; {have}. {who_helps}": (
        "Jos haluat {to} ({name}), tarvitset kirjoitustason (write) {write}; {have}. {who_helps}"
    ),
    "participant": "osallistuja",
    "contract": "sopimus",
    "comes to {money}, and all {what} of one contract to {most} at most; {there} are there already": (
        "summa on {money}; yhden sopimuksen enimmäismäärä ({what}) on {most}, ja siitä on jo käytössä {there}"
    ),
    "charges": "kirjaukset",
    "deposits": "talletukset",
    "time is charged only while it is confirmed": "aikaa kirjataan vain, kun tila on vahvistettu",
    "Participant {id} is {state_name}: {why}.": "Osallistuja {id}: tila on {state_name}; {why}.",
    "is needed: this participant has no price and the contract no settings.rate. Give the amount, or set a rate first": (
        "puuttuu: tällä osallistujalla ei ole hintaa eikä sopimuksella kenttää settings.rate. Anna summa "
        "tai aseta ensin tuntihinta"
    ),
    "{to} of your own": "{to} itsellesi",
    "{to} of others": "{to} muille",
    "lies in the future; in {timezone} it is {today}": "on tulevaisuudessa; aikavyöhykkeellä {timezone} on {today}",
    (
        "{day_minutes} minutes are the most for one day; {other_day_minutes} are charged for {day} "
        "already, so at most {left} more fit"
    ): (
        "yhdelle päivälle mahtuu enintään {day_minutes} minuuttia; päivälle {day} on kirjattu jo "
        "{other_day_minutes}, joten tilaa on enää {left}"
    ),
    "charge time": "kirjata aikaa",
    "the invited person has to accept first": "kutsutun täytyy ensin hyväksyä",
    "a member with write level 5 has to accept first": (
        "jonkun, jolla on kirjoitustaso (write) 5, täytyy ensin hyväksyä"
    ),
}
