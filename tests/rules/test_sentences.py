"""Sentences are said in English and read in the language of whoever they are told."""

from __future__ import annotations

import pytest

from tools.rules.notice_kinds import KINDS
from tools.rules.notice_texts import digest_subject, mail_text, news_text
from tools.rules.russian import TITLES
from tools.rules.sentences import Count, Words, begun, either, read, say, together


@pytest.mark.parametrize(
    ("text", "english", "russian"),
    [
        ("as it is", "as it is", "as it is"),
        (say("a guest"), "a guest", "гость"),
        (say("Not in any table: {number}.", number=7), "Not in any table: 7.", "Not in any table: 7."),
        (say("Done by {who}.", who=say("a guest")), "Done by a guest.", "Кто это сделал: гость."),
        (say("Done by {who}.", who="“{tools}”"), "Done by “{tools}”.", "Кто это сделал: “{tools}”."),
        (begun(say("a guest")), "A guest", "Гость"),
        (begun(together(say("a guest"), "x")), "A guest x", "Гость x"),
        (together(say("a guest"), None, "", "x", between="; "), "a guest; x", "гость; x"),
        (either(["a"]), "a", "a"),
        (either(["a", "b", "c"]), "a, b or c", "a, b или c"),
        (Count(1, "seat"), "1 seat", "1 место"),
        (Count(2, "seat"), "2 seats", "2 места"),
        (Count(5, "seat"), "5 seats", "5 мест"),
        (Count(11, "seat"), "11 seats", "11 мест"),
        (Count(21, "seat"), "21 seats", "21 место"),
        (Count(112, "seat"), "112 seats", "112 мест"),
        (Count(0, "seat"), "0 seats", "0 мест"),
    ],
)
def test_a_text_is_read_in_a_language(text: Words, english: str, russian: str) -> None:
    assert read(text) == read(text, "en") == read(text, "EN") == english
    assert read(text, "ru") == read(text, "RU") == russian


def test_every_kind_has_a_russian_title() -> None:
    assert TITLES.keys() == KINDS.keys()
    assert KINDS["task_step"].title() == "Task step"
    assert KINDS["task_step"].title("ru") == "Шаг по заданию"


def test_mails_are_framed_in_a_language() -> None:
    assert digest_subject(1) == "1 notice for you"
    assert digest_subject(3, "ru") == "3 уведомления для вас"
    assert mail_text("T.", "B.", say("a guest"), ["a", "b"], "ru") == (
        "T.\n\nB.\n\nКто это сделал: гость.\nЧем ответить: a или b."
    )
    assert news_text("Новое задание", "Logo", "ru").startswith("Есть новость о “Logo”: новое задание.")
