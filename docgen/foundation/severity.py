"""How bad a finding is."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """How bad it is: only an ``ERROR`` stops a build."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"
