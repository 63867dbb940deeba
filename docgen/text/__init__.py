"""Text on a line: fonts, metrics, shaping units, line breaks, paragraphs."""
