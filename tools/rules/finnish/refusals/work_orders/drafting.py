"""Refusals and questions: work orders drafting."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "is needed, as {why}: the IANA zone of the site, such as {some}": (
        "on pakollinen, koska {why}: kohteen IANA-aikavyöhyke, esimerkiksi {some}"
    ),
    "your company has no saved location {id}": "yritykselläsi ei ole tallennettua paikkaa {id}",
    "pay.{kind}_ids": "pay.{kind}_ids",
    "your company has no {kind} {id}": "yritykselläsi ei ole tällaista: {kind} {id}",
    "must be at most 100 percent": "saa olla enintään 100 prosenttia",
    "neither address nor times tell it": "se ei selviä osoitteesta eikä ajoista",
    "is the short form of types_of_work; give one of the two": (
        "on kentän types_of_work lyhyt muoto; anna toinen näistä"
    ),
    "bundle {code} of {count} work orders": "paketti {code} (työtilauksia {count})",
    "Work order {id} is called {title}": "Työtilauksen {id} nimi on {title}",
    "must be unique: {more} has it already": "on oltava yksilöllinen; sama arvo on jo täällä: {more}",
    "{field_id} is no custom field of this work order": "{field_id} ei ole tämän työtilauksen mukautettu kenttä",
    "is hidden: field {field_id} rules it out": "on piilotettu: kenttä {field_id} sulkee sen pois",
    "{fields}custom_field_id": "{fields}custom_field_id",
    "{id} is not on this work order; leave id out to add": (
        "{id} ei ole tässä työtilauksessa; jos haluat lisätä uuden, jätä id pois"
    ),
    "{custom_field_id} is no custom field of this work order": (
        "{custom_field_id} ei ole tämän työtilauksen mukautettu kenttä"
    ),
    "are at most {max_contacts} on one work order; these would be {total}": (
        "saa olla yhdessä työtilauksessa enintään {max_contacts}; näitä olisi {total}"
    ),
    "{task} is not on this work order": "{task} ei ole tässä työtilauksessa",
    "custom_fields[{number}].custom_field_id": "custom_fields[{number}].custom_field_id",
    "work order {other}": "työtilaus {other}",
    "another work order": "toinen työtilaus",
    "are at most {max_tags} on one work order; these would be {total}": (
        "saa olla yhdessä työtilauksessa enintään {max_tags}; näitä olisi {total}"
    ),
    "needs an email or a phone": "vaatii sähköpostiosoitteen tai puhelinnumeron",
    "your company has no template {template_id}": "yritykselläsi ei ole mallia {template_id}",
    "Your company already has a template {name!r} (number {id}); choose another name.": (
        "Yritykselläsi on jo malli {name!r} (numero {id}); valitse toinen nimi."
    ),
    "give at least one default, or from_work_order_id": "anna vähintään yksi oletusarvo tai from_work_order_id",
    "template": "malli",
    (
        "Your company already has a saved location {name!r} (number {id}); choose another name for "
        "location.save_as, or use that one with mode saved."
    ): (
        "Yritykselläsi on jo tallennettu paikka {name!r} (numero {id}); valitse kentälle "
        "location.save_as toinen nimi tai käytä sitä, kun mode on saved."
    ),
    "is needed: a short name of the job (or a template_id that gives one)": (
        "on pakollinen: työn lyhyt nimi (tai template_id, josta se saadaan)"
    ),
    "is for mode custom: only an address or coordinates can be kept": (
        "kuuluu tilaan, jossa mode on custom: vain osoite tai koordinaatit voidaan tallentaa"
    ),
    "cannot be emptied once the work order has left draft": (
        "ei voi tyhjentää sen jälkeen, kun työtilaus ei enää ole luonnos"
    ),
    "open in draft only; from then on it is changed with": "avoinna vain luonnoksessa; sen jälkeen sitä muuttaa",
    "open in draft only; back with": "avoinna vain luonnoksessa; siihen palauttaa",
    "the provider is checked in and checks out first": "tekijä on paikalla ja kirjaa ensin lähtönsä",
    "somebody has been on site; unlocked by": "paikalla on jo käyty; lukituksen avaa",
    "unlocked by": "lukituksen avaa",
    "nothing changes it any more": "mikään ei enää muuta sitä",
}
