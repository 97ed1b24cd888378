"""bench/RESULTS.md: a section for each part, so that one part can be measured anew and the others stay.

Sections that are no part's, such as what the simulation and the crash harness found, are kept as they are."""

from __future__ import annotations

from pathlib import Path

SECTION = "## "
HEADING = """# Benchmarks

Every figure is a median, and of waits the 99th of a hundred where it says so; value and baseline were taken in turns in the same
run, so the ratio counts more than the milliseconds. Again: `make bench`, or one part with
`.venv/bin/python -m bench --write --only NAME`."""


def sections_of(text: str) -> dict[str, list[str]]:
    """The lines below each heading of the second level, by its words; what stands above the first is left out."""
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith(SECTION):
            lines = sections.setdefault(line.removeprefix(SECTION), [])
        else:
            lines.append(line)
    return sections


def written(sections: dict[str, list[str]], order: list[str]) -> str:
    """The whole file: sections in this order, then the others in theirs."""
    titles = [*(title for title in order if title in sections), *(title for title in sections if title not in order)]
    parts = [HEADING, *(f"{SECTION}{title}\n\n" + "\n".join(sections[title]).strip() for title in titles)]
    return "\n\n".join(parts) + "\n"


def replace(file: Path, measured: dict[str, list[str]], order: list[str]) -> None:
    """Put what was measured in place of what the file said of the same parts."""
    before = sections_of(file.read_text(encoding="utf-8")) if file.exists() else {}
    file.write_text(written({**before, **measured}, order), encoding="utf-8")
