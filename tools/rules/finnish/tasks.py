"""Tasks."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "task {id} {title}": "tehtävä {id} {title}",
    "They write: {words}": "Viesti: {words}",
    "All of what they write: {words}": "Viesti kokonaan: {words}",
    "The deadline of {task} has passed. It can still be delivered; request_task_changes sets another date.": (
        "Määräaika on kulunut: {task}. Työn voi yhä luovuttaa; request_task_changes asettaa toisen määräajan."
    ),
    "The deadline of {task} has passed. You can still deliver it with mark_task_completed.": (
        "Määräaika on kulunut: {task}. Voit yhä luovuttaa työn työkalulla mark_task_completed."
    ),
    "The deadline of {task} has passed. {next}": "Määräaika on kulunut: {task}. {next}",
    "The hard deadline of {task} has passed. {next}": "Ehdoton määräaika on kulunut: {task}. {next}",
    "Give it a later one with extend_task_deadline, or end it with reject_task.": (
        "Anna myöhempi määräaika työkalulla extend_task_deadline tai päätä tehtävä työkalulla reject_task."
    ),
    "The client decides whether the work goes on.": "Tilaaja päättää, jatkuuko työ.",
    "{task} is due on {day} at {time} UTC and not delivered yet.": (
        "{task}: määräaika on {day} klo {time} UTC, eikä työtä ole vielä luovutettu."
    ),
    "{client} has written in {task}.": "{client} on kirjoittanut: {task}.",
    "{worker} has written in {task}.": "{worker} on kirjoittanut: {task}.",
    "{client} has accepted your work on {task}. Payment comes next.": (
        "{client} on hyväksynyt työsi: {task}. Seuraavaksi työ maksetaan."
    ),
    "{client} asks for more work on {task}.": "{client} pyytää vielä lisää työtä: {task}.",
    "{client} has withdrawn {task}.": "{client} on perunut: {task}.",
    "{client} has rejected your work on {task}. Agree with confirm_task_rejection or contest it with start_task_dispute.": (
        "{client} on hylännyt työsi: {task}. Suostu siihen työkalulla confirm_task_rejection tai riitauta se "
        "työkalulla start_task_dispute."
    ),
    "The rejection of {task} is confirmed for {worker}; it ends unpaid.": (
        "Hylkäys on vahvistettu tekijän {worker} puolesta: {task}. Tehtävä päättyy, eikä siitä makseta."
    ),
    "{task} has a new deadline: {deadline}. Work can go on.": "{task}: uusi määräaika on {deadline}. Työtä voi jatkaa.",
    "{worker} has started {task}.": "{worker} on aloittanut: {task}.",
    "{worker} has delivered {task}. Accept it, send it back or reject it.": (
        "{worker} on luovuttanut: {task}. Hyväksy työ, palauta se tai hylkää se."
    ),
    "{worker} has turned down {task}.": "{worker} on kieltäytynyt: {task}.",
    "{client} has paid {task}: {amount} are on your balance.": (
        "{client} on maksanut: {task}. Saldollasi on siitä {amount}."
    ),
    "{amount} went out for {task}, paid to {worker}.": "Saldolta lähti {amount}: {task}, saaja {worker}.",
    "The payment of {task} failed; {amount} are back where they came from.": (
        "Maksu epäonnistui: {task}; {amount} palautui sinne, mistä se otettiin."
    ),
    "{worker} contests {task}. Answer with reply_to_task_dispute.": (
        "{worker} riitauttaa: {task}. Vastaa työkalulla reply_to_task_dispute."
    ),
    "{worker} no longer contests {task}.": "{worker} ei enää riitauta: {task}.",
    "{client} accepts, after your dispute, the work on {task}.": (
        "{client} hyväksyy työn riitautuksesi jälkeen: {task}."
    ),
    "{client} lets the work go on for {task}.": "{client} antaa työn jatkua: {task}.",
    "{client} stands by the terms of {task}.": "{client} pitää kiinni ehdoista: {task}.",
    "{client} stands by the rejection of {task}.": "{client} pitää kiinni hylkäyksestä: {task}.",
    "{worker} agrees to the new terms of {task}.": "{worker} suostuu uusiin ehtoihin: {task}.",
    "{worker} keeps the agreed terms of {task}.": "{worker} pysyy sovituissa ehdoissa: {task}.",
    "{client} has taken its change proposal for {task} back.": "{client} on perunut muutosehdotuksensa: {task}.",
    "{client} proposes to change {task}: {changes}.": "{client} ehdottaa muutosta: {task}: {changes}.",
    "{client} has changed {task}: {changes}.": "{client} on muuttanut: {task}: {changes}.",
    "another description": "toinen kuvaus",
    "other attributes": "muita ominaisuuksia",
    "{field} {old} -> {new}": "{field} {old} -> {new}",
    "title": "otsikko",
    "price": "hinta",
    "deadline": "määräaika",
    "deadline_type": "määräajan laji",
    "copyright": "tekijänoikeudet",
    "need_report": "raportti",
    "{client} offers you {task} for {amount}, due {due} UTC ({kind} deadline). Start it with start_task or turn it down "
    "with decline_task.": (
        "{client} tarjoaa sinulle: {task}, hinta {amount}, määräaika {due} UTC ({kind}). Aloita työkalulla "
        "start_task tai kieltäydy työkalulla decline_task."
    ),
    "soft": "joustava",
    "hard": "ehdoton",
    "A transfer of rights was attached to {task}.": "Oikeuksien siirto on liitetty: {task}.",
}
