"""The command line reads hostile files in bounded memory and time, and says so when it had to stop."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest

from unit.documents.make import docx, item, p, row, table

ROUNDS = 8


def drawing_of_drawings() -> bytes:
    """A page whose drawing draws ten drawings that draw ten drawings …: a hundred million in a kilobyte."""
    words = b"BT /F1 9 Tf 72 700 Td (Ke hoach) Tj ET\n"
    form = (
        b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>/XObject<</X %d 0 R>>>>"
    )
    bodies = [b"/X Do " * 10] * ROUNDS + [words]
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>>>",
        b"<</Length 6>>stream\n/X Do \nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *(
            form % (7 + n) + b"/Length %d>>stream\n%s\nendstream" % (len(body), body)
            for n, body in enumerate(bodies)
        ),
    ]
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table_at, count = len(data), len(objects) + 1
    data += b"xref\n0 %d\n0000000000 65535 f \n" % count + b"".join(b"%010d 00000 n \n" % at for at in places)
    return data + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (count, table_at)


def read(data: bytes, *more: str) -> tuple[int, bytes, bytes, float]:
    began = time.monotonic()
    command = [sys.executable, "-m", "sauro.config.cli", "plan", "read", "-", *more]
    done = subprocess.run(command, input=data, capture_output=True, timeout=120, check=False)
    return done.returncode, done.stdout, done.stderr, time.monotonic() - began


def test_a_drawing_that_multiplies_is_stopped_with_a_sentence() -> None:
    code, output, errors, _took = read(drawing_of_drawings(), "--format", "json")
    assert code == 1
    refusal = json.loads(output)
    assert (refusal["schema"], refusal["code"]) == ("sauro.refusal/1", "reader_limits")
    assert "đã dừng" in errors.decode()
    assert "Traceback" not in errors.decode()


@pytest.mark.parametrize(
    "data",
    [
        docx(table(row('<w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr><w:p/></w:tc>')) + p("a")),
        docx(item("a", level=10**9)),
        docx(p("a"), numbering='<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="999999999"/>'
             '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'),
        ("- " + "a) " * 30_000).encode(),
        ("- Phối hợp với " + "a, " * 30_000).encode(),
        ("- " + "(" * 60_000).encode(),
        ("- " + "1" * 60_000).encode(),
        ("- " + "và " * 20_000).encode(),
        ("- x" + "\u00a0" * 30_000 + "x").encode(),
        ("|a" * 20_000 + "\n" + "|-" * 20_000).encode(),
        b"*a* **" * 10_000,
        b"# a\n" * 10_000,
        b"<!--" * 20_000,
        b"\xff\xfe" + zlib.compress(b"a"),
    ],
    ids=range(14),
)  # fmt: skip
def test_hostile_shapes_are_read_or_refused_quickly(data: bytes) -> None:
    code, _output, errors, took = read(data)
    assert code in (0, 1)
    assert b"Traceback" not in errors
    assert took < 30, "generous for a busy machine; each takes about a second"


def test_the_caller_of_the_function_keeps_its_own_process(tmp_path: Path) -> None:
    """Only the program limits itself: a test or a notebook that calls the function stays without limits."""
    import resource

    from sauro.config.cli import main

    file = tmp_path / "a.txt"
    file.write_text("Ghi chép.")
    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(SystemExit):
        main(["plan", "text", str(file)])
    assert resource.getrlimit(resource.RLIMIT_AS) == before
