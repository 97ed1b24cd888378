"""What the operator finds out about providers outside: whether a background check or a drug test was passed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Literal

from store.people.provider_profiles import open_profile
from store.providers import profiles
from store.types import Owner
from tools.call import Call
from tools.rules.sentences import Sentence, say

Test = Literal["background_check", "drug_test"]
Outcome = Literal["passed", "failed", "pending"]

_TESTS: Mapping[Test, Sentence] = {"background_check": say("background check"), "drug_test": say("drug test")}
_OUTCOMES: Mapping[Outcome, Sentence] = {
    "passed": say("passed"),
    "failed": say("failed"),
    "pending": say("not known yet"),
}


def record_test(call: Call, person_id: int, test: Test, outcome: Outcome | None, day: date | None) -> None:
    """Keep how somebody's check or test ended, and tell them; None takes away what was kept. The first makes them a provider."""
    open_profile(call.tx, person_id, call.stamp)
    kept = None if outcome is None else {"status": outcome, "date": (day or call.now.date()).isoformat()}
    profiles.change(call.tx, person_id, call.stamp, **{test: None if kept is None else json.dumps(kept)})
    call.changed("profile", person_id)
    call.change("profile.changed", ("person", person_id), data={"fields": [test]})
    what = _TESTS[test]
    if outcome is None:
        text = say("The operator took back what your profile says of your {test}.", test=what)
    else:
        text = say("The operator noted on your {test}: {outcome}.", test=what, outcome=_OUTCOMES[outcome])
    call.tell(Owner("person", person_id), "profile_changed", text)
