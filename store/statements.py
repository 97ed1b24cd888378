"""Statements made of names that come from code: one row put in, one row changed."""

from __future__ import annotations

from functools import cache


@cache
def insert_sql(table: str, *columns: str) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(f':{name}' for name in columns)})"


@cache
def change_sql(table: str, *columns: str) -> str:
    return f"UPDATE {table} SET {', '.join(f'{name} = :{name}' for name in columns)} WHERE id = :id"
