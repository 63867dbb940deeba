"""Which layout serves which role: by its whole name, then by usable area and shape."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import get_args

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, Diagnostics, DocgenError, Location
from docgen.layout.document import COMPANY, SlideRole
from docgen.placed.documents import layout_key
from docgen.pptx_template.file import Company, LayoutIn, MasterIn
from docgen.pptx_template.layout_names import is_hinted, is_named, is_special
from docgen.pptx_template.placeholders import TEXT_TYPES, TemplatePlaceholder
from docgen.pptx_template.study import Seen, Study

OPENING = ("title", "section")
"""Roles that a cover or a divider serves."""
MOST_CHOSEN = 3
"""After so many layouts whose content doesn't fit, the one with most room is taken."""
NATIVE: Mapping[SlideRole, str] = {"picture": "pic", "chart": "chart", "table": "tbl"}
"""Placeholders made for a role."""
ROOM = 0.6
"""Share of the content layout's room that a layout without such a placeholder has to have."""
MOST_UNLIKE = 4
"""So many layouts of another ground than the content's are passed over before that serves."""
ROLES: tuple[SlideRole, ...] = get_args(SlideRole)
KINDS: Mapping[SlideRole, tuple[str, ...]] = {
    "title": ("title",),
    "section": ("secHead",),
    "content": ("obj", "tx"),
    "two-content": ("twoObj", "twoColTx"),
    "picture": ("picTx",),
    "quote": (),
    "chart": ("chart",),
    "table": ("tbl",),
    "blank": ("titleOnly",),
    "closing": (),
}
"""ST_SlideLayoutType (ECMA-376 Part 1, 19.7.15) that means a role."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """A role, its layout, and how that was found."""

    role: SlideRole
    layout: LayoutIn
    how: str
    company: str = ""
    """The name by which a slide asked for the layout; ``role`` is then what it serves best."""

    @property
    def key(self) -> str:
        """What a slide's layout is found by: its role, or ``company:NAME``."""
        return layout_key(self.role, self.company)


def map_roles(
    study: Study,
    wanted: Mapping[str, str | int],
    source: Location | None,
    avoided: Collection[tuple[str, int]] = (),
) -> dict[SlideRole, Mapped]:
    """Return a layout for every role; none of `avoided` (role, number of a layout).

    `wanted` is what a ``[template.layouts]`` block says; raises DocgenError (DG704) with the
    list of layouts if it names what isn't there.
    """
    company = study.company
    home = _home(study)
    found: dict[SlideRole, Mapped] = {}
    for role in ROLES:
        if role in wanted:
            found[role] = Mapped(role, named(company, role, wanted[role], source), "as told")
            continue
        without = {n for r, n in avoided if r == role}
        if role == "closing":  # companies' closing layouts say "thank you", and hold no points
            like = _best("two-content", study, home, without) if without else found["two-content"]
            found[role] = Mapped(role, like.layout, like.how)
            continue
        best = _best(role, study, home, without)
        plain = found.get("content")
        if (
            plain is not None
            and role not in OPENING
            and _opens(study.of(best.layout))
            and not _opens(study.of(plain.layout))
            and plain.layout.number not in without
        ):  # rather the plain layout than a cover
            best = Mapped(role, plain.layout, _how(role, study.of(plain.layout)))
        if plain is not None and role not in OPENING:
            best = _like_content(best, study, home, without, study.of(plain.layout))
        found[role] = best
    return found


def _like_content(
    best: Mapped, study: Study, home: MasterIn, without: Collection[int], plain: Seen
) -> Mapped:
    """Return the best layout whose ground and colours are those of the content's layout.

    One deck is light or dark, not both: panels and charts are coloured for one ground. A layout
    whose artwork leaves much less room than the content's isn't taken either.
    """
    unlike = set(without)
    one = best
    for _ in range(MOST_UNLIKE):
        seen = study.of(one.layout)
        if seen.like(plain) and (_native(best.role, seen) or seen.usable >= ROOM * plain.usable):
            return one
        unlike.add(one.layout.number)
        if len(unlike) >= len(study.company.layouts):
            break
        one = _best(best.role, study, home, unlike, MOST_UNLIKE + MOST_CHOSEN)
    if plain.layout.number in without:
        return best
    return Mapped(best.role, plain.layout, _how(best.role, plain))


def asked_for(study: Study, asked: Mapping[str, Location]) -> list[Mapped]:
    """Return the company's own layouts that slides ask for by name.

    Each is treated as the role that its places serve best. Raises DocgenError (DG750) with the
    list of layouts, for every name that isn't there.
    """
    company = study.company
    wrong = Diagnostics()
    found: list[Mapped] = []
    for name, at in asked.items():
        layout = layout_called(company, name)
        if layout is None:
            message = f'"{Path(company.path).name}" has no layout "{name}"'
            wrong.error(codes.COMPANY_LAYOUT_UNKNOWN, message, at, _other_names(company, name))
            continue
        seen = study.of(layout)
        role = max(ROLES, key=lambda one: _score(one, seen))
        found.append(Mapped(role, layout, "as told", name))
    wrong.raise_errors()
    return found


def layout_called(company: Company, name: str | int) -> LayoutIn | None:
    """Return the layout of a number or a name; letters' case and runs of spaces don't count."""
    wanted = " ".join(str(name).split()).casefold()
    for one in company.layouts:
        if wanted in (str(one.number), " ".join(one.name.split()).casefold()):
            return one
    return None


def _other_names(company: Company, name: str) -> str:
    listed = "; ".join(f"{one.number} {one.name}" for one in company.layouts)
    near = get_close_matches(
        name.casefold(), [one.name.casefold() for one in company.layouts], 1, 0.6
    )
    like = next((o.name for o in company.layouts if near and o.name.casefold() == near[0]), None)
    meant = f'did you mean "{COMPANY}{like}"? ' if like is not None else ""
    return f"{meant}its layouts: {listed}"


def named(company: Company, role: str, name: str | int, source: Location | None) -> LayoutIn:
    """Return the layout that a block names by number or name."""
    if (found := layout_called(company, name)) is not None:
        return found
    listed = "; ".join(f"{one.number} {one.name}" for one in company.layouts)
    raise DocgenError(
        Diagnostic(
            codes.TEMPLATE_LAYOUT_UNKNOWN,
            f'"{Path(company.path).name}" has no layout "{name}" for {role}',
            source or Location(company.path),
            f"its layouts: {listed}",
        )
    )


def _home(study: Study) -> MasterIn:
    """Return the master whose content layout leaves most room."""
    company = study.company
    first = company.samples[0].master if company.samples else company.masters[0]
    later = [one.master for one in company.samples[1:]]

    def worth(master: MasterIn) -> float:
        plain = _plain(study, master)
        if plain is None:
            return -1.0
        bonus = 0.04 if later and later[0] is master else 0.0
        bonus += 0.03 * min(sum(1 for one in later if one is master), 2)
        bonus -= 0.06 if master is first and len(company.masters) > 1 else 0.0
        bonus += (
            0.05 if plain.title is not None and plain.title.rect.y < company.height * 0.3 else 0
        )
        return plain.usable + bonus

    return max(company.masters, key=worth)


def _plain(study: Study, master: MasterIn) -> Seen | None:
    """Return a master's layout with a title and one body."""
    pool = [study.of(one) for one in study.company.layouts if one.master is master]
    return max(pool, key=lambda seen: _score("content", seen), default=None)


def _native(role: SlideRole, seen: Seen) -> bool:
    """Say whether a layout has a place of its own for what a role shows."""
    kind = NATIVE.get(role)
    return kind is not None and seen.of_type(kind) is not None


def _best(
    role: SlideRole,
    study: Study,
    home: MasterIn,
    avoided: Collection[int],
    most: int = MOST_CHOSEN,
) -> Mapped:
    company = study.company
    if len(avoided) >= most:
        return Mapped(role, _largest(study, avoided), "by area")
    first = company.samples[0].master if company.samples else company.masters[0]

    def worth(layout: LayoutIn) -> float:
        score = _score(role, study.of(layout))
        if role == "title":
            seen = study.of(layout)
            score += 20 if layout.master is first else 10 if layout.master is home else 0
            if score >= 12:  # painting a ground takes time
                score -= 0 if seen.opens_well and _roomy(seen) else 18
            score += 4 if company.samples and layout is company.samples[0] else 0
        elif layout.master is home:
            score += 20
        return score

    pool = [one for one in company.layouts if one.number not in avoided] or company.layouts
    chosen = max(pool, key=lambda one: (worth(one), -one.number))
    return Mapped(role, chosen, _how(role, study.of(chosen)))


def _largest(study: Study, avoided: Collection[int]) -> LayoutIn:
    """Return the layout with the largest region: what is left when the better ones are too small."""
    layouts = study.company.layouts
    pool = [one for one in layouts if one.number not in avoided] or layouts

    def area(one: LayoutIn) -> tuple[float, int]:
        seen = study.of(one)
        return round(seen.usable, 3), -one.number

    return max(pool, key=area)


def _how(role: SlideRole, seen: Seen) -> str:
    if seen.layout.kind in KINDS[role]:
        return "by type"
    if is_named(role, seen.layout.name):
        return "by name"
    if is_hinted(role, seen.layout.name):
        return "by name and places"
    return "by places"


def _named_score(role: SlideRole, name: str) -> float:
    """Return what a layout's name is worth: a whole name much, a word little."""
    if is_named(role, name):
        return 9.0
    if role not in ("blank", "section") and is_special(name) and not is_hinted(role, name):
        return -7.0
    others = (r for r in ROLES if r != role)
    if role != "content" and any(is_named(r, name) for r in others):
        return -3.0
    return 3.5 if is_hinted(role, name) else 0.0


def _score(role: SlideRole, seen: Seen) -> float:
    """Return how well a layout's placeholders suit a role."""
    score = 6.0 if seen.layout.kind in KINDS[role] else 0.0
    score += _named_score(role, seen.layout.name)
    score += 8.0 if seen.title is not None else -8.0
    if any(not p.upright for p in seen.places):
        score -= 12.0
    if role not in ("title", "section") and _opens(seen):
        score -= 5.0
    if role not in ("title", "section") and seen.says_something:
        score -= 9.0
    if role in ("title", "section"):
        return score + _opening(role, seen)
    texts = seen.bodies
    if role == "two-content":
        score += 14.0 if _side_by_side(texts) else 2.0 if len(texts) == 1 else -4.0
        return score + _room(seen)
    if role == "blank":
        return score + (8.0 if not texts and not seen.of_type("pic") else -len(texts))
    if _native(role, seen):
        return score + (7.0 if role == "picture" and len(texts) > 1 else 9.0)
    if role == "picture" and seen.of_type("pic") is None:
        score -= 4.0 * (seen.layout.kind == "picTx")
    score += 6.0 if len(texts) == 1 else -3.0 * abs(len(texts) - 1)
    score -= 0.0 if texts else 8.0
    score += 2.0 if sum(1 for p in texts if p.type == "obj") == 1 else 0.0
    return score - (6.0 if seen.of_type("pic", "media") is not None else 0.0) + _room(seen)


def _opens(seen: Seen) -> bool:
    """Say whether a layout is a cover or a divider."""
    return seen.layout.kind in ("title", "secHead") or any(
        p.type == "ctrTitle" for p in seen.places
    )


def _room(seen: Seen) -> float:
    """Return what the room for blocks is worth; too little is worse than any name is good."""
    box = seen.body_box
    wide, tall = box.width / seen.company.width, box.height / seen.company.height
    small = 14.0 if wide < 0.4 or tall < 0.35 else 0.0
    return min(6.0, 10.0 * max(wide, 0.0) * max(tall, 0.0)) - small


def _opening(role: SlideRole, seen: Seen) -> float:
    """Score covers and section headers: a title, at most one short text."""
    score = 0.0
    kinds = {p.type for p in seen.places}
    score += 5.0 if "ctrTitle" in kinds and role == "title" else 0.0
    score += 3.0 if "subTitle" in kinds else 0.0
    score -= 0.0 if seen.texts else 5.0
    score -= 5.0 if "ctrTitle" in kinds and role == "section" else 0.0
    score -= 3.0 * max(len([p for p in seen.places if p.type in TEXT_TYPES]) - 1, 0)
    score -= 3.0 if seen.layout.kind in ("obj", "twoObj", "blank") else 0.0
    if seen.title is not None and seen.title.rect.y > seen.company.height * 0.2:
        score += 3.0
    return score - (4.0 if seen.of_type("pic") is not None else 0.0)


def _roomy(seen: Seen) -> bool:
    """Say whether a cover has room for a title of several words and a standfirst."""
    title, sub = seen.title, seen.of_type("subTitle") or next(iter(seen.texts), None)
    wide, tall = seen.company.width, seen.company.height
    if title is None or title.rect.width < 0.35 * wide:
        return False
    return sub is None or (sub.rect.width >= 0.3 * wide and sub.area >= 0.05 * wide * tall)


def _side_by_side(texts: list[TemplatePlaceholder]) -> bool:
    if len(texts) != 2:
        return False
    one, two = texts[0].rect, texts[1].rect
    return one.right <= two.x + 4 and abs(one.y - two.y) < 0.1 * max(one.height, two.height)
