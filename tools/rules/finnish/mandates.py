"""Mandates: what agents may spend without being asked."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Mandate {mandate}": "Valtuutus {mandate}",
    "Mandate {mandate} {what}.": "Valtuutus {mandate} {what}.",
    "was made: up to {total} may be spent under it": "on myönnetty: sen nojalla voi käyttää enintään {total}",
    "is nearly used: {left} are left": "on lähes käytetty: jäljellä on {left}",
    "is used up": "on käytetty loppuun",
    "was revoked": "on peruttu",
    "ended, as its time has passed": "on päättynyt, koska sen voimassaoloaika on kulunut",
}
