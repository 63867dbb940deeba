"""What every test may use."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import tools


@pytest.fixture(scope="session")
def require_tool() -> Callable[[str], str]:
    """``require_tool("soffice")``: the program's path; see `tools.require_tool`."""
    return tools.require_tool


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record", action="store_true", help="write what was got as what is expected")


@pytest.fixture
def record(request: pytest.FixtureRequest) -> bool:
    """Whether to re-record expectations (tests/command)."""
    return bool(request.config.getoption("--record"))
