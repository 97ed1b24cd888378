"""Refusals and questions: approvals."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "in another session than the one that asked": "toisessa istunnossa kuin siinä, jossa sitä pyydettiin",
    "by {who}": "päättäjä {who}",
    "You asked for {public_id} yourself: it is decided {where}. Nothing happened.": (
        "Pyyntö {public_id} on sinun omasi. Se ratkaistaan näin: {where}. Mitään ei tapahtunut."
    ),
    "Only a person decides, in a session of their own: {who}. Nothing happened.": (
        "Vain ihminen päättää, omassa istunnossaan: {who}. Mitään ei tapahtunut."
    ),
    "An agent never {act}; an admin of its company does.": (
        "Agentti ei koskaan tee tätä: {act}. Sen tekee agentin yrityksen ylläpitäjä."
    ),
    "Only an admin of the company {act}.": "Vain yrityksen ylläpitäjä tekee tämän: {act}.",
    "Request {public_id} is decided by {who}. Nothing happened.": (
        "Pyynnöstä {public_id} päättää {who}. Mitään ei tapahtunut."
    ),
    "request": "pyyntö",
    "Request {public_id} goes above a spending limit, to which only an admin says yes. Nothing happened.": (
        "Pyyntö {public_id} ylittää kulurajan, ja sellaiseen suostuu vain ylläpitäjä. Mitään ei tapahtunut."
    ),
    (
        "It is no longer what you agreed to. Then: {preview_text} Now: {after_preview_text} Nothing "
        "happened; agree to version {version} or decline."
    ): (
        "Tämä ei ole enää se, mihin suostuit. Silloin: {preview_text} Nyt: {after_preview_text} Mitään "
        "ei tapahtunut; hyväksy versio {version} tai hylkää pyyntö."
    ),
    "payments to {whom}": "maksut, saaja {whom}",
    "all payments of {owner}": "kaikki maksut, maksaja {owner}",
    "Frozen: {what} are stopped by freeze {id} ({reason}). Nothing happened; an admin lifts it with unfreeze_payments.": (
        "Jäädytetty: {what}. Ne on pysäyttänyt jäädytys {id} ({reason}). Mitään ei tapahtunut; "
        "ylläpitäjä purkaa jäädytyksen työkalulla unfreeze_payments."
    ),
    "No mandate covers this, and nobody is there who could approve it. {why_not} Nothing happened.": (
        "Mikään valtuutus ei kata tätä, eikä ole ketään, joka voisi hyväksyä sen. {why_not} Mitään ei tapahtunut."
    ),
    "Frozen: {owner} cannot commit this now. Nothing happened; ask them.": (
        "Jäädytetty: {owner} ei voi nyt sitoutua tähän. Mitään ei tapahtunut; kysy sieltä."
    ),
    "Request {public_id} is at the last step, {step} of {steps}.": (
        "Pyyntö {public_id} on viimeisessä vaiheessa, {step}/{steps}."
    ),
    "Request {public_id} was handed on {most_handed} times already.": (
        "Pyyntö {public_id} on jo annettu eteenpäin niin monta kertaa kuin voi: {most_handed}."
    ),
    "it": "sen",
    "either it or next_step, not both and not neither": "joko tämä tai next_step, ei molempia eikä kumpaakaan pois",
    "person {user_id} decides about it already": "käyttäjä {user_id} päättää siitä jo",
    "person {user_id} is no member of the company": "käyttäjä {user_id} ei ole yrityksen jäsen",
    "person {user_id} asked for it and cannot decide": "käyttäjä {user_id} on pyytänyt sitä eikä voi päättää",
    " as call {call_id}": " (kutsu {call_id})",
    "Request {public_id} is {status}{carried}; it waits no more. Nothing happened.": (
        "Pyyntö {public_id}: tila on {status}{carried}; se ei enää odota. Mitään ei tapahtunut."
    ),
    (
        "Request {public_id} has version {version} by now, not {other_version}: {preview_text} Nothing "
        "happened; read it and decide about that one."
    ): (
        "Pyynnön {public_id} versio on nyt {version}, ei {other_version}: {preview_text} Mitään ei "
        "tapahtunut; lue se ja päätä siitä."
    ),
    "lifts a freeze": "purkaa jäädytyksen",
    "comes with target agent, and only with it": "kuuluu yhteen arvon agent (target) kanssa, ja vain sen",
    "comes with target payee, and only with it": "kuuluu yhteen arvon payee (target) kanssa, ja vain sen",
    " at {lifted_at} by person {lifted_by}": " {lifted_at}, purkaja käyttäjä {lifted_by}",
    "Freeze {id} was lifted before{since}.": "Jäädytys {id} on jo purettu{since}.",
    "An agent stops only itself: target agent with its own agent_id. A member of the company stops anything.": (
        "Agentti pysäyttää vain itsensä: target agent ja sen oma agent_id. Yrityksen jäsen voi pysäyttää minkä tahansa."
    ),
    "freeze": "jäädytys",
    "goes with the other of the two": "annetaan yhdessä toisen kanssa",
    "mandate": "valtuutus",
    "every agent of the company": "yrityksen jokainen agentti",
    "agent {id}": "agentti {id}",
    "Let {whom} spend up to": "Anna valtuutus: {whom}, käyttö enintään",
    "Mandates are people's to take back.": "Valtuutuksia peruu vain ihminen.",
    "Revoke mandate {public_id}; nothing can be spent under it any more": (
        "Peru valtuutus {public_id}; sen nojalla ei voi enää käyttää mitään"
    ),
    "A mandate is a person's to give.": "Valtuutuksen antaa vain ihminen.",
    " since {since}": " {since} alkaen",
    "Mandate {public_id} is {standing}{when}. Nothing changed.": (
        "Valtuutus {public_id}: tila on {standing}{when}. Mikään ei muuttunut."
    ),
    "Only an admin of the company, or whoever granted it, revokes a mandate.": (
        "Vain yrityksen ylläpitäjä tai valtuutuksen antaja peruu valtuutuksen."
    ),
    "Only an admin gives mandates for the company.": "Vain ylläpitäjä antaa valtuutuksia yrityksen puolesta.",
    "Agent {agent_id} has ended for good. No mandate was made.": (
        "Agentti {agent_id} on päättynyt lopullisesti. Valtuutusta ei luotu."
    ),
    "{left} of {total} are left": "Jäljellä on {left}, kokonaismäärä {total}",
    "there is no {type} {id}": "tällaista ei ole: {type} {id}",
    "The nearest mandate, {nearest}, does not cover it ({bounds}).": (
        "Lähin valtuutus, {nearest}, ei kata tätä ({bounds})."
    ),
    "There is no mandate for this agent.": "Tällä agentilla ei ole valtuutusta.",
    "{bound}: {wanted} wanted, {left} allowed or left": "{bound}: haluttu {wanted}, sallittu tai jäljellä {left}",
    "sets the approval policy": "asettaa hyväksyntäkäytännön",
    "are no members: {strangers}": "eivät ole jäseniä: {strangers}",
    "are no members: {away}": "eivät ole jäseniä: {away}",
    "nobody stands in for themself": "kukaan ei sijaista itseään",
    "comes after from": "on myöhemmin kuin from",
    "The policy has version {version} by now, not {other_version}. Nothing was changed; read it again.": (
        "Käytännön versio on nyt {version}, ei {other_version}. Mitään ei muutettu; lue se uudelleen."
    ),
    "The arguments were sealed with another key of this hall and cannot be read any more. Have it asked for again.": (
        "Argumentit on sinetöity tämän palvelimen toisella avaimella, eikä niitä voi enää lukea. Pyydä "
        "tekemään pyyntö uudelleen."
    ),
    "The same was declined as {public_id} and is refused until {blocked_until}: {decline_reason}. Nothing happened.": (
        "Sama hylättiin pyyntönä {public_id}, ja se on estetty {blocked_until} saakka: {decline_reason}. "
        "Mitään ei tapahtunut."
    ),
    "{most_pending} acts of yours wait for a yes already. Take some back with withdraw_request first.": (
        "Toimiasi odottaa jo hyväksyntää: {most_pending}. Peru ensin joitakin työkalulla withdraw_request."
    ),
    "Only an admin lists all requests of the company; to_decide and asked_by_me are yours.": (
        "Vain ylläpitäjä näkee kaikki yrityksen pyynnöt; to_decide ja asked_by_me ovat sinun."
    ),
    "operation": "toiminto",
    "cannot be lowered in {tool}; approve it as it is or decline it": (
        "ei ole pienennettävissä työkalussa {tool}; hyväksy se sellaisenaan tai hylkää se"
    ),
    "whatever moves money": "kaikki, mikä siirtää rahaa",
    "For {kinds}": "Käyttö: {kinds}",
    "From now on": "Tästä hetkestä alkaen",
    "From {valid_from}": "Alkaen {valid_from}",
    "until {valid_until}": "{valid_until} saakka",
    "until it is revoked": "kunnes se perutaan",
    "Nobody is asked again for what it covers": "Siitä, minkä se kattaa, ei kysytä enää keneltäkään",
    "anybody": "kuka tahansa",
    "{shown} and {more} more": "{shown} ja lisäksi {more}",
    "any is nobody in particular: leave it out": "any ei tarkoita ketään tiettyä: jätä tämä pois",
    "{bound} is more than the total of {total}": "{bound} on enemmän kuin kokonaissumma {total}",
    "any stands alone: what is named beside it changes nothing": (
        "any on aina yksin: sen vieressä nimetty ei muuta mitään"
    ),
    "has to be after valid_from, {valid_from}": "pitää olla myöhemmin kuin valid_from, {valid_from}",
    "At most {per_call} a call": "Enintään {per_call} / kutsu",
    "At most {per_day} a day (UTC)": "Enintään {per_day} / päivä (UTC)",
    "At most {max_uses} times": "Käyttökertoja enintään {max_uses}",
    "which {type} is needed": "kerro, mikä tarkalleen: {type}",
    "has passed; it is {created_at}": "on jo mennyt; nyt on {created_at}",
    "is at most {days} days after valid_from, {valid_from}": (
        "on enintään {days} päivää myöhemmin kuin valid_from, {valid_from}"
    ),
    "the last step decides about any amount, so it has no up_to_usd": (
        "viimeinen vaihe päättää kaikista summista, joten sillä ei ole up_to_usd-rajaa"
    ),
    "every step but the last has up_to_usd": "jokaisella vaiheella paitsi viimeisellä on up_to_usd",
    "up_to_usd rises from step to step": "up_to_usd kasvaa vaiheesta vaiheeseen",
    "person {user_id} decides at no step of the chain": "käyttäjä {user_id} ei päätä ketjun missään vaiheessa",
    "person {user_id} decides up to {most} USD, and {asked} USD are asked for": (
        "käyttäjän {user_id} päätösraja: {most} USD; pyydetty: {asked} USD"
    ),
    "{type} {id}": "{type} {id}",
}
