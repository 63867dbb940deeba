"""The project: finding its settings file and reading it."""
