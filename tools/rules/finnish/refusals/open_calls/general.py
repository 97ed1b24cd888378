"""Refusals and questions: open calls general."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "{called} has {free} free seats, {wanted} were to be taken. Nothing changed.": (
        "{called}: vapaita paikkoja on {free}, ja ottaa piti {wanted}. Mikään ei muuttunut."
    ),
    "person {person_id} {person_name}": "käyttäjä {person_id} {person_name}",
    "{count} people": "{count} henkilöä",
    "Take {count} of those who applied for open call {id} and set aside": (
        "Valitse hakijoista {count}, avoin haku {id}, ja varaa"
    ),
    "Not applications that were sent for {called}: {named}. Nothing changed.": (
        "Nämä eivät ole lähetettyjä hakemuksia, {called}: {named}. Mikään ei muuttunut."
    ),
    (
        "The terms of {called} changed after these were sent and they have to be sent again first: "
        "application {named}. Nothing changed."
    ): (
        "{called}: ehdot muuttuivat näiden lähettämisen jälkeen, ja ne on ensin lähetettävä uudelleen: "
        "hakemus {named}. Mikään ei muuttunut."
    ),
    "Together they cost {total}, more than the {of} allowed. Nobody was accepted.": (
        "Yhteensä ne maksavat {total}, enemmän kuin sallittu {of}. Ketään ei valittu."
    ),
    "It is called {title}": "Nimi: {title}",
    "Application {id} was decided a moment ago.": "Hakemus {id} on juuri ratkaistu.",
    "Among them {names}": "Mukana muun muassa: {names}",
    "Open call {id} '{title}'": "Avoin haku {id} '{title}'",
    "open call": "avoin haku",
    "Not to be decided on for {called}: application {other}. Nothing changed.": (
        "Ei voi ratkaista, {called}: hakemus {other}. Mikään ei muuttunut."
    ),
    "distance needs a call with a place that has coordinates": (
        "distance edellyttää hakua, jonka paikalla on koordinaatit"
    ),
    "is required for the company's side": "vaaditaan yrityksen puolella",
    "must be at least {taken}: {other_taken} are taken; you asked for {seats}": (
        "täytyy olla vähintään {taken}: varattuja on {other_taken}, ja pyysit {seats}"
    ),
    "Change open call {id}, which has {before} set aside, and set aside instead": (
        "Muuta avoin haku {id}, jota varten on varattu {before}, ja varaa sen sijaan"
    ),
    "{called} has changed since version {version}; it is at {row_version}. Read it again first.": (
        "{called} on muuttunut version {version} jälkeen; nykyinen versio on {row_version}. Lue se ensin uudelleen."
    ),
    "counts from publishing; {due} is over already": "lasketaan julkaisemisesta; {due} on jo ohi",
    "For {free} free seats at {per_seat} each": "Vapaita paikkoja {free}, hinta {per_seat} kukin",
    "is missing": "puuttuu",
    "is required": "vaaditaan",
    "is required for a task; a work order has location, types_of_work and schedule instead": (
        "vaaditaan tehtävälle; työmääräyksellä on sen sijaan location, types_of_work ja schedule"
    ),
    "is required, or deadline_hours": "vaaditaan, tai deadline_hours",
    "{service} is not a service; its id comes from list_services": (
        "{service} ei ole palvelu; tunnuksen saat työkalulla list_services"
    ),
    "price_max: a work order pays {least} at least": "price_max: työtilauksesta maksetaan vähintään {least}",
    "must be in the future": "täytyy olla tulevaisuudessa",
    "must be within {days} days": "täytyy olla {days} päivän sisällä",
    "does not go together with deadline; choose one": "ei käy yhdessä kentän deadline kanssa; valitse toinen",
    "must not be before apply_until": "ei saa olla ennen kuin apply_until",
    "has an item without a text: {empty}": "sisältää kohdan ilman tekstiä: {empty}",
    "unknown: {unknown}": "tuntematon: {unknown}",
    "no countries by their two letters: {strange}": "ei maan kaksikirjaimisia tunnuksia: {strange}",
    "deadline: must be in the future": "deadline: täytyy olla tulevaisuudessa",
    "apply_until: must be in the future": "apply_until: täytyy olla tulevaisuudessa",
    "deadline: or deadline_hours": "deadline: tai deadline_hours",
    "is needed: what it is, in one line": "tarvitaan: mistä on kyse, yhdellä rivillä",
    "is longer than {longest} characters": "on pidempi kuin {longest} merkkiä",
    "must not be above price_max": "ei saa olla suurempi kuin price_max",
    "needs price_max": "edellyttää kenttää price_max",
    "has a key twice: {twice}": "sisältää avaimen kahdesti: {twice}",
    "types_of_work: one primary type of work": "types_of_work: yksi ensisijainen työlaji",
    "schedule.start: must be in the future": "schedule.start: täytyy olla tulevaisuudessa",
    "is for work work_order; a task has category_id": "on arvoa work work_order varten; tehtävällä on category_id",
    "is for work task; a work order has types_of_work": "on arvoa work task varten; työtilauksella on types_of_work",
    "does not go together with copy_of; choose one": "ei käy yhdessä kentän copy_of kanssa; valitse toinen",
    "are values for the blanks of a template; give template_id": (
        "ovat arvoja mallin täytettäviin kohtiin; anna template_id"
    ),
    "your company has no template {template_id} for open calls": (
        "yritykselläsi ei ole avointen hakujen mallia {template_id}"
    ),
    "person {id}: {why}": "käyttäjä {id}: {why}",
    "cannot have this work: {named}. Nothing changed; choose others": (
        "eivät voi saada tätä työtä: {named}. Mikään ei muuttunut; valitse muita"
    ),
    "is for work orders of mode between or hours; this one has its time": (
        "on työtilauksille, joiden mode on between tai hours; tällä on jo aikansa"
    ),
    "must lie ahead, where one may arrive: see the schedule of the call": (
        "täytyy olla edessäpäin, aikana jolloin saa saapua: katso haun aikataulu"
    ),
    "a work order of it is not complete: {gaps}": "siitä tehtävä työtilaus ei ole täydellinen: {gaps}",
    "{effect} Nothing changed.": "{effect} Mikään ei muuttunut.",
    "the one seat": "ainoa paikka",
    "all {seats} seats, {per_seat} each": "kaikki {seats}, kukin {per_seat}",
    "Publish open call {id} and set aside": "Julkaise avoin haku {id} ja varaa",
    "must lie ahead, within {days} days": "täytyy olla edessäpäin, {days} päivän sisällä",
    "Call off open call {id}, which is {status}: {back} are free again, whoever applied is refused": (
        "Peru avoin haku {id}, jonka tila on {status}: {back} vapautuu, ja kaikki hakemukset hylätään"
    ),
    "deadline: must not be before apply_until": "deadline: ei saa olla ennen kuin apply_until",
    "Publishing open call {id} would hold {total}, not {expected}. Nothing was held.": (
        "Avoimen haun {id} julkaiseminen varaisi {total}, ei {expected}. Mitään ei varattu."
    ),
    "For {places}": "Paikat: {places}",
    "is required to open a closed call again": "vaaditaan, jotta suljetun haun voi avata uudelleen",
    "{called} is {status}: update_open_call changes it": "{called}: tila on {status}; update_open_call muuttaa sitä",
    "must be at most {seats}, as drafted": "saa olla enintään {seats}, kuten luonnoksessa",
    "is of a kind of work that is not put out here, {code}: {told_by}": (
        "on työtä, jota täällä ei tarjota, {code}: {told_by}"
    ),
    "together the open calls {calls} are of a kind of work that is not put out here, {code}": (
        "yhdessä avoimet haut {calls} ovat työtä, jota täällä ei tarjota, {code}"
    ),
    "allowed is a call that shares no place, web host or accepted person with the others of {together_days} days": (
        "sallittu on haku, jolla ei ole samaa paikkaa, verkko-osoitetta tai valittua henkilöä kuin "
        "muilla {together_days} päivän aikana"
    ),
    "anywhere": "kaikkialla",
    "in {country}": "maassa {country}",
    "is below the floor of pay {where}: {per_hour} an hour; {lowest_price} is the lowest price": (
        "alittaa vähimmäispalkkion ({where}): {per_hour} tunnilta; alin hinta on {lowest_price}"
    ),
    "{fault}. Without one of these it is allowed; the operator may let a single call pass": (
        "{fault}. Ilman jotakin näistä se on sallittu; palvelun ylläpito voi sallia yksittäisen haun"
    ),
    "Delete template {template_id} of open calls": "Poista avointen hakujen malli {template_id}",
    "is needed for a new template: fields of create_open_call, or from_call": (
        "tarvitaan uutta mallia varten: työkalun create_open_call kentät tai from_call"
    ),
    "Template {template_id} was made by somebody else; they or an admin of the company may delete it.": (
        "Mallin {template_id} on tehnyt joku muu; sen voi poistaa hän tai yrityksen ylläpitäjä."
    ),
    "Your company has a template {name} already, number {id}.": "Yritykselläsi on jo malli {name}, numero {id}.",
    "It is called {name}": "Nimi: {name}",
    "does not go together with from_call; choose one": "ei käy yhdessä kentän from_call kanssa; valitse toinen",
    "is needed for a new template": "tarvitaan uutta mallia varten",
    "open call template": "avoimen haun malli",
    "Nobody was accepted.": "Ketään ei hyväksytty.",
    "{called} stays as it is.": "{called} pysyy ennallaan.",
    "{called} stays a draft.": "{called} pysyy luonnoksena.",
    "Applications that were decided already: {states}. Nothing changed.": (
        "Hakemukset, joista on jo päätetty: {states}. Mikään ei muuttunut."
    ),
    " with ": " ja ",
}
