"""Our sentences in Russian, each under its English as it stands where it is said, in one table a part of the product.

Places in braces are those of the English. Titles of notices stand under the name of their kind."""

from __future__ import annotations

from collections.abc import Mapping

from tools.rules.russian import mails, money, people, scheduling, teams
from tools.rules.russian.counted import COUNTED
from tools.rules.russian.titles import TITLES

__all__ = ["COUNTED", "SENTENCES", "TABLES", "TITLES"]

TABLES = (mails.SENTENCES, people.SENTENCES, teams.SENTENCES, money.SENTENCES, scheduling.SENTENCES)
SENTENCES: Mapping[str, str] = {english: russian for table in TABLES for english, russian in table.items()}
