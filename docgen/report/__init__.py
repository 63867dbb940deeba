"""Diagnostics and differences, in the forms that people and CI read."""
