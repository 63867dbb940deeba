"""Schemas for editors and programs: of our files, and of what we print."""

from docgen.report.schemas.jsonschemas import KINDS, schema_text
from docgen.report.schemas.relaxng import relax_ng

__all__ = ["KINDS", "relax_ng", "schema_text"]
