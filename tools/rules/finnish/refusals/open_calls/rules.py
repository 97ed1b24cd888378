"""Refusals and questions: open calls rules."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "from {least} {more}": "vähintään {least} {more}",
    "is below what the call pays: {bounds}": "alittaa sen, mitä haku maksaa: {bounds}",
    "is above what the call pays, and it takes no higher price: {bounds}": (
        "ylittää sen, mitä haku maksaa, eikä korkeampaa hintaa oteta: {bounds}"
    ),
    "{key} ({label}) is needed": "{key} ({label}) tarvitaan",
    "{key} is no question of this call": "{key} ei ole tämän haun kysymys",
    "is needed: {bounds}": "tarvitaan: {bounds}",
    "{most} or more": "{most} tai enemmän",
    "on": "ylöspäin",
    "to {most}": "enintään {most}",
    "declared twice: {twice}": "ilmoitettu kahdesti: {twice}",
    "placeholders that are not declared: {undeclared}": "paikkamerkit, joita ei ole ilmoitettu: {undeclared}",
    "declared, but in no text: {unused}": "ilmoitettu, mutta ei missään tekstissä: {unused}",
    "is no blank of this template": "ei ole tämän mallin täytettävä kohta",
    "must be a number": "täytyy olla luku",
    "must be a date YYYY-MM-DD": "täytyy olla päivämäärä muodossa YYYY-MM-DD",
    "must be one of {options}": "täytyy olla jokin näistä: {options}",
    "{name} is a choice without options": "{name} on valinta ilman vaihtoehtoja",
    "is required: {label}": "vaaditaan: {label}",
    "goes around near: pass near with latitude and longitude": (
        "kiertää paikan near: anna near sekä latitude ja longitude"
    ),
    "distance needs near: the place that distances go from": (
        "distance edellyttää kenttää near: paikka, josta etäisyydet lasketaan"
    ),
    "match needs query: the words that calls are compared with": (
        "match edellyttää kenttää query: sanat, joihin hakuja verrataan"
    ),
    "is needed with min_price, min_per_hour and the order pay_per_hour: amounts do not mix": (
        "tarvitaan, kun annetaan min_price, min_per_hour tai järjestys pay_per_hour: eri valuuttojen "
        "summia ei voi sekoittaa"
    ),
    "lies before start_from": "on ennen kuin start_from",
    "nobody has applied before it is published.": "kukaan ei voi hakea ennen julkaisua.",
    "people still apply.": "hakuaika on kesken.",
    "it takes no further applications; decide on those there are, or publish it again.": (
        "se ei ota enää hakemuksia; päätä niistä, jotka on jätetty, tai julkaise se uudelleen."
    ),
    "it was stopped until whoever runs the hall has looked at it. It can be called off.": (
        "se on pysäytetty, kunnes palvelun ylläpitäjä on katsonut sen. Sen voi perua."
    ),
    "every seat is taken. Accepted work is ended by itself, each task or work order on its own.": (
        "kaikki paikat on täytetty. Hyväksytty työ päätetään erikseen, kukin tehtävä tai työtilaus itsessään."
    ),
    "its time ran out and the money is back. A copy makes a new one.": (
        "sen aika päättyi ja raha on palautunut. Kopio luo uuden."
    ),
    "it was called off and the money is back. A copy makes a new one.": (
        "se on peruttu ja raha on palautunut. Kopio luo uuden."
    ),
    "{name} is {status}: {why}": "{name}: tila on {status}; {why}",
    "{key} is given twice": "{key} on annettu kahdesti",
}
