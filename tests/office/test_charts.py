"""Charts given other figures: series and categories added and removed, looks kept."""

from lxml import etree

from reporter.office.charts import C, ChartData, c, refill_chart
from reporter.office.package import Package
from reporter.office.word_charts import chart_places, refill_charts
from reporter.office.word_document import WordDocument
from reporter.render.templates import shipped_templates

TEMPLATE = shipped_templates() / "zh" / "brief.docx"
CHART = "word/charts/chart1.xml"


def series_of(xml):
    root = etree.fromstring(xml)
    return {
        ser.findtext(f"{c('tx')}//{c('v')}"): [
            v.text for v in ser.find(c("val")).iter(c("v"))
        ]
        for ser in root.iter(c("ser"))
    }


def fills_of(xml):
    root = etree.fromstring(xml)
    return [
        next((e.get("val") for e in ser.iter() if e.tag.endswith("}srgbClr")), None)
        for ser in root.iter(c("ser"))
    ]


def test_series_and_categories_can_be_fewer_or_more():
    before = Package.open(TEMPLATE).read(CHART)
    for count in (1, 4, 6):
        data = ChartData(
            ("甲", "乙"), tuple((f"s{n}", (n, None)) for n in range(count))
        )
        after = refill_chart(before, data)
        assert series_of(after) == {f"s{n}": [str(n)] for n in range(count)}
        assert fills_of(after)[: min(count, 4)] == fills_of(before)[: min(count, 4)]


def test_caches_and_references_agree():
    data = ChartData(("甲", "乙", "丙"), (("一", (1, 2, 3)), ("二", (4, 5, 6))))
    root = etree.fromstring(refill_chart(Package.open(TEMPLATE).read(CHART), data))
    formulas = [f.text.replace("'", "") for f in root.iter(c("f"))]
    assert formulas == [
        "Sheet1!$B$1", "Sheet1!$A$2:$A$4", "Sheet1!$B$2:$B$4",
        "Sheet1!$C$1", "Sheet1!$A$2:$A$4", "Sheet1!$C$2:$C$4",
    ]  # fmt: skip
    assert {p.get("val") for p in root.iter(f"{{{C}}}ptCount")} == {"1", "3"}


def test_charts_are_found_by_the_name_in_their_alt_text():
    package = Package.open(TEMPLATE)
    names = [place.name for place in chart_places(WordDocument(package))]
    assert names == ["evidence_by_quadrant", "initiatives_by_stage"]


def test_a_chart_of_another_name_stays_as_it_is():
    package = Package.open(TEMPLATE)
    assert (
        refill_charts(
            WordDocument(package), {"unknown": ChartData(("a",), (("b", (1,)),))}
        )
        == ()
    )
    assert package.touched == ()
