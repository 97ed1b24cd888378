"""What a mail to an address that somebody else typed may say, and how many may go out."""

from __future__ import annotations

import string
from dataclasses import replace

import pytest

from tools.rules.quotation import cut
from tools.rules.unproven_mail import (
    ENDING,
    FULL,
    KNOWN_ADDRESS,
    SIGNED_IN,
    STRANGERS,
    WORDINGS,
    Limits,
    Sent,
    counted_address,
    quote,
    why_not,
    written,
)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Yoga", "“Yoga”"),
        ("sign in at https://evil.test/login", "“sign in at evil[.]test/login”"),
        ("HTTP://EVIL.TEST", "“EVIL[.]TEST”"),
        ("evil.test", "“evil[.]test”"),
        ("eve[at]evil[.]test and [.evil.]test", "“eve[at]evil[.]test and [[.]evil[.]]test”"),
        ("www.evil.test.", "“www[.]evil[.]test.”"),
        ("hthttp://tp://evil.test", "“evil[.]test”"),
        ("//evil.test", "“evil[.]test”"),
        ("evil。test evil．test evil｡test evil․test", "“evil[.]test evil[.]test evil[.]test evil[.]test”"),
        ("e\u200bvil\u00ad.te\u2060st", "“evil[.]test”"),
        ("write to eve@evil.test", "“write to eve[at]evil[.]test”"),
        ("mailto:eve@evil.test", "“eve[at]evil[.]test”"),
        ("javascript:alert(1)", "“alert(1)”"),
        ("10.0.0.1", "“10[.]0[.]0[.]1”"),
        ("a\r\nBcc: all\u2028\u0085b", "“a Bcc: all b”"),
        ("\u202eabc", "“abc”"),
        ('he said "yes" and “no”', "“he said ’yes’ and ’no’”"),
        ("<a href=x>", "“(a href=x)”"),
        ("sign in at evil.te…", "“sign in at evil[.]te…”"),
        ("evil...test", "“evil…test”"),
        ("Dr. Ann, 3rd floor", "“Dr. Ann, 3rd floor”"),
        ("", "(nothing)"),
        ("\u200b \n", "(nothing)"),
    ],
)
def test_words_of_others_are_quoted_without_anything_to_click(text: str, quoted: str) -> None:
    assert quote(text) == quoted


def test_names_are_cut_at_60_characters_and_longer_texts_where_they_are_told_to() -> None:
    assert quote("x" * 60) == "“" + "x" * 60 + "”"
    assert quote("x" * 61) == "“" + "x" * 59 + "…”"
    mail = written("founding_code", {"company": "y" * 300}, {"code": "123456"})[1]
    assert ("y" * 59 + "…”" in mail, "y" * 60 in mail) == (True, False)
    assert cut("z" * 300, 200) == "z" * 199 + "…"


@pytest.mark.parametrize("kind", WORDINGS)
def test_a_subject_is_ours_alone(kind: str) -> None:
    subject = WORDINGS[kind].subject  # type: ignore[index]
    assert [name for _, name, _, _ in string.Formatter().parse(subject) if name is not None] == []
    assert (len(subject) <= 60, "\n" in subject) == (True, False)


def test_what_others_write_fills_no_place_of_the_text() -> None:
    assert "“{code} {0}”" in written("founding_code", {"company": "{code} {0}"}, {"code": "123456"})[1]


@pytest.mark.parametrize(
    ("address", "counts_as"),
    [
        ("Ann@Work.test", "ann@work.test"),
        ("ann+1@work.test", "ann@work.test"),
        ("ANN+a+b@WORK.TEST ", "ann@work.test"),
        ("+ann@work.test", "+ann@work.test"),
        ("a.n.n+x@gmail.com", "ann@gmail.com"),
        ("ann@googlemail.com", "ann@gmail.com"),
        ("a.nn@work.test", "a.nn@work.test"),
    ],
)
def test_an_address_counts_as_its_mailbox(address: str, counts_as: str) -> None:
    assert counted_address(address) == counts_as


NOTHING = Sent(0, 0, 0, 0)


@pytest.mark.parametrize("limits", [STRANGERS, SIGNED_IN])
@pytest.mark.parametrize("bound", ["address", "sender", "origin", "in_all"])
def test_each_bound_holds_by_itself(limits: Limits, bound: str) -> None:
    counted = {"address": "to_address", "sender": "by_sender", "origin": "from_origin", "in_all": "in_all"}[bound]
    most = getattr(limits, bound)
    few, full = replace(NOTHING, **{counted: most - 1}), replace(NOTHING, **{counted: most})
    assert why_not(limits, few, knows_us=False, stopped=False, counts_origin=True) is None
    assert why_not(limits, full, knows_us=False, stopped=False, counts_origin=True) is not None
    on_this_machine = why_not(limits, full, knows_us=False, stopped=False, counts_origin=False)
    assert (on_this_machine is None) == (bound == "origin")


def test_who_used_a_code_gets_a_few_a_day_and_who_stopped_them_none() -> None:
    def refused(sent: int, *, knows_us: bool = False, stopped: bool = False) -> str | None:
        return why_not(STRANGERS, Sent(sent, 0, 0, 0), knows_us=knows_us, stopped=stopped, counts_origin=True)

    assert [refused(sent) is None for sent in (0, 1)] == [True, False]
    assert [refused(sent, knows_us=True) is None for sent in (1, KNOWN_ADDRESS - 1, KNOWN_ADDRESS)] == [
        True,
        True,
        False,
    ]
    assert refused(0, knows_us=True, stopped=True) == refused(1), "a full address and one that wants none read alike"


def test_that_something_ends_goes_out_beyond_the_few_but_not_without_end() -> None:
    def refused(sent: Sent, *, stopped: bool = False) -> str | None:
        return why_not(SIGNED_IN, sent, knows_us=True, stopped=stopped, counts_origin=True, ends=True)

    assert refused(Sent(KNOWN_ADDRESS, SIGNED_IN.sender, SIGNED_IN.origin, SIGNED_IN.in_all)) is None
    assert refused(Sent(ENDING, 0, 0, 0)) == FULL
    assert refused(NOTHING, stopped=True) == FULL
