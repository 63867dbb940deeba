"""Put a read document together as a summary's data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, assert_never

from docgen.importing.model import ImportBlock, ImportDocument
from docgen.summary import richtext
from docgen.summary.bibliography import source_id
from docgen.summary.model import Summary

SummaryData = dict[str, Any]
_SIGNS = ("$", "$=", "~^", "<", "[]", "_*`")
"""Signs that are escaped, one group after the other, until a text has no problem."""
_BY = re.compile(r"\s+(?:—|–|--|―)\s*(?P<by>[^—–]{2,80})$")
_CITED = re.compile(r"\[((?:-?@[\w:.#$%&+?<>~/-]+(?:,[^;\]]*)?(?:;\s*)?)+)\]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MATTER = ("title", "subtitle", "description", "abstract", "author", "authors", "date", "lang")


@dataclass(slots=True)
class Assembled:
    """A summary's data, the pictures beside it (name to bytes), and what was left out."""

    data: SummaryData
    pictures: dict[str, bytes] = field(default_factory=dict)
    left_out: list[tuple[int, str]] = field(default_factory=list)


def assemble(
    document: ImportDocument, stem: str, read_picture: Callable[[str], bytes]
) -> Assembled:
    """Return a summary's data of a document.

    ``stem`` names it where it has no title. `read_picture` gives the bytes of a picture by
    the path that the document names; it raises OSError or ValueError where it can't.
    """
    made = Assembled({}, left_out=list(document.left_out))
    _Assembler(document, made, read_picture).run(stem)
    return made


class _Assembler:
    def __init__(
        self, document: ImportDocument, made: Assembled, read_picture: Callable[[str], bytes]
    ) -> None:
        self.document, self.made, self.read_picture = document, made, read_picture
        self.data: SummaryData = made.data
        self.section: SummaryData | None = None
        self.ids: set[str] = set()
        self.caption = ""
        """Of a table that is to come."""
        self.cited: set[str] = set()
        self.levels: list[tuple[int, int]] = []
        """Heading level and line of each section."""
        self.lists: dict[str, list[SummaryData]] = {k: [] for k in ("tables", "images", "quotes")}

    def run(self, stem: str) -> None:
        meta, blocks = self.document.meta, list(self.document.blocks)
        title, blocks, level = self._title(meta, blocks, stem)
        self.data["title"] = self.text(title)
        self._matter(meta)
        self.data["sections"] = []
        for block in _beside_their_headings(blocks):
            self._block(block, level)
        self._first_section()
        for key, items in self.lists.items():
            if items:
                self.data[key] = items
        self._without_dividers()
        for section in self.data["sections"]:
            for key in [k for k, v in section.items() if not v]:
                del section[key]
        known = {str(s["id"]) for s in self.data.get("sources", [])}
        more = sorted(self.cited - known)
        if more:
            sources = self.data.setdefault("sources", [])
            sources += [{"id": one, "title": one} for one in more]
        order = {name: at for at, name in enumerate(Summary.model_fields)}
        for key in sorted(self.data, key=lambda name: order[name]):
            self.data[key] = self.data.pop(key)

    def _title(
        self, meta: Mapping[str, Any], blocks: list[ImportBlock], stem: str
    ) -> tuple[str, list[ImportBlock], int]:
        """Return the title, the blocks without it, and the deepest level that makes a section.

        Where headings have two levels or more the two highest below the title make sections,
        as they make slides in Quarto and pandoc; deeper ones stay in the text.
        """
        heads = [b for b in blocks if b.kind == "heading"]
        title = str(meta.get("title") or "").strip()
        own = next((b for b in heads if b.level == 0), None)
        if own is None and not title and heads:
            highest = min(b.level for b in heads)
            own = heads[0] if heads[0].level == highest else None
        if own is None and heads and heads[0].text == title and heads[0] in blocks[:2]:
            own = heads[0]  # the title again, on its slide
        if own is not None:
            title = title or own.text
            blocks = [b for b in blocks if b is not own]
            heads = [b for b in heads if b is not own]
        levels = sorted({b.level for b in heads})
        deepest = levels[1] if len(levels) > 1 else levels[0] if levels else 1
        return title or stem.replace("-", " ").replace("_", " "), blocks, deepest

    def _matter(self, meta: Mapping[str, Any]) -> None:
        for key in ("subtitle", "description", "abstract"):
            if isinstance(meta.get(key), str) and "standfirst" not in self.data:
                self.data["standfirst"] = self.text(" ".join(meta[key].split()))
        authors = meta.get("author") or meta.get("authors") or meta.get("by")
        names = authors if isinstance(authors, list) else [authors] if authors else []
        told = [n.get("name", "") if isinstance(n, dict) else str(n) for n in names]
        if any(told):
            self.data["authors"] = [self.text(str(n)) for n in told if n]
        day = _DAY.match(str(meta.get("date") or ""))
        if day:
            self.data["date"] = day[0]
        if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", str(meta.get("lang") or "")):
            self.data["lang"] = str(meta["lang"])

    def _block(self, block: ImportBlock, level: int) -> None:
        match block.kind:
            case "heading" if block.level <= level:
                if block.text:
                    self._open(block.text)
                    self.levels.append((block.level, block.line))
            case "heading":
                self._say(f"**{block.text}**" if block.text else "")
            case "para" if block.path == "author":
                self.data.setdefault("authors", []).append(self.text(block.text))
            case "para" if block.path == "definitions":
                self._say(block.text, raw=True)
            case "para" if block.path == "caption":
                self._caption(block.text)
            case "para":
                first = not self.data["sections"] and "standfirst" not in self.data
                if first and len(block.text) < 400:
                    self.data["standfirst"] = self.text(block.text)
                else:
                    self._say(block.text)
            case "list":
                self._list(block)
            case "quote":
                self._quote(block)
            case "table":
                self._table(block)
            case "image":
                self._image(block)
            case "notes":
                section = self._here()
                section["notes"] = "\n\n".join(
                    filter(None, [section["notes"], self.body(block.text)])
                )
            case "code":
                self._say(f"```\n{block.text}\n```", raw=True)
            case "break":
                pass
            case _:
                assert_never(block.kind)

    def _caption(self, text: str) -> None:
        """Give the picture or table before it its caption."""
        images, tables = self.lists["images"], self.lists["tables"]
        last = self.section["figures"][-1] if self.section and self.section["figures"] else ""
        for image in images:
            if image["id"] == last:
                if text != image.get("alt"):
                    image["caption"] = self.text(text)
                return
        for table in tables:
            if table["id"] == last:
                table["title"] = self.text(text)
                return
        self.caption = text  # of a table that follows

    def _open(self, heading: str) -> None:
        self.section = {
            "heading": self.text(heading),
            "body": "",
            "points": [],
            "figures": [],
            "notes": "",
        }
        self.data["sections"].append(self.section)

    def _here(self) -> SummaryData:
        if self.section is None:
            self._open("Overview")
        assert self.section is not None
        return self.section

    def _say(self, text: str, raw: bool = False) -> None:
        told = self.body(text, raw)
        if told:
            section = self._here()
            section["body"] = "\n\n".join(filter(None, [section["body"], told]))

    def _list(self, block: ImportBlock) -> None:
        if self.section is None and not self.data.get("key_points"):
            self.data["key_points"] = [self.text(item) for item in block.items]
            return
        section = self._here()
        if not section["points"] and not block.level:
            section["points"] = [self.text(item) for item in block.items]
            return
        signs = (f"{n}. " if block.level else "- " for n in range(1, len(block.items) + 1))
        lines = [sign + self.text(item) for sign, item in zip(signs, block.items, strict=True)]
        self._say("\n".join(lines), raw=True)

    def _quote(self, block: ImportBlock) -> None:
        by = _BY.search(block.text.replace("\n", " "))
        if by is None:
            for part in block.text.split("\n"):
                self._say(part)
            return
        words = block.text.replace("\n", " ")[: by.start()].strip().strip('"“”„«»')
        name, _, role = by["by"].partition(",")
        quote = {"id": self._id("quote"), "text": self.text(words), "by": self.text(name.strip())}
        if role.strip():
            quote["role"] = self.text(role.strip())
        self.lists["quotes"].append(quote)
        self._here()["figures"].append(quote["id"])

    def _table(self, block: ImportBlock) -> None:
        if not block.rows or not any(block.rows[0]):
            return
        width = len(block.rows[0])
        rows = [[self.text(c) for c in [*row, *[""] * width][:width]] for row in block.rows[1:]]
        section = self._here()
        name = self._id("table")
        heading = self.text(self.caption) if self.caption else section["heading"]
        self.caption = ""
        columns = [self.text(c) or " " for c in block.rows[0]]
        self.lists["tables"].append(
            {"id": name, "title": heading, "columns": columns, "rows": rows}
        )
        section["figures"].append(name)

    def _image(self, block: ImportBlock) -> None:
        try:
            data = block.data or self.read_picture(block.path)
        except (OSError, ValueError) as error:
            self.made.left_out.append((block.line, f"the picture {block.path}: {error}"))
            return
        name = self._id("image")
        suffix = block.path.rpartition(".")[2].lower()
        file = f"{name}.{suffix}"
        self.made.pictures[file] = data
        image: SummaryData = {"id": name, "path": file, "alt": self.text(block.text)}
        if block.items and block.items[0]:
            image["caption"] = self.text(block.items[0])
        if not block.text:
            image.pop("alt")
            image["decorative"] = True
        self.lists["images"].append(image)
        self._here()["figures"].append(name)

    def _without_dividers(self) -> None:
        """Leave out headings that only stand over others, and say so."""
        kept = []
        levels = [*self.levels, (0, 0)]
        offset = len(self.data["sections"]) - len(self.levels)  # one that no heading opened
        for index, section in enumerate(self.data["sections"]):
            level, line = levels[index - offset] if index >= offset else (0, 0)
            following = levels[index - offset + 1][0] if index >= offset else 0
            if not _has_content(section) and following > level > 0:
                told = f'the heading "{section["heading"]}", which has no text of its own'
                self.made.left_out.append((line, told))
            else:
                kept.append(section)
        self.data["sections"] = kept

    def _id(self, kind: str) -> str:
        number = 1
        while f"{kind}-{number}" in self.ids:
            number += 1
        self.ids.add(f"{kind}-{number}")
        return f"{kind}-{number}"

    def _first_section(self) -> None:
        """A summary that is a list of points only keeps them as key points."""
        if self.section is None and not self.data["sections"] and not self.data.get("key_points"):
            self._open("Overview")

    def text(self, text: str) -> str:
        """Return inline Markdown that a summary may hold; what it may not is shown as it stands."""
        return self._safe(" ".join(text.split()), block=False)

    def body(self, text: str, raw: bool = False) -> str:
        """Return Markdown that a body may hold; else as `text`, paragraph by paragraph."""
        told = text.strip() if raw else "\n\n".join(" ".join(p.split()) for p in text.split("\n\n"))
        return self._safe(told, block=True)

    def _safe(self, text: str, block: bool) -> str:
        text = unicodedata.normalize(
            "NFC", "".join(c for c in text if c in "\n\t" or c.isprintable())
        )
        text = _CITED.sub(self._citation, text)
        for signs in _SIGNS:  # only what has no meaning here is shown as it stands
            if not richtext.problems(text, block=block):
                break
            text = re.sub(rf"(?<!\\)([{re.escape(signs)}])", r"\\\1", text)
        else:
            if richtext.problems(text, block=block):
                text = re.sub(r"[^\w\s.,;:!?'’“”\"()/%€£-]", "", text)
        self.cited.update(name for name, _ in richtext.citations(text, block=block))
        return text

    def _citation(self, match: re.Match[str]) -> str:
        names = re.findall(r"-?@([\w:.#$%&+?<>~/-]+)", match[1])
        return "[" + "; ".join(f"@{source_id(name)}" for name in names) + "]"


def _beside_their_headings(blocks: Sequence[ImportBlock]) -> Iterator[ImportBlock]:
    """Give blocks with a slide's picture after its heading, also where it stands before it."""
    held: list[ImportBlock] = []
    begun = False
    for block in blocks:
        if block.kind == "break":
            yield from held
            held, begun = [], True
        elif begun and block.kind == "image":
            held.append(block)
            continue
        else:
            if block.kind != "heading":
                yield from held
                held = []
            begun = False
        yield block
        if block.kind == "heading":
            yield from held
            held = []
    yield from held


def _has_content(section: SummaryData) -> bool:
    return any(section[key] for key in ("body", "points", "figures", "notes"))


def pictures_named(document: ImportDocument) -> Iterator[str]:
    """Give the paths of the pictures that a document names."""
    return (block.path for block in document.blocks if block.kind == "image" and not block.data)
