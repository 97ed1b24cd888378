"""Refusals and questions: contracts rules."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "is two letters of ISO 3166, such as DE": "on kaksi kirjainta, ISO 3166, kuten DE",
    "begins with the two letters of its country, such as FI20774740; other numbers are a business_id": (
        "alkaa maan kahdella kirjaimella, kuten FI20774740; muut numerot ovat business_id"
    ),
    "is no VAT number of {prefix}: its length or check digits do not fit": (
        "ei ole ALV-numero ({prefix}): pituus tai tarkistenumerot eivät täsmää"
    ),
    "needs vat_id: who charges VAT has a VAT number": "tarvitsee kentän vat_id: ALV:n veloittajalla on ALV-numero",
    "it is {state_name}, which is final; create_contract_event plans a new one": (
        "tila on {state_name}, joka on lopullinen; create_contract_event suunnittelee uuden"
    ),
    "it has not begun; until then a {states} one can be set to {state_name}": (
        "se ei ole alkanut; siihen asti tilasta {states} pääsee tilaan {state_name}"
    ),
    "it is {state_name} and paid; only what is unpaid is opened again": (
        "tila on {state_name} ja se on maksettu; vain maksamaton avataan uudelleen"
    ),
    "it is {state_name}; from there it can be set to {named}": "tila on {state_name}; siitä pääsee näihin: {named}",
    "There is no currency {currency!r}; there are {decimals}.": (
        "Valuuttaa {currency!r} ei ole; nämä ovat: {decimals}."
    ),
    "A credit note needs the number of the bill that it corrects.": (
        "Hyvityslasku tarvitsee sen laskun numeron, jota se oikaisee."
    ),
    "Only a credit note corrects another bill; this one names {corrects}.": (
        "Vain hyvityslasku oikaisee toista laskua; tämä mainitsee numeron {corrects}."
    ),
    "A credit note has a number of its own; {number} is the bill that it corrects.": (
        "Hyvityslaskulla on oma numero; {number} on lasku, jota se oikaisee."
    ),
    "It is due on {due}, before it was issued on {issued}.": "Eräpäivä on {due}, ennen laskun päivää {issued}.",
    "Its period ends on {period}, before it begins on {other_period}.": (
        "Jakson loppu on {period}, ennen sen alkua {other_period}."
    ),
    "An e-invoice is in a currency of ISO 4217, which {currency} is not; the bill is there as a PDF.": (
        "Verkkolaskun valuutta on ISO 4217 -valuutta, ja {currency} ei ole; lasku on saatavilla muodossa PDF."
    ),
    "An e-invoice needs the country of the {who}, as two letters.": (
        "Verkkolaskusta puuttuu maa kahtena kirjaimena: {who}."
    ),
    "The VAT number of the {who}, {vat_id!r}, has to begin with the two letters of its country and has no blanks.": (
        "ALV-numeron ({who}), {vat_id!r}, on alettava maan kahdella kirjaimella eikä siinä saa olla välejä."
    ),
    "An e-invoice needs a number of the seller: of VAT, of a register of businesses, or of this hall.": (
        "Verkkolasku tarvitsee myyjän numeron: ALV-numeron, yritysrekisterin numeron tai tämän palvelun numeron."
    ),
    "buyer": "ostaja",
    "{number!r} is no number of a bill; it is one line of 1 to {longest_number} characters.": (
        "{number!r} ei ole laskun numero; se on yksi rivi, 1–{longest_number} merkkiä."
    ),
    "An e-invoice has amounts of two places; {currency} has {decimals}.": (
        "Verkkolaskun summissa on kaksi desimaalia; valuutta {currency}: desimaaleja {decimals}."
    ),
    "The country of the {who} is {country!r}, which is none of ISO 3166's two letters.": (
        "Maa ({who}) on {country!r}, joka ei ole mikään ISO 3166:n kaksikirjaiminen tunnus."
    ),
    "{amount} has no price for {quantity}": "summalle {amount} ei ole hintaa, kun määrä on {quantity}",
    "a rate of VAT stands twice": "sama ALV-kanta on kahdesti",
    "net and VAT are not the sums of the rates": "veroton summa ja ALV eivät ole kantojen summat",
    "what is to be paid is not what the lines say": "maksettava ei ole se, mitä rivit sanovat",
    "rounding is {rounding}; at most one smallest unit for each rate": (
        "pyöristys on {rounding}; enintään yksi pienin yksikkö kantaa kohden"
    ),
    "line {number}: {quantity} times {price} is {product}, not {net}": (
        "rivi {number}: {quantity} kertaa {price} on {product}, ei {net}"
    ),
    "the lines at {percent} % add up to {sum}, not to {net}": (
        "rivit, joiden kanta on {percent} %, ovat yhteensä {sum}, ei {net}"
    ),
    "{gross} at {percent} % is not {net} and {vat}": "{gross}, kanta {percent} %, ei ole {net} ja {vat}",
    "is no setting; there are {names} and position": "ei ole asetus; asetukset ovat {names} ja position",
    "is one of {roundings}": "on jokin näistä: {roundings}",
    "is 1 to 24": "on 1–24",
    "is one of {quorums}": "on jokin näistä: {quorums}",
    "set_billing_details adds it, by whom it is about, for later bills.": (
        "Sen lisää seuraaviin laskuihin set_billing_details, kutsujana se, jonka tiedoista on kyse."
    ),
    "The seller has no name.": "Myyjän nimi puuttuu.",
    "The buyer has no name.": "Ostajan nimi puuttuu.",
    "The seller charges VAT and has no VAT number; add the number, or bill without VAT.": (
        "Myyjä perii arvonlisäveroa, mutta arvonlisäveronumero puuttuu; lisää numero tai laskuta ilman veroa."
    ),
    "A bill without lines is none.": "Laskussa on oltava rivejä.",
    "Line {number} {fault}.": "Rivi {number}: {fault}.",
    "does not say what it is for": "ei kerro, mistä laskutetaan",
    "is in another currency than the bill, which is in {currency}": (
        "eri valuutta kuin laskussa, jonka valuutta on {currency}"
    ),
    "is {amount}; amounts are not negative, also those of a credit note": (
        "summa on {amount}; summat eivät ole negatiivisia, eivät hyvityslaskussakaan"
    ),
    "has {minutes} minutes; leave them out where time does not matter": (
        "minuutteja on {minutes}; jätä ne pois, jos ajalla ei ole merkitystä"
    ),
    "bears {percent} % of VAT; it is 0 or more, under 100, with at most two places": (
        "arvonlisävero on {percent} %; sen on oltava vähintään 0 ja alle 100, enintään kahden desimaalin tarkkuudella"
    ),
}
