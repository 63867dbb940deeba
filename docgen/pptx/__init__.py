"""Writing PowerPoint."""
