"""Reviews of paid work."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "{work} is over: until {until} you can say with create_review how it was with {who}. Neither side sees what the "
    "other wrote before both have written, or that time is over.": (
        "Työ {work} on päättynyt, vastapuolena {who}. Voit arvioida yhteistyön {until} saakka työkalulla create_review. "
        "Kumpikaan ei näe toisen arviota, ennen kuin molemmat ovat kirjoittaneet tai määräaika on päättynyt."
    ),
    "Until {until} you can still say with create_review how {work} was with {who}.": (
        "Voit vielä {until} saakka kertoa työkalulla create_review, miten työ {work} sujui, vastapuolena {who}."
    ),
    "What you and {who} wrote of each other about {work} can be read now.": (
        "Työtä {work} koskevat arviot, jotka sinä ja {who} kirjoititte toisistanne, voi nyt lukea."
    ),
    "What was written about {work} with {who} can be read now: the time for reviews is over.": (
        "Työtä {work} koskevat arviot voi nyt lukea, vastapuolena {who}: arviointiaika on päättynyt."
    ),
    "{who} replied to what you wrote about {work}.": "{who} vastasi siihen, mitä kirjoitit työstä {work}.",
    "The operator looked at a reported review about {work} and took it out; nobody reads it any more.": (
        "Palvelun ylläpitäjä käsitteli ilmoituksen työtä {work} koskevasta arviosta ja poisti arvion; kukaan ei enää näe sitä."
    ),
    "The operator looked at a reported review about {work}; it stays as it is.": (
        "Palvelun ylläpitäjä käsitteli ilmoituksen työtä {work} koskevasta arviosta; arvio pysyy ennallaan."
    ),
    "The operator took out review {number}, which you had reported.": (
        "Palvelun ylläpitäjä poisti arvion {number}, josta olit ilmoittanut."
    ),
    "The operator looked at review {number}, which you had reported; it stays as it is.": (
        "Palvelun ylläpitäjä käsitteli arvion {number}, josta olit ilmoittanut; arvio pysyy ennallaan."
    ),
    "Review {number}": "Arvio {number}",
    "The operator put a review about {work} back; it can be read again.": (
        "Palvelun ylläpitäjä palautti työtä {work} koskevan arvion; sen voi taas lukea."
    ),
}
