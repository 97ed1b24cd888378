"""Refusals and questions: work orders checklist."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Remove an alert address": "Poista ilmoitusosoite",
    "{act} from step {task_id} of work order {id}": "{act} työtilauksen {id} vaiheesta {task_id}",
    "Remove {count} alert address(es)": "Poista ilmoitusosoitteet ({count} kpl)",
    "Not mailed any more: {emails}": "Ei enää sähköpostia näihin osoitteisiin: {emails}",
    "alert": "ilmoitusosoite",
    "Step {id} ({description}) needs {needs}: {tool} completes it.": (
        "Vaihe {id} ({description}) odottaa vielä: {needs}. Vaiheen kuittaa valmiiksi {tool}."
    ),
    "Step {id} is complete as it is; to make another of it, set status incomplete with the same call.": (
        "Vaihe {id} on valmis sellaisenaan; jos haluat muuttaa sen toisenlaiseksi, aseta samassa "
        "kutsussa status incomplete."
    ),
    "Only the company sets a step back; what completed it by itself can be undone where it was done.": (
        "Vain yritys palauttaa vaiheen avoimeksi; itsestään valmistuneen vaiheen voi perua siellä, missä se tehtiin."
    ),
    "must not be blank: say how the job ended": "ei saa olla tyhjä: kerro, miten työ päättyi",
    "goes with close-out notes (type {type}) only": "kuuluu vain loppumuistiinpanoihin (tyyppi {type})",
    "step": "vaihe",
    "{name} is read-only: it keeps the value it was given when the work order was made.": (
        "{name} on vain luettavissa: siinä säilyy arvo, joka sille annettiin työtilausta luotaessa."
    ),
    "Whether a field is shown is the company's to say.": "Yritys päättää, näytetäänkö kenttä.",
    "of this work order": "tässä työtilauksessa",
    "is needed; an empty text empties the field": "on pakollinen; tyhjä teksti tyhjentää kentän",
    "is for fields of the company: the provider sees their own in any case": (
        "on yrityksen kenttiä varten: tekijä näkee omansa joka tapauksessa"
    ),
    "custom field": "lisäkenttä",
    "{task_id} is named twice": "{task_id} on nimetty kahdesti",
    "name at least one thing to change, such as status": "nimeä vähintään yksi muutettava asia, esimerkiksi status",
    "What a step asks for is the company's to change; you may set its status, and closing_notes of close-out notes.": (
        "Mitä vaiheessa pyydetään, sen muuttaa yritys; sinä voit asettaa sen kentän status ja "
        "loppumuistiinpanoissa kentän closing_notes."
    ),
    "This custom field is the company's to fill in.": "Tämän lisäkentän täyttää yritys.",
    "assigned": "annettu tekijälle",
    "would be one more than the {max_tags} tags a work order may have; remove one first": (
        "ylittäisi yhdellä työtilauksen avainsanojen enimmäismäärän {max_tags}; poista ensin jokin"
    ),
    "or name is needed: which tag of the company": "tai name on pakollinen: mikä yrityksen avainsanoista",
    "on this work order": "tässä työtilauksessa",
    "goes without tag_id, and create_missing with name": (
        "annetaan ilman kenttää tag_id, ja create_missing kentän name kanssa"
    ),
    "tag": "avainsana",
    "Remove step {task_id} from the checklist of work order {work_order_id}": (
        "Poista vaihe {task_id} työtilauksen {work_order_id} tarkistuslistasta"
    ),
    "Step {task_id} is complete; while the work order is assigned, what was done stays on its checklist.": (
        "Vaihe {task_id} on valmis; niin kauan kuin työtilaus on annettu tekijälle, tehdyt vaiheet "
        "pysyvät sen tarkistuslistassa."
    ),
    "name at least one thing to change: status, or what the step asks for": (
        "nimeä vähintään yksi muutettava asia: status tai se, mitä vaiheessa pyydetään"
    ),
    "The step is {description}": "Vaihe: {description}",
    "{id} ({name})": "{id} ({name})",
}
