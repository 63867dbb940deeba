"""``docgen mcp``."""

from __future__ import annotations

import click

from docgen.cli.projects import start
from docgen.version import install_hint


@click.command("mcp", short_help="Serve the project to an agent.")
def command() -> None:
    """Serve the project to an agent, by the Model Context Protocol over stdio.

    The tools are schema, draft, check, explain, build, render, layouts and themes. Paths
    never lead out of the project's folder. An agent's settings name the command:

    \b
    {"mcpServers": {"docgen": {"command": "docgen", "args": ["mcp", "--project", "DIR"]}}}
    """
    try:
        from docgen.agents.server import make_server  # noqa: PLC0415  (an extra)
    except ImportError as error:
        raise click.UsageError(f"docgen mcp needs the MCP SDK: {install_hint('mcp')}") from error
    from docgen.project.settings import find_project  # noqa: PLC0415

    make_server(find_project(start()).root).run("stdio")
