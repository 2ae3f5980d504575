"""Report + template -> workbook, brief."""
