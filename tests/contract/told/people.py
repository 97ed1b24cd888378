"""Whom the operations on one's own account tell."""

from __future__ import annotations

from tests.contract.telling import CODE, Expected, Scenario, Watch, told
from tests.tools.people.sign_in_helpers import ANN, PHONE, ann_with_password, code_for, proof, undo_token

NEW = "ann@home.test"
PASSWORD = "open sesame"


async def another_address_is_asked_for(watch: Watch) -> Expected:
    ann = await ann_with_password(watch.hall)
    await watch.act(ann, "request_email_change", email=NEW, present_password=PASSWORD)
    return {told(ann, "account_security", "inbox", "mail"), told(NEW, CODE, "mail")}


async def an_account_moves(watch: Watch) -> Expected:
    ann = await ann_with_password(watch.hall)
    await ann.call("request_email_change", email=NEW, present_password=PASSWORD)
    await watch.act(ann, "confirm_email_change", email=NEW, otp=await code_for(watch.hall, NEW))
    return {told(ANN, "contact_changed", "mail"), told(NEW, "contact_changed", "mail")}


async def a_move_is_undone(watch: Watch) -> Expected:
    ann = await ann_with_password(watch.hall)
    await ann.call("request_email_change", email=NEW, present_password=PASSWORD)
    await ann.call("confirm_email_change", email=NEW, otp=await code_for(watch.hall, NEW))
    token = undo_token((await watch.hall.mails(ANN))[-1].body)
    await watch.act(watch.hall.nobody(), "undo_contact_change", token=token)
    return {told(ann, "contact_changed", "inbox", "mail"), told(NEW, "contact_changed", "mail")}


async def a_number_changes(watch: Watch) -> Expected:
    ann = await watch.hall.person(ANN)
    await watch.act(ann, "update_my_profile", phone=PHONE, **await proof(watch.hall, ann))
    return {told(ANN, "contact_changed", "mail")}


async def a_password_changes(watch: Watch) -> Expected:
    ann = await ann_with_password(watch.hall)
    given = {"password": "another sesame", "password_confirmation": "another sesame", "present_password": PASSWORD}
    await watch.act(ann, "update_my_profile", **given)
    return {told(ann, "account_security", "inbox", "mail")}


async def a_second_factor_is_switched_on(watch: Watch) -> Expected:
    ann = await ann_with_password(watch.hall)
    given = {"method": "sms", "password": PASSWORD}
    await ann.call("set_two_factor_method", **given)
    await watch.act(ann, "set_two_factor_method", **given, code=await code_for(watch.hall, PHONE))
    return {told(ann, "account_security", "inbox", "mail")}


async def a_code_to_the_contact(watch: Watch) -> Expected:
    ann = await watch.hall.person(ANN)
    await watch.act(ann, "request_contact_code")
    return {told(ANN, CODE, "mail")}


async def a_code_to_sign_in(watch: Watch) -> Expected:
    await watch.hall.person(ANN)
    await watch.act(watch.hall.nobody(), "request_login_code", email=ANN)
    return {told(ANN, CODE, "mail")}


async def signing_in_is_told_who_wants_it(watch: Watch) -> Expected:
    ann = await ann_with_password(watch.hall)
    await watch.hall.app.database.write(lambda tx: tx.change("persons", ann.id, login_notification=1))
    await watch.act(watch.hall.nobody(), "log_in_with_password", username=ANN, password=PASSWORD)
    return {told(ann, "account_security", "inbox", "mail")}


SCENARIOS: dict[str, Scenario] = {
    "request_email_change": another_address_is_asked_for,
    "confirm_email_change": an_account_moves,
    "undo_contact_change": a_move_is_undone,
    "update_my_profile with a number": a_number_changes,
    "update_my_profile with a password": a_password_changes,
    "set_two_factor_method": a_second_factor_is_switched_on,
    "request_contact_code": a_code_to_the_contact,
    "request_login_code": a_code_to_sign_in,
    "log_in_with_password": signing_in_is_told_who_wants_it,
}
NOBODY_ELSE = {
    "add_contact": "an address book is its owner's",
    "set_contact_pin": "the same",
    "update_contact": "the same",
    "set_my_language": "the language one is told in oneself",
    "stop_mail": "whoever wants no mail gets none, about this either",
    "end_my_session": "sessions are their owner's, who ends them",
    "log_out": "the same",
    "log_in_with_code": "a session is its owner's; the code went to their mailbox",
    "refresh_token": "the same session goes on; a token used twice is told as it is refused",
}
