"""Writing PDF: painting placed items, the structure tree, and conformance."""

from docgen.pdf.metadata import PdfStandard
from docgen.pdf.writer import write_pdf

__all__ = ["PdfStandard", "write_pdf"]
