"""What the operator of the machine notes of providers: no tool does."""

import pytest

from tests.clients.serving import run
from tests.hall import Refused
from tests.tools.work_orders.field_work import company, notices, order, provider

CLEAN = [{"type": "background_check", "operator": "=", "value": "passed"}]


@pytest.mark.sqlite
async def test_a_noted_check_is_seen_and_counts_until_it_is_taken_back(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await order(boss, qualifications=CLEAN)
    with pytest.raises(Refused) as no:
        await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    assert "missing_qualification:background_check" in no.value.text
    refused = run(
        "person", "note", "pia@work.test", "background-check", "passed", "--on", "2999-01-01", db=hall.path, check=False
    )
    assert (refused.returncode, "lies ahead" in refused.stderr) == (1, True)
    done = run("person", "note", "pia@work.test", "background-check", "passed", "--on", "2026-02-27", db=hall.path)
    assert done.stdout == f"The background check of person:{pia.id} is passed.\n"
    noted = {"status": "passed", "date": "2026-02-27"}
    assert (await pia.call("update_provider_profile"))["background_check"] == noted
    assert (await boss.call("get_user_details", user_id=pia.id))["user"]["background_check"] == noted
    assert notices(hall, pia)[-1] == "The operator noted on your background check: passed."
    assert (await boss.call("assign_work_order", work_order_id=id, user_id=pia.id, dry_run=True))["dry_run"] is True
    run("person", "note", f"person:{pia.id}", "background-check", "none", db=hall.path)
    assert "background_check" not in await pia.call("update_provider_profile")
    with pytest.raises(Refused):
        await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    run("person", "note", f"person:{pia.id}", "drug-test", "failed", db=hall.path)
    assert (await pia.call("update_provider_profile"))["drug_test"]["status"] == "failed"
