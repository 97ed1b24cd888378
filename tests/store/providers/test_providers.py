"""Finding providers of networks: the nearest first, then people without a known home."""

from store.providers import providers
from tests.tools.work_orders.field_work import provider, write
from tests.tools.work_orders.routing_world import AT, home, skilled


def box(half):
    """South, north, west, east around the origin, in degrees."""
    return tuple(round(degrees * 1_000_000) for degrees in (-half, half, -half, half))


async def read(hall, question):
    return await hall.app.database.read(question)


async def test_a_small_box_decides_when_it_holds_enough_people(hall):
    near = await skilled(hall, "near@work.test", jobs_completed=1, **home(0.01, 0.01))
    busier = await skilled(hall, "busier@work.test", jobs_completed=9, **home(0.02, 0.02))
    far = await skilled(hall, "far@work.test", jobs_completed=99, **home(0.5, 0.5))
    await skilled(hall, "away@work.test", jobs_completed=99, **home(5, 5))
    homeless = await provider(hall, "homeless@work.test")
    boxes = [box(0.1), box(1)]
    assert await read(hall, lambda tx: providers.in_networks(tx, [1], boxes, 2)) == [busier.id, near.id]
    assert await read(hall, lambda tx: providers.in_networks(tx, [1], boxes, 3)) == [far.id, busier.id, near.id]
    assert await read(hall, lambda tx: providers.in_networks(tx, [1], boxes, 9)) == [
        far.id,
        busier.id,
        near.id,
        homeless.id,
    ]


async def test_without_boxes_those_with_most_jobs_come_first(hall):
    a = await skilled(hall, "a@work.test", jobs_completed=1)
    b = await skilled(hall, "b@work.test", jobs_completed=2)
    await skilled(hall, "resting@work.test", jobs_completed=3, active=0)
    assert await read(hall, lambda tx: providers.in_networks(tx, [1], (), 9)) == [b.id, a.id]
    assert await read(hall, lambda tx: providers.count_in_networks(tx, [1])) == 2


async def test_a_private_network_holds_its_members_alone(hall):
    a, _ = await provider(hall, "a@work.test"), await provider(hall, "b@work.test")
    boss = await hall.agent("Acme")
    private = write(
        hall,
        """INSERT INTO provider_networks (company_id, name, type, created_at, updated_at)
           VALUES (?, 'Ours', 'private', ?, ?)""",
        boss.company, AT, AT,
    )  # fmt: skip
    write(
        hall,
        "INSERT INTO provider_network_members (network_id, person_id, created_at) VALUES (?, ?, ?)",
        private, a.id, AT,
    )  # fmt: skip
    assert await read(hall, lambda tx: providers.in_networks(tx, [private], (), 9)) == [a.id]
    assert await read(hall, lambda tx: providers.in_networks(tx, [1, private], (), 9)) == [a.id, a.id + 1]
    assert await read(hall, lambda tx: providers.count_in_networks(tx, [private])) == 1
    assert await read(hall, lambda tx: [row["name"] for row in providers.networks_of(tx, boss.company, a.id)]) == [
        "Marketplace",
        "Ours",
    ]
    assert await read(hall, lambda tx: providers.company_networks(tx, boss.company)) == [1, private]
    assert await read(hall, lambda tx: providers.company_networks(tx, 999)) == [1]
