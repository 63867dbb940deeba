"""The summary: its model, loading with places, inline Markdown, data files."""
