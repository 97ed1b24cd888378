"""Refusals and questions: scheduling schedules."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "{why}, for working hours of a contract": "{why}, sopimuksen työajoissa",
    "{title} was agreed for participant {id}, who is {state_name}; nothing of it changes any more.": (
        "{title} on sovittu osallistujalle {id}, jonka tila on {state_name}; siinä ei enää muutu mikään."
    ),
    (
        "{title} holds the hours of participant {id} of contract {contract_id}: they change by the "
        "person's word, or by that of a member with write level {speaks}."
    ): (
        "{title} sisältää osallistujan {id} työajat sopimuksessa {contract_id}: niitä muuttaa vain hän "
        "itse tai jäsen, jonka kirjoitustaso (write) on {speaks}."
    ),
    "{title} is an offer of the other side; answer it with reply_to_participation_request.": (
        "{title} on toisen osapuolen tarjous; vastaa siihen työkalulla reply_to_participation_request."
    ),
    "nothing would change": "mikään ei muuttuisi",
    "change the rules": "muuttaa sääntöjä",
    "its owner": "aikataulun omistaja",
    (
        "{title} has version {version} now, not {other_version}: {by} changed it at {updated_at}. Read "
        "it again and repeat the change."
    ): (
        "{title}: versio on nyt {version} eikä {other_version}; muuttaja: {by}, aika: {updated_at}. Lue "
        "se uudelleen ja toista muutos."
    ),
    (
        "Schedule {id} has unpaid bookings in {currency}: its currency cannot become {other_currency} "
        "before they are paid or cancelled."
    ): (
        "Aikataulussa {id} on maksamattomia varauksia valuutassa {currency}: sen valuutaksi ei voi "
        "vaihtaa {other_currency}, ennen kuin ne on maksettu tai peruttu."
    ),
    "this schedule was not made from another one, so there is none to follow": (
        "tätä aikataulua ei tehty toisen pohjalta, joten ei ole aikataulua, jota noudattaa"
    ),
    "Delete schedule {schedule_id}: open requests in it end and are refunded, confirmed bookings stay": (
        "Poista aikataulu {schedule_id}: sen avoimet pyynnöt päättyvät ja niiden maksut palautetaan, "
        "vahvistetut varaukset pysyvät"
    ),
    "give people roles": "antaa ihmisille rooleja",
    "a schedule has one owner": "aikataululla on yksi omistaja",
    "at most {most_open} people can be asked at a time; take some off, or wait for their answers": (
        "samaan aikaan voi pyytää enintään {most_open} henkilöä; poista joku tai odota vastauksia"
    ),
    "to agreed working hours only observers (6) can be added": (
        "sovittuihin työaikoihin voi lisätä vain seuraajia (6)"
    ),
    "is the owner and keeps role 1 with levels 2/3; hand the schedule over first": (
        "on omistaja ja pitää roolin 1 tasoilla 2/3; luovuta aikataulu ensin toiselle"
    ),
    "only the owner can make another owner": "vain omistaja voi tehdä toisesta omistajan",
    "would get levels {read}/{write}, above your own {access_read}/{access_write}": (
        "saisi tasot {read}/{write}, jotka ovat korkeammat kuin omasi {access_read}/{access_write}"
    ),
    "turned a role in it down and can be asked again from {again} on": (
        "on hylännyt roolin siinä, ja häneltä voi kysyä uudelleen {again} alkaen"
    ),
    "To take others off {name} you need write level 3; yours is {own}.": (
        "{name}: muiden poistamiseen tarvitaan kirjoitustaso (write) 3; sinun on {own}."
    ),
    "Take {kind} {id} ({roles}) off schedule {schedule_id}": (
        "Poista aikataulusta {schedule_id}: {kind} {id} ({roles})"
    ),
    "user {id} in {name}": "käyttäjä {id}, {name}",
    "{title} belongs to {kind} {id}. Hand it over with add_schedule_users (role 1) first, or delete it.": (
        "{title}: omistaja on {kind} {id}. Luovuta se ensin toiselle työkalulla add_schedule_users "
        "(rooli 1) tai poista se."
    ),
    "is named twice": "on mainittu kahdesti",
    "is required with a price": "vaaditaan, kun hinta on annettu",
    "needs parent_id, the schedule whose rules are followed": (
        "vaatii parametrin parent_id: aikataulun, jonka sääntöjä noudatetaan"
    ),
    "try out other rules": "kokeilla muita sääntöjä",
    "follows the rules of parent_id, which a preview has none of; leave it out": (
        "noudattaa aikataulun parent_id sääntöjä, eikä esikatselussa ole sellaista; jätä pois"
    ),
    "give schedule_id, or owner_slug and slug": "anna schedule_id, tai owner_slug ja slug",
    (
        "{title} holds the agreed working hours of participant {participant_id} in contract "
        "{contract_id} and cannot be deleted while they take part."
    ): (
        "{title} sisältää osallistujan {participant_id} sovitut työajat sopimuksessa {contract_id}, eikä "
        "sitä voi poistaa, kun hän on mukana."
    ),
    "You are asked to be {roles} ({role_id}) of schedule {schedule_id}, not {roles_roles}.": (
        "Sinulle ehdotetaan roolia {roles} ({role_id}) aikataulussa {schedule_id}, ei roolia {roles_roles}."
    ),
    "Whoever asked you may no longer give that role in schedule {id}; its owner can ask you again.": (
        "Se, joka pyysi sinua, ei ehkä enää saa antaa tätä roolia aikataulussa {id}; sen omistaja voi "
        "pyytää sinua uudelleen."
    ),
    "open question about a role in schedule": "avoin kysymys roolista aikataulussa",
    "There are {most_schedules} schedules of this owner already, the most allowed. Delete one first.": (
        "Tällä omistajalla on jo {most_schedules} aikataulua, enempää ei sallita. Poista ensin jokin."
    ),
    "is the contract's": "tulee sopimuksesta",
    "is hour: work on a contract is paid by the hour": "on hour: sopimuksen työ maksetaan tunneittain",
    "is true: working hours of a contract are for its people": "on true: sopimuksen työaika on sen väelle",
    "is the contract's calendar": "on sopimuksen kalenteri",
}
