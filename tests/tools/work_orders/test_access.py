"""Who may act on a work order, and in whose name."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import admin, assigned, company, provider


async def test_the_assignee_acts_in_nobody_elses_name(hall):
    boss, pia = await company(hall), await provider(hall)
    colleague = await admin(hall)
    id = await assigned(boss, pia)
    for other in (colleague.id, 77):
        with pytest.raises(Refused) as no:
            await pia.call("mark_work_order_complete", work_order_id=id, acting_user_id=other)
        assert list(no.value.fields) == ["acting_user_id"]
    await pia.call("mark_work_order_complete", work_order_id=id, acting_user_id=pia.id)
