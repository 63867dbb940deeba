"""Put a draft together, check it, drop what doesn't pass, and write it as YAML."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import yaml

from docgen.article.model import Article
from docgen.drafting.facts import Data, Facts
from docgen.drafting.prose import Prose, ProsePart, title_of
from docgen.drafting.salience import salience
from docgen.foundation.diagnostics import DocgenError
from docgen.grounding.ground import ground_indexed
from docgen.grounding.index import ArticleIndex, index_article
from docgen.summary.files import resolve
from docgen.summary.loader import parse_summary

_MARKS = re.compile(r"([\\`*_\[\]<])")
_BLOCK_MARK = re.compile(r"([-+#>|~=])")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff]")


def escape(text: str) -> str:
    """Return text that a `Text` shows as it stands, on one line."""
    return _MARKS.sub(r"\\\1", _CONTROL.sub(" ", text)).strip()


def escape_body(text: str) -> str:
    """Return text that a `Body` shows as one paragraph."""
    plain = escape(text)
    if _BLOCK_MARK.match(plain):
        return "\\" + plain
    return _NUMBERED.sub(r"\1\\\2", plain, count=1) if _NUMBERED.match(plain) else plain


_LINKS = 12
_URL = re.compile(r"https?://[^\s/?#\[\]<>\"{}|\\^`]+(?:[/?#][^\s<>\"{}|\\^`]*)?")
"""What a summary takes for a link; a page may hold others, which are left out."""
_ROUNDS = 5
_SECTIONS = 12
_NOTE = """\
# Drafted from {name} by extraction: every sentence is the article's own.
# Now put it in your own words, and let `docgen check` compare it with the article.
"""
_OUTSIDE = "# The article lies outside this project: check with `docgen check --article FILE`.\n"


def draft(article: Article, path: str | Path) -> str:
    """Return a draft summary of an article as YAML, to be saved at ``path``.

    It loads and grounds without an error: what wouldn't is left out. Raises DocgenError
    where not even the title can stand (an article of markup only).
    """
    index = index_article(article)
    inside = _relative(article, path)
    data = _data(index, Path(article.name).stem, inside)
    note = _NOTE.format(name=Path(article.name).name)
    if inside is None:
        note += _OUTSIDE
    kept = _checked(data, index, str(path))
    note += _missed(kept, article)
    return note + "\n" + _write(kept)


_PARTS = {
    "key_points": "sentences that stand for themselves",
    "metrics": "figures with what they measure",
    "timeline": "dated events",
    "people": "people with their offices",
    "quotes": "quotations with a speaker",
}


def _missed(data: Data, article: Article) -> str:
    """Say in the draft what was looked for and not found."""
    found = ""
    if article.is_thin:
        found += "# The page holds little text: was it saved whole?\n"
    missing = [told for key, told in _PARTS.items() if not data.get(key)]
    return found + (f"# Not found: {', '.join(missing)}.\n" if missing else "")


def _data(index: ArticleIndex, stem: str, inside: str | None) -> Data:
    ranks = salience(index)
    prose, facts = Prose(index, ranks), Facts(index, ranks)
    article = index.article
    data: Data = {"title": escape(prose.title(stem))}
    standfirst = prose.standfirst()
    if standfirst:
        data["standfirst"] = escape(standfirst)
    data["lang"] = article.lang
    data["key_points"] = [escape(text) for text in prose.key_points()]
    data["sections"] = _sections(prose)
    data["metrics"] = [_shown(m) for m in facts.metrics()]
    data["timeline"] = [{"date": e["date"], "event": escape(e["event"])} for e in facts.timeline()]
    data["people"] = [_shown(p) for p in facts.people()]
    data["quotes"] = [_shown(q) for q in facts.quotes()]
    data["sources"] = _sources(article)
    known = title_of(article)
    data["article"] = {
        **({"path": inside} if inside else {}),
        "sha256": article.sha256,
        **({"title": escape(known)} if known else {}),
    }
    return {key: value for key, value in data.items() if value}


def _sections(prose: Prose) -> list[Data]:
    found: list[Data] = []
    taken: set[str] = set()
    for part in prose.parts()[:_SECTIONS]:
        section = _section(prose, part)
        if section:
            section = {"id": _slug(part.heading, taken), **section}
            found.append(section)
    return found


def _section(prose: Prose, part: ProsePart) -> Data:
    items = prose.lists(part)
    body = prose.best(part.blocks, 3)
    points = items or [prose.text(n) for n in prose.best(part.blocks, 3)]
    if not body and not points:
        return {}
    section: Data = {"heading": escape(part.heading)}
    if body:
        section["body"] = escape_body(" ".join(map(prose.text, body)))
    if points:
        section["points"] = [escape(text) for text in points]
    return section


def _slug(heading: str, taken: set[str]) -> str:
    words = re.findall(r"[a-z0-9]+", heading.lower())[:4]
    base = "-".join(words) or "part"
    base = base if base[0].isalpha() else f"part-{base}"
    name, count = base, 2
    while name in taken:
        name, count = f"{base}-{count}", count + 1
    taken.add(name)
    return name


def _shown(item: Data) -> Data:
    """Escape every text; evidence stays as it is, for it isn't Markdown."""
    return {
        key: {**value, "text": escape(value["text"])} if isinstance(value, dict) else escape(value)
        for key, value in item.items()
    }


def _sources(article: Article) -> list[Data]:
    found: list[Data] = [{"id": "article", "title": escape(title_of(article) or article.name)}]
    usable = [link for link in article.links if _URL.fullmatch(link.url)]
    for number, link in enumerate(usable[:_LINKS], start=1):
        title = link.text if link.text.strip() else link.url
        found.append({"id": f"link-{number}", "title": escape(title), "url": link.url})
    return found


def _relative(article: Article, path: str | Path) -> str | None:
    """Return the article's path as seen from the draft's folder; None outside the project."""
    name = os.path.relpath(article.name, Path(path).parent)
    try:
        resolve(path, name)
    except DocgenError:
        return None
    return Path(name).as_posix()


def _checked(data: Data, index: ArticleIndex, path: str) -> Data:
    """Drop what loading or grounding calls an error, until nothing is."""
    for _ in range(_ROUNDS):
        report = ground_indexed(parse_summary(_write(data), path), index)
        wrong = {d.location for d in report.errors}
        paths = {t.claim.path for t in report.traces if t.code and t.claim.location in wrong}
        if not paths:
            return data
        data = _without(data, paths)
    return {key: data[key] for key in ("title", "lang", "sources", "article") if key in data}


def _without(data: Data, paths: set[str]) -> Data:
    """Leave out the list items (or fields) that the paths lead to."""
    doomed: dict[str, set[int]] = {}
    fields = set()
    for path in paths:
        key, _, rest = path.partition(".")
        first = rest.partition(".")[0]
        if first.isdigit():
            doomed.setdefault(key, set()).add(int(first))
        else:
            fields.add(key)
    kept: dict[str, Any] = {}
    for key, value in data.items():
        if key in doomed and isinstance(value, list):
            value = [item for n, item in enumerate(value) if n not in doomed[key]]
        if value and (key not in fields or key == "title"):
            kept[key] = value
    return kept


def _write(data: Data) -> str:
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=92)
