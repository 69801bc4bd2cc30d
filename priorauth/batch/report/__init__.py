"""What a run tells afterwards: one set of figures, as a page, a workbook and data."""
