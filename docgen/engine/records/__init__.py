"""One document a record: reading rows, planning them, filling the template."""
