"""PowerPoint decks: native, editable, deterministic."""

from docgen.pptx.writer import write_pptx

__all__ = ["write_pptx"]
