"""Reports of a run: page, workbook, exports, terminal."""
