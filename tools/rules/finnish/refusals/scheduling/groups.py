"""Refusals and questions: scheduling groups."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "schedule {id} is your own; put sessions and people into it with add_schedule_event": (
        "aikataulu {id} on omasi; lisää siihen tapaamisia ja ihmisiä työkalulla add_schedule_event"
    ),
    "not all of them are free": "kaikki eivät ole vapaina",
    "none of them is free": "kukaan ei ole vapaana",
    "The next times: {free}.": "Seuraavat ajat: {free}.",
    "No other time was found.": "Muuta aikaa ei löytynyt.",
    "{kept}At {start} {whom} for {minutes} minutes ({said}). Nothing was booked or charged. {then}": (
        "{kept}Aika {start}, {minutes} minuuttia: {whom} ({said}). Mitään ei varattu eikä veloitettu. {then}"
    ),
    "schedule {schedule_id} is none of schedule_ids": "aikataulua {schedule_id} ei ole kentässä schedule_ids",
    "names {twice} twice": "mainitsee kahdesti: {twice}",
    "are for mode any; leave them out": "koskee vain mode=any; jätä tämä pois",
    "are {count} for {other_count} schedules; give one for each": (
        "annettu {count}, aikatauluja {other_count}; anna yksi kullekin"
    ),
    "all of them offer {shared}": "kaikki tarjoavat näitä: {shared}",
    "they share no length": "niillä ei ole yhteistä kestoa",
    "schedule {twice} is named twice": "aikataulu {twice} on mainittu kahdesti",
    "schedule {id} offers shifts (type 3); book_schedule takes one": (
        "aikataulussa {id} on työvuoroja (tyyppi 3); book_schedule ottaa niistä yhden"
    ),
    "{minutes} minutes are not offered by schedule {named}; {lengths}": (
        "{minutes} minuuttia ei ole tarjolla, aikataulu {named}; {lengths}"
    ),
    " and move into escrow for them{source}{worth}": " ja siirrä niitä varten pidätettäväksi{source}{worth}",
    ", free of charge": ", maksutta",
    " {sums}, together worth": " {sums}, yhteensä",
    ", to be paid later:{worth}": ", maksetaan myöhemmin:{worth}",
    ", from the balance of {payer},": ", saldosta (maksaja {payer}),",
    ", with what is prepaid,": ", ennakkoon maksetusta,",
    "the total is {total}, and nothing is said of {currency}": (
        "yhteensä {total}, eikä valuutalle {currency} ole annettu rajaa"
    ),
    "the total is {total}, more than {limit:f}": "yhteensä {total}, enemmän kuin {limit:f}",
    " mode=possible books the others.": " mode=possible varaa muut.",
    "{count} of the {of_all} starts of schedule {id} cannot be booked: {named}. Nothing was booked or charged.{hint}": (
        "Aikataulun {id} alkamisajoista ei voi varata {count}, kaikkiaan niitä on {of_all}: {named}. "
        "Mitään ei varattu eikä veloitettu.{hint}"
    ),
    "is a schedule of shifts (type 3); book_schedule takes one of them": (
        "on työvuorojen aikataulu (tyyppi 3); book_schedule ottaa niistä yhden"
    ),
    "a slot of this schedule has {places}": "paikkoja tämän aikataulun ajassa: {places}",
    " Nothing was booked. pay=later holds them for a short time meanwhile.": (
        " Mitään ei varattu. pay=later pitää ajat sillä välin hetken varattuina."
    ),
    "Book schedules {ids} and {last} together on {start}": "Varaa yhdessä aikatauluista {ids} ja {last} aika {start}",
    "They are called {names}": "Niiden nimet: {names}",
    "schedule {id}: {reason}": "aikataulu {id}: {reason}",
    "{start} ({reason})": "{start} ({reason})",
    "You keep that time yourself: let go of it first with release_slot_hold ({named}). ": (
        "Pidät sitä aikaa itse: vapauta se ensin, release_slot_hold ({named}). "
    ),
    "Book schedule {id} {times}, every {weeks}, the first on {first}": (
        "Varaa aikataulusta {id} {times}, toistoväli {weeks}, ensimmäinen {first}"
    ),
    "week": "viikko",
    "The last one is on {last}": "Viimeinen on {last}",
    "Dates that are left out: {count}": "Pois jääviä päiviä: {count}",
}
