"""Themes: tokens of colour, type and length, read from TOML and checked for contrast."""
