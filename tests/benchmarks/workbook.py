"""How fast a workbook is filled, beside the libraries that people use otherwise.

    python tests/benchmarks/workbook.py            prints the table, writes docs/performance.md
    python tests/benchmarks/workbook.py --quick    10,000 rows only, writes nothing

Each contender runs in a process of its own that makes the same rows, one after the other,
and nothing else. Compare figures of one run only; on a busy machine those of the processor.
"""

import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
HEADERS = ("id", "platform", "quadrant", "text", "source", "published", "theme",
           "initiative", "stage", "confidence", "why", "heading", "title", "value")  # fmt: skip
WORDS = ("平台上线新的商家工具", "即时零售订单同比增长", "配送时效仍落后于同行", "佣金下调吸引中小商家",
         "内容团队与交易团队合并", "海外仓储投入继续扩大", "监管要求披露流量规则", "直播带货退货率居高不下")  # fmt: skip
SIZES = (1_000, 10_000, 100_000, 1_000_000)


class Rows:
    """Rows of 14 cells, mostly Chinese text that never repeats; made as they are asked for."""

    def __init__(self, count):
        self.count = count

    def __len__(self):
        return self.count

    def __iter__(self):
        first = date(2025, 1, 1)
        for n in range(self.count):
            words = WORDS[n % 8]
            text = f"{words}，{WORDS[n // 8 % 8]}，第{n}条；{WORDS[n // 64 % 8]}。"
            yield (f"e{n:07d}", f"平台{n % 23}", "S 优势", text, f"{words[:4]}周刊",
                   first + timedelta(n % 365), f"主题{n % 12}", f"{words[2:8]}计划{n % 400}",
                   "已上线", n % 100 / 100, f"开头提到平台{n % 23}；{words[4:8]}",
                   f"小标题{n % 5000}", f"{WORDS[n % 7]}：{n // 9}", n * 1.5)  # fmt: skip


def template(path):
    """A template with the table that reporter and openpyxl fill."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Data")
    columns = [{"header": header} for header in HEADERS]
    columns[5]["format"] = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.add_table(0, 0, 1, 13, {"name": "Evidence", "columns": columns})
    book.add_worksheet("Pivot")
    book.close()


def reporter_fill(rows, source, target):
    from reporter.office.fill import TableFill, WorkbookFill, fill_workbook

    fields = tuple((header,) for header in HEADERS)
    fill_workbook(source, target, WorkbookFill((TableFill("Evidence", fields, rows),)))


def reporter_pivot(rows, source, target):
    from reporter.office.book import Book
    from reporter.office.package import Package
    from reporter.office.pivots.cross import Aggregate
    from reporter.office.pivots.make import PivotSpec, PivotValue, add_pivots

    package = Package.open(source)
    count = PivotValue("id", Aggregate.COUNT, "pieces")
    spec = PivotSpec(
        "P", "Evidence", "Pivot", (3, 1), ("platform",), ("theme",), (count,)
    )
    add_pivots(Book(package), [spec])
    package.save(source)
    reporter_fill(rows, source, target)


def xlsxwriter_constant(rows, source, target):
    xlsxwriter_normal(rows, source, target, {"constant_memory": True})


def xlsxwriter_normal(rows, source, target, options=None):
    import xlsxwriter

    book = xlsxwriter.Workbook(str(target), options or {})
    sheet = book.add_worksheet("Data")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, HEADERS)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if column == 5:
                sheet.write_datetime(number, column, value, day)
            elif isinstance(value, str):
                sheet.write_string(number, column, value)
            else:
                sheet.write_number(number, column, value)
    book.close()


def openpyxl_write_only(rows, source, target):
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Data")
    sheet.append(HEADERS)
    for row in rows:
        sheet.append(row)
    book.save(target)


def openpyxl_load_fill_save(rows, source, target):
    from openpyxl import load_workbook

    book = load_workbook(source)
    sheet = book["Data"]
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column, value)
    sheet.tables["Evidence"].ref = f"A1:N{len(rows) + 1}"
    book.save(target)


def pandas_to_excel(rows, source, target):
    import pandas

    frame = pandas.DataFrame(iter(rows), columns=list(HEADERS))
    frame.to_excel(target, index=False, engine="xlsxwriter")


CONTENDERS = {
    "reporter, filling a template": reporter_fill,
    "reporter, the same with a pivot": reporter_pivot,
    "XlsxWriter, constant_memory": xlsxwriter_constant,
    "XlsxWriter": xlsxwriter_normal,
    "openpyxl, write-only": openpyxl_write_only,
    "openpyxl, load, fill, save": openpyxl_load_fill_save,
    "pandas.to_excel": pandas_to_excel,
}


def run_one(name, count, folder):
    """One contender in this process: seconds, those of the processor, peak MB, bytes."""
    target = Path(folder) / "out.xlsx"
    start, worked = time.perf_counter(), time.process_time()
    CONTENDERS[name](Rows(count), Path(folder) / "template.xlsx", target)
    seconds, worked = time.perf_counter() - start, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([seconds, worked, peak, target.stat().st_size]))


def measure(name, count):
    """The same in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        template(Path(folder) / "template.xlsx")
        command = [sys.executable, __file__, "--one", name, str(count), folder]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def side_by_side(count):
    found = {name: measure(name, count) for name in CONTENDERS}
    base = found["XlsxWriter, constant_memory"][0]
    lines = ["| | seconds | of the processor | against XlsxWriter, constant_memory | peak MB | file MB |",
             "| --- | ---: | ---: | ---: | ---: | ---: |"]  # fmt: skip
    for name, (seconds, worked, peak, size) in found.items():
        lines.append(
            f"| {name} | {seconds:.2f} | {worked:.2f} | {seconds / base:.2f} | {peak:.0f} | {size / 1e6:.1f} |"
        )
    return lines


def growth(sizes):
    lines = ["| rows | seconds | of the processor | µs of the processor a row | peak MB | file MB |",
             "| ---: | ---: | ---: | ---: | ---: | ---: |"]  # fmt: skip
    for count in sizes:
        seconds, worked, peak, size = measure("reporter, filling a template", count)
        lines.append(
            f"| {count:,} | {seconds:.2f} | {worked:.2f} | {worked / count * 1e6:.1f} | {peak:.0f} | {size / 1e6:.1f} |"
        )
    return lines


PAGE = """# Performance

Written by `python tests/benchmarks/workbook.py`. Python {python}, {machine}; one core, one run, each
contender in a process of its own that makes the rows as they are asked for.

## {count:,} rows of 14 cells, mostly Chinese text

{table}

The reporter keeps a template's charts, pivots and rules; of the others only openpyxl takes a template at all.

## Growth

{growth}

Excel takes 1,048,576 rows a sheet. The smallest size is mostly the start of the program.
"""


def main():
    if "--one" in sys.argv:
        at = sys.argv.index("--one")
        name, count, folder = sys.argv[at + 1 : at + 4]
        run_one(name, int(count), folder)
        return
    if "--quick" in sys.argv:
        print("\n".join(side_by_side(10_000)))
        return
    page = PAGE.format(
        python=platform.python_version(),
        machine=platform.machine(),
        count=100_000,
        table="\n".join(side_by_side(100_000)),
        growth="\n".join(growth(SIZES)),
    )
    (ROOT / "docs" / "performance.md").write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
