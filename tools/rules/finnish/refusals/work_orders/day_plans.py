"""Refusals and questions: work orders day plans."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    " Its newest successor is {public_id}.": " Sen uusin seuraaja on {public_id}.",
    "Day plan {public_id} is {status}, so {tool} does not go on with it.{more}": (
        "Päiväsuunnitelman {public_id} tila on {status}, joten {tool} ei jatka sitä.{more}"
    ),
    "day plan": "päiväsuunnitelma",
    (
        "Work orders of day plan {public_id} have changed since it was made: {named}. Nothing was "
        "assigned. Leave them out with skip_changed true, or plan again with replan_day."
    ): (
        "Päiväsuunnitelman {public_id} työtilauksia on muuttunut suunnitelman teon jälkeen: {named}. "
        "Mitään ei annettu tekijöille. Jätä ne pois (skip_changed true) tai suunnittele uudelleen "
        "työkalulla replan_day."
    ),
    "Nothing was assigned.": "Mitään ei annettu tekijöille.",
    " and hold": " ja varaa",
    "Offer {count} work orders to {people} providers{held_now}": (
        "Tarjoa työtilauksia ({count}) tekijöille ({people}){held_now}"
    ),
    "Contract {count} providers for {rows} work orders for at most": (
        "Valitse tekijät ({count}) sitovasti työtilauksiin ({rows}), hinta enintään"
    ),
    "has nothing left to assign: {count} orders changed, and the rest stays as it is": (
        "ei sisällä enää mitään annettavaa: muuttuneita työtilauksia on {count}, ja muut pysyvät ennallaan"
    ),
    "It is the plan of {date}; the providers are {people}": (
        "Kyseessä on päivän {date} suunnitelma; tekijät ovat {people}"
    ),
    "The work orders are {rows}": "Työtilaukset ovat {rows}",
    "work order {id} is to begin at {start}: less than two hours are left to accept it. Assign the plan without offer": (
        "työtilauksen {id} on määrä alkaa {start}: sen hyväksymiseen on jäljellä alle kaksi tuntia. Anna "
        "suunnitelman työt suoraan, ilman tarjousta (offer)"
    ),
    "Work order {id} has no coordinates, so nobody knows how far it is. Set them, or pass place.": (
        "Työtilauksella {id} ei ole koordinaatteja, joten etäisyyttä ei tiedetä. Aseta ne tai anna place."
    ),
    "is needed, or a work_order_id that says it": "on pakollinen, tai anna work_order_id, josta se selviää",
    "must be after start": "on oltava myöhemmin kuin start",
    "must be at most 72 hours after start": "saa olla enintään 72 tuntia myöhemmin kuin start",
    "is over: nobody can come any more": "on jo ohi: kukaan ei enää ehdi",
    "can no longer be carried out: {named}. Nothing was assigned": (
        "ei ole enää toteutettavissa: {named}. Mitään ei annettu tekijöille"
    ),
    "has no known home any more": "ei enää ole tunnettua kotipaikkaa",
    "cannot be visited any more": "ei enää ole käytävissä paikan päällä",
    "work order {id} is not among the orders of this plan": "työtilaus {id} ei kuulu tähän suunnitelmaan",
    "is not one of your company's": "ei kuulu yrityksellesi",
    "is a draft; set include_drafts true to plan drafts too": (
        "on luonnos; aseta include_drafts true, jos haluat suunnitella myös luonnoksia"
    ),
    "is {display}, so there is nobody to look for": "on tilassa {display}, joten sille ei haeta tekijää",
    "work order {id} {fault}": "työtilaus {id} {fault}",
    "at most {most_orders} orders, with those of their bundles; these are {count}": (
        "enintään {most_orders} työtilausta, samojen pakettien työtilaukset mukaan lukien; näitä on {count}"
    ),
    "{given} has a priority already": "työtilauksella {given} on jo prioriteetti",
    "cannot be planned for": "ei voida ottaa suunnitelmaan",
    "no open order touches that day": "yhtään avointa työtilausta ei osu sille päivälle",
    "there is nobody to do them": "niille ei ole tekijää",
    (
        "Without coordinates nobody knows the way, so these are left out: {nowhere}. Set latitude and "
        "longitude with update_work_order_location."
    ): (
        "Ilman koordinaatteja matkaa ei tiedetä, joten nämä jäävät pois: {nowhere}. Aseta latitude ja "
        "longitude työkalulla update_work_order_location."
    ),
    (
        "The day and its usual hours are those of {time_zone}, the company's zone, but the sites are in "
        "{zones}: pass time_zone."
    ): (
        "Päivä ja sen tavalliset työajat ovat yrityksen aikavyöhykkeellä {time_zone}, mutta kohteet ovat "
        "vyöhykkeillä {zones}: anna time_zone."
    ),
    "{what}: {orders} orders and {people} people were found{more}": (
        "{what}: työtilauksia löytyi {orders}, henkilöitä {people}{more}"
    ),
    "is over in {zone}: today is {today}": "on jo ohi aikavyöhykkeellä {zone}: tänään on {today}",
    "{date_from} is after {date_to}": "{date_from} on myöhemmin kuin {date_to}",
    "{fault} (date_to)": "{fault} (date_to)",
    "is before date_from": "on aikaisemmin kuin date_from",
    "person in that plan": "henkilö tässä suunnitelmassa",
    "person {id} is not among the people of this plan": "henkilö {id} ei kuulu tähän suunnitelmaan",
    "The best plan changes more than {max_points} points allow: {needed} are needed. Nothing was kept.": (
        "Paras suunnitelma muuttaa enemmän kuin {max_points} pistettä sallii: pisteitä tarvitaan "
        "{needed}. Mitään ei tallennettu."
    ),
    "person {id} is named twice, or fell out by the same call": (
        "henkilö {id} on nimetty kahdesti tai jää pois saman kutsun mukaan"
    ),
    "only routes that can be done are compared": "vain toteutettavissa olevia reittejä verrataan",
    "may not have it": "ei saa ottaa sitä",
    "begins it outside its window": "aloittaa sen aikaikkunan ulkopuolella",
    "person {id} ": "henkilö {id} ",
    " (order {id})": " (työtilaus {id})",
    "not every order stands exactly once": "kaikki työtilaukset eivät ole mukana täsmälleen kerran",
    "has no times": "on ilman aikoja",
    "is home too soon": "on kotona liian aikaisin",
    "works outside the work time": "työskentelee työajan ulkopuolella",
    "has wrong sums": "saa väärät summat",
    "has too many stops": "saa liikaa pysähdyksiä",
    "travels too long": "matkustaa liian kauan",
    "loses what is kept": "menettää sen, minkä pitäisi säilyä",
    "a bundle is torn apart": "paketti hajoaa",
    "cannot be there in time": "ei ehdi sinne ajoissa",
    "is not free for it": "ei ole silloin vapaa",
    "leaves late for it": "lähtee sinne myöhässä",
    "a plan that cannot be carried out was made: {wrong}": "syntyi suunnitelma, jota ei voi toteuttaa: {wrong}",
    "the route of person {id} cannot be done": "henkilön {id} reittiä ei voi toteuttaa",
    "a search starts from routes that can be done": "haku alkaa toteutettavissa olevista reiteistä",
    "a unit fits where it was found to fit": "yksikkö sopii paikkaan, johon sen todettiin sopivan",
    "It is not known where these people start from, so they are left out: {homeless}.": (
        "Näiden henkilöiden lähtöpaikkaa ei tiedetä, joten heidät jätetään pois: {homeless}."
    ),
}
