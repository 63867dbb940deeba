"""Schemas for editors and programs: of our files, and of what we print."""

from docgen.report.schemas.jsonschemas import KINDS, schema_text
from docgen.report.schemas.relaxng import relax_ng
from docgen.report.schemas.xsd import xml_schema

__all__ = ["KINDS", "relax_ng", "schema_text", "xml_schema"]
