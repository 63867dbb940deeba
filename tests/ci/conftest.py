from __future__ import annotations

from tests.report.conftest import docgen, git, project

__all__ = ["docgen", "git", "project"]
