"""Refusals and questions: tasks."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "The task is called {title}": "Tehtävän nimi on {title}",
    "{tool} is a step of the company that ordered {name}; you are its freelancer.": (
        "{tool} kuuluu tilanneelle yritykselle ({name}); sinä olet freelancer."
    ),
    "Two companies gave the uuid {uuid} to a task; use task_id.": (
        "Kaksi yritystä antoi tehtävälle uuid-arvon {uuid}; käytä parametria task_id."
    ),
    "is not the uuid of task {task_id}; pass one of the two": (
        "ei ole tehtävän {task_id} uuid; anna vain toinen näistä"
    ),
    (
        "{name} is an advertising service without ad contracts, so it is not paid. If the ads are shown "
        "in Russia, pay with adv_data: get_own_ad_details has the contract of whoever advertises itself, "
        "list_ad_contracts those with others. If they are not, pay with ads_outside_russia true."
    ): (
        "{name} on mainospalvelu ilman mainossopimuksia, joten sitä ei makseta. Jos mainokset näytetään "
        "Venäjällä, maksa parametrilla adv_data: get_own_ad_details näyttää itseään mainostavan "
        "sopimuksen, list_ad_contracts sopimukset muiden kanssa. Jos niitä ei näytetä siellä, maksa "
        "niin, että ads_outside_russia on true."
    ),
    "unknown contracts: {unknown}": "tuntemattomia sopimuksia: {unknown}",
    "names a contract twice": "mainitsee saman sopimuksen kahdesti",
    "{name} names its ad contracts already; leave adv_data out.": (
        "{name}: mainossopimukset on jo nimetty; jätä adv_data pois."
    ),
    "does not go together with adv_data; choose one": "ei sovi yhteen kentän adv_data kanssa; valitse toinen",
    "ad customer": "mainosasiakas",
    "ad contract": "mainossopimus",
    (
        "The external id {external_id} belongs to a contract with other content. Contracts never change: "
        "add another one under another id, or leave it out."
    ): (
        "Ulkoinen tunnus {external_id} kuuluu sopimukselle, jonka sisältö on toinen. Sopimukset eivät "
        "koskaan muutu: lisää uusi toisella tunnuksella tai jätä tunnus pois."
    ),
    "is a number of digits only, such as 7733228841": "koostuu vain numeroista, esimerkiksi 7733228841",
    "{region_number!r} is no OKSM number of a country, such as 428": (
        "{region_number!r} ei ole maan OKSM-numero, kuten 428"
    ),
    "{external_id} is the uuid of a customer there is already; take an identifier of your own.": (
        "{external_id} on jo olemassa olevan asiakkaan uuid; käytä omaa tunnusta."
    ),
    (
        "The external id {external_id} belongs to a customer with other content; different: {differs}. "
        "Customers never change: add another one under another id."
    ): (
        "Ulkoinen tunnus {external_id} kuuluu asiakkaalle, jonka sisältö on toinen; eroavat kentät: "
        "{differs}. Asiakkaat eivät koskaan muutu: lisää uusi toisella tunnuksella."
    ),
    "ad contract behind the task": "mainossopimus, tehtävä",
    "Proposal {changeset_id} is not open; the open one is {id}. Look at it before you agree.": (
        "Ehdotus {changeset_id} ei ole avoinna; avoin ehdotus on {id}. Katso se, ennen kuin suostut."
    ),
    "is empty": "on tyhjä",
    "the terms are these already": "ehdot ovat jo nämä",
    "pass at least one term that should differ": "anna vähintään yksi ehto, jonka pitäisi muuttua",
    "nothing would change: {what}": "mikään ei muuttuisi: {what}",
    "Answer the dispute about task {id}: {decision}": "Vastaa riitaan tehtävästä {id}: {decision}",
    "Propose other terms for task {id}": "Ehdota muita ehtoja tehtävälle {id}",
    "goes only with a dispute about terms, from state 2; {name} is {state}": (
        "kuuluu vain riitaan ehdoista, tilasta 2; {name}: tila on {state}"
    ),
    "The freelancer is {payee}": "Freelancer on {payee}",
    "A document for another company": "Asiakirja toiselle yritykselle",
    "A document for every company": "Asiakirja kaikille yrityksille",
    "is not a document": "ei ole asiakirja",
    "cannot be combined with company_id": "ei sovi yhteen parametrin company_id kanssa",
    "is not base64": "ei ole base64-muodossa",
    "pass file_id, or file_name together with content_base64": (
        "anna file_id, tai file_name ja content_base64 yhdessä"
    ),
    "goes without file_name and content_base64: either a stored file or a new one": (
        "annetaan ilman parametreja file_name ja content_base64: joko tallennettu tiedosto tai uusi"
    ),
    "file of yours with the id": "oma tiedostosi, jonka tunnus on",
    "Accept the work on task {id}": "Hyväksy työ, tehtävä {id}",
    "The money is set aside until it is paid": "Raha pysyy varattuna, kunnes se maksetaan",
    "{total} become payable": "Maksettavaksi tulee {total}",
    "Set aside for task {id}": "Varaa rahaa tehtävälle {id}:",
    "{effect} Add money, then try again.": "{effect} Lisää rahaa ja yritä sitten uudelleen.",
    "{act} and set aside": "{act}, ja varaa",
    "The company cannot set aside what {name} costs at the new price now; its terms stay as they are.": (
        "Yritys ei voi nyt varata rahaa uuden hinnan mukaan ({name}); ehdot pysyvät ennallaan."
    ),
    "The terms of {name} stay as they are.": "Ehdot pysyvät ennallaan: {name}.",
    "{name} stays {stays}.": "{name}: tila on edelleen {stays}.",
    "{worker_id} is not a freelancer of the company's team (list_freelancers)": (
        "{worker_id} ei ole freelancerina yrityksen tiimissä (list_freelancers)"
    ),
    "{category_id} is not a service (list_services)": "{category_id} ei ole palvelu (list_services)",
    "Delete task group {group_id}; its {task_count} tasks stay, without the group": (
        "Poista tehtäväryhmä {group_id}; sen tehtävät ({task_count}) jäävät ilman ryhmää"
    ),
    "The company has a task group '{title}' already: group {taken}. Use it, or choose another title.": (
        "Yrityksellä on jo tehtäväryhmä '{title}': ryhmä {taken}. Käytä sitä tai valitse toinen otsikko."
    ),
    "task group": "tehtäväryhmä",
    "must be in the future; now is {now}": "on oltava tulevaisuudessa; nyt on {now}",
    "does not go together with share_commission; choose one": (
        "ei sovi yhteen kentän share_commission kanssa; valitse toinen"
    ),
    "is required with compensate_worker_service_fee": "on pakollinen kentän compensate_worker_service_fee kanssa",
    "is not a freelancer of the company's team; invite_freelancer adds them": (
        "ei ole yrityksen tiimin freelancer; invite_freelancer lisää hänet"
    ),
    "unknown: {ids}; ids come from {source}": "tuntemattomia: {ids}; numerot saa työkalulla {source}",
    "the freelancer has not signed up yet; see get_insurance_info": (
        "freelancer ei ole vielä rekisteröitynyt; katso get_insurance_info"
    ),
    "the service cannot be insured; see get_insurance_info": "palvelua ei voi vakuuttaa; katso get_insurance_info",
    "is not the uuid of freelancer {id}; pass one of the two": "ei ole freelancerin {id} uuid; anna toinen näistä",
    (
        "The uuid {uuid} belongs to task {id}, which was ordered with other content. Leave uuid out or "
        "use a new one; nothing was created."
    ): (
        "uuid {uuid} kuuluu tehtävälle {id}, joka tilattiin eri sisällöllä. Jätä uuid pois tai käytä "
        "uutta; mitään ei luotu."
    ),
    "from the money set aside": "varatusta rahasta",
    "from the company's balance": "yrityksen saldosta",
    "Pay at once, without delivery or review,": "Maksa heti, ilman luovutusta ja tarkastusta,",
    "{name} is not paid.": "Ei maksettu: {name}.",
    "For task {id}, {source}": "Tehtävästä {id}, {source}",
    "For task {id}": "Tehtävästä {id}",
    "{name} cannot be taken up yet. {told}": "{name}: työtä ei voi vielä aloittaa. {told}",
    "{unknown} is not a state; known: {known}": "{unknown} ei ole tila; tunnetut tilat: {known}",
    "is more than price_to ({highest})": "on enemmän kuin price_to ({highest})",
    "is less than price_from ({lowest})": "on vähemmän kuin price_from ({lowest})",
    "is not the freelancer of {name}; that is {id}": "ei ole tämän tehtävän freelancer ({name}); freelancer on {id}",
    "it ends unpaid": "se päättyy maksamatta",
    "the freelancer has to agree, or may contest it": (
        "freelancerin on suostuttava siihen, tai hän voi riitauttaa sen"
    ),
    "Reject task {id}, which is {state}: {effect}": "Hylkää tehtävä {id}, jonka tila on {state}: {effect}",
    "Agree that the work on task {id} was rejected: it ends unpaid and the freelancer receives nothing": (
        "Suostu siihen, että työ on hylätty, tehtävä {id}: se päättyy maksamatta, eikä freelancer saa mitään"
    ),
    "is no customer of your company; its uuid or external id is in list_ad_customers": (
        "ei ole yrityksesi asiakas; asiakkaan uuid tai ulkoinen tunnus näkyy työkalulla list_ad_customers"
    ),
    "your own company is in get_own_ad_details": "oma yrityksesi näkyy työkalulla get_own_ad_details",
    "{parent} is no contract of your company; see list_ad_contracts": (
        "{parent} ei ole yrityksesi sopimus; katso list_ad_contracts"
    ),
    "is the customer as well; the two have to be different": "on myös asiakas; näiden kahden on oltava eri",
    "is required for an addendum: the contract it belongs to": "vaaditaan lisäsopimukselle: sopimus, johon se kuuluu",
    "is required for a customer of {legal_type} ({kind})": (
        "vaaditaan asiakkaalta, jonka tyyppi on {legal_type} ({kind})"
    ),
    "a customer in Russia is known by its inn instead": "Venäjällä asiakkaan tunniste on inn",
    "is required for legal entities: form and full name; for a person pass fio": (
        "vaaditaan oikeushenkilöiltä: yhtiömuoto ja koko nimi; henkilölle anna fio"
    ),
    "is required for individuals and entrepreneurs: full name; for a legal entity pass full_opf": (
        "vaaditaan yksityishenkilöiltä ja yrittäjiltä: koko nimi; oikeushenkilölle anna full_opf"
    ),
    "name at least one contract in end_contracts, or leave adv_data out": (
        "nimeä vähintään yksi sopimus kentässä end_contracts tai jätä adv_data pois"
    ),
    "with several contracts each needs a sum": "kun sopimuksia on useita, kukin tarvitsee summan",
    "the contracts sum up to {total}, more than the price of {price}": (
        "sopimusten summa on {total}, enemmän kuin hinta {price}"
    ),
    "{id} ({title}) has no option {text!r}; its options: {possible}": (
        "{id} ({title}): vaihtoehtoa {text!r} ei ole; vaihtoehdot: {possible}"
    ),
    "{id} is not an attribute of this service; its attributes: {known}": (
        "{id} ei ole tämän palvelun ominaisuus; sen ominaisuudet: {known}"
    ),
    "{id} ({title}) comes twice": "{id} ({title}) on annettu kahdesti",
    "{id} ({title}) needs a value": "{id} ({title}) tarvitsee arvon",
    "{id} ({title}) takes one value": "{id} ({title}): vain yksi arvo",
    "{id} ({title}) takes at most {max_value} characters": "{id} ({title}): enintään {max_value} merkkiä",
    "propose_terms needs a price or a deadline": "propose_terms vaatii hinnan tai määräajan",
    "goes only with propose_terms": "annetaan vain, kun ratkaisu on propose_terms",
    "goes only with propose_terms and return_to_work": (
        "annetaan vain, kun ratkaisu on propose_terms tai return_to_work"
    ),
    "the terms of work in progress": "käynnissä olevan työn ehdot",
    "a rejection": "hylkäys",
    "this dispute is about {about}; possible: {answers}": (
        "tämän riidan aihe: {about}; mahdolliset vastaukset: {answers}"
    ),
    "{key} is proved by {wanted}": "{key}: todisteeksi tarvitaan {wanted}",
    "it is already paid": "se on jo maksettu",
    "the freelancer has already turned it down": "freelancer on jo kieltäytynyt siitä",
    "it is already rejected": "se on jo hylätty",
    (
        "it is already rejected; waiting for the freelancer: confirm_task_rejection (ends it) or "
        "start_task_dispute (contests it)"
    ): (
        "se on jo hylätty; freelancerin vastausta odotetaan: confirm_task_rejection (päättää sen) tai "
        "start_task_dispute (riitauttaa sen)"
    ),
    "its payment is being processed": "sen maksua käsitellään",
    "answer the dispute first: reply_to_task_dispute": "vastaa ensin riitautukseen: reply_to_task_dispute",
    "a change proposal is open: cancel_task_changes first": "muutosehdotus on avoinna: ensin cancel_task_changes",
    "the work is not delivered yet; pay_new_task pays a new task without delivery": (
        "työtä ei ole vielä luovutettu; pay_new_task maksaa uuden tehtävän ilman luovutusta"
    ),
    "the work is not delivered yet": "työtä ei ole vielä luovutettu",
    "accept the delivered work first: accept_task": "hyväksy ensin luovutettu työ: accept_task",
    "its payment is being processed: wait, and do not pay again": (
        "sen maksua käsitellään: odota äläkä maksa uudelleen"
    ),
    "it is already paid; nothing was debited again": "se on jo maksettu; mitään ei veloitettu uudelleen",
    "the work is delivered: accept_task, then pay_task": "työ on luovutettu: accept_task, sitten pay_task",
    "the work is accepted: pay_task": "työ on hyväksytty: pay_task",
    "its deadline has not passed: request_task_changes sets another one": (
        "sen määräaika ei ole kulunut: request_task_changes asettaa toisen"
    ),
    "its deadline has passed: extend_task_deadline": "sen määräaika on kulunut: extend_task_deadline",
    "a proposal is open already: cancel_task_changes first": "ehdotus on jo avoinna: ensin cancel_task_changes",
    "task {task_id} is {state}{more}. {tool} needs {any_of}. ": (
        "tehtävä {task_id}: tila on {state}{more}. {tool} vaatii tilan {any_of}. "
    ),
    "It waits for the other side.": "Se odottaa toista osapuolta.",
    "Possible now: {allowed}.": "Nyt mahdollista: {allowed}.",
    "Nothing moves it any more.": "Mikään ei enää muuta sen tilaa.",
    "It moves on by itself.": "Se etenee itsestään.",
    "{tool} is the freelancer's own step: only they can call it": (
        "{tool} on freelancerin oma vaihe: vain hän voi kutsua sitä"
    ),
    (
        "{tool} is the freelancer's step, and the company lacks the right act_for_freelancers. The "
        "freelancer can call it, or the operator grants the right with set_company_terms."
    ): (
        "{tool} on freelancerin vaihe, ja yritykseltä puuttuu oikeus act_for_freelancers. Freelancer voi "
        "kutsua sitä, tai palvelun ylläpito antaa oikeuden työkalulla set_company_terms."
    ),
    "the company wants to insure this task: true agrees, false starts it without insurance": (
        "yritys haluaa vakuuttaa tämän tehtävän: true hyväksyy, false aloittaa ilman vakuutusta"
    ),
    "{name} is to be proved first: {named}. submit_evidence hands a piece in.": (
        "Ensin tarvitaan todisteet, {name}: {named}. submit_evidence toimittaa todisteen."
    ),
    "this task wants a report: pass report or report_file_ids": (
        "tämä tehtävä vaatii raportin: anna report tai report_file_ids"
    ),
    "unknown: {named}; only your own files can be attached": (
        "tuntemattomia: {named}; vain omia tiedostojasi voi liittää"
    ),
    "a photo: pass file_id of an image, from upload_files": "kuva: anna kuvan file_id, työkalusta upload_files",
    "a file: pass file_id, from upload_files": "tiedosto: anna file_id, työkalusta upload_files",
    "a position: pass latitude and longitude": "sijainti: anna latitude ja longitude",
    "a link: pass url": "linkki: anna url",
    "a text: pass text": "teksti: anna text",
    "{key} ({have} of {count}, {evidence})": "{key} ({have}/{count}, {evidence})",
    "{id} ({title}) is required": "{id} ({title}) on pakollinen",
    "upload_files; only your own can be attached": "upload_files; vain omia tiedostoja voi liittää",
    "The freelancer has not taken up the invite and given their details yet.": (
        "Freelancer ei ole vielä vastannut kutsuun ja antanut tietojaan."
    ),
    "The freelancer's identity is not confirmed yet.": "Freelancerin henkilöllisyyttä ei ole vielä vahvistettu.",
    "To start the task, the freelancer has to sign the offer agreement.": (
        "Ennen tehtävän aloittamista freelancerin on allekirjoitettava tarjoussopimus."
    ),
    "The freelancer has to accept the document '{title}' for this task.": (
        "Freelancerin on hyväksyttävä tähän tehtävään asiakirja '{title}'."
    ),
    "taxpayer number (INN)": "verotunniste (INN)",
    "taxpayer number or phone (one is enough)": "verotunniste tai puhelinnumero (toinen riittää)",
    "Labelled advertising has to name the freelancer's {wanted}.": (
        "Merkityssä mainonnassa on ilmoitettava freelancerin tiedot: {wanted}."
    ),
    "{id} {known}": "{id} {known}",
    "{id} {known}, {own}": "{id} {known}, {own}",
}
