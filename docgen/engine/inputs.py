"""What an output depends on: the files of its layout and theme, and those of its summary.

Templates are followed through their includes, so that a changed fragment concerns those
who use it and nobody else. A file that isn't there, but would be taken if it were, counts
too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from jinja2 import TemplateError, nodes

from docgen.engine.digests import file_digest
from docgen.engine.jobs import Options
from docgen.engine.recipe import Input
from docgen.foundation.diagnostics import DocgenError
from docgen.layout import Layout, find_theme
from docgen.layout.catalog import shared_folders
from docgen.layout.labels import FILE as LABELS
from docgen.layout.layoutfile import TEMPLATE
from docgen.layout.sandbox import SandboxedTemplates
from docgen.layout.template import SHARED
from docgen.summary.files import resolve_in
from docgen.summary.model import Summary
from docgen.text.font_files import project_files
from docgen.theme.model import Theme

UNSURE = "changed while it was read"
"""Instead of a digest, which it never equals."""
_EXTENDS = re.compile(r"""^\s*extends\s*=\s*["']([^"']+)["']""", re.M)
Stamp = tuple[str, str, str]
"""What a file is to an output, its path, and its digest (empty: not there)."""


def look_files(layout: Layout, options: Options, project: Path) -> tuple[Input, ...]:
    """Return the files that shape all outputs of a layout and theme. Raises DocgenError."""
    found: list[Input] = [("layout", str(layout.folder / "layout.toml"))]
    found += [("layout", path) for path in _templates(layout)]
    labels = [layout.folder, *shared_folders(layout)]
    found += [("layout", str(folder / LABELS)) for folder in labels]
    found += _theme_files(find_theme(options.theme or layout.theme, project), project)
    if options.template:
        found.append(("template", options.template))
    folders = find_theme(options.theme or layout.theme, project).font_folders
    found += [("font", path) for path in project_files(folders)]
    return tuple(dict.fromkeys(found))


def _theme_files(theme: Theme, project: Path) -> Iterator[Input]:
    """Give a theme's file, those that it extends, its logo and its company template."""
    path, seen = theme.path, set[str]()
    while path and path not in seen:
        seen.add(path)
        yield "theme", path
        hit = _EXTENDS.search(Path(path).read_text("utf-8", "replace"))
        path = find_theme(hit[1], project).path if hit else ""
    if theme.logo:
        yield "logo", theme.logo
    if theme.template:
        yield "template", str(theme.template)


def _templates(layout: Layout) -> list[str]:
    """Return the paths of a layout's template and of all that it includes, at any depth."""
    found: dict[str, None] = {}
    waiting, seen = [TEMPLATE], {TEMPLATE}
    while waiting:
        for path in _candidates(waiting.pop(0), layout):
            found[str(path)] = None
            if not path.is_file():
                continue
            for name in _included(path.read_text("utf-8-sig", "replace")):
                more = [name] if name is not None else _everything(layout)
                waiting += [one for one in more if one not in seen]
                seen.update(more)
            break
    return list(found)


def _candidates(name: str, layout: Layout) -> list[Path]:
    """Return where a template is looked for, in order (as `docgen.layout.template` does)."""
    bases = shared_folders(layout) if name.startswith(SHARED) else (layout.folder,)
    return [base / name.removeprefix(SHARED) for base in bases]


def _everything(layout: Layout) -> list[str]:
    """Return all templates in reach: what an include by a computed name may mean."""
    own = [str(p.relative_to(layout.folder)) for p in sorted(layout.folder.rglob("*.j2"))]
    shared = shared_folders(layout)
    return own + [SHARED + str(p.relative_to(b)) for b in shared for p in sorted(b.rglob("*.j2"))]


@lru_cache(maxsize=256)
def _included(source: str) -> tuple[str | None, ...]:
    """Return the names that a template includes, imports or extends; None: a computed one."""
    try:
        tree = SandboxedTemplates().parse(source)
    except TemplateError:  # told when it is rendered
        return ()
    names: list[str | None] = []
    for node in tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
        names += _names(node.template)  # type: ignore[attr-defined]
    return tuple(dict.fromkeys(names))


def _names(node: nodes.Expr) -> list[str | None]:
    if isinstance(node, nodes.Const):
        values = node.value if isinstance(node.value, list | tuple) else [node.value]
        return [v if isinstance(v, str) else None for v in values]
    if isinstance(node, nodes.List | nodes.Tuple):
        return [name for item in node.items for name in _names(item)]
    return [None]


def summary_files(summary: Summary) -> tuple[Input, ...]:
    """Return the files that a summary names: data, pictures, its article."""
    found = [("data", chart.data) for chart in summary.charts if chart.data]
    found += [("image", image.path) for image in summary.images]
    if summary.article is not None and summary.article.path:
        found.append(("article", summary.article.path))
    real: list[Input] = []
    for kind, name in found:
        try:
            real.append((kind, str(resolve_in(summary, name))))
        except DocgenError:  # told by the loader
            continue
    return tuple(dict.fromkeys(real))


def stamped(files: tuple[Input, ...], since: int) -> tuple[Stamp, ...]:
    """Return files with their digests; one changed since `since` gets none.

    `since` is when the reading of them began (`os.stat`'s ctime, in nanoseconds): whether
    the file that was read is the one that is there now can't be told then, and an output
    that isn't known to be of today's files is built again.
    """
    return tuple((kind, path, _unchanged(path, since)) for kind, path in files)


def _unchanged(path: str, since: int) -> str:
    digest = file_digest(path)
    try:
        about = Path(path).stat()
    except OSError:
        return digest
    return (
        "changed while it was read"
        if max(about.st_ctime_ns, about.st_mtime_ns) >= since
        else digest
    )
