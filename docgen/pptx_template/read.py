"""A template read into what typesetting needs: a `Master` and the deck's theme."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, Diagnostics, DocgenError, Location
from docgen.layout.document import SlideRole
from docgen.placed.documents import CompanyFile, Master
from docgen.pptx_template.background import scheme_of
from docgen.pptx_template.deck_styles import LEAST, MOST, Styles, scale_of, theme_fonts
from docgen.pptx_template.file import Company, parse_company, read_template_file, reading
from docgen.pptx_template.findings import tell_active, tell_pictures
from docgen.pptx_template.layouts import LayoutMaker
from docgen.pptx_template.palette import template_palette, token_of, visible
from docgen.pptx_template.roles import Mapped, asked_for, map_roles
from docgen.pptx_template.study import Seen, Study
from docgen.pptx_template.text_styles import TextLook, shown
from docgen.theme.model import Color, Theme

Avoided = Collection[tuple[str, int]]
"""Layouts by number that don't serve a role."""
NOTHING_ASKED: Mapping[str, Location] = MappingProxyType({})
LEVEL_STYLES = ("body", "body-2", "body-3", "body-4", "body-5")
INDENT = (10.0, 30.0)
"""Bounds of a list's indent, in points."""


@dataclass(frozen=True)
class CompanyTemplate:
    """A template read once: master for typesetting, theme of the deck, and the mapping.

    The writer goes on from the bytes in ``master.template``; the file isn't read again.
    """

    company: Company
    master: Master
    theme: Theme
    mapping: Mapping[str, Mapped]
    """By role, and by ``company:NAME``."""
    study: Study
    """Its layouts as they were looked at."""


def read_template(
    path: str | Path,
    theme: Theme,
    found: Diagnostics,
    avoided: Avoided = (),
    asked: Mapping[str, Location] = NOTHING_ASKED,
) -> CompanyTemplate:
    """Return the master and the theme that a deck on a template is typeset with.

    `avoided` are layouts by number that don't serve a role: its content didn't fit there.
    `asked` are layouts of the file that slides name, and where.
    Lengths in points. Raises DocgenError: DG702 and DG703 (the file), DG704 (a wrong
    ``[template.layouts]``), DG750 (a wrong name in a slide). What has to stand elsewhere than the template says is told in
    `found` (DG705 to DG708).
    """
    with reading(path):
        return _read(path, theme, found, avoided, asked)


def _read(
    path: str | Path,
    theme: Theme,
    found: Diagnostics,
    avoided: Avoided,
    asked: Mapping[str, Location],
) -> CompanyTemplate:
    study = _studied(read_template_file(path))
    company = study.company
    tell_active(company, found)
    source = Location(theme.path) if theme.path and theme.template_layouts else None
    roles = map_roles(study, theme.template_layouts, source, avoided)
    mapping = {one.key: one for one in (*roles.values(), *asked_for(study, asked))}
    tell_pictures(company, [one.layout for one in mapping.values()], found)
    found.raise_errors()
    styles, palette = _look(study, roles, theme)
    maker = LayoutMaker(study, styles, palette, found)
    layouts = tuple(maker.make(one) for one in mapping.values())
    made = styles.theme(theme, {**palette, **maker.colors}, str(path))
    master = Master(company.width, company.height, layouts, company.file, _kept(company, theme))
    return CompanyTemplate(company, master, made, mapping, study)


def _kept(company: Company, theme: Theme) -> tuple[int, ...]:
    """Return the numbers of the sample slides that stay; raises DocgenError (DG715)."""
    count = len(company.slides)
    wrong = [n for n in theme.template_keep if n > count]
    if wrong:
        message = f'"{Path(company.path).name}" has no slide {wrong[0]} to keep: it has {count}'
        at = Location(theme.path) if theme.path else Location(company.path)
        hint = "under [template], keep = [..] counts the template's slides from 1"
        raise DocgenError(Diagnostic(codes.TEMPLATE_SLIDE_UNKNOWN, message, at, hint))
    return theme.template_keep


@lru_cache(maxsize=2)
def _studied(file: CompanyFile) -> Study:
    """Return a template's layouts as looked at; its parts are read only."""
    return Study(parse_company(file))


def _look(
    study: Study, mapping: Mapping[SlideRole, Mapped], theme: Theme
) -> tuple[Styles, dict[str, Color]]:
    """Return the styles and the palette, both from the content layout."""
    company = study.company
    home = study.of(mapping["content"].layout)
    scheme = scheme_of(home.layout)
    styles = Styles(theme, theme_fonts(home.layout.master), scale_of(company.width, company.height))
    ground = home.ground.main(home.region)
    title = _title_color(home)
    palette = template_palette(scheme, ground, title)
    if title is not None and palette["ink"].base == title.base:
        styles.color(title)
    text = max(home.bodies or home.texts, key=lambda p: p.area, default=None)
    if text is not None:
        _body_styles(styles, shown(text, home.layout), home, palette)
    return styles, palette


def _title_color(home: Seen) -> Color | None:
    if home.title is None:
        return None
    return token_of(shown(home.title, home.layout)[0].paint, scheme_of(home.layout))


def _body_styles(
    styles: Styles, looks: tuple[TextLook, ...], home: Seen, palette: Mapping[str, Color]
) -> None:
    scheme = scheme_of(home.layout)
    ground = home.ground.main(home.region)
    largest = 1000.0
    if home.title is not None:  # a body isn't larger than the title over it
        largest = max(shown(home.title, home.layout)[0].size, LEAST["title"])
    styles.dress("body", looks[0].font)
    first = min(looks[0].size, largest)
    styles.rescale(min(max(first, LEAST["body"]), MOST["body"] * styles.scale))
    for name, look in zip(LEVEL_STYLES, looks, strict=True):
        # Centred lists read badly, and a level isn't larger than the one above it.
        left = replace(look, align="left", size=min(look.size, largest))
        made = styles.add(name, left, scheme, "body")
        largest = made.size
        color = visible(styles.colors[made.color], ground, 4.5)
        if color.lum_mod != 1.0 or color.lum_off:
            styles.recolored(name, "text")
    hanging = -looks[0].indent if looks[0].indent < 0 else styles.lengths["list-indent"]
    styles.lengths["list-indent"] = min(max(hanging, INDENT[0]), INDENT[1])
