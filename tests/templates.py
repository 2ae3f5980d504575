"""Templates as other programs make them, each with a feature that must survive.

A maker draws on a workbook of XlsxWriter whose sheet `Data` holds the table, A4:D5;
`OPENPYXL` makers work on a workbook of openpyxl of the same form.
"""

import io
import struct
import zlib

from openpyxl.chart import (
    BarChart,
    LineChart,
    PieChart,
    Reference,
    ScatterChart,
    Series,
)
from openpyxl.comments import Comment
from openpyxl.formatting.rule import (
    ColorScaleRule,
    DataBarRule,
    FormulaRule,
    IconSetRule,
)
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation


def a_picture():
    """A PNG of one grey pixel."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    data = zlib.compress(b"\x00\x80")
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + parts)


def chart(book, sheet, kind="column", **more):
    drawn = book.add_chart({"type": kind, **more})
    drawn.add_series(
        {
            "name": "=Data!$D$4",
            "categories": "=Data!$A$5:$A$5",
            "values": "=Data!$D$5:$D$5",
        }
    )
    sheet.insert_chart("G2", drawn, {"description": "figures"})
    return drawn


def sparklines(book, sheet):
    sheet.add_sparkline("G2", {"range": "Data!D5:D5", "markers": True})
    sheet.add_sparkline("G3", {"range": "Data!D5:D5", "type": "column"})


def data_bars(book, sheet):
    sheet.conditional_format("D5", {"type": "data_bar", "data_bar_2010": True,
                                    "bar_border_color": "#63C384"})  # fmt: skip


def icon_sets(book, sheet):
    sheet.conditional_format(
        "D5", {"type": "icon_set", "icon_style": "3_traffic_lights"}
    )


def colour_scale(book, sheet):
    sheet.conditional_format("D5:D5", {"type": "3_color_scale"})


def rules(book, sheet):
    style = book.add_format({"bold": True})
    sheet.conditional_format(
        "A5:D5", {"type": "formula", "criteria": "=$D5>2", "format": style}
    )
    sheet.conditional_format("B5", {"type": "duplicate", "format": style})
    sheet.conditional_format("C5", {"type": "top", "value": 3, "format": style})


def validations(book, sheet):
    lists = book.add_worksheet("Lists")
    lists.write_column("A1", ["x", "y"])
    sheet.data_validation("B5", {"validate": "list", "source": "=Lists!$A$1:$A$2"})
    sheet.data_validation("D5", {"validate": "decimal", "criteria": ">", "value": -100})


def other_sheet_charts(book, sheet):
    other = book.add_worksheet("Charts")
    for kind in ("line", "pie", "area", "scatter", "doughnut", "radar"):
        chart(book, other, kind)


def chart_sheet(book, sheet):
    drawn = book.add_chart({"type": "bar"})
    drawn.add_series({"values": "=Data!$D$5:$D$5"})
    book.add_chartsheet("Chart").set_chart(drawn)


def trend_and_labels(book, sheet):
    drawn = book.add_chart({"type": "line"})
    drawn.add_series({
        "values": "=Data!$D$5:$D$5", "trendline": {"type": "linear"},
        "data_labels": {"value": True}, "y_error_bars": {"type": "standard_error"},
        "marker": {"type": "diamond"},
    })  # fmt: skip
    drawn.set_table({"show_keys": True})
    sheet.insert_chart("G2", drawn)


def combined_chart(book, sheet):
    first = book.add_chart({"type": "column"})
    first.add_series({"values": "=Data!$D$5:$D$5"})
    second = book.add_chart({"type": "line"})
    second.add_series({"values": "=Data!$D$5:$D$5", "y2_axis": True})
    first.combine(second)
    sheet.insert_chart("G2", first)


def shapes(book, sheet):
    sheet.insert_textbox("G2", "read me & smile", {"description": "a note"})
    sheet.insert_shape("G9", {"type": "rect"}) if hasattr(
        sheet, "insert_shape"
    ) else None


def comments(book, sheet):
    sheet.write_comment("G2", "why?", {"author": "A"})
    sheet.write_comment("A4", "the header")


def macros(book, sheet):
    book.add_vba_project(
        io.BytesIO(b"\xd0\xcf\x11\xe0 no real project"), is_stream=True
    )


def buttons(book, sheet):
    sheet.insert_button("G2", {"macro": "go", "caption": "Go"})


def checkboxes(book, sheet):
    sheet.insert_checkbox("G2", True)


def pictures(book, sheet):
    sheet.insert_image(
        "G2", "dot.png", {"image_data": a_picture(), "description": "dot"}
    )


def pictures_in_cells(book, sheet):
    sheet.embed_image("G2", "dot.png", {"image_data": a_picture()})


def header_picture(book, sheet):
    sheet.set_header("&L&G", {"image_left": "dot.png", "image_data_left": a_picture()})


def background(book, sheet):
    sheet.set_background(a_picture())


def print_set_up(book, sheet):
    sheet.print_area("A1:D5")
    sheet.repeat_rows(3)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_h_pagebreaks([20])
    sheet.set_header("&CPage &P of &N")


def panes_and_outlines(book, sheet):
    sheet.freeze_panes(4, 1)
    sheet.set_column("G:H", 12, None, {"level": 1})
    sheet.set_row(1, 20, None, {"level": 1})


def protection(book, sheet):
    sheet.protect("secret", {"autofilter": True})


def names(book, sheet):
    book.define_name("all_values", "=Data!$D$5:$D$5")
    book.define_name("Data!local", "=Data!$A$5:$A$5")
    book.define_name("a_constant", "=42")


def rich_text_and_merges(book, sheet):
    bold = book.add_format({"bold": True})
    sheet.write_rich_string("G1", "some ", bold, "bold", " text")
    sheet.merge_range("G2:H3", "merged")


def links(book, sheet):
    sheet.write_url("G1", "https://example.org/a?b=c")
    sheet.write_url("G2", "internal:Data!A1")


def formulas_over_the_table(book, sheet):
    other = book.add_worksheet("Sums")
    other.write_formula("A1", "=SUM(Data!$D$5:$D$5)")
    other.write_formula("A2", "=SUM(Evidence[value])")
    sheet.write_formula("G1", "=AVERAGE(D5:D5)")
    other.write_dynamic_array_formula("C1", "=_xlfn._xlws.SORT(Data!$D$5:$D$5)")


def second_table(book, sheet):
    sheet.add_table("G4:H5", {"name": "Mine", "data": [[1, 2]]})


def hidden_sheets(book, sheet):
    book.add_worksheet("Hidden").hide()
    book.add_worksheet("Deep").very_hidden()


def properties(book, sheet):
    book.set_properties({"title": "Mine", "author": "Me"})
    book.set_custom_property("Client", "ACME")


def filtered(book, sheet):
    sheet.autofilter("G4:H6")


def tab_colours_and_views(book, sheet):
    sheet.set_tab_color("#FF0000")
    sheet.set_zoom(75)
    sheet.hide_gridlines(2)
    sheet.right_to_left()


XLSXWRITER = [
    sparklines, data_bars, icon_sets, colour_scale, rules, validations, chart,
    other_sheet_charts, chart_sheet, trend_and_labels, combined_chart, shapes, comments,
    macros, buttons, checkboxes, pictures, pictures_in_cells, header_picture, background,
    print_set_up, panes_and_outlines, protection, names, rich_text_and_merges, links,
    formulas_over_the_table, second_table, hidden_sheets, properties, filtered,
    tab_colours_and_views,
]  # fmt: skip


def openpyxl_charts(book, sheet):
    for place, kind in (("G2", BarChart), ("G18", LineChart), ("P2", PieChart)):
        drawn = kind()
        drawn.add_data(
            Reference(sheet, min_col=4, min_row=4, max_row=5), titles_from_data=True
        )
        drawn.set_categories(Reference(sheet, min_col=1, min_row=5, max_row=5))
        sheet.add_chart(drawn, place)


def openpyxl_scatter(book, sheet):
    drawn = ScatterChart(scatterStyle="lineMarker")
    xs, ys = (Reference(sheet, min_col=4, min_row=5, max_row=5) for _ in range(2))
    drawn.series.append(Series(ys, xs))
    sheet.add_chart(drawn, "G2")


def openpyxl_rules(book, sheet):
    rules = sheet.conditional_formatting
    rules.add("D5", ColorScaleRule(start_type="min", start_color="FFFFFF", end_type="max",
                                   end_color="00FF00"))  # fmt: skip
    rules.add("D5", DataBarRule(start_type="min", end_type="max", color="638EC6"))
    rules.add("D5", IconSetRule("3Arrows", "percent", [0, 33, 67]))
    fill = PatternFill(bgColor="FFC7CE")
    rules.add("A5:D5", FormulaRule(formula=["$D5>2"], fill=fill))


def openpyxl_validations(book, sheet):
    rule = DataValidation(type="list", formula1='"a,b"', allow_blank=True)
    rule.add("B5")
    sheet.add_data_validation(rule)


def openpyxl_comments(book, sheet):
    sheet["G2"].comment = Comment("why?", "A")


def openpyxl_names_and_print(book, sheet):
    book.defined_names["values"] = DefinedName("values", attr_text="Data!$D$5:$D$5")
    sheet.print_area = "A1:D5"
    sheet.print_title_rows = "4:4"


OPENPYXL = [
    openpyxl_charts, openpyxl_scatter, openpyxl_rules, openpyxl_validations,
    openpyxl_comments, openpyxl_names_and_print,
]  # fmt: skip
