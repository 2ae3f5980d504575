"""Single texts written into the XML of a sheet, before it is filled."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from reporter.office.book import tag
from reporter.office.grid import Place
from reporter.office.package import Package, parse, serialise
from reporter.office.refs import Area, column_letters


def write_texts(package: Package, part: str, texts: Mapping[Place, str]) -> None:
    """Write texts by row and column, in the styles that their cells have."""
    root = parse(package.read(part))
    data = root.find(tag("sheetData"))
    assert data is not None
    for (row, column), text in sorted(texts.items()):
        cell = _cell(_row(data, row), row, column)
        for child in list(cell):
            cell.remove(child)
        cell.set("t", "inlineStr")
        etree.SubElement(etree.SubElement(cell, tag("is")), tag("t")).text = text
    package.replace(part, serialise(root))


def _row(data: etree._Element, number: int) -> etree._Element:
    after = [row for row in data if int(row.get("r", "0")) >= number]
    if after and after[0].get("r") == str(number):
        return after[0]
    row = etree.Element(tag("row"), r=str(number))
    if after:
        after[0].addprevious(row)
    else:
        data.append(row)
    return row


def _cell(row: etree._Element, number: int, column: int) -> etree._Element:
    after = [c for c in row if Area.parse(c.get("r", "A1")).left >= column]
    ref = f"{column_letters(column)}{number}"
    if after and after[0].get("r") == ref:
        return after[0]
    cell = etree.Element(tag("c"), r=ref)
    if after:
        after[0].addprevious(cell)
    else:
        row.append(cell)
    return cell
