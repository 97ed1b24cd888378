"""Refusals and questions: scheduling calendars."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Calendar {kal_id} was deleted already, at {deleted_at}. Nothing changed.": (
        "Kalenteri {kal_id} on jo poistettu: {deleted_at}. Mikään ei muuttunut."
    ),
    "you do not belong to it": "et kuulu siihen",
    "{title} belongs to contract {contract_id}: changing it needs write level 5 there; {have}.": (
        "{title} kuuluu sopimukseen {contract_id}: sen muuttaminen vaatii siellä kirjoitustason (write) 5; {have}."
    ),
    "Only its owner may change {name}.": "Vain omistaja saa muuttaa: {name}.",
    "give kal_id, or owner_slug and slug": "anna kal_id tai owner_slug ja slug",
    "booking page": "varaussivu",
    "bookable schedule": "varattava aikataulu",
    "You have {most_calendars} calendars already, the most allowed. Use one of them.": (
        "Sinulla on jo {most_calendars} kalenteria, enempää ei sallita. Käytä jotakin niistä."
    ),
    "{title} is imported from outside: only label and settings.blocks_time can be changed here, not {refused}.": (
        "{title} on tuotu ulkoa: täällä voi muuttaa vain label ja settings.blocks_time, ei näitä: {refused}."
    ),
    "somebody outside": "joku ulkopuolinen",
    "{title} belongs to {whose} and cannot be your main calendar; choose one of your own.": (
        "{title}: omistaja on {whose}, joten tämä ei voi olla pääkalenterisi; valitse jokin omistasi."
    ),
    (
        "must be true: {name} belongs to contract {contract_id}, whose people alone see it; offer "
        "bookable time in a calendar of your own"
    ): (
        "on oltava true: {name} kuuluu sopimukseen {contract_id}, ja sen näkevät vain sopimuksen "
        "ihmiset; tarjoa varattavaa aikaa omassa kalenterissasi"
    ),
    "this is your main calendar; make another one the main one instead": (
        "tämä on pääkalenterisi; tee sen sijaan toisesta pääkalenteri"
    ),
    "Another calendar of yours has the slug {slug}. {free} is free. Nothing was saved or charged.": (
        "Toisella kalenterillasi on jo slug {slug}. Vapaana on {free}. Mitään ei tallennettu eikä veloitettu."
    ),
    "{title} has {booked} confirmed or paid, ": "{title}: {booked} (vahvistettu tai maksettu), ",
    "Delete calendar {id} with {schedules} and {events}": "Poista kalenteri {id}, jossa on {schedules} ja {events}",
    " and give back {listed}": " ja palauttaisi {listed}",
    "{count} upcoming bookings that are": "tulevia varauksia {count}",
    "one upcoming booking that is": "yksi tuleva varaus",
    "{text}from {first} to {last}. cancel_bookings true would call {more} off{back}.": (
        "{text}ensimmäinen {first}, viimeinen {last}. cancel_bookings true peruisi {more}{back}."
    ),
    "{title} belongs to contract {contract_id} and goes with it: delete_contract archives both.": (
        "{title} kuuluu sopimukseen {contract_id} ja poistuu sen mukana: delete_contract arkistoi molemmat."
    ),
    "{title} is your main calendar. Make another one the main one first: update_calendar with is_default true.": (
        "{title} on pääkalenterisi. Tee ensin toisesta pääkalenteri: update_calendar ja is_default true."
    ),
    "Besides, {listed} goes back": "Lisäksi palautuu {listed}",
    ", cancel {counted}": ", peru {counted}",
    "The calendar is called {label}": "Kalenterin nimi on {label}",
    "them": "ne",
    "{until} must be after start, {begin}": "{until} ei ole alun (start) jälkeen; alku on {begin}",
    "the range is at most {most} days": "väli on enintään {most} päivää",
}
