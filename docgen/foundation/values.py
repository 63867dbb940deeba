"""Plain types that the command, the engine and layouts share; cheap to import."""

from __future__ import annotations

from typing import Literal

DocumentKind = Literal["brief", "deck"]
"""What a layout makes: pages of a brief, or slides of a deck."""
ParameterValue = str | int | float | bool
"""A value of a layout's parameter."""
