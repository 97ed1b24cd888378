"""Refusals and questions: providers."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "there is no project {id} in your company": "yritykselläsi ei ole projektia {id}",
    "{tier_id} is no tier of this group; its tiers are {known}": (
        "{tier_id} ei ole tämän ryhmän taso; sen tasot ovat {known}"
    ),
    "no provider who takes work: {named}": "ei ole tekijä, joka ottaa töitä: {named}",
    "blocked, by your company or by themselves: {named}": "estetty, yrityksesi tai tekijän itsensä toimesta: {named}",
    "talent pool group": "osaajapoolin ryhmä",
    "preferred provider group": "ensisijaisten tekijöiden ryhmä",
    "project": "projekti",
    "member": "jäsen",
    "provider": "tekijä",
    "a member has at most {most_notes} notes; these would be {before}": (
        "jäsenellä on enintään {most_notes} muistiinpanoa; näin niitä olisi {before}"
    ),
    "Delete a note on provider {provider_id} in talent pool {talent_pool_id}": (
        "Poista tekijää {provider_id} koskeva muistiinpano osaajapoolista {talent_pool_id}"
    ),
    "There are notes of these names already: {taken}. set_provider_attribute_value changes the value of one.": (
        "Näillä nimillä on jo muistiinpanoja: {taken}. set_provider_attribute_value muuttaa muistiinpanon arvon."
    ),
    "Note {name}": "Muistiinpano {name}",
    "attribute": "määrite",
    "must be from 0 to 5": "on oltava 0–5",
    "is a service territory, which delete_service_territory deletes": (
        "on palvelualue, jonka poistaa delete_service_territory"
    ),
    "Delete talent pool group {uuid} for good": "Poista osaajapoolin ryhmä {uuid} lopullisesti",
    (
        "Automatic dispatch is offering work from this group: {open_offers} of its offers are open. "
        "Delete the group when they have ended."
    ): (
        "Automaattinen haku tarjoaa työtä tästä ryhmästä: avoimia tarjouksia on {open_offers}. Poista "
        "ryhmä, kun ne ovat päättyneet."
    ),
    (
        "A running automatic search asks the groups of project {project_id}, tier by tier. Delete the "
        "group when it has ended."
    ): (
        "Käynnissä oleva automaattinen haku kysyy projektin {project_id} ryhmiltä taso kerrallaan. "
        "Poista ryhmä, kun haku on päättynyt."
    ),
    "names the group; pass what is to change: {changeable}": "nimeää ryhmän; anna, mikä muuttuu: {changeable}",
    "Its tiers and its {members} memberships end, with the notes on members": (
        "Sen tasot ja jäsenyydet ({members}) päättyvät, ja jäseniä koskevat muistiinpanot poistuvat"
    ),
    "Group {name}": "Ryhmä {name}",
    "Take provider {provider_id} out of {groups}": "Poista tekijä {provider_id}: {groups}",
    "The notes kept on them there are deleted": "Häntä koskevat muistiinpanot poistetaan niistä",
    "Provider {name}": "Tekijä {name}",
    "Project {project_id} has a {noun} {name!r} already: {uuid}.": (
        "Projektissa {project_id} on jo {noun} {name!r}: {uuid}."
    ),
    (
        "Tiers that would be removed have people in them: {named}. Name the tiers that stay, or pass "
        "remove_members: true to take their people out, with the notes on them."
    ): (
        "Poistettavilla tasoilla on ihmisiä: {named}. Nimeä tasot, jotka jäävät, tai anna "
        "remove_members: true, jolloin niiden ihmiset ja heitä koskevat muistiinpanot poistuvat."
    ),
    "give either the tier, or remove_from_project: true to take the person out of the whole project": (
        "anna joko taso tai remove_from_project: true, jolloin henkilö poistuu koko projektista"
    ),
    "Your company has a preferred provider group of that name already: {id} {name!r}.": (
        "Yritykselläsi on jo tämänniminen ensisijaisten tekijöiden ryhmä: {id} {name!r}."
    ),
    "Group {group_id} is full: it holds {most_members} people.": (
        "Ryhmä {group_id} on täynnä: siihen mahtuu ihmisiä enintään {most_members}."
    ),
    "there is no provider {user_id} who takes work": "työtä vastaanottavaa tekijää {user_id} ei ole",
    (
        "Provider {user_id} is blocked, by your company or by themselves, and cannot be added. An admin "
        "lifts a block of the company with set_company_catalog_entry, kind blocked_provider."
    ): (
        "Tekijä {user_id} on estetty, joko yrityksesi toimesta tai omasta tahdostaan, eikä häntä voi "
        "lisätä. Yrityksen asettaman eston poistaa ylläpitäjä työkalulla set_company_catalog_entry, kind "
        "blocked_provider."
    ),
    "Take {shown} out of preferred provider group {group_id}": (
        "Poista ensisijaisten tekijöiden ryhmästä {group_id}: {shown}"
    ),
    "Providers taken out: {count} of {members}": "Poistettavia tekijöitä: {count} / {members}",
    "there is no type of work {unknown}": "työn lajia {unknown} ei ole",
    "there is no company {nobody}": "yritystä {nobody} ei ole",
    "is no group or service territory of this project": "ei ole tämän projektin ryhmä tai palvelualue",
    "{foreign} is no tier of this group; its tiers are {known}": (
        "{foreign} ei ole tämän ryhmän taso; sen tasot ovat {known}"
    ),
    "is that of attributes[{first}]": "on sama kuin kohdassa attributes[{first}]",
    "a group keeps at most {most}; these would be {count}": (
        "ryhmä säilyttää enintään {most}; näin niitä olisi {count}"
    ),
    "is needed: half a coordinate is no place; give both or neither": (
        "tarvitaan: puolikas koordinaatti ei ole paikka; anna molemmat tai ei kumpaakaan"
    ),
    "{country!r} is no country of ISO 3166-1, such as US": "{country!r} ei ole ISO 3166-1 -maakoodi, kuten US",
    "{id} is no tier of this group; its tiers are {items}": "{id} ei ole tämän ryhmän taso; sen tasot ovat {items}",
    "is needed for a new tier": "tarvitaan uudelle tasolle",
    "{id} is in the list twice": "{id} on luettelossa kahdesti",
    "{order} is that of tiers[{orders}]; give each tier its own": (
        "{order} on sama kuin kohdassa tiers[{orders}]; anna kullekin tasolle oma"
    ),
    "is that of tiers[{keys}]; give each tier its own": (
        "on sama kuin kohdassa tiers[{keys}]; anna kullekin tasolle oma"
    ),
    "{id} {name!r}: {count}": "{id} {name!r}: {count}",
}
