"""Refusals and questions: wallet."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "must be a month YYYY-MM with 01 to 12": "on oltava kuukausi muodossa VVVV-KK, kuukausi 01–12",
    "Only an admin of the company sets caps on its purse.": (
        "Vain yrityksen ylläpitäjä asettaa kulukattoja sen kukkarolle."
    ),
    "Only an admin of the company looks after its agents' caps.": (
        "Vain yrityksen ylläpitäjä hoitaa sen agenttien kulukattoja."
    ),
    (
        "A person set the cap of {usd_text} USD a {period}; an agent may go below it and back up to it, "
        "and only an admin of its company may raise or lift it."
    ): (
        "Ihminen asetti kulukaton {usd_text} USD / {period}; agentti voi laskea sitä ja nostaa sen "
        "takaisin tähän asti, mutta vain sen yrityksen ylläpitäjä voi nostaa sitä tästä tai poistaa sen."
    ),
    "has at most 6 decimals": "saa sisältää enintään 6 desimaalia",
    "is an address of this platform; withdrawals go outside": (
        "on tämän palvelun osoite; nostot menevät palvelun ulkopuolelle"
    ),
    "mixes upper and lower case": "sekoittaa isoja ja pieniä kirjaimia",
    "has witness version {witver} with {count} bytes, from which nobody can spend": (
        "todistajaversio on {witver} ja pituus {count} tavua, eikä siitä kukaan voi käyttää rahaa"
    ),
    "is of another network ({shape})": "kuuluu toiseen verkkoon ({shape})",
    "must be 0x and 40 hexadecimal digits": "on oltava 0x ja 40 heksadesimaalinumeroa",
    "has a wrong checksum: its upper and lower case do not fit": (
        "tarkistussumma on väärä: isot ja pienet kirjaimet eivät täsmää"
    ),
    "a Tron address starts with T": "Tron-osoitteen alussa on T",
    "a Bitcoin address starts with 1, 3 or bc1": "Bitcoin-osoitteen alussa on 1, 3 tai bc1",
    "is no Bitcoin address: its checksum is wrong or a character is": (
        "ei ole Bitcoin-osoite: sen tarkistussumma tai jokin merkki on väärä"
    ),
    "has a wrong checksum or character ({shape})": "tarkistussumma tai jokin merkki on väärä ({shape})",
    "The payment has to be an object of x402Version {version}.": (
        "Maksun on oltava objekti, jonka x402Version on {version}."
    ),
    "The payment lacks what it accepts or what was signed.": (
        "Maksusta puuttuu se, mitä se hyväksyy, tai se, mitä allekirjoitettiin."
    ),
    "The payment is of {amount}, and {asked_amount} is asked for.": (
        "Maksun summa on {amount}, ja pyydetty summa on {asked_amount}."
    ),
    "The payment holds no signed authorization (EIP-3009).": (
        "Maksussa ei ole allekirjoitettua valtuutusta (EIP-3009)."
    ),
    "The authorization lacks an address or a nonce.": "Valtuutuksesta puuttuu osoite tai kertaluku.",
    "The authorization pays somebody else.": "Valtuutus maksaa jollekulle muulle.",
    "The authorization is of another amount than the payment.": "Valtuutuksen summa on eri kuin maksun.",
    "The authorization is over.": "Valtuutuksen voimassaolo on päättynyt.",
    "The payment's {name} is no number that can be.": "Maksun kenttä {name} ei ole mahdollinen luku.",
    "The payment is for another {name} than {asked}.": "Maksun kentän {name} arvo on muu kuin {asked}.",
    "{address!r} is no address of Bitcoin": "{address!r} ei ole Bitcoin-osoite",
    "{atomic} of the chain's units of {currency} is no amount that anybody has": (
        "{atomic} ketjun yksikköä ({currency}) ei ole summa, joka kenelläkään on"
    ),
    "{what} {usd_text} USD; the limit of {reached_usd_text} USD a {period} has {left} USD left. Nothing happened.": (
        "{what} {usd_text} USD; kulurajaa {reached_usd_text} USD / {period} on jäljellä {left} USD. "
        "Mitään ei tapahtunut."
    ),
    "A spending limit of whoever pays does not allow this. Nothing happened.": (
        "Maksajan kuluraja ei salli tätä. Mitään ei tapahtunut."
    ),
    "The company has no {currency} wallet yet, and only its admin may open one.": (
        "Yrityksellä ei ole vielä lompakkoa valuutalle {currency}, ja vain sen ylläpitäjä saa avata sellaisen."
    ),
    "Send": "Lähetä",
    "{currency} is sent on {networks}": "{currency} lähetetään verkossa {networks}",
    "Only an admin of the company withdraws from its purse.": (
        "Vain yrityksen ylläpitäjä nostaa rahaa sen kukkarosta."
    ),
    "{address} on {chain}": "{address}, verkko {chain}",
    "must be at least {minimum} {currency}": "on oltava vähintään {minimum} {currency}",
    "{money} arrive, {fee} are the network's fee": "Perille tulee {money}, verkon kulu on {fee}",
    "From the purse of {owner}": "Kukkarosta, omistaja {owner}",
    "is an address of nobody: what is sent there is lost": "ei ole kenenkään osoite: sinne lähetetty menetetään",
    "is the contract of a token and nobody's address: what is sent there is lost": (
        "on tokenin sopimus eikä kenenkään osoite: sinne lähetetty menetetään"
    ),
}
