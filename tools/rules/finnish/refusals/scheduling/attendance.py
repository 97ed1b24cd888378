"""Refusals and questions: scheduling attendance."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Say that the {absent} of booking {id} did not come": (
        "Ilmoita, että varauksen {id} osapuoli ei tullut ({absent})"
    ),
    "It was said before that somebody did not come to booking {id}; that mark is {status}.{more}": (
        "Varauksesta {id} on jo ilmoitettu, että joku ei tullut; merkinnän tila on {status}.{more}"
    ),
    "Booking {id} is {state}; only one that is confirmed or delivered has somebody who did not come.": (
        "Varaus {id}: tila on {state}; vain vahvistetusta tai toteutuneesta varauksesta voi ilmoittaa, "
        "että joku ei tullut."
    ),
    "too early": "liian aikaista",
    "too late": "liian myöhäistä",
    "It is {when}: for booking {id} that can be said from {first} until {last}.": (
        "Nyt on {when}: varauksesta {id} sen voi ilmoittaa aikaisintaan {first} ja viimeistään {last}."
    ),
    "not marked": "ei merkintää",
    "Nothing waits for an answer: booking {id} is {state}. Nothing changed.": (
        "Mikään ei odota vastausta: varaus {id}, tila {state}. Mikään ei muuttunut."
    ),
    "whoever said it": "se, joka ilmoituksen teki",
    "the {absent}, who is said not to have come,": "osapuoli, jonka sanotaan jääneen tulematta ({absent}),",
    "{act}; what is held for it is": "{act}; siitä varattu raha on",
    "is required with contest: say what happened": "vaaditaan, kun valitaan contest: kerro, mitä tapahtui",
    "says which of these: {listed}": "kertoo, mikä näistä: {listed}",
    "only {who} may {act}": "vain {who} voi valita arvon {act}",
    "Take back that the {absent} of booking {id} did not come": (
        "Peru ilmoitus, että varauksen {id} osapuoli ei tullut ({absent})"
    ),
    "Agree that the {absent} of booking {id} did not come": (
        "Vahvista poissaolo: {absent} ei tullut paikalle, varaus {id}"
    ),
    "The event is called {label}": "Tapahtuman nimi on {label}",
    "booking": "varaus",
    "Contest what is said of booking {id}: that you did not come": "Kiistä varauksesta {id} sanottu: että et tullut",
    "Both sides of booking {id} say that the other one did not come": (
        "Varauksen {id} molemmat osapuolet sanovat, ettei toinen tullut"
    ),
    " Both sides agree on amount or state with request_event_correction.": (
        " Osapuolet sopivat summasta tai tilasta työkalulla request_event_correction."
    ),
}
