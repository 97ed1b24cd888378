"""Refusals and questions: work orders content."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "You have no part in work order {id} now: ask for it first, or wait for an offer.": (
        "Et ole nyt mukana työtilauksessa {id}: pyydä sitä ensin tai odota tarjousta."
    ),
    "You have no part in work order {id}: ask for it first.": "Et ole mukana työtilauksessa {id}: pyydä sitä ensin.",
    "message": "viesti",
    "folder": "kansio",
    "A provider changes the notes of their own files only; review, visibility and folder are the company's.": (
        "Tekijä muuttaa vain omien tiedostojensa huomautuksia; tarkastus, näkyvyys ja kansio ovat yrityksen asia."
    ),
    "files in the document folder {name} are always approved; delete it to take it off": (
        "dokumenttikansion {name} tiedostot ovat aina hyväksyttyjä; poista tiedosto, jos et halua sitä"
    ),
    "Delete file {attachment_id} of work order {id}": "Poista työtilauksen {id} tiedosto {attachment_id}",
    "nothing to change: pass at least one of {fields}": "ei mitään muutettavaa: anna vähintään yksi näistä: {fields}",
    "goes with folder_id: name the folder whose files you want": (
        "annetaan kentän folder_id kanssa: nimeä kansio, jonka tiedostot haluat"
    ),
    "has {size}; at most {folder_size} a file go into folder {id}": (
        "koko on {size}; kansiossa {id} tiedoston koko saa olla enintään {folder_size}"
    ),
    "{count} KiB": "{count} KiB",
    "{count} bytes": "{count} tavua",
    "{id} is full: it holds {count} files, at most {max_files} (max_files)": (
        "{id} on täynnä: tiedostoja on {count}, enintään {max_files} (max_files)"
    ),
    "{task_id} is filled by the files of folder {task_folder_id}": (
        "vaiheeseen {task_id} kuuluvat kansion {task_folder_id} tiedostot"
    ),
    "a work order has at most {most_folders} folders; delete one first": (
        "työtilauksessa saa olla enintään {most_folders} kansiota; poista ensin jokin"
    ),
    "{folder_id} is {name}, which every work order keeps": (
        "{folder_id} on {name}, joka säilyy jokaisessa työtilauksessa"
    ),
    "Delete folder {folder_id} of work order {id} with {count} files in it": (
        "Poista työtilauksen {id} kansio {folder_id}, tiedostoja {count}"
    ),
    "Folder {folder_id} holds {count} files; with force they go with it.": (
        "Kansiossa {folder_id} on tiedostoja: {count}; kun annat force, ne poistetaan samalla."
    ),
    "{min_files} are more than max_files, {max_files}": "{min_files} on enemmän kuin max_files, {max_files}",
    "Work order {id} has a folder {folder_id} of that name: {name}.": (
        "Työtilauksessa {id} on jo kansio {folder_id}, jolla on tämä nimi: {name}."
    ),
    "there is no problem {problem_id} on this work order that you can see": (
        "tällä työtilauksella ei ole ongelmaa {problem_id}, jonka näet"
    ),
    "Threads with other providers are the company's to read; leave user_id out.": (
        "Muiden tekijöiden viestiketjut on tarkoitettu yritykselle; jätä user_id pois."
    ),
    "is blank; 1 to 10000 characters": "on tyhjä; 1–10000 merkkiä",
    "is for the company: yours goes to the company; leave it out": (
        "on yritystä varten: sinun viestisi menee yritykselle; jätä se pois"
    ),
    "{to_user_id} was not offered work order {id}, has not asked for it and has not had it": (
        "käyttäjälle {to_user_id} ei ole tarjottu työtilausta {id}, eikä hän ole pyytänyt sitä tai tehnyt sitä"
    ),
    "names nobody who could read it: a draft is seen by your company alone": (
        "ei nimeä ketään, joka voisi lukea viestin: luonnoksen näkee vain yrityksesi"
    ),
    "nobody to write to: the order was offered to nobody, and nobody has asked for it": (
        "ei ole ketään, kenelle kirjoittaa: työtilausta ei ole tarjottu kenellekään, eikä kukaan ole pyytänyt sitä"
    ),
    "{document} KiB, videos {video}": "{document} KiB, videot {video}",
    "Folder {folder_id} is the company's; yours are of type slot.": (
        "Kansio {folder_id} on yrityksen; sinun kansiosi ovat tyyppiä slot."
    ),
    "Who sees a file before the assignment is the company's to say; leave show_before_assignment out.": (
        "Yritys päättää, kuka näkee tiedoston ennen tekijän valintaa; jätä show_before_assignment pois."
    ),
    "is empty; 1 byte up to max_bytes of the folder, at most {largest}": (
        "on tyhjä; vähintään 1 tavu ja enintään kansion max_bytes, enintään {largest}"
    ),
    "A provider takes off only their own files, and none that was approved.": (
        "Tekijä voi poistaa vain omia tiedostojaan, ei hyväksyttyjä."
    ),
}
