"""Office Open XML: packages, parts, elements and colours; knows no deck."""
