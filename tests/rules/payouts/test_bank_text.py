"""Names and texts as banks take them."""

from __future__ import annotations

import unicodedata

import pytest

from tools.payouts.rules.bank_text import in_bank_letters, payee_name, payment_text


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("Jürgen Groß", "Jurgen Gross"),
        ("JÜRGEN GROẞ", "JURGEN GROSS"),
        ("Łukasz Żółć", "Lukasz Zolc"),
        ("Søren Ærø", "Soren Aero"),
        ("ÆRØ", "AERO"),
        ("Þórður Ðór", "Thordur Dor"),
        ("Nguyễn Thị Ánh", "Nguyen Thi Anh"),
        ("İbrahim Işık", "Ibrahim Isik"),
        ("Əli Əliyev", "Eli Eliyev"),
        ("Иван Щербаков", "Ivan Shcherbakov"),
        ("ИВАН ЩЕРБАКОВ", "IVAN SHCHERBAKOV"),
        ("Юлия Сергеевна Ёлкина", "Iuliia Sergeevna Elkina"),
        ("Сергей Подъячев", "Sergei Podieiachev"),
        ("Їжак Олексій", "Izhak Oleksii"),
        ("Ё. Щ", "E. Shch"),
        ("Γεώργιος Παπαδόπουλος", "Georgios Papadopoulos"),
        ("ΟΥΡΑΝΙΑ", "OURANIA"),
        ("Ουρανία", "Ourania"),
        ("გიორგი ჭავჭავაძე", "giorgi chavchavadze"),
        ("Հակոբ Պետրոսյան", "Hakob Petrosyan"),
        ("Müller & Söhne (Haus); Co_KG", "Muller + Sohne (Haus), Co-KG"),
        ('O’Brien – “Pat” "P."', "O'Brien - 'Pat' 'P.'"),
        ("  Ada\t\nLove\u200blace  ", "Ada Lovelace"),
        ("Ａｄａ ﬁ", "Ada fi"),
        ("//Ada//Love/", "Ada/Love"),
        ("Ada ٣", "Ada 3"),
    ],
)
def test_a_name_is_sent_in_the_letters_that_banks_take(name: str, sent: str) -> None:
    assert payee_name(name) == sent
    assert payee_name(unicodedata.normalize("NFD", name)) == sent


@pytest.mark.parametrize("name", ["محمد علي", "สมชาย", "王伟", "Ada 😀", "हिन्दी"])
def test_a_name_that_nobody_can_write_in_latin_letters_for_sure_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="Latin"):
        payee_name(name)


@pytest.mark.parametrize("name", ["", "  ", "//", "123", "ь"])
def test_a_name_without_letters_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no letters"):
        payee_name(name)


def test_a_name_is_cut_at_70_and_refused_over_140() -> None:
    assert payee_name("a" * 70) == "a" * 70
    assert payee_name("a" * 71) == "a" * 70
    assert payee_name("a" * 69 + " b") == "a" * 69
    assert payee_name("Щ" * 35) == ("SHCH" * 18)[:70]
    with pytest.raises(ValueError, match="144"):
        payee_name("щ" * 36)
    with pytest.raises(ValueError, match="141"):
        payee_name("a" * 141)


def test_a_text_is_cut_at_140_and_has_a_question_mark_for_what_no_bank_takes() -> None:
    assert payment_text("Работа 王 №5") == "Rabota ? No5"
    assert payment_text("x" * 200) == "x" * 140
    assert payment_text("") == ""


def test_every_character_becomes_something_that_banks_take() -> None:
    taken = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ ")
    for start in range(0, 0x30000, 0x400):
        text = "".join(chr(code) for code in range(start, start + 0x400) if not 0xD800 <= code < 0xE000)
        assert set(in_bank_letters(text)[0]) <= taken, hex(start)
