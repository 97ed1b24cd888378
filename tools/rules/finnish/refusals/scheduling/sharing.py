"""Refusals and questions: scheduling sharing."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "this schedule offers {offered} minutes": "tämä aikataulu tarjoaa nämä kestot minuutteina: {offered}",
    "Take back booking link {public_id}, used {uses} of {max_uses} times, for good": (
        "Peru varauslinkki {public_id} lopullisesti; käyttökertoja {uses}/{max_uses}"
    ),
    "make a booking link": "tehdä varauslinkki",
    "Booking link {public_id} is {status} since {since}. Nothing changed.": (
        "Varauslinkki {public_id}: tila on {status} {since} alkaen. Mikään ei muuttunut."
    ),
    "is a schedule of shifts (type 3): whoever takes one is paid, so there is no link": (
        "on työvuorojen aikataulu (tyyppi 3): vuoron ottajalle maksetaan, joten linkkiä ei ole"
    ),
    "It is called {label}": "Sen nimi on {label}",
}
