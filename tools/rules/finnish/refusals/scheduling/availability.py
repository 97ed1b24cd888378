"""Refusals and questions: scheduling availability."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "you have no role in it": "sinulla ei ole siinä roolia",
    "To {to} in {name} needs write level {write}; {have}. Its owner can change that.": (
        "Tämä vaatii kirjoitustason (write) {write}: {to}, {name}; {have}. Omistaja voi muuttaa sen."
    ),
    "Only its owner may {to} {name}.": "Vain omistaja saa tehdä tämän: {to}, {name}.",
    "Schedule {schedule_id} was deleted already, at {deleted_at}. Nothing changed.": (
        "Aikataulu {schedule_id} on jo poistettu: {deleted_at}. Mikään ei muuttunut."
    ),
    "Calendar {kal_id} is imported from outside and read-only here. Use another one.": (
        "Kalenteri {kal_id} on tuotu ulkoa, ja sitä voi täällä vain lukea. Käytä toista kalenteria."
    ),
    "Calendar {kal_id} belongs to contract {contract_id}: schedules in it need write level 3 there; yours is {write}.": (
        "Kalenteri {kal_id} kuuluu sopimukseen {contract_id}: sen aikatauluihin tarvitaan siellä "
        "kirjoitustaso (write) 3; sinun tasosi on {write}."
    ),
    "Another schedule of yours has the slug {slug}. {free} is free. Nothing was saved or charged.": (
        "Toisella aikataulullasi on jo slug {slug}. Vapaana on {free}. Mitään ei tallennettu eikä veloitettu."
    ),
    "there is no skill {skill_id}": "taitoa {skill_id} ei ole",
    "there is no person {id}": "henkilöä {id} ei ole",
    "there is no participant {id}": "osallistujaa {id} ei ole",
    "{utc_text} must be after start, {utc_text_text}": (
        "{utc_text} ei ole alun (start) jälkeen; alku on {utc_text_text}"
    ),
    "skill {skill_id} is named twice": "taito {skill_id} on mainittu kahdesti",
    "you have no file {named}": "sinulla ei ole tiedostoa {named}",
    "there is no calendar {named} of yours": "sinulla ei ole kalenteria {named}",
    "is not a cursor of this list; leave it out to start again": (
        "ei ole tämän luettelon kohdistin (cursor); jätä se pois, niin luettelo alkaa alusta"
    ),
    "{end} must be after {names}, {start}": "{end} ei ole myöhemmin kuin {names}: {start}",
    "the range is at most {longest_range_days} days; ask for the rest in another call": (
        "väli on enintään {longest_range_days} päivää; pyydä loput toisella kutsulla"
    ),
    "{to_time} is earlier in the day than from_time, {from_time}": (
        "{to_time} on aikaisemmin päivällä kuin from_time: {from_time}"
    ),
    "this schedule offers {lengths} minutes; longer time is several slots in a row": (
        "tämän aikataulun kestot minuutteina: {lengths}; pidempi aika on useita aikoja peräkkäin"
    ),
}
