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
    "says which calendars are checked; needed with checks = listed": (
        "kertoo, mitkä kalenterit tarkistetaan; tarvitaan, kun checks = listed"
    ),
    "must be a list": "pitää olla luettelo",
    "has {count} items; at most {most}": "sisältää {count} kohtaa; enintään {most}",
    "must be a whole number from {low} to {high}": "pitää olla kokonaisluku väliltä {low}–{high}",
    "must be one of {choices}": "on oltava jokin näistä: {choices}",
    "must be a text of 1 to {most} characters": "on oltava teksti, 1–{most} merkkiä",
    "must be an object with {keys}": "on oltava objekti, jossa ovat {keys}",
    "{last} lies before from {first}": "{last} on ennen alkua (from) {first}",
    "must be a time HH:MM from 00:00 to 23:59": "on oltava kellonaika TT:MM, 00:00–23:59",
    "must be a time HH:MM up to 24:00; at or before start it means the next day": (
        "on oltava kellonaika TT:MM, enintään 24:00; alussa tai ennen sitä se tarkoittaa seuraavaa päivää"
    ),
    "must be an object with days, start and end": "on oltava objekti, jossa ovat days, start ja end",
    "says on which weekdays, 0 (sunday) to 6": "kertoo viikonpäivät, 0 (sunnuntai)–6",
    "counts from the week of from, else of the schedule's start: give one of them": (
        "lasketaan viikosta, jolla on from, muuten aikataulun alusta: anna toinen niistä"
    ),
    "takes either date, or from and until": "ottaa joko date tai from ja until",
    "{day} already stands in exceptions[{seen}]; put its windows there": (
        "{day} on jo kohdassa exceptions[{seen}]; kirjaa ajat sinne"
    ),
    "; did you mean {near}?": "; tarkoititko {near}?",
    "is not known{hint}": "on tuntematon{hint}",
    "needs date, or from and until": "vaatii: date tai from ja until",
    "{key} already stands in questions[{seen}]": "{key} on jo kohdassa questions[{seen}]",
    "needs at least one item: {forms}": "tarvitsee vähintään yhden kohdan: {forms}",
    "Event {event_id} must be paid first: {amount}.": "Tapahtuma {event_id} on ensin maksettava: {amount}.",
    "rules[{first}] and rules[{second}] overlap; they count as one window there": (
        "rules[{first}] ja rules[{second}] menevät päällekkäin; siinä ne ovat yksi väli"
    ),
    "exceptions[{index}] lies in the past ({last})": "exceptions[{index}] on menneisyydessä ({last})",
    "; known: {keys}": "; tunnetaan: {keys}",
    "write 'mon-fri 09:00-17:00', '2026-04-01 10:00-12:00' or '2026-12-24 closed'": (
        "kirjoita 'mon-fri 09:00-17:00', '2026-04-01 10:00-12:00' tai '2026-12-24 closed'"
    ),
    "{item!r} {fault}": "{item!r} {fault}",
    "cannot be read: {forms}": "ei ole luettavissa: {forms}",
    "does not go with {other}, which is for the same day": (
        "ei sovi yhteen kohdan {other} kanssa, joka koskee samaa päivää"
    ),
    "names no weekday with {name!r}; they are mon tue wed thu fri sat sun": (
        "ei nimeä viikonpäivää: {name!r}; niitä ovat mon tue wed thu fri sat sun"
    ),
    "has a range of more than two days: {part!r}": "sisältää välin, jossa on enemmän kuin kaksi päivää: {part!r}",
}
