"""Refusals and questions: scheduling holds."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "It begins now, so it cannot be kept; book it at once or take a later one. Nothing changed.": (
        "Se alkaa nyt, joten sitä ei voi pitää; varaa se heti tai valitse myöhempi. Mikään ei muuttunut."
    ),
    (
        "Hold {hold_id} is a place that became free and is kept for you until {expires_at}; others wait "
        "for it, so it cannot be kept longer. Nothing changed."
    ): (
        "Aikavaraus {hold_id} on vapautunut paikka, jota pidetään sinulle {expires_at} asti; muut "
        "odottavat sitä, joten sitä ei voi pitää pidempään. Mikään ei muuttunut."
    ),
    "Hold {hold_id} is kept until {latest_expiry} already, at most. Nothing changed.": (
        "Aikavaraus {hold_id} on jo voimassa {latest_expiry} asti, pidempään ei sallita. Mikään ei muuttunut."
    ),
    "The time at {start} of schedule {id} has room for {seats} now: book it. Nothing was charged.": (
        "Ajassa {start} aikataulussa {id} on nyt tilaa, paikkoja {seats}: varaa se. Mitään ei veloitettu."
    ),
    "You are in {count} lines already, the most allowed. Leave one first.": (
        "Olet jo {count} jonossa, enempää ei sallita. Poistu ensin jostakin."
    ),
    "As many guests as may already wait from your network address. Try later, or sign in.": (
        "Verkko-osoitteestasi odottaa jo niin monta vierasta kuin sallitaan. Yritä myöhemmin tai kirjaudu sisään."
    ),
    "has no waiting lists": "ei käytä jonotuslistoja",
    "this schedule offers {lengths} minutes": "tämän aikataulun kestot minuutteina: {lengths}",
    "it has {seats}": "paikkoja on {seats}",
    "is less than 20 minutes away: nobody waits for it any more": "on alle 20 minuutin päässä: sitä ei enää jonoteta",
    "Entry {entry_id} is {status} already. Nothing changed.": (
        "Jonotuspaikka {entry_id}: tila on jo {status}. Mikään ei muuttunut."
    ),
    "place in a waiting list": "paikka jonotuslistalla",
    "of that token": "tällä tunnisteella",
    (
        "of that token, open to you in this schedule (one for a single address: sign in with it, or name it as guest in "
        "book_schedule, which says what is free),"
    ): (
        "tällä tunnisteella, avoinna sinulle tässä aikataulussa (vain yhdelle osoitteelle: kirjaudu sillä, tai nimeä se "
        "vieraana book_schedule-kutsussa, joka kertoo vapaat ajat)"
    ),
    "You have booked {own} of its {places} places yourself; there is nothing to wait for. Nothing was charged.": (
        "Olet itse varannut paikoista {own}/{places}; odotettavaa ei ole. Mitään ei veloitettu."
    ),
}
