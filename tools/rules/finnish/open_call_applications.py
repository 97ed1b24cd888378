"""Applications for open calls, and calls that were stopped."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "{agent} has prepared your application for {call}. It is sent only when you send it.": (
        "{agent} on valmistellut hakemuksesi: {call}. Se lähtee vasta, kun lähetät sen itse."
    ),
    "{person} has applied for {call}. New since you were mailed: {count}.": (
        "{person} on lähettänyt hakemuksen: {call}. Uusia edellisen sähköpostin jälkeen: {count}."
    ),
    "New applications for {call} that wait for a decision: {count}.": (
        "Uusia hakemuksia, jotka odottavat päätöstä: {count} ({call})."
    ),
    "{person} has changed their application for {call}.": "{person} on muuttanut hakemustaan: {call}.",
    "{person} has taken back their application for {call}.": "{person} on perunut hakemuksensa: {call}.",
    "{call} is held back until whoever runs this hall has looked at it; its money stays set aside.": (
        "{call}: julkaisu on keskeytetty, kunnes palvelun ylläpitäjä on tarkastanut sen; rahat pysyvät varattuina."
    ),
    "{call} is held back until whoever runs this hall has looked at it; your application waits.": (
        "{call}: julkaisu on keskeytetty, kunnes palvelun ylläpitäjä on tarkastanut sen; hakemuksesi odottaa."
    ),
    "The operator has looked at {call}: it goes on as before. {reason}": (
        "Palvelun ylläpitäjä on tarkastanut: {call}. Kaikki jatkuu kuten ennenkin. {reason}"
    ),
    "{call} goes on; your application counts again once you send it again, until {until}.": (
        "{call} jatkuu. Hakemuksesi on taas voimassa, kun lähetät sen uudelleen viimeistään {until}."
    ),
    "{call} goes on; your application counts as before.": "{call} jatkuu; hakemuksesi on voimassa kuten ennenkin.",
    "The operator has looked at {call}, which you reported: it goes on. {reason}": (
        "Palvelun ylläpitäjä on tarkastanut ilmoituksesi: {call}. Haku jatkuu. {reason}"
    ),
    "The operator has looked at {call}, which you reported: it stays. {reason}": (
        "Palvelun ylläpitäjä on tarkastanut ilmoituksesi: {call}. Haku pysyy ennallaan. {reason}"
    ),
    "The operator has taken {call} away. {reason}": "Palvelun ylläpitäjä on poistanut haun: {call}. {reason}",
    "The operator has taken {call} away, which you reported. {reason}": (
        "Palvelun ylläpitäjä on poistanut ilmoittamasi haun: {call}. {reason}"
    ),
    "The operator lets {call} pass: it may be published. {reason}": (
        "Palvelun ylläpitäjä on hyväksynyt haun: {call}. Sen saa julkaista. {reason}"
    ),
    "Why: {words}": "Syy: {words}",
}
