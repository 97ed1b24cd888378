"""Tiered groups: who is in which tier, and what goes when a tier or a group goes."""

from store.providers import notes, pool_members, pools
from store.types import Owner
from tests.tools.work_orders.field_work import provider
from tests.tools.work_orders.routing_world import AT, project

BY = Owner("agent", 1)


async def test_a_person_is_in_one_tier_of_a_group_and_is_moved_with_the_notes_on_them(hall):
    boss, pia = await hall.agent("Acme"), await provider(hall)
    of = project(hall, boss)

    def work(tx):
        columns = {"uuid": "a-b", "company_id": boss.company, "project_id": of, "kind": "group", "name": "ÜBER"}
        id = pools.insert(tx, AT, **columns)
        pools.set_tiers(tx, id, [(None, "One"), (None, "Two")])
        one, two = (row["id"] for row in pools.tiers_of(tx, [id])[id])
        pool_members.place(tx, id, one, pia.id, BY, AT)
        notes.insert(tx, one, pia.id, "n-1", {"name": "Badge", "value": "77"}, AT)
        pool_members.place(tx, id, two, pia.id, BY, AT)
        assert pool_members.tiers_of_people(tx, id, [pia.id, 999]) == {pia.id: two}
        assert [row["value"] for row in pool_members.notes_of(tx, id, [pia.id])[pia.id]] == ["77"]
        assert [row["tier"] for row in pool_members.of_project(tx, boss.company, of, pia.id)] == ["Two"]
        assert pool_members.of_project(tx, boss.company, of, pia.id, "territory") == []
        assert pools.named(tx, of, "group", "über")["id"] == id
        assert pools.find(tx, boss.company + 1, "a-b") is None
        # Names and places are swapped at once.
        pools.set_tiers(tx, id, [(two, "One"), (one, "Two")])
        assert [(row["name"], row["providers"]) for row in pools.tiers_of(tx, [id])[id]] == [("One", 1), ("Two", 0)]
        assert pools.find(tx, boss.company, "A-B", "group")["providers"] == 1
        assert pools.delete(tx, id) == {"tiers": 2, "members": 1}
        assert tx.value("SELECT count(*) FROM talent_pool_attributes") == 0

    await hall.app.database.write(work)
