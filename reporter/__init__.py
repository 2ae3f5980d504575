"""Research clippings in; SWOT, initiative matrix, workbook and brief out."""
