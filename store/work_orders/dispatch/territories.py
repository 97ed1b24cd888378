"""Service territories: the geography of talent pool groups of kind territory (store/providers/pools.py has the groups).

Boxes are in millionths of a degree; the east of one over the date line is past 180 degrees."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from store.database import Row, Transaction
from store.rows import among

TURN = 360_000_000

_PLACES = """SELECT g.id AS group_id, g.uuid, g.name, s.latitude, s.longitude, s.radius_km, s.polygon
             FROM service_territories s JOIN talent_pool_groups g ON g.id = s.group_id"""
_ACTIVE = "s.project_id = :project_id AND g.company_id = :company_id AND g.active = 1"
_INSIDE = """s.south_e6 <= :latitude AND s.north_e6 >= :latitude AND (
                 (s.west_e6 <= :longitude AND s.east_e6 >= :longitude)
                 OR (s.west_e6 <= :longitude + :turn AND s.east_e6 >= :longitude + :turn)
                 OR (s.west_e6 <= :longitude - :turn AND s.east_e6 >= :longitude - :turn))"""


def by_postal_code(
    tx: Transaction, company_id: int, project_id: int, country: str, codes: Sequence[str], prefixes: Sequence[str]
) -> list[Row]:
    """Active territories of a project with one of these codes or prefixes in a country, a row for each hit: the place and
    code, is_prefix."""
    exact, params = _texts("code", codes)
    begun, more = _texts("prefix", prefixes)
    return tx.all(
        f"""SELECT c.code, c.is_prefix, x.* FROM service_territory_postal_codes c
            JOIN ({_PLACES} WHERE {_ACTIVE}) AS x ON x.group_id = c.group_id
            WHERE c.project_id = :project_id
              AND ((c.is_prefix = 0 AND c.code IN ({exact})) OR (c.is_prefix = 1 AND c.code IN ({begun})))
              AND EXISTS (SELECT 1 FROM service_territory_countries k
                          WHERE k.group_id = c.group_id AND k.country = :country)""",
        company_id=company_id,
        project_id=project_id,
        country=country,
        **params,
        **more,
    )


def around(tx: Transaction, company_id: int, project_id: int, latitude_e6: int, longitude_e6: int) -> list[Row]:
    """Active territories of a project whose box holds a place."""
    return tx.all(
        f"{_PLACES} WHERE {_ACTIVE} AND {_INSIDE}",
        company_id=company_id,
        project_id=project_id,
        latitude=latitude_e6,
        longitude=longitude_e6,
        turn=TURN,
    )


def around_anywhere(tx: Transaction, company_id: int, latitude_e6: int, longitude_e6: int) -> list[Row]:
    """Territories of all projects of a company whose box holds a place, inactive ones too."""
    return tx.all(
        f"{_PLACES} WHERE g.company_id = :company_id AND {_INSIDE}",
        company_id=company_id,
        latitude=latitude_e6,
        longitude=longitude_e6,
        turn=TURN,
    )


def covering_code(
    tx: Transaction, company_id: int, country: str | None, codes: Sequence[str], prefixes: Sequence[str]
) -> list[int]:
    """group ids of all the company's territories that hold a postal code; country None: in whatever country."""
    exact, params = _texts("code", codes)
    begun, more = _texts("prefix", prefixes)
    rows = tx.all(
        f"""SELECT DISTINCT c.group_id FROM service_territory_postal_codes c
            JOIN talent_pool_groups g ON g.id = c.group_id AND g.company_id = :company_id
            WHERE ((c.is_prefix = 0 AND c.code IN ({exact})) OR (c.is_prefix = 1 AND c.code IN ({begun})))
              AND (:country IS NULL OR EXISTS (SELECT 1 FROM service_territory_countries k
                                               WHERE k.group_id = c.group_id AND k.country = :country))""",
        company_id=company_id,
        country=country,
        **params,
        **more,
    )
    return [row["group_id"] for row in rows]


def in_country(tx: Transaction, company_id: int, country: str) -> list[int]:
    """group ids of the company's territories with postal codes of a country."""
    rows = tx.all(
        """SELECT k.group_id FROM service_territory_countries k
           JOIN talent_pool_groups g ON g.id = k.group_id AND g.company_id = :company_id WHERE k.country = :country""",
        company_id=company_id,
        country=country,
    )
    return [row["group_id"] for row in rows]


def geography(tx: Transaction, group_ids: Collection[int]) -> dict[int, Row]:
    """latitude, longitude, radius_km, polygon and the box of territories, by group."""
    condition, params = among(group_ids)
    rows = tx.all(f"SELECT * FROM service_territories WHERE group_id {condition}", **params)
    return {row["group_id"]: row for row in rows}


def postal_codes(tx: Transaction, group_ids: Collection[int]) -> dict[int, list[Row]]:
    """code, is_prefix, written of territories in their order; by group."""
    condition, params = among(group_ids)
    found: dict[int, list[Row]] = {id: [] for id in group_ids}
    for row in tx.all(
        f"""SELECT * FROM service_territory_postal_codes WHERE group_id {condition} ORDER BY code, is_prefix""",
        **params,
    ):
        found.setdefault(row["group_id"], []).append(row)
    return found


def countries(tx: Transaction, group_ids: Collection[int]) -> dict[int, list[str]]:
    """The countries of the postal codes of territories, by group."""
    condition, params = among(group_ids)
    found: dict[int, list[str]] = {id: [] for id in group_ids}
    for row in tx.all(
        f"SELECT * FROM service_territory_countries WHERE group_id {condition} ORDER BY country", **params
    ):
        found.setdefault(row["group_id"], []).append(row["country"])
    return found


def taken_code(
    tx: Transaction, project_id: int, codes: Collection[str], lands: Collection[str], but_group_id: int | None
) -> Row | None:
    """An exact code of these that another territory of the project has in one of the countries: uuid, name, written."""
    if not codes or not lands:
        return None
    exact, params = _texts("code", codes)
    marks, more = _texts("land", lands)
    return tx.one(
        f"""SELECT g.uuid, g.name, c.written FROM service_territory_postal_codes c
            JOIN talent_pool_groups g ON g.id = c.group_id
            WHERE c.project_id = :project_id AND c.is_prefix = 0 AND c.code IN ({exact}) AND c.group_id <> :but
              AND EXISTS (SELECT 1 FROM service_territory_countries k
                          WHERE k.group_id = c.group_id AND k.country IN ({marks}))
            ORDER BY c.code LIMIT 1""",
        project_id=project_id,
        but=but_group_id or 0,
        **params,
        **more,
    )


def set_geography(tx: Transaction, group_id: int, project_id: int, **columns: Any) -> None:
    """Where a territory is from now on, without its postal codes. columns: those of service_territories."""
    tx.run("DELETE FROM service_territories WHERE group_id = :group_id", group_id=group_id)
    tx.insert("service_territories", group_id=group_id, project_id=project_id, **columns)


def set_postal_codes(
    tx: Transaction, group_id: int, project_id: int, codes: Sequence[tuple[str, bool, str]], lands: Sequence[str]
) -> None:
    """The postal codes of a territory from now on, (code, is_prefix, as written), and their countries."""
    _clear_codes(tx, group_id)
    tx.many(
        """INSERT INTO service_territory_postal_codes (group_id, project_id, code, is_prefix, written)
           VALUES (:group_id, :project_id, :code, :is_prefix, :written)""",
        [
            {"group_id": group_id, "project_id": project_id, "code": code, "is_prefix": int(prefix), "written": written}
            for code, prefix, written in codes
        ],
    )
    tx.many(
        "INSERT INTO service_territory_countries (group_id, country) VALUES (:group_id, :country)",
        [{"group_id": group_id, "country": country} for country in lands],
    )


def delete(tx: Transaction, group_id: int) -> None:
    """Forget where a territory is; the group itself goes with store/providers/pools.py."""
    _clear_codes(tx, group_id)
    tx.run("DELETE FROM service_territories WHERE group_id = :group_id", group_id=group_id)


def has_plain_groups(tx: Transaction, company_id: int, project_id: int) -> bool:
    """Whether a project has talent pool groups that are no territories."""
    found = tx.value(
        """SELECT 1 FROM talent_pool_groups
           WHERE project_id = :project_id AND company_id = :company_id AND kind = 'group' AND active = 1 LIMIT 1""",
        project_id=project_id,
        company_id=company_id,
    )
    return found is not None


def known_sites(tx: Transaction, company_id: int, project_id: int, limit: int) -> list[Row]:
    """Where orders of a project were lately: latitude, longitude."""
    return tx.all(
        """SELECT latitude, longitude FROM work_orders
           WHERE project_id = :project_id AND company_id = :company_id AND latitude IS NOT NULL
           ORDER BY id DESC LIMIT :limit""",
        project_id=project_id,
        company_id=company_id,
        limit=limit,
    )


def _clear_codes(tx: Transaction, group_id: int) -> None:
    tx.run("DELETE FROM service_territory_postal_codes WHERE group_id = :group_id", group_id=group_id)
    tx.run("DELETE FROM service_territory_countries WHERE group_id = :group_id", group_id=group_id)


def _texts(name: str, values: Collection[str]) -> tuple[str, dict[str, str]]:
    """Places for a list of texts, and their parameters."""
    params = {f"{name}_{place}": value for place, value in enumerate(values)}
    return ", ".join(f":{each}" for each in params) or "NULL", params
