"""How much longer a build takes with a year of history than without.

    python tests/benchmarks/history.py [URL]

A history of 52 weeks with 100,000 pieces of evidence is made from the samples, each
sentence with figures and words of its own. The same week is then built in turn with and
without it; the ratio of the medians is printed, and 1 is returned where it is over 1.5.
"""

import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa

from reporter import Order, build
from reporter.domain.values import Week
from reporter.history.analyse import analyse
from reporter.history.store import Place, open_history
from reporter.history.weeks import save_week
from reporter.pipeline import frame_of, read

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
WEEKS, EVIDENCE, RUNS, AT_MOST = 52, 100_000, 5, 1.5
THIS_WEEK = Week(2025, 28)


def varied(analysis, week, copies):
    """The analysis many times over: other ids, sentences and figures."""
    evidence = []
    for copy in range(copies):
        for item in analysis.evidence:
            tag = f"{week.number:02}{copy:02}"
            text = f"{item.text[:20]}{tag}{item.text[20:]}"
            metrics = tuple(
                replace(m, value=m.value * (1 + copy / 50), text=f"{m.text}")
                for m in item.metrics
            )
            evidence.append(
                replace(
                    item,
                    evidence_id=f"{tag}{item.evidence_id}"[:32],
                    bullet=replace(item.bullet, text=text),
                    metrics=metrics,
                    first_seen=week,
                    duplicate_of="",
                )
            )
    return replace(analysis, evidence=tuple(evidence), conflicts=())


def fill(place):
    """52 weeks before this one."""
    order = Order(inputs=(SAMPLES / str(THIS_WEEK),))
    reading = read(order.inputs)
    frame = frame_of(order, reading)
    analysis = analyse(reading.articles, frame)
    copies = round(EVIDENCE / WEEKS / len(analysis.evidence))
    count, monday = 0, THIS_WEEK.monday
    with open_history(place) as history:
        for back in range(WEEKS, 0, -1):
            week = Week.of(monday.fromordinal(monday.toordinal() - 7 * back))
            full = varied(analysis, week, copies)
            save_week(history, full, week, own=reading.articles, language="zh")
            count += len(full.evidence)
    analyse_tables(place)
    return count


def analyse_tables(place):
    """As PostgreSQL does by itself before long: it plans otherwise from then on."""
    engine = sa.create_engine(place.url)
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.exec_driver_sql("ANALYZE")
    engine.dispose()


def seconds(out, state):
    start = time.perf_counter()
    build(Order(inputs=(SAMPLES / str(THIS_WEEK),), out=out, state=state))
    return time.perf_counter() - start


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        full = sys.argv[1] if len(sys.argv) > 1 else str(folder / "full.db")
        count = fill(Place(full, is_named=True))
        alone, beside = [], []
        for run in range(RUNS):
            alone.append(seconds(folder / "a", str(folder / f"empty{run}.db")))
            beside.append(seconds(folder / "b", full))
    without, with_history = statistics.median(alone), statistics.median(beside)
    ratio = with_history / without
    print(f"{count} pieces of evidence in {WEEKS} weeks")
    print(f"without {without:.2f} s, with {with_history:.2f} s, ratio {ratio:.2f}")
    return ratio > AT_MOST


if __name__ == "__main__":
    sys.exit(main())
