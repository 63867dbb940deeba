"""Writing PDF."""
