"""Companies, their members, freelancers in their teams, requests for people, orders and webhooks."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "{inviter} asks you to become {role} of the company {company}. "
    "list_my_company_invitations shows it; accept_company_invitation and decline_company_invitation answer it.": (
        "{inviter} pyytää sinua mukaan yritykseen {company}; rooli: {role}. list_my_company_invitations näyttää kutsun; siihen "
        "vastataan työkalulla accept_company_invitation tai decline_company_invitation."
    ),
    "Your invitation (valid for 14 days, usable once):\n{token}\n\nNothing happens before you accept.": (
        "Kutsusi (voimassa 14 päivää, käytettävissä kerran):\n{token}\n\nMitään ei tapahdu, ennen kuin hyväksyt kutsun."
    ),
    "You are no longer asked to become a member of the company {company}; the invitation sent before opens nothing.": (
        "Sinua ei enää pyydetä yrityksen {company} jäseneksi; aiemmin lähetetty kutsu ei enää toimi."
    ),
    "{field} {value}": "{field} {value}",
    "role": "rooli",
    "type": "tyyppi",
    "department": "osasto",
    "none": "ei määritetty",
    "admin": "ylläpitäjä",
    "user": "jäsen",
    "staff": "työntekijä",
    "You have now: {what}, in the company {company}.": "Tietosi yrityksessä {company} ovat nyt: {what}.",
    "You were taken out of the company {company}.": "Sinut on poistettu yrityksestä {company}.",
    "{email} moved to the company {company}, as they were asked to.": "{email} siirtyi kutsun mukaisesti yritykseen {company}.",
    "{email} agreed and is a member now.": "{email} hyväksyi kutsun ja on nyt jäsen.",
    "{email} declined.": "{email} hylkäsi kutsun.",
    "Person {id} left the company.": "Käyttäjä {id} lähti yrityksestä.",
    "Person {id} closed their account, and so left the company.": "Käyttäjä {id} sulki tilinsä ja lähti samalla yrityksestä.",
    "The operator changed your company's terms ({what}). They hold for what is made from now on.": (
        "Palvelun ylläpitäjä muutti yrityksesi ehtoja ({what}). Ne koskevat kaikkea, mitä luodaan tästä lähtien."
    ),
    "There is a new version of the offer agreement. Sign it with accept_freelancer_agreement before you start.": (
        "Sopimusehdoista on uusi versio. Allekirjoita se työkalulla accept_freelancer_agreement, ennen kuin aloitat."
    ),
    "Freelancer {freelancer} {name} has joined your team.": "Freelancer {freelancer} {name} on liittynyt tiimiisi.",
    "Freelancer {freelancer} {name} has registered as a freelancer.": (
        "Freelancer {freelancer} {name} on rekisteröitynyt freelanceriksi."
    ),
    "Freelancer {freelancer} {name} has declared who they are.": (
        "Freelancer {freelancer} {name} on ilmoittanut henkilötietonsa."
    ),
    "Freelancer {freelancer} {name} has allowed automatic tax payment.": (
        "Freelancer {freelancer} {name} on sallinut veron automaattisen maksun."
    ),
    "Freelancer {freelancer} {name} has forbidden automatic tax payment.": (
        "Freelancer {freelancer} {name} on kieltänyt veron automaattisen maksun."
    ),
    "Freelancer {freelancer} {name} now has tax status {status}.": (
        "Freelancerin {freelancer} {name} verostatus on nyt {status}."
    ),
    "The company {company} no longer asks you into its team of freelancers.": (
        "Yritys {company} ei enää pyydä sinua freelancertiimiinsä."
    ),
    "The company {company} has taken you out of its team of freelancers.": (
        "Yritys {company} on poistanut sinut freelancertiimistään."
    ),
    "The company {company} asks you into its team of freelancers. To agree: confirm_freelancer_registration.": (
        "Yritys {company} pyytää sinua freelancertiimiinsä. Voit suostua työkalulla confirm_freelancer_registration."
    ),
    "The company {company} has signed {title} in your name. Read it: {address}": (
        "Yritys {company} on allekirjoittanut puolestasi asiakirjan {title}. Lue se: {address}"
    ),
    "Your contact details were changed.": "Yhteystietosi on muutettu.",
    "Your {type} ending in {end} was put on record by a company you work for.": (
        "Yritys, jolle työskentelet, on tallentanut verotunnisteesi {type}, viimeiset merkit {end}."
    ),
    "Order {code} ({type}) is yours to look after now.": "Tilaus {code} ({type}) on nyt sinun vastuullasi.",
    "Order {code} ({type}) is no longer yours to look after.": "Tilaus {code} ({type}) ei ole enää sinun vastuullasi.",
    "The webhook to {host} has taken no event since {since}: {reason}. Each event is tried again for 24 hours after it "
    "happened; list_webhook_deliveries shows what waits.": (
        "Webhook ({host}) ei ole ottanut tapahtumia vastaan {since} jälkeen: {reason}. Kutakin tapahtumaa yritetään lähettää "
        "uudelleen 24 tunnin ajan; list_webhook_deliveries näyttää, mitkä odottavat."
    ),
    "The webhook to {host} was not given events of 24 hours ago and more: they are given up. Once it works, "
    "replay_webhook_deliveries sends them.": (
        "Webhookille ({host}) ei saatu toimitettua yli 24 tuntia vanhoja tapahtumia, eikä niitä enää yritetä lähettää. Kun "
        "webhook taas toimii, ne voi lähettää työkalulla replay_webhook_deliveries."
    ),
    "The webhook to {host} is switched off: its server answered 410, that it wants no more. update_webhook_endpoint "
    "switches it on again.": (
        "Webhook ({host}) on kytketty pois päältä: sen palvelin vastasi 410 eli ei halua enää tapahtumia. Sen voi kytkeä "
        "takaisin päälle työkalulla update_webhook_endpoint."
    ),
    "The webhook to {host} takes events again.": "Webhook ({host}) ottaa taas tapahtumia vastaan.",
    "the server answered {status}": "palvelin vastasi {status}",
}
