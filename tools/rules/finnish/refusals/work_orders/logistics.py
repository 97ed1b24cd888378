"""Refusals and questions: work orders logistics."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "The {what} of work order {id} are for its company and the provider it is assigned to.": (
        "Työtilaus {id}: näihin tietoihin ({what}) pääsevät vain sen yritys ja valittu tekijä."
    ),
    "an order that is assigned or work done": "työtilaus, joka on annettu tekijälle tai ilmoitettu tehdyksi",
    "Remove contact {contact_id} from work order {id}": "Poista yhteyshenkilö {contact_id} työtilauksesta {id}",
    "Work order {id} has {max_contacts} contacts, which is the most; change or delete one first.": (
        "Työtilauksessa {id} on {max_contacts} yhteyshenkilöä, mikä on enimmäismäärä; muuta tai poista ensin jokin."
    ),
    "names the contact; pass what is to change: {fields}": (
        "nimeää yhteyshenkilön; anna myös se, mitä muutetaan: {fields}"
    ),
    "The contact is {who}": "Yhteyshenkilö on {who}",
    "or phone is needed: a contact is somebody who can be reached": (
        "tai phone on pakollinen: yhteyshenkilö on joku, jonka voi tavoittaa"
    ),
    "contact": "yhteyshenkilö",
    "shipment": "lähetys",
    "is needed for carrier other: who carries it": "on pakollinen, kun kuljetusliike on other: kuka kuljettaa",
    "goes with carrier other; this one is {carrier_name}": (
        "kuuluu vain kuljetusliikkeeseen other; tässä se on {carrier_name}"
    ),
    "goes with status delivered; this one is {status}": (
        "annetaan vain, kun status on delivered; tässä se on {status}"
    ),
    "is needed": "on pakollinen",
    "or city is needed": "tai city on pakollinen",
    "must be the two letters of a country, such as US": "on oltava maan kaksikirjaiminen koodi, esimerkiksi US",
    "Shipment {shipment_id} is {before}; from there it can become {allowed}, not {after}.": (
        "Lähetyksen {shipment_id} tila on {before}; siitä seuraava tila voi olla {allowed}, ei {after}."
    ),
    "must not lie in the future; arrival is when it is expected": (
        "ei saa olla tulevaisuudessa; arrival on odotettu saapumisaika"
    ),
    "is needed for direction {elsewhere}: the address it goes to": (
        "on pakollinen, kun direction on {elsewhere}: osoite, johon lähetys menee"
    ),
    "goes with direction {elsewhere}; this one goes {direction}": (
        "annetaan vain, kun direction on {elsewhere}; tässä se on {direction}"
    ),
    "has {count} bytes; at most {most_bytes} are allowed": "on {count} tavua; sallittu enintään {most_bytes}",
    "is neither a PNG in base64 nor the text of an SVG": "ei ole PNG base64-muodossa eikä SVG-teksti",
    "is {found}, not {wanted}; leave format out to have it detected": (
        "on {found}, ei {wanted}; jätä format pois, niin muoto tunnistetaan"
    ),
    "is an SVG that draws nothing": "on SVG, joka ei piirrä mitään",
    "declares a document type or entities; leave the DOCTYPE out": (
        "määrittelee dokumenttityypin tai entiteettejä; jätä DOCTYPE pois"
    ),
    "holds the processing instruction {target}; leave it out": "sisältää käsittelyohjeen {target}; jätä se pois",
    "has the event handler {attribute}": "sisältää tapahtumankäsittelijän {attribute}",
    "points outside itself with {attribute}": "viittaa ulkopuolelleen attribuutilla {attribute}",
    "is neither base64 nor the text of an SVG": "ei ole base64 eikä SVG-teksti",
    "cannot be decoded as a PNG": "ei ole luettavissa PNG-kuvana",
    "is an SVG that is not in UTF-8": "on SVG, joka ei ole UTF-8-muodossa",
    "is no proper XML: {errorstring} in line {lineno}": "ei ole kelvollista XML:ää: {errorstring}, rivi {lineno}",
    "is no SVG: its outermost element must be svg with xmlns={svg}": (
        "ei ole SVG: uloimman elementin on oltava svg, jossa xmlns={svg}"
    ),
    "has more than {most_elements} elements, or more than {deepest} inside each other": (
        "sisältää yli {most_elements} elementtiä tai yli {deepest} sisäkkäin"
    ),
    "holds the element {element}, which a signature has no use for; keep to plain lines": (
        "sisältää elementin {element}, jota allekirjoitus ei tarvitse; käytä vain yksinkertaisia viivoja"
    ),
    "has {width} x {height} pixels; at most {most} million are allowed": (
        "koko on {width} x {height} pikseliä; sallittu enintään {most} miljoonaa"
    ),
    "is a moving picture; one still picture is wanted": "on liikkuva kuva; tarvitaan yksi pysäytyskuva",
    "goes with mode saved; leave it out, or choose that mode": (
        "kuuluu tilaan mode saved; jätä se pois tai valitse se tila"
    ),
    "is the saved location's own with mode saved; leave it out": (
        "tulee tallennetulta paikalta, kun mode on saved; jätä se pois"
    ),
    "must be left out for mode remote": "on jätettävä pois, kun mode on remote",
    "shipments": "lähetykset",
    "Remove shipment {shipment_id} from work order {id}": "Poista lähetys {shipment_id} työtilauksesta {id}",
    "Shipment {shipment_id} was entered by somebody else: you may remove what you entered.": (
        "Lähetyksen {shipment_id} on lisännyt joku muu: voit poistaa vain itse lisäämäsi."
    ),
    "names the parcel; pass what is to change: {fields}": "nimeää lähetyksen; anna myös se, mitä muutetaan: {fields}",
    "In it is {item}": "Sen sisältö on {item}",
    "Its tracking number is {tracking}": "Sen seurantatunnus on {tracking}",
    "Work order {id} has {most_shipments} shipments, which is the most; delete those that are wrong.": (
        "Työtilauksessa {id} on {most_shipments} lähetystä, mikä on enimmäismäärä; poista virheelliset."
    ),
    "signatures": "allekirjoitukset",
    "Delete signature {signature_id} of work order {id}": "Poista työtilauksen {id} allekirjoitus {signature_id}",
    "Work order {id} has {most_signatures} signatures, which is the most; delete those that are wrong.": (
        "Työtilauksessa {id} on {most_signatures} allekirjoitusta, mikä on enimmäismäärä; poista virheelliset."
    ),
    "Signature {id} was stored by somebody else: you may delete what you stored.": (
        "Allekirjoituksen {id} on tallentanut joku muu: voit poistaa vain itse tallentamasi."
    ),
    "must not lie in the future": "ei saa olla tulevaisuudessa",
    "It was signed by {signer}": "Allekirjoittaja on {signer}",
    "signature": "allekirjoitus",
    "an order that is neither approved nor called off": "työtilaus, jota ei ole hyväksytty eikä peruttu",
    "an order that is still assigned: reported work keeps its evidence, unless the company deletes it": (
        "vielä tekijällä oleva työtilaus: valmiiksi ilmoitetun työn todisteet säilyvät, ellei yritys poista niitä"
    ),
}
