"""A password typed in by a stranger dies with the owner's first proof, even if the owner passes the code it was mailed with."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused
from tests.tools.people.sign_in_helpers import code_for, from_elsewhere

VICTIM = "victim@corp.test"
KNOWN = "known to eve 1"
JOIN: dict[str, Any] = {"terms": "accepted", "password": KNOWN}
FOUND: dict[str, Any] = {"name": "V", "password": KNOWN, "confirm_password": KNOWN, "company_name": "Evil Two"}


@pytest.mark.parametrize(("tool", "given"), [("register_account", JOIN), ("create_user", FOUND)])
async def test_a_password_typed_in_elsewhere_opens_nothing(hall: Hall, tool: str, given: dict[str, Any]) -> None:
    eve, owner = from_elsewhere(hall, "203.0.113.5"), from_elsewhere(hall, "192.0.2.1")
    await eve.call(tool, email=VICTIM, **given)
    answer = await owner.call("log_in_with_code", email=VICTIM, code=await code_for(hall, VICTIM))
    assert any("password" in warning for warning in answer["warnings"])
    with pytest.raises(Refused) as no:
        await eve.call("log_in_with_password", username=VICTIM, password=KNOWN)
    assert no.value.code == "wrong_credentials"


@pytest.mark.parametrize(("tool", "given"), [("register_account", JOIN), ("create_user", FOUND)])
async def test_a_password_typed_in_where_the_code_is_passed_stays(hall: Hall, tool: str, given: dict[str, Any]) -> None:
    owner = from_elsewhere(hall, "192.0.2.1")
    await owner.call(tool, email=VICTIM, **given)
    await owner.call("log_in_with_code", email=VICTIM, code=await code_for(hall, VICTIM))
    assert "token" in await owner.call("log_in_with_password", username=VICTIM, password=KNOWN)
