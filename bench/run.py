"""Side-by-side benchmarks: a table on stdout, JSON under bench/results/. Ratios are the finding, seconds are the machine's.

Belongs here: which benchmarks run and how they are written down. Does not belong here: a limit that fails a test.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bench"))

import reading  # noqa: E402
import reporting  # noqa: E402
import serving  # noqa: E402

Tables = dict[str, list[dict[str, object]]]

BENCHMARKS: dict[str, Callable[[], Tables]] = {
    "plan reading": lambda: {"plan reading": reading.measure()},
    "register page": serving.measure,
    "reports": reporting.measure,
}


def main(wanted: list[str]) -> int:
    results, load = [], os.getloadavg()[0]
    if load > 0.5:
        print(f"· máy đang bận (tải {load:.1f}): số đo sẽ lớn hơn thực tế", file=sys.stderr, flush=True)
    for name, measure in BENCHMARKS.items():
        if wanted and name not in wanted:
            continue
        for title, rows in measure().items():
            print(f"\n{title}\n{table(rows)}", flush=True)
            results.append({"benchmark": name, "name": title, "rows": rows})
    folder = ROOT / "bench" / "results"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{time.strftime('%Y%m%d-%H%M%S')}.json"
    machine = {
        "cores": os.cpu_count(),
        "load before": load,
        "python": platform.python_version(),
        "machine": platform.machine(),
        "system": platform.system(),
    }
    target.write_text(json.dumps({"machine": machine, "results": results}, ensure_ascii=False, indent=1))
    print(f"\n{target.relative_to(ROOT)}")
    return 0


def table(rows: list[dict[str, object]]) -> str:
    if not rows:
        return "(nothing measured)"
    names = list(dict.fromkeys(key for row in rows for key in row))
    cells = [[text(row.get(name, "")) for name in names] for row in rows]
    widths = [max(len(name), *(len(line[i]) for line in cells)) for i, name in enumerate(names)]
    lines = ["  ".join(name.ljust(width) for name, width in zip(names, widths, strict=True))]
    lines += [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in cells
    ]
    return "\n".join(lines)


def text(value: object) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
