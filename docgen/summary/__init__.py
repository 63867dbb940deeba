"""The summary: model, loading with positions, inline Markdown, grounding."""
