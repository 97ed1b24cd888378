"""Refusals and questions: work orders lifecycle."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Approve work order {id} and pay from the company's balance": (
        "Hyväksy työtilaus {id} ja maksa yrityksen saldosta"
    ),
    "increase {id}": "korotus {id}",
    "expense {id}": "kulu {id}",
    "person {assignee_id} {provider}": "henkilö {assignee_id} {provider}",
    "Work order {id} has undecided {waiting}. Approve with decide_pending accept or decline, or decide each before.": (
        "Työtilauksessa {id} on ratkaisematta: {waiting}. Hyväksy työtilaus ja anna decide_pending "
        "accept tai decline, tai ratkaise jokainen ensin."
    ),
    (
        "Approving work order {id} would cost {company_total}, not {expected}. Nothing was changed; look "
        "at the pay and repeat with the real total."
    ): (
        "Työtilauksen {id} hyväksyminen maksaisi {company_total}, ei {expected}. Mitään ei muutettu; "
        "katso palkkio ja kutsu uudelleen oikealla loppusummalla."
    ),
    "{provider_total} of it are the provider's, the rest are fees": (
        "{provider_total} siitä kuuluu tekijälle, loput ovat palvelumaksuja"
    ),
    "must be from 1 to 5 with at most 2 decimals": "on oltava 1–5, enintään 2 desimaalia",
    "contradicts apply_passive_cancellation_fee; give one of the two": (
        "on ristiriidassa kentän apply_passive_cancellation_fee kanssa; anna toinen näistä"
    ),
    "Cancel work order {id} for good": "Peru työtilaus {id} pysyvästi",
    "Cancel work order {id} for good and pay a cancellation fee of": (
        "Peru työtilaus {id} pysyvästi ja maksa peruutusmaksu"
    ),
    "the assigned provider, person {assignee_id}": "valittu tekijä, henkilö {assignee_id}",
    "Only an admin of the company may waive a cancellation fee.": (
        "Vain yrityksen ylläpitäjä voi jättää peruutusmaksun perimättä."
    ),
    "The platform gets {platform_fee}": "Palvelu saa {platform_fee}",
    "are needed with reason {id} ({name})": "ovat pakollisia, kun syy on {id} ({name})",
    "task {id} ({description})": "vaihe {id} ({description})",
    "custom field {name}: {fill} fills it in": "lisäkenttä {name}: sen täyttää {fill}",
    "time log: {pay_type} pay needs a closed one; create_work_order_time_log records the visit": (
        "aikakirjaus: palkkiotapa {pay_type} vaatii päättyneen kirjauksen; create_work_order_time_log kirjaa käynnin"
    ),
    "Work order {id} is not finished yet: {gaps}.": "Työtilaus {id} ei ole vielä valmis: {gaps}.",
    "is needed when the scope is incomplete: {known}": "on pakollinen, kun työn laajuus jäi kesken: {known}",
    "{named}: {ways} completes it": "{named}: sen kuittaa valmiiksi {ways}",
    "must not be blank: the provider has to know what is missing": (
        "ei saa olla tyhjä: tekijän on tiedettävä, mitä puuttuu"
    ),
    "{named}: give closing_notes": "{named}: anna closing_notes",
    "goes with incomplete only": "kuuluu vain arvoon incomplete",
    "Remove the incident number from work order {id}": "Poista tapausnumero työtilauksesta {id}",
    "The number is {incident_id}": "Tapausnumero on {incident_id}",
    "any state before paid": "mikä tahansa tila ennen maksua",
    "Publish {numbered} and hold": "Julkaise {numbered} ja varaa",
    "The money stays in the company's balance, held for it": "Raha pysyy yrityksen saldolla tähän varattuna",
}
