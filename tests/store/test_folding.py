from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.folding import address_key, folded, folded_lines, found_in, name_lines, refolded_tokens, same_address
from store.search.words import folded as words


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("Zoë", "zoe"), ("logo", "  LOGO "), ("Łukasz", "lukasz"), ("Ørsted", "orsted"),
        ("Đorđe", "dorde"), ("Sæther", "saether"), ("Işık", "isik"), ("Işık", "ışık"),
        ("Işık", "ISIK"), ("İstanbul", "istanbul"), ("Қазақ", "казак"), ("Straße", "STRASSE"),
        ("Ёлка", "елка"), ("Иван", "иВАН"), ("Київ", "киив"), ("Ünal", "unal"),
        ("Äänekoski", "aanekoski"), ("Nguyễn", "nguyen"), ("ΑΘΗΝΆ", "αθήνα"), ("ΟΔΟΣ", "οδος"),
        ("Þór", "thor"), ("Ðuro", "duro"), ("Ħal", "hal"), ("Əliyev", "eliyev"),
        ("Œuvre", "oeuvre"), ("مُحَمَّد", "محمد"), ("أحمد", "احمد"), ("فاطمة", "فاطمه"),
        ("علی", "علي"), ("شـــمس", "شمس"), ("שָׁלוֹם", "שלום"), ("O’Brien", "o'brien"),
        ("Jean‑Luc", "jean-luc"), ("ＡＢＣ１", "abc1"), ("ﬁn", "fin"), ("Zoe\u0308", "zoë"),
        ("a\u200bb", "ab"), ("a \u00a0\n b", "a b"),
    ],
)  # fmt: skip
def test_what_is_asked_finds_what_is_stored_however_its_letters_are_written(stored: str, asked: str) -> None:
    assert folded(stored) == folded(asked)


@pytest.mark.parametrize(
    ("one", "other"), [("がか", "かか"), ("कि", "कु"), ("и", "ы"), ("o", "u"), ("ö", "oe"), ("n", "m"), ("ไก่", "ไข่")]
)
def test_letters_of_their_own_stay_apart(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(st.text(max_size=20))
def test_a_fold_is_folded_already_and_does_not_ask_for_case(text: str) -> None:
    once = folded(text)
    assert folded(once) == once
    assert folded(text.lower()) == folded(text.lower().upper().lower()) or "ı" in text.lower()
    assert address_key(address_key(text)) == address_key(text)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ünal@acme.fi", "ünal@acme.fi", True),
        ("Ünal@acme.fi", "unal@acme.fi", False),
        ("Иван@acme.fi", "иван@acme.fi", True),
        ("straße@acme.fi", "strasse@acme.fi", False),
        ("ann@acme.fi", "ANN@acme.fi", True),
        ("ΝΙΚΟΣ@acme.fi", "νικος@acme.fi", True),
        # Two mailboxes, and two domains that anybody can have.
        ("νικος@acme.fi", "νικοσ@acme.fi", False),
        ("boss@post-ας.gr", "boss@post-ασ.gr", False),
        (None, None, False),
        ("", "", False),
    ],
)
def test_addresses_are_compared_without_case_and_nothing_else(one: str | None, other: str | None, same: bool) -> None:
    assert same_address(one, other) is same


def test_names_are_found_in_full_and_without_the_middle_one() -> None:
    assert name_lines("Anna", "Maria", "Łęcka") == "anna maria lecka\nanna lecka"
    assert name_lines("Anna", None, "Łęcka") == "anna lecka"
    assert folded_lines("A b", None, " C ") == "a b\nc"


def test_people_search_folds_in_the_same_way() -> None:
    assert words("Łukasz Ørsted, Қазақ & Işık Sæther") == words("LUKASZ orsted казак ISIK saether")


def test_the_signs_of_like_stand_for_themselves() -> None:
    with sqlite3.connect(":memory:") as connection:
        sql = "SELECT ? LIKE ? ESCAPE '!'"
        assert connection.execute(sql, ("100% a_b!", found_in("% A_b!"))).fetchone() == (1,)
        assert connection.execute(sql, ("100 axb", found_in("a_b"))).fetchone() == (0,)


def test_tokens_of_an_older_fold_are_renewed_and_marks_stay() -> None:
    tokens = f"łukasz plumb {chr(0xE000)}łukasz {chr(0xE001)}қазақ {chr(0xE002)}12 {chr(0xE003)}any {chr(0xE004)}offers"
    renewed = (
        f"lukasz plumb {chr(0xE000)}lukasz {chr(0xE001)}казак {chr(0xE002)}12 {chr(0xE003)}any {chr(0xE004)}offers"
    )
    assert refolded_tokens(tokens) == renewed == refolded_tokens(renewed)
