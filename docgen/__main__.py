"""``python -m docgen``."""

from docgen.cli.entry import run

run()
