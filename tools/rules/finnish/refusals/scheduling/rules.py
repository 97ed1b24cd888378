"""Refusals and questions: scheduling rules."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "must lie ahead, by at most {most_days} days": "on oltava tulevaisuudessa, enintään {most_days} päivän päässä",
    "is later than until": "on myöhemmin kuin until",
    "it has ended already; nothing changes": "se on jo päättynyt; mikään ei muutu",
    "it is disputed; both sides agree on amount or state": (
        "siitä on kiista; molemmat osapuolet sopivat summasta tai tilasta"
    ),
    "it is completed and closed: too late": "se on toteutettu ja päättynyt: liian myöhäistä",
    "it took place; only the one who pays can send it back": "se toteutui; vain maksaja voi palauttaa sen",
    "needs a date as well, or a full moment with offset": (
        "tarvitsee myös päivän (date) tai täyden hetken, jossa on aikaero UTC:hen"
    ),
    "give duration or end as well": "anna myös duration tai end",
    "must be after the start, {start}": "on oltava alun jälkeen: {start}",
    "{minutes} minutes disagree with the end {given}; give one": (
        "{minutes} minuuttia ei sovi yhteen lopun {given} kanssa; anna vain toinen"
    ),
    "a time of day needs a date": "kellonaika tarvitsee päivän",
    "needs a start": "tarvitsee alun (start)",
    "needs at least one item: {forms}": "tarvitsee vähintään yhden kohdan: {forms}",
    "Event {event_id} must be paid first: {amount}.": "Tapahtuma {event_id} on ensin maksettava: {amount}.",
}
