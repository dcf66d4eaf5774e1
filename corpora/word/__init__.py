"""DOCX, and what LibreOffice turns into DOCX -> lines with layout."""
