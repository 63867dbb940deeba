"""``docgen schema``."""

from __future__ import annotations

import click

from docgen.cli.console import put

KINDS = (
    "summary",
    "layout",
    "theme",
    "config",
    "language",
    "language-xsd",
    "diagnostics",
    "baseline",
    "build",
    "plan",
    "layouts",
    "diff",
)


@click.command("schema", short_help="Print a JSON Schema, for editors.")
@click.argument("kind", type=click.Choice(KINDS), default="summary")
def command(kind: str) -> None:
    """Print the schema of a kind of file, or of what a command prints with --json.

    \b
    summary, layout, theme, config       our files (JSON Schema)
    language                             layouts' templates (RELAX NG)
    language-xsd                         the same as XML Schema (XSD 1.0)
    diagnostics, baseline                docgen check --format json, --write-baseline
    build, plan, layouts                 a line of docgen build, plan, layouts --json
    diff                                 docgen diff --format json

    The same are in the installed package, in docgen/schemas.
    """
    from docgen.report.schemas import relax_ng, schema_text, xml_schema  # noqa: PLC0415

    match kind:
        case "language":
            text = relax_ng()
        case "language-xsd":
            text = xml_schema()
        case _:
            text = schema_text(kind)
    put(text.rstrip("\n"))
