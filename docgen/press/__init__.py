"""The build engine."""
