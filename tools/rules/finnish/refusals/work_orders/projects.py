"""Refusals and questions: work orders projects."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Your company already has a {kind} {name!r} (number {id}); choose another name.": (
        "Yritykselläsi on jo {kind} {name!r} (numero {id}); valitse toinen nimi."
    ),
    "your company has no template {id}": "yritykselläsi ei ole mallia {id}",
    "your company has no client {id}": "yritykselläsi ei ole asiakasta {id}",
    "client {id} is inactive": "asiakas {id} ei ole käytössä",
    "there is no company {id} in this hall": "tässä palvelussa ei ole yritystä {id}",
    "must not be before start_date, which is {start}": "ei saa olla ennen kentän start_date päivää {start}",
    "client company": "asiakasyritys",
    "names the client; pass what is to change: {changeable}": "nimeää asiakkaan; anna, mitä muutetaan: {changeable}",
    "names the site; pass what is to change: {changeable}": "nimeää kohteen; anna, mitä muutetaan: {changeable}",
    "and cursor are two ways of paging; give one of them": "ja cursor ovat kaksi tapaa sivuttaa; anna niistä yksi",
    (
        "Work order {order} of project {id} is for another client, and so may others be; make a project "
        "for the other client, or move those orders first."
    ): (
        "Projektin {id} työtilaus {order} on toiselle asiakkaalle, ja muitakin sellaisia voi olla; luo "
        "projekti toiselle asiakkaalle tai siirrä nuo työtilaukset ensin."
    ),
    "distance needs near": "etäisyys edellyttää kenttää near",
    "Your company already has a saved location {name!r} (number {id}); choose another name.": (
        "Yritykselläsi on jo tallennettu paikka {name!r} (numero {id}); valitse toinen nimi."
    ),
    "your company has no group of sites {id}": "yritykselläsi ei ole kohderyhmää {id}",
    "group": "ryhmä",
    "and group_id name the group in two ways; give one of them": (
        "ja group_id nimeävät ryhmän kahdella tavalla; anna niistä yksi"
    ),
    "the coordinates lie at sea": "koordinaatit ovat merellä",
    "saved location": "tallennettu paikka",
}
