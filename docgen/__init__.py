"""From a structured summary to a PDF brief and a PowerPoint deck."""
