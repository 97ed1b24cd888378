"""Forbidden kinds of work: by the words of one call, and by those of several calls of a company together."""

import pytest

from tools.open_calls.rules.forbidden_kinds import CallText, Kind, Split, hosts, kinds_hit, splits

KINDS = (
    Kind("bypass_human_check", (("captcha", "one time code", "otp"), ("solve", "read out", "forward"))),
    Kind("reshipping", (("receive", "pick up"), ("parcel", "package"), ("forward", "send on", "relabel"))),
)


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("Solve a captcha for me", ("bypass_human_check",)),
        ("SOLVE: Cáptcha!", ("bypass_human_check",)),
        ("Read-out the one-time code", ("bypass_human_check",)),
        ("one_time_code, then forward", ("bypass_human_check",)),
        ("Ｓｏｌｖｅ the cap\u200btcha", ("bypass_human_check",)),
        ("Solve captchas", ()),
        ("Time one code, then forward it", ()),
        ("Receive a parcel", ()),
        ("Receive a parcel, solve the otp and forward it", ("bypass_human_check", "reshipping")),
        ("", ()),
    ],
)
def test_a_kind_is_hit_when_each_of_its_lists_has_a_phrase_as_whole_words(text, hit):
    assert kinds_hit(text, KINDS) == hit


PICK_UP = CallText(1, "Pick up a package at shop A")
RELABEL = CallText(2, "Relabel and send on")


def test_a_kind_that_two_calls_make_up_together_names_the_kind_with_both():
    assert splits(RELABEL, [PICK_UP], KINDS) == [Split("reshipping", (1, 2))]


def test_calls_that_add_nothing_are_not_named():
    others = [CallText(3, "Photograph a shop window"), PICK_UP, CallText(4, "Pick up a package")]
    assert splits(RELABEL, others, KINDS) == [Split("reshipping", (1, 2))]


def test_three_calls_can_make_up_a_kind():
    receive, parcel = CallText(5, "Receive something"), CallText(6, "A parcel")
    assert splits(CallText(7, "and send on"), [receive, parcel], KINDS) == [Split("reshipping", (5, 6, 7))]


def test_a_phrase_does_not_reach_from_one_call_into_the_next():
    assert splits(CallText(9, "on to a parcel, receive"), [CallText(8, "please send")], KINDS) == []


def test_what_a_call_says_alone_is_no_splitting():
    alone = CallText(3, "Receive a parcel and relabel it")
    assert splits(alone, [PICK_UP], KINDS) == []


def test_what_a_released_call_says_by_itself_stops_no_other():
    whole = "Receive a parcel and relabel it"
    assert splits(RELABEL, [CallText(1, whole, released=True)], KINDS) == []
    assert splits(RELABEL, [CallText(1, whole)], KINDS) == [Split("reshipping", (1, 2))]
    assert splits(RELABEL, [CallText(1, PICK_UP.text, released=True)], KINDS) == [Split("reshipping", (1, 2))]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Post it on https://www.Forum.example/a?b and shop.example.", {"forum.example", "shop.example"}),
        ("write to me@mail.example", set()),
        ("From 2.5 km on, e.g. here; v1.2", set()),
        ("http://user.example:8080/x", {"user.example"}),
        ("nothing", set()),
    ],
)
def test_hosts_that_a_text_names(text, named):
    assert hosts(text) == named
