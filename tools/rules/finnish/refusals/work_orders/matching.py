"""Refusals and questions: work orders matching."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "choose another provider, or another time with update_work_order": (
        "valitse toinen tekijä tai toinen aika työkalulla update_work_order"
    ),
    "take another request, or agree on another time": "ota toinen pyyntö tai sovi toisesta ajasta",
    "choose another time, or free the provider with unassign_work_order": (
        "valitse toinen aika tai vapauta tekijä työkalulla unassign_work_order"
    ),
    "agree on another arrival, or leave new_eta out": "sovi toisesta saapumisajasta tai jätä new_eta pois",
    "cannot have work order {id}": "ei voi saada työtilausta {id}",
    "{otherwise}; an admin of the company may go on with {switch}": (
        "{otherwise}; yrityksen ylläpitäjä voi jatkaa kentällä {switch}"
    ),
    "{text}: {met}. Ways on: {ways}": "{text}: {met}. Vaihtoehdot: {ways}",
    "Only an admin of the company may ignore conflicts; leave ignore_conflicts out.": (
        "Vain yrityksen ylläpitäjä voi ohittaa päällekkäisyydet; jätä ignore_conflicts pois."
    ),
    "talent pool": "osaajapooli",
    "at most {most_people} people at once; these are {count}": (
        "enintään {most_people} henkilöä kerralla; näitä on {count}"
    ),
    "territory": "alue",
    "GeoJSON positions are [longitude, latitude]": "GeoJSON-pisteet ovat [longitude, latitude]",
    "has no coordinates": "ei sisällä koordinaatteja",
    "has more than {most_corners} corners; simplify it": "sisältää yli {most_corners} kulmaa; yksinkertaista sitä",
    "must be a GeoJSON Polygon or MultiPolygon: {{type, coordinates}}, or one Feature with it": (
        "on oltava GeoJSON-muotoinen Polygon tai MultiPolygon: {{type, coordinates}}, tai yksi Feature, "
        "joka sisältää sen"
    ),
    "a polygon is a list of rings, each a list of positions: [[[-93.3, 44.9], ...]]": (
        "monikulmio on luettelo renkaista, joista jokainen on luettelo sijainneista: [[[-93.3, 44.9], ...]]"
    ),
    "a ring is a list of positions: [[-93.3, 44.9], ...]": "rengas on luettelo sijainneista: [[-93.3, 44.9], ...]",
    "{position} is no position; {order_hint}": "{position} ei ole sijainti; {order_hint}",
    "; latitude and longitude seem swapped": "; leveys- ja pituusaste näyttävät vaihtuneen keskenään",
    "[{longitude:g}, {latitude:g}] has a latitude beyond 90 degrees{hint}: {order_hint}": (
        "[{longitude:g}, {latitude:g}]: leveysaste on yli 90 astetta{hint}: {order_hint}"
    ),
    "[{longitude:g}, {latitude:g}] has a longitude beyond 180 degrees; {order_hint}": (
        "[{longitude:g}, {latitude:g}]: pituusaste on yli 180 astetta; {order_hint}"
    ),
    "a ring needs at least three different corners": "renkaassa on oltava vähintään kolme eri kulmaa",
    "goes round a pole or the whole earth; draw it as parts": "kiertää navan tai koko maapallon; piirrä se osissa",
    "is no area: {in_words}. Draw it so that no border crosses another": (
        "ei ole alue: {in_words}. Piirrä se niin, etteivät rajat leikkaa toisiaan"
    ),
    "has no area: its corners lie on one line": "ei rajaa mitään alaa: sen kulmat ovat samalla suoralla",
    "{text!r}... is longer than {longest} characters": (
        "{text!r}... on pidempi kuin sallittu, merkkejä enintään {longest}"
    ),
    "{text!r} has a star that is not its end; write 554* for all that begin with 554": (
        "{text!r}: tähti ei ole lopussa; kirjoita 554*, kun tarkoitat kaikkia, jotka alkavat 554"
    ),
    "{text!r} needs at least {shortest_prefix} characters before the star": (
        "{text!r}: ennen tähteä tarvitaan merkkejä vähintään {shortest_prefix}"
    ),
    "{text!r} is no postal code: letters, digits, blanks and hyphens, such as 55401 or SW1A 1AA": (
        "{text!r} ei ole postinumero: kirjaimia, numeroita, välilyöntejä ja yhdysmerkkejä, esimerkiksi "
        "55401 tai SW1A 1AA"
    ),
    "its border crosses itself": "sen raja leikkaa itsensä",
    "its border touches itself": "sen raja koskettaa itseään",
    "a hole lies outside of it": "aukko on sen ulkopuolella",
    "a hole lies within another": "aukko on toisen aukon sisällä",
    "its holes cut it into parts": "aukot jakavat sen osiin",
    "its borders cross each other": "sen rajat leikkaavat toisensa",
    "{said} at [{at}]": "{said}, kohta [{at}]",
}
