"""From other formats to a summary: Markdown of Marp, pandoc and Quarto, and Word documents."""

from docgen.importing.read import SUFFIXES, Imported, import_document

__all__ = ["SUFFIXES", "Imported", "import_document"]
