"""``python -m docgen``."""

from docgen.cli.program import run

run()
