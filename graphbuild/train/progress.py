"""Progress lines with an estimate of the time left."""

from __future__ import annotations

import sys
import time


class Progress:
    """Report how far a stage has come, at most every ``every`` seconds, on standard error."""

    def __init__(self, name: str, total: int, *, done: int = 0, every: float = 15) -> None:
        self.name, self.total, self.every = name, max(1, total), every
        self.start, self.begun = time.monotonic(), done
        self.shown = 0.0

    def at(self, done: int, detail: str = "") -> None:
        """Say that ``done`` of the total are finished."""
        now = time.monotonic()
        if now - self.shown < self.every and done < self.total:
            return
        self.shown = now
        speed = (done - self.begun) / max(1e-9, now - self.start)
        left = (self.total - done) / speed if speed > 0 else 0.0
        self.note(f"{100 * done / self.total:3.0f} %  {speed:.0f}/s  {left / 60:.1f} min left  {detail}")

    def note(self, text: str) -> None:
        """Print one line under the stage's name."""
        print(f"[{self.name}] {text}", file=sys.stderr, flush=True)
