"""What `docgen inspect` tells of a template: the mapping, what is missing, a block to paste."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from docgen.foundation.diagnostics import Diagnostic, Diagnostics
from docgen.placed.documents import SlideLayout
from docgen.pptx_template.file import reading
from docgen.pptx_template.read import CompanyTemplate, read_template
from docgen.theme.model import Theme


@dataclass(frozen=True)
class Inspection:
    """Facts of a template, as plain values."""

    size: str
    saved_by: str
    masters: int
    samples: int
    layouts: list[tuple[int, int, str, str]]
    """Number, master, name, type."""
    roles: list[tuple[str, int, str, str, str]]
    """Role, number and name of its layout, how it was found, what is missing."""
    block: str
    findings: list[Diagnostic] = field(default_factory=list)

    def as_data(self) -> dict[str, object]:
        """Return the same under names, for JSON; findings go elsewhere."""
        return {
            "size": self.size,
            "saved_by": self.saved_by,
            "masters": self.masters,
            "samples": self.samples,
            "roles": [
                {"role": role, "layout": number, "name": name, "found": how, "lacks": lacks}
                for role, number, name, how, lacks in self.roles
            ],
            "layouts": [
                {"number": number, "master": master, "name": name, "type": kind}
                for number, master, name, kind in self.layouts
            ],
            "block": self.block,
        }


def inspect(path: str | Path, theme: Theme, named: str) -> Inspection:
    """Return what a template gives; `named` is what a theme calls it.

    Raises DocgenError (DG702 to DG704).
    """
    with reading(path):
        return _inspect(path, theme, named)


def _inspect(path: str | Path, theme: Theme, named: str) -> Inspection:
    found = Diagnostics()
    read = read_template(path, theme, found)
    company = read.company
    layouts = [(o.number, o.master.number, o.name, o.kind) for o in company.layouts]
    roles: list[tuple[str, int, str, str, str]] = [
        (role, m.layout.number, m.layout.name, m.how, ", ".join(missing(read.master.layout(role))))
        for role, m in read.mapping.items()
    ]
    return Inspection(
        f"{company.width / 72:.2f} x {company.height / 72:.2f} in",
        company.saved_by,
        len(company.masters),
        len(company.samples),
        layouts,
        roles,
        "\n".join(_block(read, named)),
        list(found),
    )


def missing(layout: SlideLayout) -> Iterator[str]:
    """Yield what a role needs and its layout lacks."""
    keys = {p.key for p in layout.placeholders if p.shape}
    wanted = {
        "title": ("title", "subtitle"),
        "section": ("title", "subtitle"),
        "content": ("title", "body"),
        "two-content": ("title", "body", "body-2"),
        "picture": ("title", "picture"),
        "chart": ("title", "chart"),
        "table": ("title", "table"),
        "quote": ("title", "body"),
        "blank": ("title",),
        "closing": ("title", "body"),
    }
    for key in wanted[layout.role]:
        if key not in keys:
            yield f"no {key}"


def _block(read: CompanyTemplate, named: str) -> Iterator[str]:
    yield "[template]"
    yield f'file = "{named}"'
    yield ""
    yield "[template.layouts]"
    for role, mapped in read.mapping.items():
        name = mapped.layout.name.replace("\n", " ")
        yield f"{role} = {mapped.layout.number}  # {name}"
