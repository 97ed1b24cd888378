"""Refusals and questions: work orders dispatch."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Postal code {written} is that of territory {name!r} ({uuid}) of the project already: take it out of one of the two.": (
        "Postinumero {written} kuuluu jo projektin alueeseen {name!r} ({uuid}): poista se toisesta näistä."
    ),
    (
        "lies around latitude {latitude:.4g}, longitude {longitude:.4g}, far from what is known; "
        "latitude and longitude seem swapped: {order_hint}"
    ): (
        "sijaitsee lähellä leveysastetta {latitude:.4g} ja pituusastetta {longitude:.4g}, kaukana "
        "tunnetuista kohteista; leveys- ja pituusaste näyttävät vaihtuneen: {order_hint}"
    ),
    "is needed with {there}": "on pakollinen, kun {there} on annettu",
    "is needed with postal_codes: whose codes they are, such as US": (
        "on pakollinen, kun postal_codes on annettu: minkä maan postinumeroita ne ovat, esimerkiksi US"
    ),
    "at most {most_codes}; these would be {count}. Use prefixes such as 554*": (
        "enintään {most_codes}; näitä olisi {count}. Käytä alkuosia, esimerkiksi 554*"
    ),
    "{unknown}: must be the two letters of a country, such as US": (
        "{unknown}: on oltava maan kaksikirjaiminen koodi, esimerkiksi US"
    ),
    "must be after effective_from": "on oltava myöhemmin kuin effective_from",
    "are disabled": "eivät ole käytössä",
    "are not effective yet": "eivät ole vielä voimassa",
    "are not effective any more": "eivät ole enää voimassa",
    "there is no project {project_id} in your company": "yritykselläsi ei ole projektia {project_id}",
    "must be before effective_to": "on oltava aikaisemmin kuin effective_to",
    "Project {project_id} has dispatch settings already; change them with update_dispatch_settings.": (
        "Projektilla {project_id} on jo tekijähaun asetukset; muuta niitä työkalulla update_dispatch_settings."
    ),
    "buyer_id must be your company, {company_id}; leave it out.": (
        "Kentän buyer_id on oltava oma yrityksesi, {company_id}; jätä se pois."
    ),
    "names the project; pass what is to change: {changeable}": (
        "nimeää projektin; anna myös se, mitä muutetaan: {changeable}"
    ),
    "dispatch settings of project": "tekijähaun asetukset projektille",
    (
        "The site of work order {id} lies in no active territory of project {project_id}, and the "
        "project has no talent pool groups: draw one with create_service_territory, or make a group."
    ): (
        "Työtilauksen {id} kohde ei ole millään projektin {project_id} aktiivisella alueella, eikä "
        "projektilla ole osaajapoolin ryhmiä: piirrä alue työkalulla create_service_territory tai luo "
        "ryhmä."
    ),
    "Start the automatic search for a provider": "Aloita tekijän automaattinen haku",
    "Let the rules contract a provider at once": "Anna sääntöjen valita tekijä sitovasti heti",
    "{act} for {count} work order(s){and_hold}": "{act}, työtilauksia {count}{and_hold}",
    (
        "Work order {id} is in no project, so no dispatch settings hold for it: put it into one with "
        "update_work_order, or use dispatch_work_order."
    ): (
        "Työtilaus {id} ei kuulu mihinkään projektiin, joten mitkään tekijähaun asetukset eivät koske "
        "sitä: liitä se projektiin työkalulla update_work_order tai käytä työkalua dispatch_work_order."
    ),
    "Project {project} of work order {id} has no dispatch settings: make them with create_dispatch_settings.": (
        "Työtilauksen {id} projektilla {project} ei ole tekijähaun asetuksia: luo ne työkalulla "
        "create_dispatch_settings."
    ),
    "The dispatch settings of project {project} {hindrance}; change them with update_dispatch_settings.": (
        "Projektin {project} tekijähaun asetukset {hindrance}; muuta niitä työkalulla update_dispatch_settings."
    ),
    "Work order {id} stays as it is.": "Työtilaus {id} pysyy ennallaan.",
    "The work orders are {numbers}": "Työtilaukset ovat {numbers}",
    "service territory": "palvelualue",
    "names the territory; pass what is to change: {changeable}": (
        "nimeää alueen; anna myös se, mitä muutetaan: {changeable}"
    ),
    "Delete service territory {uuid} for good": "Poista palvelualue {uuid} lopullisesti",
    (
        "A running automatic search takes its people from territory {uuid}. Delete it when that has "
        "ended, or stop the searches of the project with update_dispatch_settings."
    ): (
        "Käynnissä oleva automaattinen haku ottaa tekijänsä alueelta {uuid}. Poista alue, kun haku on "
        "päättynyt, tai pysäytä projektin haut työkalulla update_dispatch_settings."
    ),
    "Its tiers and its {providers} memberships end, with the notes on members": (
        "Sen tasot ja jäsenyydet ({providers}) päättyvät, samoin jäseniä koskevat muistiinpanot"
    ),
    "Territory {name}": "Alue {name}",
    "Take provider {provider_id} out of 1 service territory": "Poista tekijä {provider_id} yhdeltä palvelualueelta",
    "Take provider {provider_id} out of {count} service territories": (
        "Poista tekijä {provider_id} palvelualueilta: {count}"
    ),
    "needs center with radius_km, postal_codes with countries, or a polygon": (
        "vaatii jonkin näistä: center ja radius_km, postal_codes ja countries tai polygon"
    ),
}
