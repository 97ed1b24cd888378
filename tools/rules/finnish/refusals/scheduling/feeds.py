"""Refusals and questions: scheduling feeds."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "give exactly one of kal_id, schedule_id and contract_id": (
        "anna täsmälleen yksi: kal_id, schedule_id tai contract_id"
    ),
    "End the secret address of feed {feed_id}, for good": (
        "Poista syötteen {feed_id} salainen osoite lopullisesti käytöstä"
    ),
    "Calendar {id} is read from outside: subscribe to it where it comes from. Nothing was made or charged.": (
        "Kalenteri {id} luetaan ulkoa: tilaa se sieltä, mistä se tulee. Mitään ei luotu eikä veloitettu."
    ),
    (
        "No calendar program could read a feed: it is not known where this server is reached over HTTP. "
        "Who runs it serves with --http and names the address with: hiringhall http-url https://HOST. "
        "Nothing was made or charged."
    ): (
        "Mikään kalenteriohjelma ei voisi lukea syötettä: ei tiedetä, missä tämä palvelin on "
        "tavoitettavissa HTTP:n kautta. Palvelimen ylläpito käynnistää sen valinnalla --http ja kertoo "
        "osoitteen komennolla: hiringhall http-url https://HOST. Mitään ei luotu eikä veloitettu."
    ),
    "You have {most_feeds} feeds already, the most allowed. End one first. Nothing was made or charged.": (
        "Sinulla on jo {most_feeds} syötettä, enempää ei sallita. Lopeta ensin jokin niistä. Mitään ei "
        "luotu eikä veloitettu."
    ),
    "Feed {feed_id} was ended already, at {ended_at}. Nothing changed.": (
        "Syöte {feed_id} on jo lopetettu: {ended_at}. Mikään ei muuttunut."
    ),
    "goes with schedule_id only; calendars and contracts have no open hours": (
        "käy vain kentän schedule_id kanssa; kalentereilla ja sopimuksilla ei ole avoimia aikoja"
    ),
    "It shows the {of} {of_quoted}": "Siinä näkyy: {of} {of_quoted}",
    "calendar feed": "kalenterisyöte",
}
