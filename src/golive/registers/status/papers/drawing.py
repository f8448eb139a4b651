"""How is a table, a chart or a line of text drawn on a slide?"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Length, Pt

from golive.registers.status.papers import palette
from golive.registers.status.papers.rows import Paragraph, Rows, Said, height
from golive.registers.status.papers.sheet import Step

_NO_STYLE_NO_GRID = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_BORDERS = ("a:lnL", "a:lnR", "a:lnB")  # the top is the bottom of the row above


@dataclass(frozen=True)
class Box:
    """A place on the slide in inches."""

    x: float
    y: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Length, Length, Length, Length]:
        return Inches(self.x), Inches(self.y), Inches(self.width), Inches(self.height)


def colour(hexadecimal: str) -> RGBColor:
    return RGBColor.from_string(hexadecimal)


def write(frame: Any, paragraphs: Sequence[Paragraph], *, gap: float = 0, margin: float = 0) -> Any:
    """Fill a text frame and give it back; each paragraph is a sequence of runs."""
    frame.word_wrap = True
    frame.margin_top = frame.margin_bottom = 0
    frame.margin_left = frame.margin_right = Inches(margin)
    for number, runs in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(gap)
        for said in runs:
            _run(paragraph, said)
    return frame


def left(frame: Any) -> None:
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT


def right(frame: Any) -> None:
    frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


def _run(paragraph: Any, said: Said) -> None:
    run = paragraph.add_run()
    run.text = said.text
    run.font.size, run.font.bold = Pt(said.size), said.bold
    run.font.color.rgb = colour(said.ink)


def text(slide: Any, at: Box, paragraphs: Sequence[Paragraph], *, name: str, gap: float = 0) -> Any:
    shape = slide.shapes.add_textbox(*at.emu)
    shape.name = name
    return write(shape.text_frame, paragraphs, gap=gap)


def panel(slide: Any, at: Box, tone: str, *, name: str) -> Any:
    """A rounded panel in the soft wash of a colour."""
    shape = slide.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *at.emu)
    shape.name, shape.adjustments[0] = name, 0.08
    shape.shadow.inherit = False
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(palette.WASH[tone])
    shape.line.color.rgb, shape.line.width = colour(palette.FILL[tone]), Pt(0.75)
    shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    return shape


def table(slide: Any, x: float, y: float, widths: Sequence[float], rows: Rows, *, name: str, air: float = 0) -> Any:
    """A native table with hairlines between the rows; the first row is the header; ``air`` in inches per row."""
    box = Box(x, y, sum(widths), height(rows, widths) + air * len(rows))
    frame = slide.shapes.add_table(len(rows), len(widths), *box.emu)
    frame.name = name
    made = frame.table
    made.horz_banding = False
    made._tbl.tblPr.find(qn("a:tableStyleId")).text = _NO_STYLE_NO_GRID
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Inches(width)
    for row, cells in zip(made.rows, rows, strict=True):
        row.height = Inches(height([cells], widths) + air)
        for cell, runs in zip(row.cells, cells, strict=True):
            _cell(cell, runs)
    return made


def _cell(cell: Any, runs: Paragraph) -> None:
    write(cell.text_frame, [runs])
    cell.margin_left, cell.margin_right = Inches(0.03), Inches(0.08)
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    properties = cell._tc.get_or_add_tcPr()
    for tag in _BORDERS:
        line = properties.makeelement(qn(tag), {"w": "6350"})
        properties.append(line)
        if tag != "a:lnB":
            line.append(line.makeelement(qn("a:noFill"), {}))
            continue
        fill = line.makeelement(qn("a:solidFill"), {})
        fill.append(fill.makeelement(qn("a:srgbClr"), {"val": palette.RULE}))
        line.append(fill)


def milestone_chart(slide: Any, at: Box, steps: Sequence[Step], *, made_at: datetime, name: str) -> Any:
    """A native bar chart: by how many days each milestone's P50 and P80 pass its baseline."""
    data = CategoryChartData()
    data.categories = [step.name for step in steps]
    series = {"P50": [step.days_p50 for step in steps], "P80": [step.days_p80 for step in steps]}
    for label, values in series.items():
        data.add_series(label, values)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *at.emu, data)
    frame.name = name
    chart = frame.chart
    _dress(chart)
    chart.part.chart_workbook.xlsx_part._blob = _workbook([step.name for step in steps], series, made_at)
    return chart


def _dress(chart: Any) -> None:
    chart.font.size, chart.font.color.rgb = Pt(10), colour(palette.INK_2)
    chart.has_legend, chart.has_title = True, False
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.category_axis.reverse_order = True
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.category_axis.format.line.color.rgb = colour(palette.INK_3)
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.plots[0].gap_width, chart.plots[0].overlap = 55, -5
    for series, ink in zip(chart.plots[0].series, ("A9BDE3", palette.ACCENT), strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour(ink)
        series.invert_if_negative = False
        labels = series.data_labels
        labels.show_value, labels.number_format, labels.number_format_is_linked = True, '+0" d";-0" d";0', False
        labels.font.size = Pt(9)


def _workbook(names: Sequence[str], series: dict[str, list[int | None]], made_at: datetime) -> bytes:
    # our own, because the library would write a milestone called "=1+1" as a live formula
    out = io.BytesIO()
    quiet = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(out, quiet) as book:
        book.set_properties({"created": made_at.replace(tzinfo=None)})
        sheet = book.add_worksheet("Sheet1")
        sheet.write_column(1, 0, names)
        for column, (label, values) in enumerate(series.items(), start=1):
            sheet.write_column(0, column, [label, *values])
    return out.getvalue()
