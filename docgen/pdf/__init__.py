"""Writing PDF: painting placed items, the structure tree, and conformance."""

from docgen.pdf.conformance import PdfStandard
from docgen.pdf.writer import write_pdf

__all__ = ["PdfStandard", "write_pdf"]
