"""Refusals and questions: orders."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "is not active any more": "ei ole enää käytössä",
    "is no order type of your company": "ei ole yrityksesi tilaustyyppi",
    " and more": " ja muita",
    "active order types": "käytössä olevat tilaustyypit",
    "order types": "tilaustyypit",
    "the {kind} are {codes}{more}": "{kind}: {codes}{more}",
    "there are no {kind} yet": "{kind}: ei vielä yhtään",
    "belongs to no user of your company": "ei kuulu kenellekään yrityksesi käyttäjälle",
    "order type": "tilaustyyppi",
    "order": "tilaus",
    "has to be unique, and order {other} has this value": (
        "täytyy olla yksilöllinen, ja tilauksella {other} on jo tämä arvo"
    ),
    "you have no file {id}; upload_files gives numbers": "sinulla ei ole tiedostoa {id}; upload_files antaa numerot",
    "take {size} bytes together; at most {most_bytes} are allowed": (
        "vievät yhdessä {size} tavua; enintään {most_bytes} on sallittu"
    ),
    "is nested deeper than {most_depth} levels": "sisältää yli {most_depth} sisäkkäistä tasoa",
    "holds a number that is out of bounds": "sisältää luvun, joka on sallittujen rajojen ulkopuolella",
    "begins like JSON and is none": "alkaa kuin JSON eikä ole sitä",
    "names the order; pass what is to change: {names}": "yksilöi tilauksen; anna myös, mitä muutetaan: {names}",
    "{name!r} is no field of this type; it has {known}": "{name!r} ei ole tämän tyypin kenttä; kentät: {known}",
    "is needed with field_filters and sort_field": "tarvitaan, kun annetaan field_filters tai sort_field",
    "{name} holds JSON, which has no order": "{name} sisältää JSON-muotoista tietoa, jolla ei ole järjestystä",
    "the values of {name} in {told}{more} do not fit; change those orders first": (
        "kentän {name} arvot eivät sovi: {told}{more}; muuta ensin nuo tilaukset"
    ),
    "{name} holds values in {orders}": "{name}: arvoja on kohteissa {orders}",
    "{lost}; pass drop_values true to remove fields with their values": (
        "{lost}; anna drop_values true, niin kentät poistetaan arvoineen"
    ),
    "names the order type; pass what is to change: name, active or field_definitions": (
        "yksilöi tilaustyypin; anna myös, mitä muutetaan: name, active tai field_definitions"
    ),
    "{code!r} is taken by the order type {name!r}": "{code!r} on jo tilaustyypin {name!r} koodi",
    "{own!r} is the code of another order; leave it out to get the next number": (
        "{own!r} on toisen tilauksen koodi; jätä se pois, niin saat seuraavan numeron"
    ),
    "must be an e-mail address, or an empty text": "täytyy olla sähköpostiosoite tai tyhjä teksti",
    "is no field of this order type; it has {names}": "ei ole tämän tilaustyypin kenttä; kentät: {names}",
    "is required and cannot be emptied": "on pakollinen eikä sitä voi tyhjentää",
    "is required; the order has none yet": "on pakollinen; tilauksella ei ole sitä vielä",
    "{name!r} must begin with a letter and hold letters of a to z, digits and underscores, at most 64": (
        "kentän nimi {name!r}: alkaa kirjaimella ja sisältää kirjaimia a–z, numeroita ja alaviivoja, enintään 64"
    ),
    "{name} is defined {times} times; each name stands once": (
        "{name} on määritelty {times} kertaa; kukin nimi saa esiintyä kerran"
    ),
    "does not go with files; each order has its own": "ei sovi tiedostoille; jokaisella tilauksella on omansa",
    "goes with fields of type string only; this one is {type}": (
        "sopii vain kentille, joiden tyyppi on string; tämän tyyppi on {type}"
    ),
    "go with fields of type string only; this one is {type}": (
        "sopivat vain kentille, joiden tyyppi on string; tämän tyyppi on {type}"
    ),
    "name {twice!r} twice": "nimeävät kahdesti: {twice!r}",
    "{long!r} has more than the {longest} characters that a value may have": (
        "{long!r}: merkkejä on enemmän kuin arvossa saa olla, {longest}"
    ),
    "is needed with {operator}; without a value: empty, filled": (
        "tarvitaan, kun käytössä on {operator}; ilman arvoa toimivat: empty, filled"
    ),
    "{name} holds JSON, which can only be empty or filled": (
        "{name} sisältää JSON-muotoista tietoa, joka voi olla vain empty tai filled"
    ),
    "{name} is {type}; {operator} goes with numbers, dates and datetimes": (
        "{name}: tyyppi on {type}; {operator} sopii luvuille, päiville ja aikaleimoille"
    ),
    "{name} is {type}; contains goes with strings": "{name}: tyyppi on {type}; contains sopii merkkijonoille",
    "are no files": "eivät ole tiedostoja",
    "is no text": "ei ole tekstiä",
    "are several": "niitä on useita",
    "must be one of {options}{more}": "täytyy olla jokin näistä: {options}{more}",
    "takes at most {most_values} values; there are {count}": "ottaa enintään {most_values} arvoa; niitä on {count}",
    "must lie between the years 1900 and 2200": "on oltava vuosien 1900 ja 2200 välillä",
    "must be text": "on oltava tekstiä",
    "has {count} characters; at most {longest} are allowed": "merkkejä on {count}; sallittu enintään {longest}",
    'must be a number, such as 12.5 or "12.50"': 'on oltava luku, kuten 12.5 tai "12.50"',
    "must be true or false": "on oltava true tai false",
    "must be an ISO 8601 moment with offset, such as {example}": (
        "on oltava ISO 8601 -muotoinen ajankohta ja aikaero, kuten {example}"
    ),
    "needs {more}, such as {example}": "puuttuu {more}, esimerkiksi {example}",
    "is a day without a time: {day}": "on päivä ilman kellonaikaa: {day}",
    "must be the number of a file, from upload_files": "on oltava tiedoston numero, jonka antaa upload_files",
    "takes one value, not a list of {count}": "ottaa yhden arvon, ei luetteloa, jossa arvoja on {count}",
    "an offset": "aikaero",
    "a time with an offset": "kellonaika ja aikaero",
    "{named} and {more} more": "{named} ja lisäksi {more}",
}
