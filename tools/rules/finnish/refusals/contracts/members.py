"""Refusals and questions: contracts members."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    " since {answered_at}": " {answered_at} alkaen",
    "Participant {id} is {state_name}{at}; that answer stands. Nothing changed.": (
        "Osallistuja {id}: tila on {state_name}{at}; vastaus pysyy. Mitään ei muutettu."
    ),
    "You are participant {id} as {role} already, {state_name}; answer false to this one.": (
        "Olet jo osallistuja {id}, rooli {role}, tila {state_name}; vastaa tähän false."
    ),
    "change its terms": "muuttaa sen ehtoja",
    "Only members of {name} have a place for it in their list.": (
        "Vain jäsenillä on sille paikka luettelossaan: {name}."
    ),
    "participant {id}": "osallistuja {id}",
    "settings.{kept} of {name} is set by an owner alone. Nothing changed.": (
        "settings.{kept}: tämän asettaa vain omistaja ({name}). Mitään ei muutettu."
    ),
    "{title} stays in {currency}: it has {named}{more}. A contract in {other_currency} is made with create_contract.": (
        "{title}: valuutta pysyy, {currency}, koska siinä on jo: {named}{more}. create_contract tekee "
        "sopimuksen, jonka valuutta on {other_currency}."
    ),
    "{title} gives credit while somebody owes or is owed: {named}. Settle that first.": (
        "{title}: luotto on voimassa niin kauan kuin jollakulla on velkaa tai saatavaa: {named}. Selvitä se ensin."
    ),
    "Charges of {approved} are approved in {name} already; its ceiling cannot be {amount}. Nothing changed.": (
        "Kirjauksia on jo hyväksytty, {approved} ({name}); enimmäissumma ei voi olla {amount}. Mitään ei muutettu."
    ),
    "is {privacy}, but private is true, which means 0; give one of them": (
        "on {privacy}, mutta private on true, mikä tarkoittaa 0; anna vain toinen"
    ),
    "is 0, but private is false; give one of them": "on 0, mutta private on false; anna vain toinen",
    "there is no skill {missing}": "taitoa ei ole: {missing}",
    "was withdrawn or replaced": "peruttu tai korvattu",
    "is {state_name}": "tila on {state_name}",
    ", since {answered_at}": ", {answered_at} alkaen",
    "Proposal {id} {what}{at}. Nothing changed.": "Ehdotus {id}: {what}{at}. Mitään ei muutettu.",
    "proposed change {id} of participant {place_id}": "muutosehdotus {id}, osallistuja {place_id}",
    "make sub-contracts": "tehdä alisopimuksia",
    (
        "Contract {id} has a ceiling of {ceiling}; its sub-contracts have {money} already, so {left} is "
        "left and {amount} is too much. Nothing changed."
    ): (
        "Sopimus {id}: enimmäissumma on {ceiling}; alisopimuksilla on siitä jo {money}, joten jäljellä "
        "on {left}, ja {amount} on liikaa. Mitään ei muutettu."
    ),
    (
        "The live sub-contracts of contract {id} have ceilings of {below} together; its own cannot be "
        "{amount}. Nothing changed."
    ): (
        "Sopimuksen {id} voimassa olevien alisopimusten enimmäissummat ovat yhteensä {below}; sen oma ei "
        "voi olla {amount}. Mitään ei muutettu."
    ),
    "contracts go {deepest} levels deep at most, and contract {parent_id} is on the last": (
        "sopimustasoja on enintään {deepest}, ja sopimus {parent_id} on viimeisellä"
    ),
    "the schedule's price is {price}": "aikataulun hinta on {price}",
    "was {currency}": "annettu valuutta on {currency}",
    "is that of the schedule_id; give one or the other": "tulee jo kentästä schedule_id; anna vain toinen",
    "there is no schedule to follow; pass schedule_id to copy one": (
        "seurattavaa aikataulua ei ole; anna schedule_id, jos haluat kopioida jonkin"
    ),
    "schedule {id} is neither yours nor theirs": "aikataulu {id} ei ole sinun eikä hänen",
    "schedule {id} is no working hours (type 2)": "aikataulu {id} ei ole työaika (tyyppi 2)",
    "schedule {id} has a price per slot; work is paid by the hour": (
        "aikataulussa {id} on hinta varattavaa aikaa kohden; työ maksetaan tunneittain"
    ),
    "{named}; {name} is in {currency}, and nothing is converted": (
        "{named}; {name}: valuutta on {currency}, eikä mitään muunneta"
    ),
    "schedule {id} is not theirs; name one of {user}": (
        "aikataulu {id} ei ole hänen; anna jokin, jonka omistaja on {user}"
    ),
    "At most {new_addresses_a_day} addresses a day can be invited. People you know by number still can.": (
        "Osoitteita voi kutsua päivässä enintään {new_addresses_a_day}. Ihmisiä, joiden numeron tunnet, "
        "voit kutsua yhä."
    ),
    "give exactly one of user_id and email": "anna täsmälleen toinen: user_id tai email",
    "is your own address; pass your user_id": "on oma osoitteesi; anna oma user_id",
    "there is no person {user_id}; invite by email instead": "henkilöä {user_id} ei ole; kutsu sähköpostilla",
    "invite people": "kutsua ihmisiä",
    "rename a role": "muuttaa roolin nimeä",
    "Take back the open request about participant {participant_id} of contract {contract_id}": (
        "Peru avoin pyyntö, osallistuja {participant_id}, sopimus {contract_id}"
    ),
    "it takes no applications": "se ei ota vastaan hakemuksia",
    "To invite somebody to {name} needs write level 5; {how}.": (
        "Kutsumiseen ({name}) tarvitset kirjoitustason (write) 5; {how}."
    ),
    "works": "on töissä",
    "is asked to work": "on pyydetty töihin",
    "Participant {id} {does} on {name} as {role} already: {state_name}.": (
        "Jo ennestään osallistuja {id} {does}: {name}, rooli {role}; tila on {state_name}."
    ),
    "Participant {id} is {state_name}; it takes a new invitation (add_contract_participant). Nothing changed.": (
        "Osallistuja {id}: tila on {state_name}; tarvitaan uusi kutsu (add_contract_participant). Mitään ei muutettu."
    ),
    "Participant {id} of the same person is {role} already. Nothing changed.": (
        "Saman henkilön osallistujalla {id} on jo rooli {role}. Mitään ei muutettu."
    ),
    "take back an invitation": "perua kutsun",
    (
        "Participant {participant_id} is {state_name}; only what is not answered yet can be taken back. "
        "remove_contract_user takes off who works on it."
    ): (
        "Osallistuja {participant_id}: tila on {state_name}; perua voi vain sen, mihin ei ole vielä "
        "vastattu. remove_contract_user poistaa sen, joka on töissä."
    ),
    "The role is called {role}": "Roolin nimi on {role}",
    "the person it is for": "henkilö, jota se koskee",
    "a member of {name} with write level 5": "jäsen ({name}), jolla on kirjoitustaso (write) 5",
    "This is answered by {who}, not by you: the side that asked does not answer. Nothing changed.": (
        "Tähän vastaa {who}, et sinä: pyytänyt puoli ei vastaa. Mitään ei muutettu."
    ),
    "no own rate": "ei omaa tuntihintaa",
    "{price} an hour": "{price} tunnilta",
    ", at most {hours_limit} hours a week": ", enintään {hours_limit} tuntia viikossa",
    (
        "The terms of participant {id} have version {terms_version} now, not {other_terms_version}: "
        "{rate}{limit}, hours in schedule {schedule_id}. Nothing was answered; read them and answer "
        "again."
    ): (
        "Osallistujan {id} ehtojen versio on nyt {terms_version}, ei {other_terms_version}: "
        "{rate}{limit}, tunnit aikataulussa {schedule_id}. Mihinkään ei vastattu; lue ehdot ja vastaa "
        "uudelleen."
    ),
    "{end} must be after start, {start}": "{end} ei ole alun (start) jälkeen; alku on {start}",
    "see the people": "nähdä ihmiset",
    "give people access": "antaa ihmisille pääsyn",
    "Only an owner of {name} makes owners, or takes that role from one.": (
        "Vain omistaja ({name}) tekee muista omistajia tai ottaa roolin omistajalta."
    ),
    "{name_of} ({last}) is the only owner of {name}; make somebody else owner (role_id 1) first. Nothing changed.": (
        "{name_of} ({last}) on ainoa omistaja: {name}; tee ensin jostakusta toisesta omistaja (role_id "
        "1). Mitään ei muutettu."
    ),
    "Levels {read}/{write} are above your own {stand_read}/{stand_write} in {name}.": (
        "Tasot {read}/{write} ovat korkeampia kuin omasi, {stand_read}/{stand_write} ({name})."
    ),
    "there is no agent {id}": "agenttia {id} ei ole",
    "there is no person {id}; invite by e-mail with add_contract_participant": (
        "henkilöä {id} ei ole; kutsu sähköpostilla työkalulla add_contract_participant"
    ),
    "participant {id} ({money})": "osallistuja {id} ({money})",
    "nobody; add_contract_participant invites somebody": "ketään ei ole; add_contract_participant kutsuu jonkun",
    "charge {id}": "kirjaus {id}",
    "deposit {id}": "talletus {id}",
}
