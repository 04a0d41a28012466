import os, subprocess, tempfile
from pathlib import Path
import pypdfium2, pytest
from datetime import date
from integration.reporting import world
from integration.reporting.test_papers import told, paper_of, SLOW  # noqa
from sauro.reporting.actions import province, flow
from sauro.reporting.papers import province as prov, unit_report, sections
from sauro.people.actions.signing import Signing, begin_signing
from sauro.people.states import Capacity
from worlds.cast import MAKER, unit
pytestmark = pytest.mark.django_db
OUT = Path("/tmp/papers"); OUT.mkdir(exist_ok=True)
ROOT = Path("/work/main")

def draw(names):
    env = {**os.environ, "FONTCONFIG_FILE": str(ROOT / "tests/data/fonts/tinos.conf")}
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf", "--outdir", str(OUT), *[str(OUT / f"{n}.docx") for n in names]], env=env, check=True, timeout=200)
    for n in names:
        for old in OUT.glob(f"{n}-*.png"): old.unlink()
        for k, page in enumerate(pypdfium2.PdfDocument(OUT / f"{n}.pdf"), 1):
            page.render(scale=70/72).to_pil().save(OUT / f"{n}-{k}.png")

def test_render(told):
    begin_signing(signing=Signing(unit("90001"), "Nguyễn Văn Mẫu", "Phó Chủ tịch", Capacity.KT, "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", date(2026,1,1)), by=MAKER)
    names = []
    for kind in ("plan", "cchc"):
        paper = paper_of(told, kind)
        (OUT / f"{kind}.docx").write_bytes(prov.docx_of(paper)); names.append(kind)
    for code in ("TOCHUC", "90001", "90002"):
        (OUT / f"u{code}.docx").write_bytes(unit_report.docx_of(world.report_of(code))); names.append(f"u{code}")
    if os.environ.get("DRAW"): draw(names)
