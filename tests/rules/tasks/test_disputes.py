from __future__ import annotations

import pytest

from tools.errors import Invalid
from tools.rules.task_states import State
from tools.tasks.rules.disputes import ANSWERS, answered, check_terms_given

DECISIONS = ("propose_terms", "accept_work", "return_to_work", "uphold")
LEADS_TO = {
    (2, "propose_terms"): 16,
    (2, "uphold"): 2,
    (11, "accept_work"): 4,
    (11, "return_to_work"): 2,
    (11, "uphold"): 11,
}


@pytest.mark.parametrize("opened_in", [2, 11])
@pytest.mark.parametrize("decision", DECISIONS)
def test_each_dispute_has_its_own_answers(opened_in: int, decision):
    target = LEADS_TO.get((opened_in, decision))
    if target:
        assert answered(State(opened_in), decision) == target
        return
    with pytest.raises(Invalid) as no:
        answered(State(opened_in), decision)
    for possible in ANSWERS[State(opened_in)]:
        assert possible in no.value.fields["decision"]


@pytest.mark.parametrize(
    ("decision", "price", "deadline", "faults"),
    [
        ("propose_terms", None, None, {"price", "deadline"}),
        ("propose_terms", 1, None, set()),
        ("propose_terms", None, 1, set()),
        ("return_to_work", None, 1, set()),
        ("return_to_work", 1, None, {"price"}),
        ("accept_work", 1, 1, {"price", "deadline"}),
        ("uphold", None, 1, {"deadline"}),
        ("uphold", None, None, set()),
    ],
)
def test_terms_go_only_with_the_decision_that_uses_them(decision, price, deadline, faults):
    if not faults:
        check_terms_given(decision, price, deadline)
        return
    with pytest.raises(Invalid) as no:
        check_terms_given(decision, price, deadline)
    assert set(no.value.fields) == faults
