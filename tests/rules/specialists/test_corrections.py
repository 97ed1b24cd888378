import pytest

from tools.specialists.rules.corrections import applied, changes, decision, differing, shown, without

PRESENT = {"city": "Turku", "about": None, "phone": "+358401234567", "email": "ann@x.test", "skills": ["Java"]}


def test_only_values_that_differ_count():
    wanted = {"city": "Turku", "about": "Tall", "skills": ["Java"]}
    assert differing(PRESENT, wanted, for_owner=False) == {"about": "Tall"}


def test_others_are_not_told_whether_a_private_value_is_right():
    wanted = {"phone": "+358401234567"}
    assert differing(PRESENT, wanted, for_owner=False) == wanted
    assert differing(PRESENT, wanted, for_owner=True) == {}


def test_private_old_values_are_not_kept_with_the_changes():
    assert changes(PRESENT, {"city": "Espoo", "phone": "+358409999999"}) == {
        "city": {"old": "Turku", "new": "Espoo"},
        "phone": {"old": "***", "new": "+358409999999"},
    }


def test_only_the_owner_and_the_author_see_private_new_values():
    stored = changes(PRESENT, {"city": "Espoo", "phone": "+358409999999"})
    assert shown(stored, to_insider=True) == stored
    assert shown(stored, to_insider=False) == {
        "city": {"old": "Turku", "new": "Espoo"},
        "phone": {"old": "***", "new": "***"},
    }


def test_a_new_suggestion_takes_its_fields_out_of_the_earlier_one():
    assert without({"city": 1, "about": 2}, ["city", "phone"]) == {"about": 2}
    assert without({"city": 1}, ["city"]) == {}


@pytest.mark.parametrize(("owner", "status"), [(None, "pending"), (True, "approved"), (False, "rejected")])
def test_the_owner_alone_decides(owner, status):
    assert decision(owner) == status


def test_fields_the_owner_changed_meanwhile_are_skipped_and_what_identifies_them_waits_for_the_owner():
    stored = changes(PRESENT, {"city": "Espoo", "about": "Tall", "email": "new@x.test", "phone": "+358409999999"})
    now = {**PRESENT, "city": "Oulu"}
    result = applied(stored, PRESENT, now)
    assert result.write == {"about": "Tall"}
    assert result.skipped == ["city"]
    assert result.waiting == ["email", "phone"]
