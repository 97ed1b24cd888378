"""Open calls as their company and those who applied hear of them."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "open call {id} {title}": "avoin haku {id} {title}",
    "{call} has found everybody it was for.": "{call}: kaikki paikat on täytetty.",
    "{call} was called off.": "{call} on peruttu.",
    "{call} has expired.": "{call} on umpeutunut.",
    "Nobody was accepted in the time it gave itself.": "Ketään ei valittu määräaikaan mennessä.",
    "The time to decide is over.": "Päätösaika on päättynyt.",
    "The time to apply is over and nobody is waiting for a decision.": "Hakuaika on päättynyt, eikä kukaan odota päätöstä.",
    "{call} takes no further applications. {company} decides until {until}.": (
        "{call}: uusia hakemuksia ei enää oteta vastaan. Yritys {company} tekee päätöksensä viimeistään {until}."
    ),
    "Your application was not taken.": "Hakemustasi ei valittu.",
    "{amount} are free again.": "{amount} on taas vapaana.",
    "The terms of {call} had changed and your application was not sent again; it is withdrawn.": (
        "{call}: ehdot muuttuivat, etkä lähettänyt hakemustasi uudelleen; hakemus on peruttu."
    ),
    "The terms of {call} changed: {fields}. Your application counts again once you send it again, until {until}.": (
        "{call}: ehdot ovat muuttuneet: {fields}. Hakemuksesi on taas voimassa, kun lähetät sen uudelleen viimeistään {until}."
    ),
    "{company} keeps your application for {call} in view.": (
        "{call}: yritys {company} pitää hakemuksesi mukana jatkoharkinnassa."
    ),
    "{company} did not take your application for {call}.": "{call}: yritys {company} ei valinnut hakemustasi.",
    "{company} takes you for {call} at {amount}: {work}. {start}": (
        "{call}: yritys {company} valitsi sinut, palkkio {amount}: {work}. {start}"
    ),
    "task {id}": "tehtävä {id}",
    "work order {id}": "työtilaus {id}",
    "How to start stands there.": "Aloitusohjeet löydät sieltä.",
    "It is yours to begin.": "Voit aloittaa.",
    "{company} has written anew how to start on {call}.": "{call}: yritys {company} on kirjoittanut aloitusohjeet uudelleen.",
    # What changes, as notices list it.
    "price min": "alin hinta",
    "price max": "ylin hinta",
    "deadline hours": "määräaika tunteina",
    "done": "miten tulos todetaan",
    "requirements": "vaatimukset",
    "estimated hours": "arvioidut tunnit",
    "attributes": "palvelun tiedot",
    "seats": "paikat",
}
