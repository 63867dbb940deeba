"""Layouts and themes: from a summary and a template to typed blocks."""
