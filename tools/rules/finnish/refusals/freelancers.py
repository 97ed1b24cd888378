"""Refusals and questions: freelancers."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    (
        "Freelancer {id} has not agreed to be in the team yet. Is the invite wrong, take them out with "
        "remove_freelancer and invite the right address or number."
    ): (
        "Freelancer {id} ei ole vielä suostunut liittymään tiimiin. Jos kutsu on väärä, poista hänet "
        "työkalulla remove_freelancer ja kutsu oikea osoite tai numero."
    ),
    "is not the uuid of freelancer {freelancer_id}; pass one of the two": (
        "ei ole tämän freelancerin UUID: {freelancer_id}; anna vain toinen näistä"
    ),
    "freelancer": "freelancer",
    "Publishing the offer agreement": "Sopimusehtojen julkaiseminen",
    (
        "This is version {version} of the offer agreement, which is outdated. The current one is version "
        "{current_version}: template_uuid {template_uuid}."
    ): (
        "Tämä on sopimusehtojen versio {version}, joka on vanhentunut. Voimassa on versio "
        "{current_version}: template_uuid {template_uuid}."
    ),
    "document to sign": "allekirjoitettava asiakirja",
    "agreement": "sopimusehdot",
    "Too many codes were asked for; the next one can go out in {wait} seconds.": (
        "Koodeja on pyydetty liian monta; seuraavan voi lähettää {wait} sekunnin kuluttua."
    ),
    "The code was not mailed to {email}, because {why_not}; nothing has changed.": (
        "Koodia ei lähetetty osoitteeseen {email}, syy: {why_not}; mitään ei ole muuttunut."
    ),
    "is the freelancer's address already": "on jo freelancerin osoite",
    "is the freelancer's number already": "on jo freelancerin numero",
    "The freelancer has proven neither a phone number nor an e-mail address, so there is nowhere the code could go.": (
        "Freelancer ei ole vahvistanut puhelinnumeroa eikä sähköpostiosoitetta, joten koodia ei voi lähettää minnekään."
    ),
    "The freelancer is verified, and legal names cannot be changed; note and specialization can.": (
        "Freelancerin henkilöllisyys on vahvistettu, eikä virallista nimeä voi muuttaa; note ja "
        "specialization voidaan muuttaa."
    ),
    "No change of contact is pending; prepare one with {ask}.": (
        "Yhteystiedon muutosta ei ole vireillä; valmistele sellainen työkalulla {ask}."
    ),
    "The code ran out at {expires_at}; ask for a new one with {ask}.": (
        "Koodi vanheni {expires_at}; pyydä uusi työkalulla {ask}."
    ),
    "or last_name, note or specialization is required: nothing would change": (
        "tai last_name, note tai specialization vaaditaan: muuten mikään ei muuttuisi"
    ),
    "is required: the code that went to the new contact": "vaaditaan: koodi, joka lähetettiin uuteen yhteystietoon",
    "{given} is not the id of a specialization": "{given} ei ole erikoisalan tunnus",
    "The phone number belongs to another person.": "Puhelinnumero kuuluu toiselle henkilölle.",
    "Freelancer {id} is verified already.": "Freelancerin {id} henkilöllisyys on jo vahvistettu.",
    "Freelancer {id} has not registered yet; they take up the invite first, which invite_freelancer sends again.": (
        "Freelancer {id} ei ole vielä rekisteröitynyt; ensin hänen on vastattava kutsuun, jonka "
        "invite_freelancer lähettää uudelleen."
    ),
    "This link is not known, was used or replaced, or is older than 24 hours; make a new one.": (
        "Linkki on tuntematon, käytetty, korvattu tai yli 24 tuntia vanha; luo uusi."
    ),
    "This verification link was made for somebody else.": "Tämä vahvistuslinkki on tehty toiselle henkilölle.",
    "The freelancer entered their {type} themselves and alone replaces it.": (
        "Freelancer on ilmoittanut tunnisteen {type} itse, ja vain hän voi vaihtaa sen."
    ),
    "Remove freelancer {id} from the team": "Poista tiimistä freelancer {id}",
    "The e-mail address and the phone number belong to two different people of the team. Invite with one of them.": (
        "Sähköpostiosoite ja puhelinnumero kuuluvat kahdelle eri tiimin jäsenelle. Kutsu vain toisella niistä."
    ),
    "Their name: {full_name}": "Nimi: {full_name}",
    "This invite is not known, was used or withdrawn, or is older than 30 days. Ask the company for a new one.": (
        "Kutsu on tuntematon, käytetty, peruttu tai yli 30 päivää vanha. Pyydä yritykseltä uusi."
    ),
    "Nobody is waiting to be registered with this number. Ask the company to invite you by phone.": (
        "Tällä numerolla ei ole ketään odottamassa rekisteröintiä. Pyydä yritystä kutsumaan sinut puhelinnumerolla."
    ),
    "This invite is for somebody else; call without signing in, or as the invited person.": (
        "Kutsu on toiselle henkilölle; käytä työkalua kirjautumatta tai kutsuttuna henkilönä."
    ),
    "must be true: you join the team under the current offer agreement": (
        "täytyy olla true: liityt tiimiin voimassa olevilla sopimusehdoilla"
    ),
    "is needed; the company did not fill it in": "tarvitaan; yritys ei ole täyttänyt sitä",
    "is needed for a new account, 6 to 255 characters": "tarvitaan uudelle tilille, 6–255 merkkiä",
    "must be true: the registration signs the current offer agreement": (
        "täytyy olla true: rekisteröityessä allekirjoitetaan voimassa olevat sopimusehdot"
    ),
    "The freelancer has unfinished work with the company: {listed}. {advice}": (
        "Freelancerilla on yrityksen kanssa keskeneräistä: {listed}. {advice}"
    ),
    "must be at least {adult_years} years ago": "täytyy olla vähintään {adult_years} vuoden takaa",
    "must be 4 to 30 letters and digits, at least one of them a digit": (
        "täytyy olla 4–30 kirjainta ja numeroa, joista vähintään yksi on numero"
    ),
    "{document_country!r} is not an ISO 3166-1 alpha-2 country, such as DE": (
        "{document_country!r} ei ole ISO 3166-1 alpha-2 -maakoodi, kuten DE"
    ),
    "not set": "ei asetettu",
    "Settle or reject the tasks first; list_tasks with worker_id shows them.": (
        "Maksa tai hylkää ensin tehtävät; list_tasks näyttää ne, kun annat worker_id."
    ),
    "A payout has to end first, which takes no step of yours.": (
        "Maksun ulos on ensin päätyttävä; sinun ei tarvitse tehdä mitään."
    ),
    "Only freelancers in Russia have a tax status to change; your country is {where}.": (
        "Vain Venäjällä olevilla freelancereilla on verostatus, jonka voi muuttaa; sinun maasi: {where}."
    ),
    "Your tax status {title} cannot change before the end of {until}.": (
        "Verostatustasi {title} ei voi muuttaa ennen tämän päivän päättymistä: {until}."
    ),
    "The status {status_title} needs your INN on record; add it with add_freelancer_tax_document.": (
        "Verotila {status_title} edellyttää, että INN-tunnuksesi on tallennettu; lisää se työkalulla "
        "add_freelancer_tax_document."
    ),
    "Automatic tax payment exists only in Russia; your country is {country}.": (
        "Veron automaattinen maksu on mahdollinen vain Venäjällä; sinun maasi: {country}."
    ),
    "Automatic tax payment is for individuals (1); your tax status is {status_title} ({status}).": (
        "Veron automaattinen maksu on yksityishenkilöille (1); sinun verostatuksesi: {status_title} ({status})."
    ),
    "{country!r} is not an ISO 3166-1 alpha-2 country, such as DE": (
        "{country!r} ei ole ISO 3166-1 alpha-2 -maakoodi, kuten DE"
    ),
    "The freelancer's country {country}": "Freelancerin maa {country}",
    "A freelancer without a country": "Freelancer ilman maata",
    "is not a valid {type} ({fault}): compare its check digits with the document": (
        "ei ole kelvollinen {type} ({fault}): vertaa tarkistusnumeroita asiakirjaan"
    ),
    "{where} takes no tax document; countries that do: {countries}": (
        "{where}: veroasiakirjoja ei oteta vastaan; maat, joissa otetaan: {countries}"
    ),
    "{type} is not used in {name}; used there: {allowed}": (
        "{type} ei ole käytössä, maa: {name}; siellä käytetään: {allowed}"
    ),
    "an INN has exactly 12 digits": "INN-tunnuksessa on tasan 12 numeroa",
    "must be 4 to 20 letters, digits, dots, dashes and slashes": (
        "täytyy olla 4–20 kirjainta, numeroa, pistettä, viivaa ja kauttaviivaa"
    ),
    "is nobody's {type}: it has only zeros": "ei ole kenenkään {type}: siinä on vain nollia",
    "is nobody's {type}: all its digits are equal": "ei ole kenenkään {type}: kaikki numerot ovat samoja",
    "freelancer with this e-mail address": "freelancer, jolla on tämä sähköpostiosoite",
    "freelancer with this phone number": "freelancer, jolla on tämä puhelinnumero",
    "task {id} ({state})": "tehtävä {id} ({state})",
    "payout {id} ({state})": "tilitys {id} ({state})",
    "{code} {name}": "{code} {name}",
    "its check digits are wrong": "tarkistusmerkit eivät täsmää",
    "it is too long or too short": "se on liian pitkä tai liian lyhyt",
    "it is not written as such numbers are": "se ei ole tällaisen tunnuksen muodossa",
    "a part of it is wrong": "osa siitä on väärin",
}
