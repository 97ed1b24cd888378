"""Refusals and questions: contracts events."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "set what an event pays, and whom": "asettaa, mitä tapahtumasta maksetaan ja kenelle",
    "plan for others": "suunnitella muiden puolesta",
    "make entries of your own": "tehdä omia merkintöjä",
    "contract {contract_id}": "sopimus {contract_id}",
    "no contract": "ei sopimusta",
    "event {id} belongs to {whose}, not to contract {stand_id}": (
        "tapahtuma {id} ei kuulu sopimukseen {stand_id}; sen sopimustieto: {whose}"
    ),
    "event": "tapahtuma",
    "{name} pays you: a member with write level 4 accepts it, with confirm_event once it is delivered (555).": (
        "{name}: maksun saat sinä. Jäsen, jolla on kirjoitustaso (write) 4, hyväksyy sen työkalulla "
        "confirm_event, kun se on toteutettu (555)."
    ),
    "{name} is a {noun}; {tool} changes it.": "{name}: laji on {noun}; {tool} muuttaa sitä.",
    (
        "{name} is an appointment of schedule {kal_schedule_id}; request_event_correction moves it, "
        "decline_event ends a booking of it."
    ): (
        "{name} on aikataulun {kal_schedule_id} tapaaminen; request_event_correction siirtää sitä, "
        "decline_event päättää sen varauksen."
    ),
    "nothing to change was given": "mitään muutettavaa ei annettu",
    "{name} {why}. Nothing changed.": "{name}: {why}. Mitään ei muutettu.",
    "a comment has only a text (label, description) and files; delete_event takes it back": (
        "kommentilla on vain teksti (label, description) ja tiedostot; delete_event poistaa sen"
    ),
    "a task has a date and an estimate, but no time of day; create_contract_event plans a time": (
        "tehtävällä on päivä ja arvio, ei kellonaikaa; create_contract_event varaa ajan"
    ),
    "an appointment keeps a time; 444 calls it off": "tapaamisella on aina aika; 444 peruu sen",
    "{name} is paid, or its payment is on the way: {locked} stay as they are; only its text can change. Nothing changed.": (
        "{name} on maksettu, tai sen maksu on matkalla: {locked} pysyy ennallaan; vain tekstiä voi "
        "muuttaa. Mitään ei muutettu."
    ),
    "cannot become {state_name}: {fault}": "tilaksi ei voi tulla {state_name}: {fault}",
    "is needed, unless kal_id is the own calendar of a contract of yours": (
        "puuttuu; sen saa jättää pois vain, jos kal_id on oman sopimuksesi kalenteri"
    ),
    "schedule {schedule_id} stands in calendar {kal_id}, not in this one": (
        "aikataulu {schedule_id} on kalenterissa {kal_id}, ei tässä"
    ),
    "an event lasts 15 to 1440 minutes; start and end are {minutes} apart": (
        "tapahtuma kestää 15–1440 minuuttia; alun ja lopun väli on {minutes}"
    ),
    "is {currency}, the contract's; leave it out": "on {currency}, joka on sopimuksen valuutta; jätä se pois",
    "is needed: a charge is for so many minutes, 15 to 1440": "puuttuu: kirjaus tarvitsee minuutit, 15–1440",
    "add a {kind}": "lisätä merkinnän ({kind})",
    "a comment has none": "kommentilla ei ole tätä",
    "give tasks to others": "antaa tehtäviä muille",
    "To add a {kind} in {name} needs read level 1; yours is {read}.": (
        "Merkinnän lisäämiseen ({kind}, {name}) tarvitset lukutason (read) 1; sinulla on {read}."
    ),
    "Participant {id} is {state_name}; tasks are for those who are confirmed.": (
        "Osallistuja {id}: tila on {state_name}; tehtäviä annetaan niille, jotka on vahvistettu."
    ),
    "a {kind} needs a text": "teksti puuttuu ({kind})",
    "of a charge at most {longest_charge_label} characters; this has {count}": (
        "kirjauksessa enintään {longest_charge_label} merkkiä; tässä on {count}"
    ),
    "you have no place of your own here: say which of {listed}": (
        "sinulla ei ole tässä omaa paikkaa: sano, mikä näistä: {listed}"
    ),
    "you have several places: say which of {listed}": "sinulla on useita paikkoja: sano, mikä näistä: {listed}",
    "show events": "näyttää tapahtumia",
    "export {export_id} of event": "vienti {export_id}, tapahtuma",
    "{name} was taken out of schedule {schedule_id} already, at {detached_at}. Nothing changed.": (
        "{name} on jo poistettu aikataulusta {schedule_id}, {detached_at}. Mitään ei muutettu."
    ),
    "show events of others in schedules": "näyttää muiden tapahtumia aikatauluissa",
    "export {export_id} is of {name}": "vienti {export_id} kuuluu muualle: {name}",
    "{name} is a {noun}; only appointments have a time to show": (
        "{name}: laji on {noun}; vain tapaamisilla on näytettävä aika"
    ),
    "event {id}": "tapahtuma {id}",
    "{until} is before {first}, {begin}": "{until} on ennen alkua ({first}), joka on {begin}",
    "is {state_name}: {locked} can be changed only while it is pending or confirmed{more}": (
        "tila on {state_name}: kenttiä voi muuttaa vain, kun tila on pending tai confirmed{more}: {locked}"
    ),
    ", and not together with its end": ", eikä samalla kun se päätetään",
    "change your own events": "omien tapahtumien muuttaminen",
    "change events of others": "muiden tapahtumien muuttaminen",
}
