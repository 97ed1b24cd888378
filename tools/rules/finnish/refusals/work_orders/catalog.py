"""Refusals and questions: work orders catalog."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    ", retired; an admin brings it back with active true": (
        ", poistettu käytöstä; ylläpitäjä palauttaa sen, kun active on true"
    ),
    "Your company already has a {noun} {name!r} (number {id}{retired}); use it, or choose another name.": (
        "Yritykselläsi on jo {noun} {name!r} (numero {id}{retired}); käytä sitä tai valitse toinen nimi."
    ),
    "your company has no custom field {id}": "yritykselläsi ei ole mukautettua kenttää {id}",
    (
        "Your company has {most_entries} entries of this kind, retired ones too, and that is the most; "
        "rename one that is retired."
    ): (
        "Yritykselläsi on tätä lajia {most_entries} merkintää, käytöstä poistetut mukaan lukien, eikä "
        "enempää voi olla; anna jollekin käytöstä poistetulle uusi nimi."
    ),
    "there is no type of work {given}": "työlajia {given} ei ole",
    "{given} stands under another one itself; types of work have two levels": (
        "{given} on itse toisen alla; työlajeilla on kaksi tasoa"
    ),
    "values.dependency.id": "values.dependency.id",
    "must not be blank": "ei saa olla tyhjä",
    "values.{field}": "values.{field}",
    "needs id and operator; an empty object takes it away": (
        "tarvitsee arvot id ja operator; tyhjä objekti poistaa sen"
    ),
    "field {id} depends on this one already": "kenttä {id} riippuu jo tästä kentästä",
    "your company has none of number {id}": "yritykselläsi ei ole tällaista numerolla {id}",
    "names {both}, who is to be added too": "mainitsee henkilön {both}, joka on myös määrä lisätä",
    "there is no active provider {person}": "aktiivista tekijää {person} ei ole",
    "Networks of company {company_id} are not yours to see; leave company_id out.": (
        "Yrityksen {company_id} verkostot eivät ole nähtävissäsi; jätä company_id pois."
    ),
    "{person} is no member of your company": "{person} ei ole yrityksesi jäsen",
    "there is no provider {person} to block": "ei ole tekijää {person}, jonka voisi estää",
    "blocked provider": "estetty tekijä",
    "Work orders hold values of {name!r}, so it stays of type {type}; retire it (active false) and define another one.": (
        "Työtilauksissa on kentän {name!r} arvoja, joten sen tyyppi pysyy: {type}; poista kenttä "
        "käytöstä (active false) ja määritä uusi."
    ),
    "Work orders hold values of {name!r}, so its options stay: {gone}. Options may be added.": (
        "Työtilauksissa on kentän {name!r} arvoja, joten sen vaihtoehdot pysyvät: {gone}. Uusia "
        "vaihtoehtoja voi lisätä."
    ),
    "must be one of {kinds}": "on oltava yksi näistä: {kinds}",
    "is needed for a predefined field: what may be chosen": (
        "on pakollinen valmiiksi määritellyssä kentässä (predefined): mistä valitaan"
    ),
    "is for predefined fields": "kuuluu vain valmiiksi määriteltyihin kenttiin (predefined)",
    "must be another field": "on oltava toinen kenttä",
    "is left out with is_set": "jätetään pois, kun operaattori on is_set",
    "is needed with {operator}": "on pakollinen operaattorin {operator} kanssa",
    "must be at most 100 percent, with at most 2 decimals": (
        "saa olla enintään 100 prosenttia ja siinä saa olla enintään 2 desimaalia"
    ),
    "is no field of a {noun}; it has {own}": "ei ole tämän lajin kenttä ({noun}); sen kentät ovat: {own}",
    "is needed for a new {noun}": "on pakollinen uudessa merkinnässä ({noun})",
    "must name what is to change: {own}": "on kerrottava, mitä muutetaan: {own}",
    "stays as it is": "pysyy ennallaan",
    "must be private: the marketplace is the same for all companies": (
        "on oltava yksityinen: markkinapaikka on kaikille yrityksille sama"
    ),
    "Work orders that name no network are listed to {name!r}; make another network the default first.": (
        "Työtilaukset, joissa ei nimetä verkostoa, näkyvät verkostossa {name!r}; tee ensin toisesta verkostosta oletus."
    ),
    "is for private networks; the marketplace holds every active provider": (
        "on yksityisiä verkostoja varten; markkinapaikalla ovat kaikki aktiiviset tekijät"
    ),
    "cannot be a network that is retired": "ei voi olla käytöstä poistettu verkosto",
    "stays as it is: an entry is about one person": "pysyy ennallaan: merkintä koskee yhtä henkilöä",
    "is needed: the number of the person": "on pakollinen: henkilön numero",
    "must be at most {longest} characters long for a tag": "saa olla avainsanana enintään {longest} merkkiä pitkä",
    "stays as it is; make a new type of work instead": "pysyy ennallaan; luo sen sijaan uusi työlaji",
    "stays as it is; make a new service type instead": "pysyy ennallaan; luo sen sijaan uusi palvelutyyppi",
}
