"""The command line: one module a command, loaded only when it is called."""

from docgen.cli.main import main

__all__ = ["main"]
