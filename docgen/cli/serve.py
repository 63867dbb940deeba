"""``docgen serve``."""

from __future__ import annotations

import os
from pathlib import Path

import click

from docgen.cli.choices import document_options
from docgen.cli.console import say
from docgen.cli.projects import start
from docgen.version import install_hint

LOOPBACK = ("127.0.0.1", "localhost", "::1")
EDITOR = "vscode://file{path}:{line}:{column}"


@click.command("serve", short_help="Show the documents in a browser, as you write.")
@document_options
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--editor",
    metavar="URL",
    default=EDITOR,
    envvar="DOCGEN_EDITOR",
    show_default=True,
    help="Address that opens a file at {path}, {line} and {column}.",
)
def command(
    sources: tuple[Path, ...],
    layouts: tuple[str, ...],
    theme: str | None,
    template: Path | None,
    params: dict[str, str | int | float | bool],
    given: dict[str, str],
    host: str,
    port: int,
    editor: str,
) -> None:
    """Show all pages and slides in a browser, and swap what changes on every save.

    What is wrong stands beside the pages with its line; a broken save keeps the last good
    pages. Clicking a text opens the editor where it comes from. Nothing is written from
    the page. Beyond this machine (--host) the address holds a token.
    """
    try:
        import uvicorn  # noqa: PLC0415  (an extra)

        from docgen.serve.app import Preview, make_app  # noqa: PLC0415
    except ImportError as error:
        raise click.UsageError(f"docgen serve needs an extra: {install_hint('serve')}") from error
    import secrets  # noqa: PLC0415
    import socket  # noqa: PLC0415

    from docgen.engine.gc_tuning import tune_process  # noqa: PLC0415
    from docgen.engine.jobs import BuildRequest  # noqa: PLC0415
    from docgen.foundation.files import keep_between_builds  # noqa: PLC0415
    from docgen.project.settings import find_project  # noqa: PLC0415
    from docgen.serve.documents import Documents  # noqa: PLC0415

    keep_between_builds()
    tune_process()
    project = find_project(start())
    request = BuildRequest(sources, layouts, theme, params=params, template=template, given=given)
    documents = Documents(project.root, request, os.environ)
    token = "" if host in LOOPBACK else secrets.token_urlsafe(18)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise click.UsageError(
            f"{host}:{port} can't be listened on: {why}; give another --port"
        ) from error
    real = listening.getsockname()[1]
    hosts = frozenset({host, *LOOPBACK} if host in LOOPBACK else {host, socket.gethostname()})
    if host in ("0.0.0.0", "::"):
        hosts |= {*LOOPBACK, *_addresses()}
    app = make_app(Preview(documents, project.out, editor), hosts, token)
    shown = f"[{host}]" if ":" in host else host
    say(f"http://{shown}:{real}/" + (f"?token={token}" if token else ""))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
    server.run(sockets=[listening])


def _addresses() -> set[str]:
    import socket  # noqa: PLC0415

    try:
        return {str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None)}
    except OSError:
        return set()
