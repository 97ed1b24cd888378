"""Profiles, requests for people and staffing contracts."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Your profile": "Profiilisi",
    "Your suggestion {id} for the profile of {name} ({fields}) was {status}.": (
        "Ehdotuksesi {id} profiiliin {name} ({fields}) on {status}."
    ),
    "approved": "hyväksytty",
    "rejected": "hylätty",
    "What was suggested for your profile ({numbers}) was taken back by its author; nothing is left to decide.": (
        "Ehdottaja perui profiiliisi ehdottamansa muutokset ({numbers}); päätettävää ei enää ole."
    ),
    "Somebody suggested other values for these fields of your profile: {fields}. Nothing changes unless you accept it: "
    "get_my_profile shows it, vote_on_profile_correction with correction_id {id} decides.": (
        "Profiilisi näihin kenttiin on ehdotettu muita arvoja: {fields}. Mikään ei muutu ilman hyväksyntääsi: get_my_profile "
        "näyttää ehdotuksen, ja siitä päätetään työkalulla vote_on_profile_correction, correction_id {id}."
    ),
    "Your {what} was shown to {kind} {id} {name}. update_my_profile hides them (hide_email, hide_phone).": (
        "Yhteystiedoistasi näytettiin {what}. Sen näki {kind} {id} {name}. Voit piilottaa sen työkalulla update_my_profile "
        "(hide_email, hide_phone)."
    ),
    "Your {what} were shown to {kind} {id} {name}. update_my_profile hides them (hide_email, hide_phone).": (
        "Yhteystiedoistasi näytettiin {what}. Ne näki {kind} {id} {name}. Voit piilottaa ne työkalulla update_my_profile "
        "(hide_email, hide_phone)."
    ),
    "person": "käyttäjä",
    "agent": "agentti",
    # Requests for people.
    "inquiry {id} {title}": "henkilöstöpyyntö {id} {title}",
    "Position {id} {title}": "Paikka {id} {title}",
    "Somebody of your company has cancelled {inquiry}.": "Joku yrityksestäsi on perunut pyynnön: {inquiry}.",
    "{position} was added to {inquiry}.": "{position} on lisätty: {inquiry}.",
    "{position} is {stage} now in {inquiry}.": "{position}: tila on nyt {stage}, {inquiry}.",
    "{position} is {stage} again in {inquiry}.": "{position}: tila on taas {stage}, {inquiry}.",
    "{position} is cancelled in {inquiry}.": "{position} on peruttu: {inquiry}.",
    "{position} is filled by contract {contract} now in {inquiry}.": (
        "{position} on nyt täytetty sopimuksella {contract}: {inquiry}."
    ),
    "draft": "luonnos",
    "search_in_progress": "haku käynnissä",
    "contract_signed": "sopimus allekirjoitettu",
    # Staffing contracts.
    "staffing contract {name} of {company}": "yrityksen {company} henkilöstösopimus {name}",
    "from {start} to {end}": "{start}–{end}",
    "from {start} on, open-ended": "{start} alkaen, toistaiseksi",
    "client": "asiakas",
    "vendor": "toimittaja",
    "consultant": "konsultti",
    "seller": "myyjä",
    "Your company is recorded as the {side} of {contract}, {days}.": (
        "Yrityksesi on kirjattu sopimuksen osapuoleksi ({side}): {contract}, {days}."
    ),
    "You are recorded as the {part} of {contract}, {days}.": (
        "Sinut on kirjattu sopimuksen osapuoleksi ({part}): {contract}, {days}."
    ),
    "Your company is not the {side} of {contract} any more.": (
        "Yrityksesi ei ole enää sopimuksen osapuoli ({side}): {contract}."
    ),
    "You are not the {part} of {contract} any more.": "Et ole enää sopimuksen osapuoli ({part}): {contract}.",
    "Changed in {contract}: {fields}.": "Muutettu, {contract}: {fields}.",
    "get_staffing_contract shows it by id {id}.": "Sopimuksen näyttää get_staffing_contract, id {id}.",
    "Terminated: {contract}. Its last day is {day}.": "Päätetty: {contract}. Viimeinen päivä on {day}.",
    "Taken out of the records: {contract}. It is not shown any more.": (
        "Poistettu tiedoista: {contract}. Sopimusta ei enää näytetä."
    ),
}
