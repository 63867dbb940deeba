"""Natural language: numbers, units, dates, names, quotations and sentences of a text."""
