"""Everything about a person as one JSON file of theirs."""

from __future__ import annotations

import json

from store.people.everything import everything_about
from store.types import Owner, iso
from store.uploads import files
from store.uploads.files import Stored
from tools.call import Call

FILE_NAME = "my-data.json"


def export_text(call: Call, person_id: int) -> tuple[str, list[str], list[str]]:
    """The JSON, the sections in it, and those that were too long to be whole."""
    found, cut = everything_about(call.tx, person_id)
    text = {"about": f"person:{person_id}", "made_at": iso(call.now), "cut_sections": cut, **found}
    return json.dumps(text, ensure_ascii=False, indent=1), list(found), cut


def keep_export(call: Call, person_id: int, text: str) -> int:
    """Keep the JSON as a file of the person, which is swept like any that nothing uses; its id."""
    content = text.encode()
    sha256 = call.files.put(content)
    stored = Stored(sha256, "text/plain", len(content))
    owner = Owner("person", person_id)
    return files.add_file(call.tx, owner, "document", "general", FILE_NAME, stored, [], sha256, call.now)
