"""How soon a page of a large graph is there, and how smoothly it moves, in a real Chromium.

PYTHONPATH=tests:tests/test_view python benchmarks/view_page.py [PARTIES TALKS]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import view_browser
from large_graph import large_records
from rich.console import Console
from rich.table import Table

from graphbuild.view import content, page

_FRAMES = """
const done = arguments[0], picture = Picture.core(), times = [];
let last = performance.now();
function step(now) {
  times.push(now - last);
  last = now;
  picture.panBy({ x: times.length % 2 ? 9 : -7, y: 3 });
  if (times.length < 60) requestAnimationFrame(step);
  else done(times.slice(5).sort((a, b) => a - b));
}
requestAnimationFrame(step);
"""
_CLICK = (
    "const start = performance.now(); document.getElementById(arguments[0]).click(); return performance.now() - start"
)
_SLIDE = """
const start = performance.now(), slider = document.getElementById('from');
slider.value = Number(slider.min) + 200;
slider.dispatchEvent(new Event('input'));
return performance.now() - start;
"""


def main(parties: int, talks: int) -> None:
    """Make the page, open it three times, and print the best figures."""
    records = large_records(parties=parties, talks=talks)
    start = time.perf_counter()
    made = page.page(content.content(records, records.talks), title="benchmark", filters={}, language="fa")
    seconds = time.perf_counter() - start
    browser = view_browser.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = made.save(Path(folder) / "page.html")
            runs = [_run(browser, path) for _ in range(3)]
    finally:
        browser.quit()
    table = Table("what", "best of 3")
    table.add_row("parties, talks", f"{made.parties}, {made.talks}")
    table.add_row("page written in", f"{seconds:.1f} s")
    table.add_row("page", f"{len(made.html.encode()) / 1e6:.1f} MB")
    for name in runs[0]:
        table.add_row(name, f"{min(run[name] for run in runs):.0f} ms")
    Console().print(table)


def _run(browser: view_browser.Chrome, path: Path) -> dict[str, float]:
    view_browser.show(browser, path)
    found = {"interactive": browser.execute_script("return performance.getEntriesByName('interactive')[0].startTime")}
    found |= _frames(browser, "communities")
    found["the slider is moved"] = browser.execute_script(_SLIDE)
    browser.execute_script(_CLICK, "clear")
    found["everything is drawn"] = browser.execute_script(_CLICK, "everything")
    found |= _frames(browser, "everything")
    found["the table is shown"] = browser.execute_script(_CLICK, "show-table")
    return found


def _frames(browser: view_browser.Chrome, what: str) -> dict[str, float]:
    times = browser.execute_async_script(_FRAMES)
    return {f"a frame while moving {what}, median": times[len(times) // 2]}


if __name__ == "__main__":
    main(*(map(int, sys.argv[1:]) if len(sys.argv) == 3 else (1000, 3000)))
