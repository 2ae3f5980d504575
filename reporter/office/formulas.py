"""`{Table.field}` in formulas, and jumps -> references to where the cells will be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from reporter.office.cells import CellValue, Formula, Jump, formula_string
from reporter.office.plan import TablePlan
from reporter.office.refs import quote_sheet

_FIELD = re.compile(r"\{([^{}.]+)(?:\.([^{}]+))?\}")
_MISSING = "#REF!"


class Resolver:
    """Knows where the data of each table will stand."""

    def __init__(self, plans: Iterable[TablePlan]) -> None:
        self._plans = {plan.place.name.casefold(): plan for plan in plans}
        self._columns: dict[tuple[str, str], str] = {}

    def resolve(self, value: CellValue) -> CellValue:
        """A formula or jump in plain references; any other value as it is."""
        if isinstance(value, Jump):
            return self._jump(value)
        if isinstance(value, Formula):
            text = _FIELD.sub(self._place, value.text)
            # A template without that column still shows the value.
            return value.value if _MISSING in text else replace(value, text=text)
        return value

    def _jump(self, jump: Jump) -> CellValue:
        """A link that looks its row up when it is clicked."""
        plan = self._plans.get(jump.table.casefold())
        keys = self._column(jump.table, jump.field)
        if plan is None or not keys:
            return jump.text
        sheet = quote_sheet(plan.place.sheet.name).replace('"', '""')
        above = plan.cells.top - 1
        row = f"MATCH({formula_string(jump.key)},{keys},0)+{above}"
        target = f'"#{sheet}!A"&({row})'
        return Formula(f"HYPERLINK({target},{formula_string(jump.text)})", jump.text)

    def _place(self, match: re.Match[str]) -> str:
        table, field = match[1], match[2]
        plan = self._plans.get(table.casefold())
        if plan is None:
            return _MISSING
        if field is None:
            return f"{quote_sheet(plan.place.sheet.name)}!{plan.cells.absolute}"
        return self._column(table, field) or _MISSING

    def _column(self, table: str, field: str) -> str:
        key = table.casefold(), field
        if key not in self._columns:
            plan = self._plans.get(key[0])
            area = plan.column_of(field) if plan else None
            self._columns[key] = (
                f"{quote_sheet(plan.place.sheet.name)}!{area.absolute}"
                if plan and area
                else ""
            )
        return self._columns[key]
