"""Refusals and questions: work orders general."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "is for admins of the order's company; leave it out": "on tilauksen yrityksen ylläpitäjille; jätä pois",
    "{acting_user_id} is no member of your company": "{acting_user_id} ei ole yrityksesi jäsen",
    "Work order {id} is not assigned to you, so this is not yours to do.": (
        "Sinua ei ole valittu työtilauksen {id} tekijäksi, joten tämä ei kuulu sinulle."
    ),
    "Only an admin of the company may act in the name of another member.": (
        "Vain yrityksen ylläpitäjä saa toimia toisen jäsenen nimissä."
    ),
    (
        "Work order {id} has changed since you read it. Read it again, then repeat with the new "
        "correlation_id {correlation_id}."
    ): (
        "Työtilaus {id} on muuttunut sen jälkeen, kun luit sen. Lue se uudelleen ja toista sitten kutsu "
        "uudella arvolla, correlation_id {correlation_id}."
    ),
    "{id} belongs to client {of_project}, not to client {client_id}": (
        "{id} kuuluu asiakkaalle {of_project}, ei asiakkaalle {client_id}"
    ),
    "{id} is no service type of type of work {type_id}; it has {offered}": (
        "{id} ei ole työn lajin {type_id} palvelutyyppi; sen palvelutyypit: {offered}"
    ),
    "{id} is no member of your company": "{id} ei ole yrityksesi jäsen",
    "{id} manages no work orders any more": "{id} ei enää hoida työtilauksia",
    "{id} is archived and takes no work orders": "{id} on arkistoitu, eikä siihen oteta työtilauksia",
    "there is no client {id} in your company": "yrityksessäsi ei ole asiakasta {id}",
    "{id} is inactive and takes no work orders": "{id} ei ole käytössä, eikä sille oteta työtilauksia",
    "your company has no tag {tag!r}": "yritykselläsi ei ole avainsanaa {tag!r}",
    "{id} is not one of the reasons: {named}": "{id} ei ole yksi syistä: {named}",
    "there is no type of work {id}": "työlajia {id} ei ole",
    "needs types_of_work: it belongs to the primary one": (
        "edellyttää kenttää types_of_work: se kuuluu ensisijaiseen työlajiin"
    ),
    "there is no network {id} for you": "sinulle ei ole verkostoa {id}",
    "tags": "tags",
    "{task_id} is no step of work order {id}": "{task_id} ei ole työtilauksen {id} vaihe",
    "{task_id} is a step of type {kind}; this takes one of type {wanted}": (
        "{task_id} on vaihe, jonka tyyppi on {kind}; tähän käy tyyppi {wanted}"
    ),
    "type of work": "työlaji",
    "a work order up to assigned": "työtilaus, joka on enintään annettu tekijälle",
    "a work order that is not approved, paid, canceled or deleted": (
        "työtilaus, jota ei ole hyväksytty, maksettu, peruttu eikä poistettu"
    ),
    "a work order that is not paid, canceled or deleted": "työtilaus, jota ei ole maksettu, peruttu eikä poistettu",
    "an order that is assigned to you": "sinulle annettu tilaus",
    "an order that is not approved or called off yet": "tilaus, jota ei ole vielä hyväksytty eikä peruttu",
    "{id} {name}": "{id} {name}",
}
