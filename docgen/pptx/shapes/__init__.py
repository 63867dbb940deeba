"""Shapes of slides: one file a noun."""
