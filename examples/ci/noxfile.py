"""``nox -s docs``: check the summaries and build the documents."""

import nox


@nox.session
def docs(session: nox.Session) -> None:
    """Check and build."""
    session.install("docgen-press")
    session.run("docgen", "check", "--max-warnings", "0")
    session.run("docgen", "build", *session.posargs)
