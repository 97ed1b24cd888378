"""Makes the bundles that desktop clients install with a click, and the server.json that names them.

    python release/bundle.py --at https://example.com/releases/0.1.0 dist

writes hiringhall-0.1.0.mcpb for hosts that bring uv themselves, hiringhall-0.1.0-python.mcpb for those that know only Python
servers, and server.json with where the first will lie and its SHA-256. The same sources give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import click

ROOT = Path(__file__).resolve().parents[1]
# What the program is built and run from; nothing else of a checkout goes into a bundle, least of all what git does not know.
CONTENTS = ("LICENSE", "README.md", "pyproject.toml", "server", "store", "tools")
# A fixed time, the earliest a zip can say.
TIME = (1980, 1, 1, 0, 0, 0)


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--at", "address", required=True, metavar="URL", help="Where the bundles will be downloaded from.")
def main(folder: Path, address: str) -> None:
    """Write the bundles and their server.json into FOLDER."""
    folder.mkdir(parents=True, exist_ok=True)
    manifest = json.loads((ROOT / "release" / "manifest.json").read_text(encoding="utf-8"))
    bundle = write(folder / f"hiringhall-{manifest['version']}.mcpb", manifest)
    write(folder / f"hiringhall-{manifest['version']}-python.mcpb", older(manifest))
    named = registered(f"{address.rstrip('/')}/{bundle.name}", hashlib.sha256(bundle.read_bytes()).hexdigest())
    (folder / "server.json").write_text(json.dumps(named, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    for made in sorted(folder.glob("hiringhall-*.mcpb")):
        click.echo(f"{made}  {made.stat().st_size / 1e6:.1f} MB")


def older(manifest: dict[str, Any]) -> dict[str, Any]:
    """The manifest for hosts of the version before, which know no server of type uv; they start the same command."""
    return {**manifest, "manifest_version": "0.3", "server": {**manifest["server"], "type": "python"}}


def write(path: Path, manifest: dict[str, Any]) -> Path:
    """Pack the sources that git knows, with this manifest."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        _add(archive, "manifest.json", json.dumps(manifest, indent=2, ensure_ascii=False).encode())
        for name in sources():
            _add(archive, name, (ROOT / name).read_bytes())
    return path


def sources() -> list[str]:
    """The files of a bundle, as paths from the root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *CONTENTS], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return sorted(name for name in listed.stdout.split("\0") if name)


def registered(url: str, sha256: str) -> dict[str, Any]:
    """server.json with the bundle among its packages: its hash is known only once it is made."""
    entry: dict[str, Any] = json.loads((ROOT / "server.json").read_text(encoding="utf-8"))
    bundle = {"registryType": "mcpb", "identifier": url, "fileSha256": sha256, "transport": {"type": "stdio"}}
    return {**entry, "packages": [*entry["packages"], bundle]}


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, TIME)
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
