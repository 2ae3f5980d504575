"""Words of the workbook alone: sheets, table fields, notes."""

TEXTS: dict[str, tuple[str, str]] = {}
