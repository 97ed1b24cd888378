#!/usr/bin/env bash
# fpdf2 draws the lines after one that begins in a fallback font with that font, so their letters are others.
#
# Seen with fpdf2 2.8.9, fontpkg-noto-sans 2.15 and fontpkg-noto-sans-thai 2.2 on 2026-11-30: with set_fallback_fonts a line in Thai is
# drawn with the Thai font, which stays selected in the page; the codes of the next lines are those of the main font. On paper
# and when it is read back "Hello world" is something else; nothing is raised or logged. The same lines without the Thai one are
# right. A bill whose buyer's name is Thai has the wrong letters below it. set_font again does not help, as nothing has changed for
# fpdf2; a local_context for each line does. Valid input throughout; nothing of the product is used. Fails when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check fpdf2==2.8.9 fontpkg-noto-sans==2.15 fontpkg-noto-sans-thai==2.2 pypdf==7.1.1
"$folder/env/bin/python" - <<'PYTHON'
import io
from importlib.metadata import version
from pathlib import Path

import fontpkg_noto_sans
import fontpkg_noto_sans_thai
from fpdf import FPDF
from pypdf import PdfReader


def read_back(*lines, apart=False):
    pdf = FPDF()
    pdf.add_page()
    for family, package in (("Main", fontpkg_noto_sans), ("Thai", fontpkg_noto_sans_thai)):
        pdf.add_font(family, "", str(next(Path(package.__file__).parent.rglob("*.ttf"))))
    pdf.set_fallback_fonts(["Thai"])
    pdf.set_font("Main", size=12)
    for line in lines:
        if apart:
            with pdf.local_context():
                pdf.set_font("Main", size=12)
                pdf.cell(0, 8, line)
            pdf.ln(8)
        else:
            pdf.set_font("Main", size=12)
            pdf.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    return PdfReader(io.BytesIO(bytes(pdf.output()))).pages[0].extract_text().split("\n")


alone, after = read_back("Hello world"), read_back("สวัสดี", "Hello world")
apart = read_back("สวัสดี", "Hello world", apart=True)
print(f"fpdf2 {version('fpdf2')}: alone {alone}, after a line in Thai {after}, each line by itself {apart}")
assert alone == ["Hello world"]
assert after[0] == "สวัสดี" and after[1] != "Hello world"
assert apart == ["สวัสดี", "Hello world"]
PYTHON
