"""Sentences are said in English and read in the language of whoever they are told."""

from __future__ import annotations

import pytest

from tools.rules.notice_kinds import KINDS
from tools.rules.notice_texts import digest_subject, mail_text, news_text
from tools.rules.sentences import Count, Words, begun, either, language_read, read, say, together, word


@pytest.mark.parametrize(
    ("text", "english", "russian", "finnish"),
    [
        ("as it is", "as it is", "as it is", "as it is"),
        (say("a guest"), "a guest", "гость", "vieras"),
        (
            say("Not in any table: {number}.", number=7),
            "Not in any table: 7.",
            "Not in any table: 7.",
            "Not in any table: 7.",
        ),
        (say("Done by {who}.", who=say("a guest")), "Done by a guest.", "Кто это сделал: гость.", "Tämän teki vieras."),
        (
            say("Done by {who}.", who="“{tools}”"),
            "Done by “{tools}”.",
            "Кто это сделал: “{tools}”.",
            "Tämän teki “{tools}”.",
        ),
        (begun(say("a guest")), "A guest", "Гость", "Vieras"),
        (begun(together(say("a guest"), "x")), "A guest x", "Гость x", "Vieras x"),
        (together(say("a guest"), None, "", "x", between="; "), "a guest; x", "гость; x", "vieras; x"),
        (either(["a"]), "a", "a", "a"),
        (either(["a", "b", "c"]), "a, b or c", "a, b или c", "a, b tai c"),
        (Count(1, "seat"), "1 seat", "1 место", "1 paikka"),
        (Count(2, "seat"), "2 seats", "2 места", "2 paikkaa"),
        (Count(5, "seat"), "5 seats", "5 мест", "5 paikkaa"),
        (Count(11, "seat"), "11 seats", "11 мест", "11 paikkaa"),
        (Count(21, "seat"), "21 seats", "21 место", "21 paikkaa"),
        (Count(112, "seat"), "112 seats", "112 мест", "112 paikkaa"),
        (Count(0, "seat"), "0 seats", "0 мест", "0 paikkaa"),
    ],
)
def test_a_text_is_read_in_a_language(text: Words, english: str, russian: str, finnish: str) -> None:
    assert read(text) == read(text, "en") == read(text, "EN") == english
    assert read(text, "ru") == read(text, "RU") == russian
    assert read(text, "fi") == read(text, "fi-FI") == finnish


def test_who_chose_none_of_our_languages_reads_english() -> None:
    assert [language_read(code) for code in ("RU", "fi-FI", "fil", "de", "", None)] == [
        "ru",
        "fi",
        "en",
        "en",
        "en",
        "en",
    ]
    assert read(say("a guest"), "fil") == "a guest"


@pytest.mark.parametrize("language", ["en", "fi", "ru", "de"])
def test_what_stands_in_no_catalogue_stays_as_it_is(language: str) -> None:
    # The empty one has the head of a catalogue below it, and what has this sign in it belongs elsewhere.
    for code in ("", "no such state", "word\x04taken", "title\x04Task step"):
        assert read(word(code), language) == read(say(code), language) == code
    assert [read(Count(number, "unheard of thing"), language) for number in (1, 2)] == [
        "1 unheard of thing",
        "2 unheard of things",
    ]
    assert KINDS["task_step"].title("de") == "Task step"


def test_a_kind_has_its_title_in_a_language() -> None:
    assert KINDS["task_step"].title() == "Task step"
    assert KINDS["task_step"].title("ru") == "Шаг по заданию"
    assert KINDS["task_step"].title("fi") == "Tehtävä etenee"


def test_mails_are_framed_in_a_language() -> None:
    assert digest_subject(1) == "1 notice for you"
    assert digest_subject(3, "ru") == "3 уведомления для вас"
    assert [digest_subject(count, "fi") for count in (1, 3)] == ["1 ilmoitus sinulle", "3 ilmoitusta sinulle"]
    assert mail_text("T.", "B.", say("a guest"), ["a", "b"], "ru") == (
        "T.\n\nB.\n\nКто это сделал: гость.\nЧем ответить: a или b."
    )
    assert news_text("Новое задание", "Logo", "ru").startswith("Есть новость о “Logo”: новое задание.")
    assert (
        mail_text("T.", "B.", say("a guest"), ["a", "b"], "fi")
        == "T.\n\nB.\n\nTämän teki vieras.\nVastaa näin: a tai b."
    )
    assert news_text("Uusi tehtävä", "Logo", "fi").startswith("Uutta, “Logo”: uusi tehtävä.")
