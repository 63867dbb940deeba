"""The table of SECURITY.md: what each input may do, where that is enforced, and what is tried.

``python -m tests.hostile --table`` prints it; a test compares it with the file.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from tests.hostile.inputs import all_inputs

HEAD = ("input", "may", "may not", "enforced in", "inputs tried")


@dataclass(frozen=True)
class Rule:
    """A row: ``kinds`` are those of the hostile inputs that try it."""

    input: str
    may: str
    may_not: str
    where: str
    kinds: tuple[str, ...]


RULES = (
    Rule(
        "any file",
        "be a regular file inside the folder that may name it, up to its kind's size",
        "be a device, pipe or folder; lead out by `..` or a link",
        "`docgen/foundation/files.py`",
        ("file",),
    ),
    Rule(
        "settings (docgen.toml, pyproject.toml)",
        "name folders, layouts and themes in the project",
        "lead `out` or `sources` out of it: only the command line may",
        "`docgen/project/settings.py`, `discovery.py`",
        ("settings",),
    ),
    Rule(
        "summary (YAML, JSON)",
        "hold text, numbers and names of files of its project",
        "nest deeper than 50, use tags, expand aliases without end",
        "`docgen/summary/yaml.py`, `checks.py`",
        ("summary",),
    ),
    Rule(
        "rich text",
        "link to `http`, `https` and `mailto`",
        "hold HTML, or more markup than is parsed in linear time",
        "`docgen/summary/richtext.py`, `checks.py`",
        ("rich text",),
    ),
    Rule(
        "layout (Jinja2)",
        "read the summary through views, call the listed filters, include its own folder's files",
        "reach Python objects, loop, grow or nest beyond the limits",
        "`docgen/layout/sandbox.py`, `filters.py`",
        ("layout", "jinja"),
    ),
    Rule(
        "template of summaries, `--name`",
        "the same with more filters",
        "the same",
        "`docgen/engine/records/fill.py`",
        ("records",),
    ),
    Rule(
        "theme",
        "name colours, sizes, a logo, a template and a parent in the project",
        "lead out of it",
        "`docgen/theme/load.py`",
        ("settings",),
    ),
    Rule(
        "document to import (Markdown, Word) and its bibliography",
        "be up to 20 MB; name pictures and bibliographies in the project",
        "lead out of it; use more than a document may",
        "`docgen/importing/`, `docgen/engine/budget.py`",
        ("import",),
    ),
    Rule(
        "picture",
        "be PNG, JPEG, GIF, WebP, TIFF, BMP or AVIF of at most 80 million pixels and 400 MB",
        "start another program (EPS and others are never tried)",
        "`docgen/foundation/pictures.py`",
        ("picture",),
    ),
    Rule(
        "company template (.pptx, .potx)",
        "give masters, layouts, colours and fonts",
        "hold a DTD, unpack to more than 500 MB, bring macros into a deck",
        "`docgen/pptx_template/file.py`",
        ("template",),
    ),
    Rule(
        "article (text, Markdown, HTML, Word, mail, EPUB)",
        "be up to 20 MB and 2 million characters",
        "be parsed with backtracking",
        "`docgen/article/`",
        ("article",),
    ),
    Rule(
        "article (PDF)",
        "have 300 pages",
        "use more than 1.5 GB or 8 seconds of processor: it is read in a process of its own",
        "`docgen/article/pdf_text.py`",
        ("article",),
    ),
    Rule(
        "data (CSV, XLSX, records)",
        "hold finite numbers and text",
        "unpack to more than 50 MB",
        "`docgen/summary/data.py`, `docgen/engine/records/read.py`",
        ("data", "records"),
    ),
    Rule(
        "font of a project",
        "be TrueType or OpenType up to 100 MB",
        "be a broken or restricted one",
        "`docgen/text/font_files.py`",
        ("font",),
    ),
    Rule(
        "cache, manifest",
        "spare work",
        "hold code; one that isn't whole is made anew",
        "`docgen/engine/cache.py`, `manifest.py`",
        ("file",),
    ),
    Rule(
        "what is written: outputs, manifests, traces, snapshots, reports",
        "lie in the project, or where the command line says",
        "be led out of the project by a link",
        "`docgen/engine/files.py`",
        ("file",),
    ),
    Rule(
        "any document",
        "use 300 seconds of processor and 4,000 MB (`job-seconds`, `job-megabytes`)",
        "use more: it is given up, the others are built",
        "`docgen/engine/budget.py`",
        ("summary", "layout", "picture", "template"),
    ),
    Rule(
        "findings",
        "be printed as text, JSON, GitHub, GitLab, SARIF or JUnit",
        "break out of that form; be more than are told",
        "`docgen/report/formats/`",
        ("form",),
    ),
)


def table() -> str:
    """Return the table as Markdown."""
    counts = Counter(one.kind for one in all_inputs())
    rows = [HEAD, ("---",) * len(HEAD)]
    for rule in RULES:
        tried = ", ".join(f"{kind} {counts[kind]}" for kind in rule.kinds)
        rows.append((rule.input, rule.may, rule.may_not, rule.where, tried))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in rows)
