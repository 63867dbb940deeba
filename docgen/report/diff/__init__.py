"""What changed between two builds: read documents, align them, tell the differences."""
