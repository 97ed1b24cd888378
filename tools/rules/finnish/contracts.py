"""Contracts: their people, hours, charges, deposits and bills."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "agent {id} {name}, its only owner, was ended": "agentti {id} {name}, sen ainoa omistaja, päätettiin lopullisesti",
    "You own {contract} now: {was}. get_contract shows it; add_contract_user makes others owner, delete_contract archives it.": (
        "Omistat nyt: {contract}; syy: {was}. get_contract näyttää sopimuksen; add_contract_user lisää muita "
        "omistajia, delete_contract arkistoi sen."
    ),
    "{heir} owns {contract} now: {was}.": "{heir} on nyt omistaja: {contract}; syy: {was}.",
    "Contract {id}": "Sopimus {id}",
    "contract {id} {label}": "sopimus {id} {label}",
    # What of its terms changed.
    "start": "alku",
    "end": "loppu",
    "privacy": "näkyvyys",
    "position": "paikka luettelossa",
    "skills": "taidot",
    "trackable": "ajan kirjaaminen",
    "rate": "tuntihinta",
    "rounding minutes": "ajan pyöristys",
    "max timer hours": "kirjauksen enimmäiskesto",
    "auto approve": "hyväksyntä itsestään",
    "self approve": "oman työn hyväksyntä",
    "correction quorum": "muutokseen tarvittavat suostumukset",
    "worker": "tekijä",
    "reviewer": "tarkastaja",
    # People.
    "{who} applies to work on {contract} as {role}{terms}.": "{who} hakee töihin: {contract}, rooli: {role}{terms}.",
    "You are asked to work on {contract} as {role}{terms}.": (
        "Sinua pyydetään töihin: {contract}, rooli: {role}{terms}."
    ),
    " at {rate} an hour": ", {rate} tunnilta",
    ", at most {hours} hours a week": ", enintään {hours} tuntia viikossa",
    "reply_to_participation_request answers it (contract_id {contract}, participant_id {place}).": (
        "Vastaa työkalulla reply_to_participation_request (contract_id {contract}, participant_id {place})."
    ),
    "Sign in with this address (request_login_code, log_in_with_code) to answer.": (
        "Vastaa kirjautumalla tällä osoitteella (request_login_code, log_in_with_code)."
    ),
    "They say: {note}": "Viesti: {note}",
    "{who} changed {what} of {contract}.": "{who} muutti tietoja ({contract}): {what}.",
    "{what} changed of {contract}, on which you are asked to work.": (
        "{what}: muuttunut sopimuksessa, johon sinua pyydetään töihin ({contract})."
    ),
    "{who} does not want to work on {contract} as {role}.": "{who} ei halua töihin: {contract}, rooli: {role}.",
    "{who} works on {contract} as {role} now.": "{who} on nyt töissä: {contract}, rooli: {role}.",
    "Your application to work on {contract} as {role} was declined.": (
        "Hakemuksesi hylättiin: {contract}, rooli: {role}."
    ),
    "You work on {contract} as {role} now.": "Olet nyt töissä: {contract}, rooli: {role}.",
    "You are {role} of {contract} now (read {read}, write {write}); remove_contract_user lets you leave.": (
        "Roolisi on nyt {role}: {contract} (read {read}, write {write}); voit lähteä työkalulla remove_contract_user."
    ),
    "{who} agrees to the proposed change of hours or rate as {role} on {contract}.": (
        "{who} suostuu ehdotettuun tuntien tai tuntihinnan muutokseen, rooli {role}: {contract}."
    ),
    "{who} does not agree to the proposed change of hours or rate as {role} on {contract}.": (
        "{who} ei suostu ehdotettuun tuntien tai tuntihinnan muutokseen, rooli {role}: {contract}."
    ),
    "Your role on {contract} is {role} now; it was {before}.": "Roolisi on nyt {role}, ennen {before}: {contract}.",
    "{who} no longer applies to work on {contract} as {role}.": "{who} perui hakemuksensa: {contract}, rooli: {role}.",
    "You are no longer asked to work on {contract} as {role}.": (
        "Sinua ei enää pyydetä töihin: {contract}, rooli: {role}."
    ),
    "Your application to {contract} as {role} was taken off.": "Hakemuksesi poistettiin: {contract}, rooli: {role}.",
    "{who} left {contract}.": "{who} on lähtenyt: {contract}.",
    "You were taken off {contract}; what is owed to you stays owed.": (
        "Sinut poistettiin: {contract}; saatavasi pysyvät voimassa."
    ),
    "{by} took {who} off {contract}.": "{by} poisti osallistujan {who}: {contract}.",
    "{who} archived {contract}; nothing is tracked or billed on it any more.": (
        "{who} arkistoi: {contract}; siihen ei enää kirjata aikaa eikä laskuja."
    ),
    "{count} planned events are called off.": "Suunniteltuja tapahtumia on peruttu: {count}.",
    "You are no longer asked to work on {contract}: it was archived.": (
        "Sinua ei enää pyydetä töihin: {contract} on arkistoitu."
    ),
    "{who} restored {contract}.": "{who} palautti arkistosta: {contract}.",
    "The end of contract {id} {label} has passed; nothing of it is left to pay.": (
        "Sopimus {id} {label} on päättynyt; siitä ei ole enää mitään maksettavaa."
    ),
    "The end of contract {id} {label} has passed; charges of it are still pending or unpaid.": (
        "Sopimus {id} {label} on päättynyt; sen kirjauksia odottaa yhä vastausta tai maksua."
    ),
    "{event} was refused by {who}.": "{event}: hylkääjä on {who}.",
    "{event} was called off by {who}.": "{event}: peruja on {who}.",
    "{event} was accepted and closed by {who}.": "{event}: hyväksyjä ja päättäjä on {who}.",
    "{event} was sent back by {who}.": "{event}: palauttaja on {who}.",
    "{event} was opened again by {who}.": "{event}: uudelleen avaaja on {who}.",
    "{who} changed {what} for {event}.": "{who} muutti ({what}): {event}.",
    "what is paid": "maksettava summa",
    "whether it is paid in advance": "maksetaanko ennakkoon",
    "who is paid": "maksun saaja",
    # Time.
    "{who} started the clock for you on contract {id} {label}.": (
        "{who} käynnisti ajanseurantasi: sopimus {id} {label}."
    ),
    "Your clock on contract {id} was stopped at {at}, {why}. update_participant_charge corrects the charge.": (
        "Ajanseurantasi sopimuksessa {id} pysäytettiin {at}, syy: {why}. update_participant_charge korjaa kirjauksen."
    ),
    "when the contract ended": "sopimus päättyi",
    "the longest it may run": "pisin sallittu kesto täyttyi",
    "Your time recording of {start} on contract {id} was thrown away.": (
        "Aikakirjauksesi {start} sopimuksessa {id} poistettiin."
    ),
    # Money.
    "{amount} on {date} in {contract}": "{amount}, {date}, {contract}:",
    "{amount} for {time} on {date} in {contract}": "{amount}, {time}, {date}, {contract}:",
    "{hours} h": "{hours} h",
    "{minutes} min": "{minutes} min",
    "{charge} {was} for {who}{over}: {next}.": "{charge} {was}, tekijä {who}{over}; {next}.",
    "{charge} {was} for you.": "{charge} {was}, tekijä sinä.",
    "was charged": "kirjattu",
    "is now charged, corrected,": "nyt korjattuna kirjattu",
    ", over the weekly limit": ", yli viikkorajan",
    "approve_contract_transactions accepts it, decline_event refuses it": (
        "approve_contract_transactions hyväksyy sen, decline_event hylkää sen"
    ),
    "it counts as approved; pay_contract_transactions pays it": (
        "kirjaus katsotaan hyväksytyksi; pay_contract_transactions maksaa sen"
    ),
    "{amount} in {contract} were reported as paid to you elsewhere: approve_contract_transactions says that they came, "
    "decline_event that they did not. Without an answer they count from {until} on.": (
        "{contract}: sinulle on ilmoitettu maksetun muualla {amount}. approve_contract_transactions kertoo, että "
        "rahat tulivat, decline_event, että eivät. Ilman vastausta maksu katsotaan saaduksi {until}."
    ),
    "{amount} reported as paid in {contract} count as paid: nobody said otherwise in time.": (
        "{contract}: maksetuksi ilmoitettu {amount} katsotaan maksetuksi, koska kukaan ei ajoissa väittänyt muuta."
    ),
    "Bill {id}": "Lasku {id}",
    "the charges on it are approved and unpaid again": "sen kirjaukset ovat taas hyväksyttyjä ja maksamatta",
    "Bill {bill} with {amount} for your work in {contract} was withdrawn; {charges}.": (
        "Lasku {bill} työstäsi, {amount}, {contract}, on peruttu; {charges}."
    ),
    "Bill {bill} of {amount} in {contract} was withdrawn; {charges}.": (
        "Lasku {bill}, {amount}, {contract}, on peruttu; {charges}."
    ),
    "Bill {bill} with {amount} for your work in {contract} was made; list_contract_bills has your invoice.": (
        "Lasku {bill} työstäsi, {amount}, {contract}, on tehty; oma laskusi löytyy työkalulla list_contract_bills."
    ),
    "Bill {bill} of {amount} in {contract} was made: pay_contract_bill pays it, delete_contract_bill takes it back.": (
        "Lasku {bill}, {amount}, {contract}, on tehty: pay_contract_bill maksaa sen, delete_contract_bill peruu sen."
    ),
    "Bill {bill} of {amount} in {contract} was reported as paid by {who}.": (
        "Lasku {bill}, {amount}, {contract}, on ilmoitettu maksetuksi; ilmoittaja {who}."
    ),
    "Bill {bill} of {amount} in {contract} was paid by {who}.": (
        "Lasku {bill}, {amount}, {contract}, on maksettu; maksaja {who}."
    ),
    "{amount} were put aside for your work in {contract}.": "Työtäsi varten on varattu {amount}: {contract}.",
    "{who} recorded {amount} in {contract} as received elsewhere.": (
        "{who} merkitsi muualla saaduksi {amount}: {contract}."
    ),
    "The deposit for {who} in {contract} is {amount} now.": "Talletus, saaja {who}, on nyt {amount}: {contract}.",
    "{who} recorded {amount} for charges in {contract} as paid elsewhere.": (
        "{who} merkitsi kirjauksista muualla maksetuksi {amount}: {contract}."
    ),
    "{amount} for charges in {contract} were paid to you.": "Sinulle on maksettu kirjauksista {amount}: {contract}.",
    "{amount} that were charged for your work in {contract} were approved.": (
        "Työstäsi kirjattu {amount} on hyväksytty: {contract}."
    ),
    "{who} confirmed that {amount} in {contract} came.": "{who} vahvisti, että {amount} on saapunut: {contract}.",
    "{amount} of {date} in {contract}, charged for your work, were deleted.": (
        "Työstäsi kirjattu {amount}, {date}, on poistettu: {contract}."
    ),
    "{amount} of {date} in {contract}, put aside or reported as paid to you, were deleted.": (
        "Sinulle varattu tai maksetuksi ilmoitettu {amount}, {date}, on poistettu: {contract}."
    ),
    "{amount} of {date} in {contract} were deleted by the one they were for.": (
        "Kirjaus {amount}, {date}, on poistettu: {contract}. Poistaja on se, jota varten se oli."
    ),
    "{amount} that you put aside or reported in {contract} were deleted.": (
        "Varaamasi tai ilmoittamasi {amount} on poistettu: {contract}."
    ),
    "{amount} that you put aside or reported in {contract} were deleted and are back in your purse.": (
        "Varaamasi tai ilmoittamasi {amount} on poistettu ja palautunut kukkaroosi: {contract}."
    ),
    "{amount} of {date} in {contract} were deleted with the time recording they were made from.": (
        "Kirjaus {amount}, {date}, on poistettu aikakirjauksen mukana, josta se tehtiin: {contract}."
    ),
}
