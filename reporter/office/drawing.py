"""The drawing of a sheet: frames for slicers (ECMA-376 part 1, 20.5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count

from lxml import etree

from reporter.office.book import RELS, tag
from reporter.office.heights import Widths
from reporter.office.package import Package, parse, serialise

_XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
_EMPTY = f'<xdr:wsDr xmlns:xdr="{_XDR}" xmlns:a="{_A}"/>'.encode()
# What comes behind the drawing in a worksheet (CT_Worksheet).
_AFTER = (
    "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects",
    "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
_EMU_PER_PIXEL, _PIXELS_PER_CHARACTER = 9_525, 7
# Of a pivot's slicer and of a table's: the prefix and its namespace.
_KINDS = (
    ("a14", "http://schemas.microsoft.com/office/drawing/2010/main"),
    ("sle15", "http://schemas.microsoft.com/office/drawing/2012/slicer"),
)
_CORNER = (
    "<xdr:col>{}</xdr:col><xdr:colOff>{}</xdr:colOff>"
    "<xdr:row>{}</xdr:row><xdr:rowOff>{}</xdr:rowOff>"
)
_SLICER = "http://schemas.microsoft.com/office/drawing/2010/slicer"
_FRAME = """<xdr:twoCellAnchor editAs="oneCell" xmlns:xdr="{xdr}" xmlns:a="{a}">
<xdr:from>{first}</xdr:from><xdr:to>{last}</xdr:to>
<mc:AlternateContent
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
<mc:Choice xmlns:{prefix}="{namespace}" Requires="{prefix}">
<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr>
<xdr:cNvPr id="{id}" name="{name}" descr="{text}"/><xdr:cNvGraphicFramePr/>
</xdr:nvGraphicFramePr>
<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>
<a:graphic><a:graphicData uri="{slicer}">
<sle:slicer xmlns:sle="{slicer}" name="{name}"/>
</a:graphicData></a:graphic></xdr:graphicFrame></mc:Choice>
<mc:Fallback><xdr:sp macro="" textlink=""><xdr:nvSpPr>
<xdr:cNvPr id="{other}" name=""/><xdr:cNvSpPr/></xdr:nvSpPr>
<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
<a:solidFill><a:srgbClr val="F7F9FC"/></a:solidFill>
<a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln></xdr:spPr>
<xdr:txBody><a:bodyPr wrap="square" lIns="72000" tIns="54000"/><a:lstStyle/>
<a:p><a:r><a:rPr sz="900"><a:solidFill><a:srgbClr val="6F6F6F"/></a:solidFill></a:rPr>
<a:t>{text}</a:t></a:r></a:p></xdr:txBody></xdr:sp></mc:Fallback>
</mc:AlternateContent><xdr:clientData/></xdr:twoCellAnchor>"""


@dataclass(frozen=True, slots=True)
class SlicerFrame:
    """Where a slicer stands: a cell (row and column from 1), an offset, a size.

    Offset and size are in pixels, (x, y) and (width, height). `text` is its alt text,
    and what stands there in programs that know no slicers.
    """

    cell: tuple[int, int]
    size: tuple[int, int]
    text: str
    offset: tuple[int, int] = (0, 0)


def add_frames(
    package: Package,
    part: str,
    sheet: etree._Element,
    frames: Sequence[tuple[str, SlicerFrame]],
    of_table: bool,
) -> None:
    """Draw the frames of named slicers; `sheet` gets a drawing where it has none."""
    drawing = package.target(part, "drawing")
    if not drawing:
        drawing = package.free_name("xl/drawings/drawing1.xml")
        package.add(drawing, _EMPTY, _TYPE)
        element = etree.Element(tag("drawing"))
        relation = package.relate(part, f"{RELS}/drawing", drawing)
        element.set(f"{{{RELS}}}id", relation)
        _insert(sheet, element)
    root = parse(package.read(drawing))
    taken = [int(e.get("id", "0")) for e in root.iter(f"{{{_XDR}}}cNvPr")]
    first = max(taken, default=1) + 1
    for number, (name, frame) in zip(count(first, 2), frames, strict=False):
        corners = _corners(sheet, frame)
        root.append(_anchor(name, frame, number, (corners, _KINDS[of_table])))
    package.replace(drawing, serialise(root))


def _corners(sheet: etree._Element, frame: SlicerFrame) -> tuple[str, str]:
    """The upper left and the lower right corner of a frame, as the drawing has them."""
    widths, (row, column) = Widths(sheet), frame.cell
    heights = {
        int(e.get("r", "0")): float(e.get("ht", widths.default_height))
        for e in sheet.iterfind(f"{tag('sheetData')}/{tag('row')}")
    }

    def wide(number: int) -> int:
        return int(widths.of(number) * _PIXELS_PER_CHARACTER + 0.5)

    def high(number: int) -> int:
        return round(heights.get(number, widths.default_height) * 4 / 3)

    (x, y), (width, height) = frame.offset, frame.size
    return tuple(  # type: ignore[return-value]
        _CORNER.format(*_walk(column, across, wide), *_walk(row, down, high))
        for across, down in ((x, y), (x + width, y + height))
    )


def _walk(start: int, pixels: int, size: Callable[[int], int]) -> tuple[int, int]:
    """Some pixels on from a column or row (from 1): where (from 0), and EMU in it."""
    number = start
    while pixels >= size(number) > 0:
        pixels -= size(number)
        number += 1
    return number - 1, pixels * _EMU_PER_PIXEL


def _anchor(
    name: str,
    frame: SlicerFrame,
    number: int,
    form: tuple[tuple[str, str], tuple[str, str]],
) -> etree._Element:
    ((first, last), kind), (width, height) = form, frame.size
    xml = _FRAME.format(
        xdr=_XDR, a=_A, slicer=_SLICER, prefix=kind[0], namespace=kind[1],
        id=number, other=number + 1,
        name=_attribute(name), text=_attribute(frame.text), first=first, last=last,
        cx=width * _EMU_PER_PIXEL, cy=height * _EMU_PER_PIXEL,
    )  # fmt: skip
    return parse(xml.replace("\n", "").encode())


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _insert(sheet: etree._Element, element: etree._Element) -> None:
    for name in _AFTER:
        found = sheet.find(tag(name))
        if found is not None:
            found.addprevious(element)
            return
    sheet.append(element)
