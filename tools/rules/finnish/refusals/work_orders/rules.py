"""Refusals and questions: work orders rules."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "the arrival to be set": "saapumisajan asettaminen",
    "a check-in": "saapumiskirjaus",
    "a check-out": "lähtökirjaus",
    "the file to be uploaded": "tiedoston lähettäminen",
    "the picture to be uploaded": "kuvan lähettäminen",
    "a value of its custom field": "mukautetun kentän arvo",
    "the signature": "allekirjoitus",
    "the tracking number of the shipment": "lähetyksen seurantatunnus",
    "Work order {order_id} is assigned to person {assignee_id}, not to person {named}; nothing was changed.": (
        "Työtilauksen {order_id} tekijä on käyttäjä {assignee_id}, ei käyttäjä {named}; mitään ei muutettu."
    ),
    "Work order {id} is {display} to person {assignee_id}; {tool} needs it free: unassign_work_order first.": (
        "Työtilaus {id}: tila on {display}, tekijä on käyttäjä {assignee_id}; {tool} vaatii, ettei "
        "tekijää ole: ensin unassign_work_order."
    ),
    "void_time_logs true: {closed_logs} time logs exist and would no longer count for pay": (
        "void_time_logs true: aikakirjauksia on {closed_logs}, eikä niitä enää laskettaisi palkkioon"
    ),
    "is needed: the provider has confirmed the arrival and is told why": (
        "tarvitaan: tekijä on vahvistanut saapumisensa, ja hänelle kerrotaan syy"
    ),
    "must be from {start} to {last}, four hours after the service window": (
        "on oltava väliltä {start} – {last}, jälkimmäinen neljä tuntia aikaikkunan jälkeen"
    ),
    "there is no work order {id} that you can see": "työtilausta {id}, jonka näkisit, ei ole",
    "work order {id} has no {field}": "työtilauksesta {id} puuttuu {field}",
    "the sites of {id} and {b_id} are {rounded_km} km apart": "kohteiden {id} ja {b_id} väli on {rounded_km} km",
    "the site of {id} has no coordinates": "kohteella {id} ei ole koordinaatteja",
    "these belong to {count} different {words}": "{words}: eri arvoja {count}",
    "a bundle needs at least {min_members} different work orders": (
        "pakettiin tarvitaan eri työtilauksia vähintään {min_members}"
    ),
    "{count} open offers would be closed": "avoimia tarjouksia suljettaisiin {count}",
    "{count} pending requests would be closed": "odottavia pyyntöjä suljettaisiin {count}",
    "together they pay at most {total}": "yhdessä ne maksavat enintään {total}",
    "work order {id} is in bundle {bundle}": "työtilaus {id} on paketissa {bundle}",
    "work order {id} is {status}": "työtilaus {id}: tila on {status}",
    "is needed for type {type_id} ({kind})": "tarvitaan, kun tyyppi on {type_id} ({kind})",
    "are at most {max_tasks} on one work order; these would be {count}": (
        "enintään {max_tasks} yhdessä työtilauksessa; näitä olisi {count}"
    ),
    "A work order has at most one task of type {once} ({task_types}).": (
        "Työtilauksessa voi olla enintään yksi vaihe, jonka tyyppi on {once} ({task_types})."
    ),
    "must be at most {max_value} characters": "saa olla enintään {max_value} merkkiä",
    "is read-only": "on vain luettavissa",
    "must not be empty": "ei saa olla tyhjä",
    "{field} of work order {id} is locked while it is {display}: {hint}.": (
        "Kenttä {field} on lukittu (työtilaus {id}), koska tila on {display}: {hint}."
    ),
    "location: an address, a saved location or mode remote": "location: osoite, tallennettu paikka tai mode remote",
    "schedule: mode and start": "schedule: mode ja start",
    "pay: type and base": "pay: type ja base",
    "pay: must be able to come to more than 0": "pay: palkkion on voitava nousta yli 0:n",
    "pay: must be able to come to {minimum_payment} at least, now {pay_max}": (
        "pay: palkkion on voitava nousta ainakin määrään {minimum_payment}, nyt {pay_max}"
    ),
    "Work order {order_id} is not complete enough: {gaps}. Fill this in with update_work_order.": (
        "Työtilaus {order_id} ei ole tarpeeksi valmis: {gaps}. Täydennä sitä työkalulla update_work_order."
    ),
    "names one type of work twice": "mainitsee saman työlajin kahdesti",
    "needs exactly one with is_primary true": "tarvitsee tarkalleen yhden, jossa on is_primary true",
    "{wrong!r} is not one of {allowed}": "{wrong!r} ei ole mikään näistä: {allowed}",
    "must be a date 2026-03-01, or a range 2026-03-01,2026-03-31": (
        "on oltava päivä 2026-03-01 tai väli 2026-03-01,2026-03-31"
    ),
    "must be a rating such as 4.5 (at least), or a range such as 3,4.5": (
        "on oltava arvosana, esimerkiksi 4.5 (vähintään), tai väli, esimerkiksi 3,4.5"
    ),
    "{key!r} is not one of {names}": "{key!r} ei ole mikään näistä: {names}",
    "is needed, two letters such as US": "tarvitaan, kaksi kirjainta, esimerkiksi US",
    "is needed too: both coordinates or none": "tarvitaan myös: molemmat koordinaatit tai ei kumpaakaan",
    "is needed for mode saved; list_saved_locations has it": (
        "tarvitaan, kun mode on saved; sen antaa list_saved_locations"
    ),
    "is needed: custom, saved or remote": "tarvitaan: custom, saved tai remote",
    "is needed unless coordinates are given": "tarvitaan, ellei koordinaatteja ole annettu",
    "is needed: fixed, hourly, device or blended": "tarvitaan: fixed, hourly, device tai blended",
    "is needed for {type} pay: {units}": "tarvitaan palkkiotyypille {type}: {units}",
    "is for blended pay only; this is {type}": "on vain palkkiotyypille blended; tämä on {type}",
    "is always 1 for fixed pay": "on kiinteässä palkkiossa aina 1",
    "must be more than 0 and at most 100000": "on oltava yli 0 ja enintään 100000",
    "must be at most 10000000": "on oltava enintään 10000000",
    "{type_id} ({problem_types}) is opened by the system": "järjestelmä avaa tyypin {type_id} ({problem_types}) itse",
    "{type_id} ({problem_types}) is for the company": "{type_id} ({problem_types}) on yritystä varten",
    "{type_id} is no type of problem": "{type_id} ei ole ongelman tyyppi",
    "{why}; choose one of {known}": "{why}; valitse jokin näistä: {known}",
    "is needed for attribute: the name of the note kept on pool members": (
        "tarvitaan tyypille attribute: poolin jäsenistä pidettävän muistiinpanon nimi"
    ),
    "must be at most {max_name} characters": "saa olla enintään {max_name} merkkiä",
    "{operator} does not go with {type}; use one of {allowed}": (
        "{operator} ei sovi tyyppiin {type}; käytä jotakin näistä: {allowed}"
    ),
    "must be a number for {type} {operator}, not {values!r}": (
        "on oltava luku, kun vaatimus on {type} {operator}, ei {values!r}"
    ),
    "must be 0 or more": "on oltava vähintään 0",
    "must be ids (whole numbers) for {type}, not {values}": (
        "on annettava numeroina (kokonaislukuja), kun tyyppi on {type}, ei {values}"
    ),
    "only preferences have a weight: leave it out or set required to false": (
        "vain toiveilla on paino: jätä se pois tai anna required-kentäksi false"
    ),
    "must be from 0 to 100": "on oltava väliltä 0–100",
    "is needed; for {type}: {operators}": "tarvitaan; tyypille {type}: {operators}",
    "a work order has at most {max_rules} rules; this would make {count}": (
        "työtilauksessa on enintään {max_rules} vaatimusta; nyt niitä tulisi {count}"
    ),
    "changes nothing: give pay, schedule or expenses, or leave it out": (
        "ei muuta mitään: anna pay, schedule tai expenses, tai jätä se pois"
    ),
    "this order is in a bundle: only pay_percent can be countered, for all its orders": (
        "tämä työtilaus on paketissa: vastatarjous voi koskea vain kenttää pay_percent, koko paketille yhteisesti"
    ),
    "is for bundled orders; give pay instead": "on paketissa oleville työtilauksille; anna sen sijaan pay",
    "must be from {least_percent} to {most_percent}": "on oltava väliltä {least_percent} – {most_percent}",
    "must be at most {max_expenses}": "saa olla enintään {max_expenses}",
    "Request {id} for work order {order_id} is {status}; {tool} needs a pending one.": (
        "Pyyntö {id} työtilaukseen {order_id}: tila on {status}; {tool} vaatii odottavan pyynnön."
    ),
    "must be true: {why}": "on oltava true: {why}",
    "this work order takes no counter-offers: ask for it at its own terms": (
        "tähän työtilaukseen ei oteta vastatarjouksia: pyydä sitä sen omin ehdoin"
    ),
    "must not be after the start of the service window, {window_start}": (
        "ei saa olla aikaikkunan alun {window_start} jälkeen"
    ),
    "you have no offer of it": "sinulla ei ole siitä tarjousta",
    "Work order {id} is {display}, but {ended}; {tool} needs an open offer.{more}": (
        "Työtilaus {id}: tila on {display}, mutta {ended}; {tool} vaatii avoimen tarjouksen.{more}"
    ),
    "it is already yours": "se on jo sinun",
    "somebody else has it; trying again does not help": "se on jollakulla toisella; uusi yritys ei auta",
    "Work order {id} is {display}: {whose}.": "Työtilaus {id}: tila on {display}: {whose}.",
    "must not be after the end of the service window, {last_end}": "ei saa olla aikaikkunan lopun {last_end} jälkeen",
    "nobody is chosen: give user_ids, talent_pool_id, talent_pool_group_id or preferred_group_id": (
        "ketään ei ole valittu: anna user_ids, talent_pool_id, talent_pool_group_id tai preferred_group_id"
    ),
    "is needed: exact, between or hours": "tarvitaan: exact, between tai hours",
    "must be left out for mode exact; use between for a window": (
        "on jätettävä pois, kun mode on exact; anna aikaikkuna arvolla between"
    ),
    "is needed for mode {mode}": "tarvitaan, kun mode on {mode}",
    "must be after start {start}": "on oltava alun (start) {start} jälkeen",
    "must be within {days} days of start": "on oltava alusta (start) lukien enintään {days} päivän sisällä",
    (
        "its time of day ({closes:%H:%M} in {zone}) must be later than that of start ({opens:%H:%M}): "
        "mode hours means every day between the two"
    ): (
        "sen kellonajan ({closes:%H:%M}, {zone}) on oltava myöhempi kuin alun (start) ({opens:%H:%M}): "
        "mode hours tarkoittaa joka päivä näiden välissä"
    ),
    "unconfirmed": "vahvistamatta",
    "requested": "pyydetty",
    "unfilled": "tekijä puuttuu",
    "Work order {id} is {display}; {tool} needs {needs}.": (
        "Työtilaus {id}: tila on {display}; {tool} vaatii: {needs}."
    ),
    "an order that is not deleted": "työtilaus, jota ei ole poistettu",
    "no open time log: check out first": "ei avointa aikakirjausta: kirjaudu ensin pois paikalta",
    "an order without time logs": "työtilaus ilman aikakirjauksia",
    "the provider's answer: the work was reported done and sent back. Until {until} the provider may "
    "report it again (mark_work_order_complete) or give it up (remove_work_order_provider); without an "
    "answer the company may end it after that. To pay for it now: mark_work_order_complete, then "
    "approve_work_order": (
        "tekijän vastaus: työ ilmoitettiin tehdyksi ja palautettiin. Tekijä voi {until} asti ilmoittaa sen "
        "uudelleen tehdyksi (mark_work_order_complete) tai luopua siitä (remove_work_order_provider); ellei "
        "hän vastaa, yritys voi päättää sen sitten. Jos haluat maksaa sen nyt: mark_work_order_complete, "
        "sitten approve_work_order"
    ),
    "a canceled order without a cancellation fee: the fee of this one was charged": (
        "peruttu työtilaus, josta ei peritty peruutusmaksua: tästä se perittiin"
    ),
    "the most hours": "tuntien enimmäismäärä",
    "the most devices": "laitteiden enimmäismäärä",
    "hours": "tunnit",
    "projects": "projektit",
    "primary types of work": "ensisijaiset työn tyypit",
    "pay types": "palkkiotyypit",
    "custom_fields: {name} is required": "custom_fields: {name} on pakollinen",
    "clients": "asiakkaat",
}
