"""Layouts and themes: from a summary and a template to typed blocks."""

from docgen.layout.catalog import find_layout, find_theme, list_layouts, list_themes
from docgen.layout.compose import compose
from docgen.layout.layoutfile import Layout

__all__ = ["Layout", "compose", "find_layout", "find_theme", "list_layouts", "list_themes"]
