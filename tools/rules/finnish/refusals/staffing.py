"""Refusals and questions: staffing."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "inquiry": "henkilöstöpyyntö",
    "give exactly one of the_contract_id and id": "anna tarkalleen toinen näistä: the_contract_id tai id",
    "Your company is the {side} of this contract; only the company that manages it changes or ends it.": (
        "Yrityksesi rooli tässä sopimuksessa: {side}; vain sopimusta hoitava yritys muuttaa sitä tai päättää sen."
    ),
    "several companies have a contract of that name with you; give id instead, one of {ids}": (
        "usealla yrityksellä on kanssasi tämänniminen sopimus; anna sen sijaan id, jokin näistä: {ids}"
    ),
    "staffing contract": "henkilöstösopimus",
    "is the other side as well; a contract has a client and a vendor": (
        "on myös toinen osapuoli; sopimuksella on tilaaja ja toimittaja"
    ),
    "End staffing contract {id} with {last} as its last day": "Päätä henkilöstösopimus {id}, viimeinen päivä {last}",
    "take it out of the records": "poista se tiedoista",
    "Take staffing contract {id} out of the records": "Poista henkilöstösopimus {id} tiedoista",
    "{names}, for good": "{names}, lopullisesti",
    "needs an id or a name besides the title": "vaatii tittelin lisäksi numeron (id) tai nimen (name)",
    "Its name and client: {public_id}, {client_company_name}": (
        "Sen nimi ja asiakas: {public_id}, {client_company_name}"
    ),
    "has at most 2 decimals": "saa sisältää enintään 2 desimaalia",
    "there is no user {seller_id} in your company; list_users shows them": (
        "yrityksessäsi ei ole käyttäjää {seller_id}; list_users luettelee heidät"
    ),
    (
        "there is no person {id} that you can name by the number alone, or none of that exact name; a "
        "name alone records a new one"
    ): "henkilöä {id} ei voi nimetä pelkällä numerolla, tai tarkalleen sen nimistä ei ole; pelkkä nimi kirjaa uuden",
    "is taken by another contract of your company": "on jo yrityksesi toisella sopimuksella",
    "is the client as well; a contract has two sides, so name another client or vendor": (
        "on myös tilaaja; sopimuksella on kaksi osapuolta, joten nimeä toinen tilaaja tai toimittaja"
    ),
    "Cancel inquiry {id} with its {open_ones} open positions, for good": (
        "Peru henkilöstöpyyntö {id} lopullisesti; avoimia paikkoja: {open_ones}"
    ),
    "Its title: {title}": "Sen otsikko: {title}",
    "Cancel position {id} of inquiry {inquiry_id}, for good": (
        "Peru henkilöstöpyynnön {inquiry_id} paikka {id} lopullisesti"
    ),
    "{unit} has at most {decimals} decimals": "{unit}: enintään {decimals} desimaalia",
    " by contract {contract}": " (sopimus {contract})",
    "Position {position} is {stage}{by}; a contract fills one that is {open_positions}.": (
        "Paikka {position}: tila on {stage}{by}; sopimus täyttää paikan, jonka tila on {open_positions}."
    ),
    "Contract {public} is terminated and cannot be changed; create_staffing_contract records a new one.": (
        "Sopimus {public} on päätetty, eikä sitä voi muuttaa; create_staffing_contract kirjaa uuden."
    ),
    "Contract {public} is {status} already; with delete_record true it is only taken out of the records.": (
        "Sopimus {public}: tila on jo {status}; jos delete_record on true, se vain poistetaan tiedoista."
    ),
    "contract {public_id}, id {id}": "sopimus {public_id}, id {id}",
    "contract {id}": "sopimus {id}",
    "The inquiry is cancelled; nothing can be added to it.": (
        "Henkilöstöpyyntö on peruttu; siihen ei voi lisätä mitään."
    ),
    "The inquiry has {count} positions, the most there can be.": (
        "Henkilöstöpyynnössä on {count} paikkaa, enempää ei voi olla."
    ),
    "The inquiry is cancelled already; nothing changed.": "Henkilöstöpyyntö on jo peruttu; mikään ei muuttunut.",
    "Filled and under contract: {named}. Cancel the open positions one by one instead.": (
        "Täytetty ja sopimuksen alainen: {named}. Peru sen sijaan avoimet paikat yksitellen."
    ),
    "The position is cancelled already.": "Paikka on jo peruttu.",
    (
        "The position is filled by {contract}, and is not cancelled any more. "
        "terminate_staffing_contract before the contract's start opens it again."
    ): (
        "Paikka on täytetty ({contract}), eikä sitä enää voi perua. terminate_staffing_contract ennen "
        "sopimuksen alkua avaa sen uudelleen."
    ),
    "The position is {stage}; it cannot be changed.": "Paikan tila on {stage}; sitä ei voi muuttaa.",
    "The position is {stage}; from there it can go to: {allowed}, not to {wanted}.": (
        "Paikan tila on {stage}; siitä se voi siirtyä tilaan: {allowed}, ei tilaan {wanted}."
    ),
    "must be later than job_start": "on oltava myöhempi kuin job_start",
    "lies in the past": "on menneisyydessä",
    (
        "there is no company {id} that you can name so; your own, those it made and those of your "
        "contracts go by number alone, any other by its number and its exact {name} together"
    ): (
        "yritystä {id} ei voi nimetä näin; omasi, sen luomat ja sopimustesi yritykset nimetään pelkällä "
        "numerolla, muut numerolla ja tarkalla kentän {name} arvolla yhdessä"
    ),
    "company {id} is '{name}'; give one of the two, or both alike": (
        "yritys {id} on '{name}'; anna toinen näistä tai molemmat samasta yrityksestä"
    ),
    "position {position} ({contract})": "paikka {position} ({contract})",
}
