"""`python -m tests.benchmarks.reading`: reading against a bare regular expression.

Prints how many times as long as `re.findall` over the file in the portal's layout
reading takes, of that file and of the same bullets in other layouts; how that grows
with the size of the file up to 50 MB; and the memory an article takes. Ratios of one
run hold on any machine; exits 1 where one is above its bound.
"""

from __future__ import annotations

import gc
import re
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

from reporter.pipeline import read
from tests.benchmarks.grouping import clipping

_BULLETS = 100_000
_FINDALL = re.compile(r" - (.*?) ((?:\[\d+\])+)")
_MOST_TIMES_FINDALL, _MOST_GROWTH, _MOST_MEMORY_GROWTH = 6.0, 1.5, 1.25
_SIZES_MB = (1, 5, 25, 50)
_RUNS = 3


def portal(bullets: int) -> str:
    """Articles of twelve bullets, each body on one line: the portal's own layout.

    Bullets are as long as those of real exports, about 50 characters.
    """
    text = "\n".join(clipping(bullets))
    return re.sub(r" \[", ",多数受访商家认为短期影响有限 [", text)


def on_lines(bullets: int) -> str:
    """The same with a bullet a line."""
    return re.sub(r" - ", "\n- ", portal(bullets))


def one_article(bullets: int) -> str:
    """One article whose body is a single line."""
    bodies = [line for line in portal(bullets).split("\n") if " - " in line]
    return "一篇长文\n某媒体· 2025-07-01 09:00\n" + " ".join(bodies)


def unusual(bullets: int) -> str:
    """Citations in mid-sentence and bold words, which take the longer way."""
    return re.sub(r",(?=[^,\[]{2,30} \[)", " [7],**再**", portal(bullets))


def best(act: Callable[[], object]) -> float:
    """The shortest of a few runs, in seconds."""
    times = []
    for _ in range(_RUNS):
        gc.collect()
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return min(times)


def ratios(folder: Path) -> Iterator[tuple[str, int, float]]:
    """Layout, bullets read, and reading as a multiple of `re.findall`."""
    found = 0.0
    for make in (portal, on_lines, one_article, unusual):
        path = folder / f"{make.__name__}.txt"
        path.write_text(make(_BULLETS), encoding="utf-8")
        if not found:
            found = best(lambda path=path: _FINDALL.findall(path.read_text("utf-8")))
        taken = best(lambda path=path: read([path]))
        bullets = sum(len(article.bullets) for article in read([path]).articles)
        yield make.__name__, bullets, taken / found


def growth(folder: Path) -> Iterator[tuple[int, float, float]]:
    """Size in MB, seconds a MB, and KB of memory an article at the peak."""
    one = portal(_BULLETS)
    unit = len(one.encode("utf-8"))
    for size in _SIZES_MB:
        path = folder / f"{size}.txt"
        count = int(_BULLETS * size * 1_000_000 / unit)
        path.write_text(portal(count), encoding="utf-8")
        start = time.perf_counter()
        read([path])
        taken = time.perf_counter() - start
        tracemalloc.start()
        articles = len(read([path]).articles) if size <= _SIZES_MB[2] else 0
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        yield size, taken / size, peak / articles / 1000 if articles else 0.0


def main() -> int:
    """Print the ratios; 1 where one is above its bound."""
    is_good = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"{'layout':<12} {'bullets':>8} {'× re.findall':>13}")
        for layout, bullets, ratio in ratios(folder):
            print(f"{layout:<12} {bullets:>8,} {ratio:>13.1f}")
            is_good &= layout != "portal" or ratio <= _MOST_TIMES_FINDALL
        print(f"\n{'MB':>4} {'s per MB':>9} {'KB an article':>14}")
        rows = list(growth(folder))
        for size, seconds, memory in rows:
            print(f"{size:>4} {seconds:>9.3f} {memory:>14.1f}")
    speeds = [seconds for _, seconds, _ in rows]
    memories = [memory for _, _, memory in rows if memory]
    is_good &= max(speeds[1:]) <= _MOST_GROWTH * speeds[0]
    is_good &= max(memories) <= _MOST_MEMORY_GROWTH * memories[0]
    print("within bounds" if is_good else "above a bound")
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
