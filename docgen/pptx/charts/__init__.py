"""Native charts: looks, series, axes, workbook (ECMA-376 Part 1, 21.2)."""
