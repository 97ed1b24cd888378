"""Whoever reads Russian is told in Russian, whoever reads Finnish in Finnish; others in English, of the same act."""

from __future__ import annotations

import json

from store.types import Owner
from tests.hall import Hall, TestCaller
from tests.tools.telling_by_hand import as_caller, in_call, sent
from tests.tools.test_telling import confirm_phone
from tools.rules.sentences import say
from tools.telling import Guest, Record

SAID = say("{event} was called off.", event="“Haircut”")
ENGLISH, RUSSIAN, FINNISH = "“Haircut” was called off.", "“Haircut”: отменено.", "“Haircut”: peruttu."
EVENT = Record("event", 7, say("Event {id}", id=7))


async def reads_russian(*people: TestCaller) -> None:
    for one in people:
        await one.call("set_my_language", language="RU")


async def reads_finnish(person: TestCaller) -> None:
    await person.call("set_my_language", language="FI")


async def test_inbox_and_mail_of_a_person_are_in_their_language(hall: Hall) -> None:
    ann, bob = await hall.person("ann@a.test"), await hall.person("bob@b.test")
    await reads_russian(ann)

    await in_call(
        hall,
        lambda call: [call.tell(one.owner, "event_invited", SAID, record=EVENT) for one in (ann, bob)],  # type: ignore[arg-type,return-value]
        as_caller(await hall.person("eve@e.test"), "Eve"),
    )

    [notice] = (await ann.call("list_notices"))["items"]
    assert notice["text"] == RUSSIAN
    assert (await bob.call("list_notices"))["items"][0]["text"] == ENGLISH
    [mail] = await hall.mails("ann@a.test")
    assert mail.subject == f"Событие 7: {RUSSIAN}"
    assert "Кто это сделал: пользователь" in mail.body
    assert mail.body.endswith("Чем ответить: confirm_event или decline_event.")
    assert (await hall.mails("bob@b.test"))[0].body.endswith("What answers it: confirm_event or decline_event.")


async def test_what_was_told_before_stays_as_it_was_written(hall: Hall) -> None:
    ann = await hall.person("ann@a.test")
    await in_call(hall, lambda call: call.tell(ann.owner, "event_changed", SAID, record=EVENT))
    await reads_russian(ann)
    await in_call(hall, lambda call: call.tell(ann.owner, "event_changed", SAID, record=EVENT))
    assert [one["text"] for one in (await ann.call("list_notices"))["items"]] == [RUSSIAN, ENGLISH]


async def test_a_companys_notice_is_mailed_to_each_admin_in_their_language(hall: Hall) -> None:
    boss, two = await hall.person("boss@a.test", company="A"), await hall.person("two@a.test", company="A")
    company = Owner("company", boss.company or 0)
    await reads_russian(two)

    await in_call(hall, lambda call: call.tell(company, "task_message", SAID, record=EVENT))
    assert [(await hall.mails(f"{name}@a.test"))[-1].body for name in ("boss", "two")] == [ENGLISH, RUSSIAN]
    assert hall.sql("SELECT text FROM notices") == [(ENGLISH,)], "they share no language"

    await reads_russian(boss)
    await in_call(hall, lambda call: call.tell(company, "task_message", SAID, record=EVENT))
    assert hall.sql("SELECT text, record_name FROM notices ORDER BY id")[-1] == (RUSSIAN, "Событие 7")


async def test_each_of_three_admins_is_mailed_in_their_own(hall: Hall) -> None:
    boss, two, three = [await hall.person(f"{name}@a.test", company="A") for name in ("boss", "two", "three")]
    await reads_russian(two)
    await reads_finnish(three)
    await three.call("set_notice_settings", digest="daily", digest_at="07:00", timezone="UTC")
    company = Owner("company", boss.company or 0)

    act = as_caller(await hall.person("eve@e.test"), "Eve")
    await in_call(hall, lambda call: call.tell(company, "task_step", SAID, record=EVENT), act)
    hall.clock.advance(days=1)
    await hall.tick()

    assert hall.sql("SELECT text FROM notices") == [(ENGLISH,)], "they share no language"
    assert [(await hall.mails(f"{name}@a.test"))[-1].body.partition("\n")[0] for name in ("boss", "two")] == [
        ENGLISH,
        RUSSIAN,
    ]
    mail = (await hall.mails("three@a.test"))[-1]
    assert mail.subject == "1 ilmoitus sinulle"
    assert f"Tapahtuma 7\n{FINNISH}\n" in mail.body
    assert "Kaikki ilmoitukset: list_notices." in mail.body


async def test_inbox_mail_and_code_of_a_person_are_in_finnish(hall: Hall) -> None:
    ann = await hall.person("ann@a.test")
    await reads_finnish(ann)
    act = as_caller(await hall.person("eve@e.test"), "Eve")
    await in_call(hall, lambda call: call.tell(ann.owner, "event_invited", SAID, record=EVENT), act)
    assert (await ann.call("list_notices"))["items"][0]["text"] == FINNISH
    [mail] = await hall.mails("ann@a.test")
    assert mail.subject == f"Tapahtuma 7: {FINNISH}"
    assert "Tämän teki käyttäjä" in mail.body
    assert mail.body.endswith("Vastaa näin: confirm_event tai decline_event.")
    await ann.call("request_contact_code")
    assert (await hall.mails("ann@a.test"))[-1].subject == "Koodi muutosta varten"


async def test_a_digest_is_in_the_language_of_its_reader_whatever_the_inbox_has(hall: Hall) -> None:
    boss, two = await hall.person("boss@a.test", company="A"), await hall.person("two@a.test", company="A")
    await reads_russian(two)
    await two.call("set_notice_settings", digest="daily", digest_at="07:00", timezone="UTC")
    company = Owner("company", boss.company or 0)

    await in_call(hall, lambda call: call.tell(company, "task_step", SAID, record=EVENT))
    hall.clock.advance(days=1)
    await hall.tick()

    mail = (await hall.mails("two@a.test"))[-1]
    assert mail.subject == "1 уведомление для вас"
    assert f"Событие 7\n{RUSSIAN}\n" in mail.body
    assert "Все уведомления: list_notices." in mail.body


async def test_a_text_message_is_in_the_language_of_whoever_has_the_phone(hall: Hall) -> None:
    ann = await hall.person("ann@a.test")
    await confirm_phone(hall, ann)
    hall.sql_script(f"UPDATE persons SET phone = '+4930123456' WHERE id = {ann.id}")
    await reads_russian(ann)
    await in_call(
        hall, lambda call: call.tell(ann.owner, "account_security", SAID, record=EVENT, starts_at=hall.clock())
    )
    assert (await hall.mails("+4930123456"))[-1].body == RUSSIAN


async def test_a_guest_reads_english_or_the_language_of_their_invitation(hall: Hall) -> None:
    for language, said, token in (("en", ENGLISH, "pass this token"), ("ru", RUSSIAN, "передайте этот токен")):
        guest = Guest(f"{language}@guest.test", language=language)
        await in_call(hall, lambda call, guest=guest: call.tell(guest, "event_invited", SAID, record=EVENT))  # type: ignore[misc]
        [mail] = await hall.mails(guest.address)
        assert mail.body.startswith(said)
        assert token in mail.body


async def test_an_address_that_is_not_proven_hears_in_the_accounts_language_that_there_is_news(hall: Hall) -> None:
    ann = await hall.person("ann@a.test")
    await reads_russian(ann)
    hall.sql_script(f"UPDATE persons SET email_verified_at = NULL WHERE id = {ann.id}")
    await in_call(hall, lambda call: call.tell(ann.owner, "event_invited", SAID, record=Record("event", 7, "Haircut")))
    mail = (await hall.mails("ann@a.test"))[-1]
    assert mail.subject == "Приглашение на событие"
    assert mail.body.startswith("Есть новость о “Haircut”: приглашение на событие.")


async def test_what_programs_read_stays_english(hall: Hall) -> None:
    boss, bot = await hall.person("boss@a.test", company="A"), await hall.agent("A")
    await reads_russian(boss)
    hall.sql_script(
        f"UPDATE agents SET callback_url = 'https://a.test/hook' WHERE id = {bot.id};"
        f"INSERT INTO agent_callbacks (agent_id, secret, updated_at) VALUES ({bot.id}, 'sealed', '')"
    )
    company = Owner("company", boss.company or 0)
    await in_call(hall, lambda call: call.tell(company, "task_step", SAID, record=EVENT, responsible=bot.owner))
    assert sent(hall) == [(f"agent:{bot.id}", "callback", "waiting")]
    [(content,)] = hall.sql("SELECT content FROM notice_deliveries")
    body = json.loads(content)
    assert (body["type"], body["data"]["text"]) == ("task_step", ENGLISH)
    assert body["data"]["record"] == {"type": "event", "id": 7, "name": "Event 7"}


async def test_codes_are_mailed_in_the_accounts_language(hall: Hall) -> None:
    ann = await hall.person("ann@a.test")
    await reads_russian(ann)
    await ann.call("request_contact_code")
    assert (await hall.mails("ann@a.test"))[-1].subject == "Ваш код для изменения"
    await hall.nobody().call("request_login_code", email="ann@a.test")
    mail = (await hall.mails("ann@a.test"))[-1]
    assert mail.subject == "Ваш код для входа"
    assert "Никому не сообщайте его." in mail.body
