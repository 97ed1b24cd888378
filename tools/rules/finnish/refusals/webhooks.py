"""Refusals and questions: webhooks."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "webhook endpoint": "webhookin osoite",
    "webhook": "webhook",
    "is not before until": "ei ole ennen aikaa until",
    "is not after since": "ei ole ajan since jälkeen",
    "webhook delivery": "webhook-lähetys",
    "The company has {most_endpoints} webhook endpoints already, the most allowed. Change or delete one.": (
        "Yrityksellä on jo {most_endpoints} webhookia, enempää ei sallita. Muuta jotakin niistä tai poista jokin."
    ),
    "or status, name, events, signature or in_order is required: nothing would change": (
        "tai status, name, events, signature tai in_order vaaditaan: mikään ei muuttuisi"
    ),
    "{name} has the fields {payload}, not {payload_join}": "{name}: kentät ovat {payload}, ei {payload_join}",
    "1 event that waits is dropped": "1 odottava tapahtuma jää lähettämättä",
    "{pending} events that wait are dropped": "{pending} odottavaa tapahtumaa jää lähettämättä",
    "Delete the webhook: no event is sent there any more, and its secret is lost": (
        "Poista webhook: sinne ei enää lähetetä tapahtumia, ja sen salaisuus katoaa"
    ),
    "Its server: {host_of}": "Sen palvelin: {host_of}",
    "Delivery {id} is a test: send another one.": "Lähetys {id} on testi: lähetä toinen testi.",
    "The webhook of delivery {id} was deleted.": "Lähetyksen {id} webhook on poistettu.",
    "Webhook {id} is {status}: nothing is sent there. Enable it first.": (
        "Webhook {id}: tila on {status}, eikä sinne lähetetä mitään. Ota se ensin käyttöön."
    ),
    "goes with failed_since; deliveries know their webhook": (
        "kuuluu yhteen parametrin failed_since kanssa; lähetykset tietävät webhookinsa"
    ),
    "must be an https or http address": "on oltava osoite, jonka alku on https tai http",
    "{most_tests} tests were sent within the hour, the most allowed. Try later.": (
        "Tunnin sisällä on lähetetty {most_tests} testiä, enempää ei sallita. Yritä myöhemmin."
    ),
}
