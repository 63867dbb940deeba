"""A project's documents as a static web site: pages as pictures, text, search, downloads, traces."""

from docgen.report.site.pages import site_files
from docgen.report.site.writing import write_site

__all__ = ["site_files", "write_site"]
