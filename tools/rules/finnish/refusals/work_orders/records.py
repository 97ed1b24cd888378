"""Refusals and questions: work orders records."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "is a filter for {whose}": "on rajaus, jonka käyttäjiä ovat: {whose}",
    "needs a word": "tarvitsee sanan",
    "is a filter for members of the company, on the assignee; companies are not rated": (
        "on rajaus yrityksen jäsenille ja koskee tekijää; yrityksiä ei arvioida"
    ),
    "must be assigned, unassigned, or your own number": "on oltava assigned, unassigned tai oma numerosi",
    "must be assigned, unassigned, or the number of a provider": "on oltava assigned, unassigned tai tekijän numero",
    "{unknown}: a work order has {fields}": "{unknown}: työtilauksen kentät ovat {fields}",
    "nothing is kept for {key} under {name!r}; keep it with sticky true": (
        "mitään ei ole tallennettu, luettelo {key}, nimi {name!r}; tallenna antamalla sticky true"
    ),
    "is needed with sticky: the name under which the filters are kept": (
        "tarvitaan kentän sticky kanssa: nimi, jolla rajaukset tallennetaan"
    ),
    "must be one of {tabs} to keep filters for it": (
        "on oltava jokin näistä, jotta sille voi tallentaa rajauksia: {tabs}"
    ),
    "providers": "tekijät",
    "members of the company": "yrityksen jäsenet",
}
