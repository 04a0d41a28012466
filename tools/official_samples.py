"""Sample documents as files, to be looked at: `tools/official_samples.py FOLDER` writes each as DOCX and, where LibreOffice
is installed, as PDF and one PNG per page.

Belongs here: writing and drawing the samples. Does not belong here: their words (tests/unit/documents/official.py).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from sauro.engine.documents.out import write_docx  # noqa: E402
from unit.documents.official import ALL  # noqa: E402

DOTS_PER_INCH = 110


def main(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    for name, made in ALL.items():
        path = folder / f"{name}.docx"
        path.write_bytes(write_docx(made()))
        print(path)
    if not shutil.which("soffice"):
        print("LibreOffice is not installed: no pictures.")
        return 0
    environment = {**os.environ, "FONTCONFIG_FILE": str(ROOT / "tests/data/fonts/tinos.conf")}
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf"]
        files = [str(folder / f"{name}.docx") for name in ALL]
        subprocess.run([*command, "--outdir", str(folder), *files], env=environment, check=True, timeout=120)
    for name in ALL:
        for number, page in enumerate(pypdfium2.PdfDocument(folder / f"{name}.pdf"), 1):
            page.render(scale=DOTS_PER_INCH / 72).to_pil().save(folder / f"{name}-{number}.png")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
