"""What every test may use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
import tools
from hypothesis import settings
from hypothesis.internal.conjecture import providers

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.register_profile("search", deadline=None, print_blob=True)
settings.load_profile("same")  # `pytest --hypothesis-profile search` draws other examples each time

_SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def require_tool() -> Callable[[str], str]:
    """``require_tool("soffice")``: the program's path; see `tools.require_tool`."""
    return tools.require_tool


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium without a window. It holds an event loop: it ends with the module that asks."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (few tests need it)

    path = tools.require_tool("chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=_SWITCHES)
        yield chromium
        chromium.close()


def pytest_configure(config: pytest.Config) -> None:
    """Draw the same examples whatever modules a process has read.

    Hypothesis also draws constants that it finds in the modules imported so far, which differ
    with the tests that a process of pytest-xdist happened to run before.
    """
    if config.getoption("--hypothesis-profile", default=None) is None and hasattr(
        providers, "_get_local_constants"
    ):
        nothing = providers.Constants()
        providers._get_local_constants = lambda: nothing


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record", action="store_true", help="write what was got as what is expected")


@pytest.fixture
def record(request: pytest.FixtureRequest) -> bool:
    """Whether to re-record expectations (tests/command)."""
    return bool(request.config.getoption("--record"))
