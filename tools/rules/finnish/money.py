"""Purses, top-ups, withdrawals, limits, payouts and agents."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "The operator cancelled top-up {id} over {amount}, invoice {invoice}; nothing was credited.": (
        "Palvelun ylläpitäjä perui latauksen {id}, {amount}, lasku {invoice}; mitään ei hyvitetty."
    ),
    "Top-up {id} was cancelled: its invoice was not paid in {days}. Nothing was credited.": (
        "Lataus {id} on peruttu: sen laskua ei maksettu ajoissa ({days}). Mitään ei hyvitetty."
    ),
    "Company {id} {name} asked for a top-up of {amount}. When the money has arrived: confirm_balance_top_up with "
    "top_up_id {top_up}.": (
        "Yritys {id} {name} pyysi latausta, {amount}. Kun rahat ovat saapuneet: confirm_balance_top_up, top_up_id "
        "{top_up}."
    ),
    "Top-up {id}": "Lataus {id}",
    "{amount} were credited for invoice {invoice}.": "Laskusta {invoice} hyvitettiin {amount}.",
    "{amount} came into your purse: {what}.": "Kukkaroosi saapui {amount}: {what}.",
    "deposit {hash} on {network}{below}": "talletus {hash} verkossa {network}{below}",
    ", and {rest} of the chain's smallest units, below ours, are not counted": (
        "; {rest} verkon pienintä yksikköä, omaamme pienempää, jää laskematta"
    ),
    "{available} are available in your purse, less than the {threshold} below which you wanted to be told.": (
        "Kukkarossasi on käytettävissä {available}: vähemmän kuin {threshold}, jonka alituksesta halusit tiedon."
    ),
    "Purse in {currency}": "Kukkaro, {currency}",
    "Withdrawal {id}": "Nosto {id}",
    "Withdrawal {id} is final: {amount} went to {address}, and {fee} were the network's fee.": (
        "Nosto {id} on valmis: {amount} lähti osoitteeseen {address}, ja verkon kulu oli {fee}."
    ),
    "Withdrawal {id} of {amount} to {address} did not happen: {why}. {whole} are available again.": (
        "Nosto {id}, {amount} osoitteeseen {address}, ei toteutunut: {why}. Käytettävissä on taas {whole}."
    ),
    "the network refused transaction {hash}": "verkko hylkäsi tapahtuman {hash}",
    "Spending limit a {period}": "Kuluraja: {period}",
    "call": "kutsu",
    "day": "päivä",
    "month": "kuukausi",
    "{money} are worth": "{money} on arvoltaan",
    "{tool} costs": "{tool} maksaa",
    "The limit of {limit} USD a {period} of {owner} refused {tool}: {what} {price} USD, and {left} USD are left. "
    "set_spending_limit changes it.": (
        "Kuluraja {limit} USD / {period} ({owner}) esti työkalun {tool}: hinta {price} USD, jäljellä {left} USD. "
        "set_spending_limit muuttaa rajaa."
    ),
    "Reason given: {reason}.": "Annettu syy: {reason}.",
    "Agent {id} was ended for good; its key opens nothing any more.": (
        "Agentti {id} päätettiin lopullisesti; sen avain ei enää avaa mitään."
    ),
    "Agent {id} is {status} now: its deposit is enough.": "Agentin {id} tila on nyt {status}: sen talletus riittää.",
    "Agent {id} was suspended by the operator.": "Palvelun ylläpitäjä keskeytti agentin {id}.",
    "Agent {id} may act again; the operator lifted its suspension.": (
        "Agentti {id} saa taas toimia; palvelun ylläpitäjä poisti keskeytyksen."
    ),
    "Agent {id} was banned for good by the operator.": "Palvelun ylläpitäjä sulki agentin {id} lopullisesti.",
    "Agent {id} was suspended by an admin, person {admin}.": (
        "Yrityksen ylläpitäjä, käyttäjä {admin}, keskeytti agentin {id}."
    ),
    "Agent {id} may act again; an admin, person {admin}, lifted its suspension.": (
        "Agentti {id} saa taas toimia; yrityksen ylläpitäjä, käyttäjä {admin}, poisti keskeytyksen."
    ),
    "Agent {id} was registered and waits for its deposit.": "Agentti {id} on rekisteröity ja odottaa talletustaan.",
    "Agent {id} was registered for the company by person {person} {name} and waits for its deposit.": (
        "Käyttäjä {person} {name} rekisteröi yritykselle agentin {id}, joka odottaa talletustaan."
    ),
    "The API key of agent {id} was replaced; the one that began with {prefix} opens nothing any more. If nobody of you did "
    "it, suspend_company_agent stops the agent.": (
        "Agentin {id} API-avain vaihdettiin; avain, jonka alku oli {prefix}, ei enää avaa mitään. Jos kukaan teistä "
        "ei tehnyt sitä, suspend_company_agent pysäyttää agentin."
    ),
    "{sums} came into the purse of agent {id} {name} after it was ended, and is in yours now.": (
        "Agentin {id} {name} kukkaroon tuli rahaa sen jälkeen, kun agentti oli lopetettu: {sums}. Raha on "
        "nyt sinun kukkarossasi."
    ),
    "payment with a call, {hash} on {network}": "maksu kutsun mukana, {hash}, verkko {network}",
}
