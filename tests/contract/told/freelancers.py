"""Whom the operations on a company's freelancers tell."""

from __future__ import annotations

from store.types import Owner
from tests.contract.telling import CODE, Expected, Scenario, Watch, told
from tests.hall import TestCaller
from tests.tools.freelancers import cast

ANN = "ann@work.test"
NEW = "ann@home.test"
NEW_PHONE = "+491709999999"


async def at_work(watch: Watch, **more: object) -> tuple[TestCaller, TestCaller]:
    """The admin of Acme, and Ann, who has registered with it."""
    boss = await cast.company(watch.hall)
    return boss, await cast.registered(watch.hall, boss, ANN, **more)


def company_hears(boss: TestCaller) -> Expected:
    return {told(Owner("company", boss.company or 0), "team_step", "inbox"), told(boss, "team_step", "mail")}


async def somebody_new_is_invited(watch: Watch) -> Expected:
    boss = await cast.company(watch.hall)
    given = {"email": ANN, "country": "DE"}
    answer = await watch.act(boss, "invite_freelancer", **given)
    return {told(ANN, CODE, "mail"), told(f"person:{answer['id']}", "team_step", "inbox")}


async def somebody_with_an_account_is_invited(watch: Watch) -> Expected:
    boss, ann = await cast.company(watch.hall), await watch.hall.person(ANN)
    await watch.act(boss, "invite_freelancer", email=ANN, country="DE")
    return {told(ANN, CODE, "mail"), told(ann, "team_step", "inbox")}


async def somebody_is_put_down_without_a_message(watch: Watch) -> Expected:
    boss, ann = await cast.company(watch.hall), await watch.hall.person(ANN)
    await watch.act(boss, "invite_freelancer", email=ANN, country="DE", send_email=False)
    return {told(ann, "team_step", "inbox")}


async def somebody_takes_an_invite_up(watch: Watch) -> Expected:
    boss = await cast.company(watch.hall)
    await cast.invited(watch.hall, boss, ANN)
    token = await cast.invite_token(watch.hall, ANN)
    await watch.act(watch.hall.nobody(), "confirm_freelancer_registration", invite_token=token, **cast.REGISTER)
    return company_hears(boss)


async def somebody_joins_a_second_team(watch: Watch) -> Expected:
    """The first company is not told of the second."""
    _, ann = await at_work(watch)
    rival = await cast.company(watch.hall, "Rival")
    watch.hall.clock.advance(days=1)
    await cast.invited(watch.hall, rival, ANN)
    token = await cast.invite_token(watch.hall, ANN)
    await watch.act(ann, "confirm_freelancer_registration", invite_token=token, accept_agreement=True)
    return company_hears(rival)


async def a_member_is_taken_out(watch: Watch) -> Expected:
    boss, ann = await at_work(watch)
    await watch.act(boss, "remove_freelancer", freelancer_id=ann.id)
    return {told(ann, "team_step", "inbox", "mail")}


async def an_invite_is_taken_back(watch: Watch) -> Expected:
    boss = await cast.company(watch.hall)
    id = await cast.invited(watch.hall, boss, ANN)
    await watch.act(boss, "remove_freelancer", freelancer_id=id)
    return {told(f"person:{id}", "team_step", "inbox")}


async def a_company_signs(watch: Watch) -> Expected:
    boss, ann = await at_work(watch)
    operator = await cast.operator(watch.hall)
    given = {"title": "Offer", "text": "All of it", "reason": "New law"}
    new = (await operator.call("publish_agreement", **given))["agreement"]["template_uuid"]
    await watch.act(boss, "accept_freelancer_agreement", template_uuid=new, freelancer_id=ann.id)
    return {told(ann, "team_step", "inbox", "mail")}


async def a_freelancer_signs(watch: Watch) -> Expected:
    """The company sees it in check_task_requirements, and hears of the start."""
    _, ann = await at_work(watch)
    operator = await cast.operator(watch.hall)
    given = {"title": "Offer", "text": "All of it", "reason": "New law"}
    new = (await operator.call("publish_agreement", **given))["agreement"]["template_uuid"]
    await watch.act(ann, "accept_freelancer_agreement", template_uuid=new, freelancer_id=ann.id)
    return set()


async def an_offer_is_published(watch: Watch) -> Expected:
    """Whoever has a task to start has to sign; for everybody else it can wait."""
    boss, ann = await at_work(watch)
    await watch.hall.fund(boss.company, "100.00 EUR")
    await cast.invited(watch.hall, boss, "idle@work.test")
    deadline = "2026-12-01T12:00:00Z"
    order = {"title": "A logo", "description": "Round", "deadline": deadline, "price": "81.00", "worker_id": ann.id}
    await boss.call("create_task", category_id=37, attributes=[{"id": 37, "value": "3"}], **order)
    operator = await cast.operator(watch.hall)
    await watch.act(operator, "publish_agreement", title="Offer", text="All of it", reason="New law")
    return {told(ann, "team_step", "inbox", "mail")}


async def a_code_to_the_old_and_the_new_address(watch: Watch) -> Expected:
    boss, ann = await at_work(watch)
    await watch.act(boss, "request_freelancer_contact_change", freelancer_id=ann.id, email=NEW)
    return {told(ANN, CODE, "mail"), told(NEW, CODE, "mail")}


async def an_address_changes(watch: Watch) -> Expected:
    boss, ann = await at_work(watch)
    await boss.call("request_freelancer_contact_change", freelancer_id=ann.id, email=NEW)
    codes = {"code": await cast.code_sent_to(watch.hall, ANN), "email_code": await cast.code_sent_to(watch.hall, NEW)}
    await watch.act(boss, "confirm_freelancer_contact_change", freelancer_id=ann.id, **codes)
    return {
        told(ANN, "contact_changed", "mail"),
        told(NEW, "contact_changed", "mail"),
        told(ann, "contact_changed", "inbox"),
    }


async def a_number_changes(watch: Watch) -> Expected:
    _, ann = await at_work(watch)
    await ann.call("request_freelancer_contact_change", freelancer_id=ann.id, phone=NEW_PHONE)
    code, new = await cast.code_sent_to(watch.hall, ANN), await cast.code_sent_to(watch.hall, NEW_PHONE)
    await watch.act(ann, "confirm_freelancer_contact_change", freelancer_id=ann.id, code=code, phone_code=new)
    return {told(ANN, "contact_changed", "mail")}


async def a_company_records_a_tax_number(watch: Watch) -> Expected:
    boss, ann = await at_work(watch, country="RU")
    given = {"type": "INN", "tax_number": "500100732259"}
    await watch.act(boss, "add_freelancer_tax_document", freelancer_id=ann.id, **given)
    return {told(ann, "contact_changed", "inbox", "mail")}


async def a_freelancer_records_a_tax_number(watch: Watch) -> Expected:
    _, ann = await at_work(watch, country="RU")
    given = {"type": "INN", "tax_number": "500100732259"}
    await watch.act(ann, "add_freelancer_tax_document", freelancer_id=ann.id, **given)
    return set()


async def a_tax_status_changes(watch: Watch) -> Expected:
    boss, ann = await at_work(watch, country="RU")
    await ann.call("add_freelancer_tax_document", freelancer_id=ann.id, type="INN", tax_number="500100732259")
    await watch.act(ann, "set_freelancer_tax_status", taxation_status_id=3)
    return company_hears(boss)


async def taxes_are_paid_by_themselves(watch: Watch) -> Expected:
    boss, ann = await at_work(watch, country="RU")
    await watch.act(ann, "set_freelancer_tax_autopay", enabled=True)
    return company_hears(boss)


async def somebody_declares_who_they_are(watch: Watch) -> Expected:
    boss, ann = await at_work(watch)
    link = await boss.call("get_freelancer_verification_link", freelancer_id=ann.id)
    await watch.act(
        ann,
        "verify_freelancer",
        token=link["token"],
        first_name="Anna",
        last_name="Lee",
        birth_date="1990-05-17",
        document_type="passport",
        document_number="C01X00T47",
        document_country="DE",
    )
    return company_hears(boss)


SCENARIOS: dict[str, Scenario] = {
    "invite_freelancer who is new": somebody_new_is_invited,
    "invite_freelancer who has an account": somebody_with_an_account_is_invited,
    "invite_freelancer without a message": somebody_is_put_down_without_a_message,
    "confirm_freelancer_registration": somebody_takes_an_invite_up,
    "confirm_freelancer_registration for a second team": somebody_joins_a_second_team,
    "remove_freelancer": a_member_is_taken_out,
    "remove_freelancer who was only asked": an_invite_is_taken_back,
    "accept_freelancer_agreement by the company": a_company_signs,
    "accept_freelancer_agreement": a_freelancer_signs,
    "publish_agreement": an_offer_is_published,
    "request_freelancer_contact_change": a_code_to_the_old_and_the_new_address,
    "confirm_freelancer_contact_change of an address": an_address_changes,
    "confirm_freelancer_contact_change of one's own number": a_number_changes,
    "add_freelancer_tax_document by the company": a_company_records_a_tax_number,
    "add_freelancer_tax_document": a_freelancer_records_a_tax_number,
    "set_freelancer_tax_status": a_tax_status_changes,
    "set_freelancer_tax_autopay": taxes_are_paid_by_themselves,
    "verify_freelancer": somebody_declares_who_they_are,
}
NOBODY_ELSE = {"update_freelancer": "what a company notes of a freelancer no other sees; one's own name is one's own"}
