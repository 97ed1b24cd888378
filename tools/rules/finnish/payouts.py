"""Payment methods and payouts of freelancers."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "card": "kortti",
    "wallet": "kryptolompakko",
    "bank account": "pankkitili",
    "The company {company} asks you to add a {noun} to be paid on. Enter it yourself under {link} with "
    "confirm_payout_method by {until}; give its number to nobody. Not expected? Do nothing, and it lapses.": (
        "Yritys {company} pyytää lisäämään maksutavan ({noun}). Anna tiedot itse osoitteessa {link} työkalulla "
        "confirm_payout_method viimeistään {until}; älä kerro numeroa muille. Ellet odottanut tätä, pyyntö raukeaa itsestään."
    ),
    "The {noun} {number} was added to your payment methods. Not you? Remove it with {delete} and change your password.": (
        "Maksutapoihisi lisättiin {noun} {number}. Etkö lisännyt sitä itse? Poista se työkalulla {delete} ja vaihda "
        "salasanasi."
    ),
    "The company {company} took back that you add a {noun} from your payment methods.": (
        "Yritys {company} perui pyyntönsä lisätä maksutapa ({noun})."
    ),
    "The company {company} removed the {noun} {number} from your payment methods.": (
        "Yritys {company} poisti maksutavoistasi: {noun} {number}."
    ),
    "The {noun} {number} was removed from your payment methods. Not you? Change your password.": (
        "Maksutavoistasi poistettiin {noun} {number}. Etkö poistanut sitä itse? Vaihda salasanasi."
    ),
    "Your card {number} {why}, so nothing is paid to it any more. Add another payment method: request_payout_method_code "
    "comes first.": (
        "Korttisi {number} {why}, joten sille ei enää makseta mitään. Lisää toinen maksutapa: ensin "
        "request_payout_method_code."
    ),
    "has expired": "on vanhentunut",
    "was blocked": "on suljettu",
    "Your {noun} {number} was verified by the operator and can be paid to now.": (
        "Palvelun ylläpitäjä tarkisti maksutapasi: {noun} {number}. Sille voidaan nyt maksaa."
    ),
    "Payout {id}": "Tilitys {id}",
    "Payout {id} of {amount} to the {noun} {number} from the balance": (
        "Tilitys {id}, {amount} saldolta ({noun} {number}),"
    ),
    "Payout {id} of {amount} to the {noun} {number} for task {task}": (
        "Tilitys {id}, {amount} tehtävästä {task} ({noun} {number}),"
    ),
    "{payout} has to wait: {why}. It is tried again by itself from {again}.": (
        "{payout} joutuu odottamaan: {why}. Sitä yritetään itsestään uudelleen {again} alkaen."
    ),
    "{payout} was handed over and is on its way.": "{payout} on annettu välitettäväksi ja on matkalla.",
    "{payout} was created and is handed over next.": "{payout} on luotu ja annetaan seuraavaksi välitettäväksi.",
    "{payout} has arrived: {paid}.": "{payout} on saapunut: {paid}.",
    "{fee} were the fee.": "Kulu oli {fee}.",
    "{payout} arrived only in part: {paid}; {back} are back on the balance.": (
        "{payout} saapui vain osittain: {paid}; saldolle palautui {back}."
    ),
    "{tool} sends it again.": "{tool} lähettää sen uudelleen.",
    "{tool} sends the rest.": "{tool} lähettää loput.",
    "{payout} was declined; {back} are back on the balance.": "{payout} hylättiin; saldolle palautui {back}.",
    "Payout {id} of {amount} to the bank account {number} was put into a payment file: the bank carries it out on {day} in "
    "the name of {name}, as {reference}.": (
        "Tilitys {id}, {amount} pankkitilille {number}, on maksutiedostossa: pankki toteuttaa sen {day}, maksaja "
        "{name}, viite {reference}."
    ),
    "{amount} of task {task} could not be sent to your {noun} {number} by itself and stay on your "
    "balance. {why} Send them with create_task_payout.": (
        "Tehtävän {task} maksua {amount} ei voitu lähettää itsestään maksutavalle ({noun} {number}), ja se "
        "jää saldollesi. {why} Lähetä se työkalulla create_task_payout."
    ),
}
