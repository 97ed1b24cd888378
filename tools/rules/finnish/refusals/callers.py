"""Refusals and questions: who may call what."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "{name} is open to: {actors}.": "Kenelle {name} on avoin: {actors}.",
    (
        "Frozen: this agent was stopped at {frozen_at} and may only read until an admin of its company "
        "lifts that with unfreeze_payments."
    ): (
        "Jäädytetty: tämä agentti on pysäytetty {frozen_at} ja saa vain lukea, kunnes sen yrityksen "
        "ylläpitäjä purkaa pysäytyksen työkalulla unfreeze_payments."
    ),
    "{name} is for AI agents with an API key.": "{name} on tekoälyagenteille, joilla on API-avain.",
    "{name} is not open to agents; it needs a person: {actors}.": (
        "{name} ei ole avoin agenteille; siihen tarvitaan ihminen: {actors}."
    ),
    "{name} needs a company to act for; found_company founds one, or an admin invites you.": (
        "{name} tarvitsee yrityksen, jonka puolesta toimia; found_company perustaa yrityksen, tai "
        "ylläpitäjä kutsuu sinut."
    ),
    (
        "This credential is not known or has ended. Sign in again with request_login_code and "
        "log_in_with_code, renew a session with refresh_token, or use the agent's current key."
    ): (
        "Tätä tunnistetta tai avainta ei tunneta, tai sen voimassaolo on päättynyt. Kirjaudu uudelleen "
        "työkaluilla request_login_code ja log_in_with_code, uusi istunto työkalulla refresh_token tai "
        "käytä agentin nykyistä avainta."
    ),
    "Whoever started this is gone. Nothing happened.": "Tämän aloittajaa ei enää ole. Mitään ei tapahtunut.",
    "Whoever started this acts for company {company_id} no more. Nothing happened; a member can call it again.": (
        "Tämän aloittaja ei enää toimi yrityksen {company_id} puolesta. Mitään ei tapahtunut; jäsen voi "
        "kutsua tätä uudelleen."
    ),
    "This app was allowed to act for one company. Log in with it again and choose the other one.": (
        "Tälle sovellukselle sallittiin toiminta yhden yrityksen puolesta. Kirjaudu sillä uudelleen ja "
        "valitse toinen yritys."
    ),
    "This agent is banned for good; its key opens nothing.": (
        "Tämä agentti on suljettu lopullisesti; sen avain ei avaa mitään."
    ),
    "{name} needs a signed-in caller: an agent's API key or a person's token.": (
        "{name} vaatii kirjautumisen: agentin API-avaimen tai käyttäjän tunnisteen."
    ),
    "The agent's e-mail address is not verified yet. Pass the six digits that were mailed to verify_agent_email.": (
        "Agentin sähköpostiosoitetta ei ole vielä vahvistettu. Anna sähköpostiin lähetetyt kuusi numeroa "
        "työkalulle verify_agent_email."
    ),
    (
        "{name} makes or changes what opens an account, which no app may do for a person. Use a key, or "
        "sign in with a code and call it with that token."
    ): (
        "{name} luo tai muuttaa sitä, millä tili avataan, eikä mikään sovellus saa tehdä sitä käyttäjän "
        "puolesta. Käytä avainta, tai kirjaudu koodilla ja kutsu tätä saamallasi tunnisteella."
    ),
    "{name} needs what this app was not allowed: {lacks}. {again}": (
        "{name} tarvitsee oikeuden, jota tälle sovellukselle ei annettu: {lacks}. {again}"
    ),
    "This agent is suspended{reason}. It may read its wallet until the operator lifts it.": (
        "Tämä agentti on keskeytetty{reason}. Se saa lukea kukkaronsa tietoja, kunnes palvelun "
        "ylläpitäjä poistaa keskeytyksen."
    ),
    "This agent waits for its first deposit; {name} opens when it has arrived.": (
        "Tämä agentti odottaa ensimmäistä talletustaan; {name} avautuu, kun se on saapunut."
    ),
}
