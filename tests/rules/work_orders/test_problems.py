"""Types of problems: who reports, sees and settles them."""

import pytest

from tools.errors import Invalid
from tools.work_orders.rules.problems import (
    PROBLEM_TYPES,
    check_reportable,
    default_resolvers,
    is_shown,
    may_resolve,
    reportable,
)

# type: by the company, by the provider
REPORTED = {
    1: (False, False), 2: (False, False), 3: (True, True), 4: (True, True), 5: (True, True), 6: (True, True), 7: (True, True),
    9: (True, True), 22: (True, False), 31: (True, False), 33: (True, False), 8: (False, False), 0: (False, False),
}  # fmt: skip


@pytest.mark.parametrize("type_id", REPORTED)
def test_each_side_reports_its_own_types(type_id):
    for company, may in zip((True, False), REPORTED[type_id], strict=True):
        assert (type_id in reportable(company)) is may
        if may:
            check_reportable(type_id, company)
            continue
        with pytest.raises(Invalid) as no:
            check_reportable(type_id, company)
        assert "3 site not ready" in no.value.fields["type_id"]


def test_what_the_company_keeps_to_itself_is_not_shown_to_its_provider():
    assert [id for id in PROBLEM_TYPES if not is_shown(id, "2026-03-02", "2026-03-02")] == [22, 31, 33]
    assert not any(is_shown(id, "2026-03-01", "2026-03-02") for id in PROBLEM_TYPES)


@pytest.mark.parametrize(
    ("type_id", "by_company", "assigned", "resolvers"),
    [
        (3, False, True, ["buyer"]), (3, True, True, ["buyer"]), (4, True, True, ["buyer"]), (6, False, True, ["buyer"]),
        (9, False, True, ["buyer"]), (9, True, True, ["buyer", "assigned_provider"]), (9, True, False, ["buyer"]),
        (22, True, False, ["buyer"]), (31, True, True, ["buyer"]), (33, True, True, ["buyer", "support"]),
    ],
)  # fmt: skip
def test_the_side_that_can_act_on_it_settles_it(type_id, by_company, assigned, resolvers):
    assert default_resolvers(type_id, by_company, assigned) == resolvers


@pytest.mark.parametrize(
    ("resolvers", "company", "provider"),
    [(["buyer"], True, False), (["assigned_provider"], False, True), (["support"], False, False),
     (["buyer", "assigned_provider"], True, True)],
)  # fmt: skip
def test_only_those_named_settle_it(resolvers, company, provider):
    assert (may_resolve(resolvers, True), may_resolve(resolvers, False)) == (company, provider)
