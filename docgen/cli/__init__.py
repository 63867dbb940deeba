"""The command line: one thin module a command, imported only when it is called."""

from docgen.cli.main import main

__all__ = ["main"]
