"""Somebody whose address is not proven is shown to nobody."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.people.sign_in_helpers import code_for


@pytest.mark.parametrize(
    "tool",
    ["get_specialist_profile", "reveal_specialist_email", "reveal_specialist_phone", "create_profile_correction"],
)
async def test_an_account_of_an_unproven_address_is_shown_once_it_is_proven(hall: Hall, tool: str) -> None:
    email, more = "ceo@corp.test", {"city": "Oulu"} if tool == "create_profile_correction" else {}
    await hall.nobody().call("register_account", email=email, terms="accepted", name="The Chief", phone="+358401112223")
    ((id,),) = hall.sql("SELECT id FROM persons WHERE email = ?", email)
    reader = await hall.person("reader@x.test", credit="50 USDT")
    with pytest.raises(Refused) as no:
        await reader.call(tool, user_id=id, **more)
    assert no.value.status == 404
    answer = await hall.nobody().call("log_in_with_code", email=email, code=await code_for(hall, email))
    await hall.holder(answer["token"]).call("update_my_profile", hide_email=False, hide_phone=False)
    await reader.call(tool, user_id=id, **more)
