"""Read an article file of any kind, within limits."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from docgen.article.builder import Builder
from docgen.article.documents import read_docx, read_eml, read_epub
from docgen.article.html import read_html
from docgen.article.markdown import read_markdown
from docgen.article.model import Article
from docgen.article.plain import read_plain
from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, DocgenError, Location
from docgen.foundation.files import ARTICLE, MissingFileError, read_file
from docgen.foundation.memo import cached, keeps

SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".eml", ".epub")
MAX_TEXT = 2_000_000
"""Characters of text: some 300,000 words."""


def read_article(path: str | Path, lang: str = "en") -> Article:
    """Read an article of a kind in `SUFFIXES`, told by its suffix.

    ``lang`` counts where neither the file nor its words tell the language. Raises
    DocgenError: DG501 where there is no such file, DG503 where it can't be read.
    """
    name = str(path)
    data = _read(Path(path), name)
    return parse_article(data, name, lang)


def parse_article(data: bytes | str, name: str = "article.txt", lang: str = "en") -> Article:
    """Make an article of a file's content; ``name`` tells the kind. Raises DocgenError.

    The last few are kept by their content: many summaries may name one article.
    """
    raw = data.encode("utf-8") if isinstance(data, str) else data
    key = (hashlib.sha256(raw).hexdigest(), name, lang)
    known = _KNOWN.get(key)
    if known is None:
        known = _KNOWN[key] = _kept(raw, name, lang, key[0])
        if len(_KNOWN) > MOST_KNOWN:
            with suppress(KeyError, RuntimeError):  # another thread may have been quicker
                del _KNOWN[next(iter(_KNOWN))]
    return known


def _kept(raw: bytes, name: str, lang: str, digest: str) -> Article:
    """Return an article that is costly to read from the cache, if there is one."""
    suffix = Path(name).suffix.lower()
    if suffix in _CHEAP or not keeps():
        return _parsed(raw, name, lang, digest)
    from pydantic import TypeAdapter  # noqa: PLC0415  (only kept articles need it)

    adapter = TypeAdapter(Article)
    made: list[Article] = []

    def make() -> bytes:
        made.append(_parsed(raw, name, lang, digest))
        return adapter.dump_json(made[0])

    data = cached(f"article\n{digest}\n{name}\n{lang}", make)
    return made[0] if made else adapter.validate_json(data)


_CHEAP = (".txt", ".md", ".markdown")
MOST_KNOWN = 8
_KNOWN: dict[tuple[str, str, str], Article] = {}


def _parsed(raw: bytes, name: str, lang: str, digest: str) -> Article:
    builder = Builder(name, lang)
    suffix = Path(name).suffix.lower()
    try:
        if suffix == ".pdf":
            from docgen.article.pdf import read_pdf  # noqa: PLC0415  (it imports PDFium)

            read_pdf(raw, builder)
        elif suffix in (".html", ".htm"):
            read_html(raw, builder)
        elif suffix in (".md", ".markdown"):
            read_markdown(_decode(raw), builder)
        elif suffix in _DOCUMENTS:
            _DOCUMENTS[suffix](raw, builder)
        elif suffix == ".txt":
            read_plain(_decode(raw), builder)
        else:
            raise _unreadable(name, f'"{suffix or Path(name).name}" is not a kind that can be read')
    except ValueError as error:
        raise _unreadable(name, f"it can't be read: {error}") from error
    if not builder.blocks:
        raise _unreadable(name, "it holds no text")
    if builder.length > MAX_TEXT:
        raise _unreadable(name, f"its text is longer than {MAX_TEXT:,} characters")
    return builder.build(digest)


_DOCUMENTS = {".docx": read_docx, ".eml": read_eml, ".epub": read_epub}


def _read(path: Path, name: str) -> bytes:
    try:
        return read_file(path, ARTICLE)
    except MissingFileError as error:
        raise DocgenError(missing(name)) from error
    except OSError as error:
        raise _unreadable(name, f"it {error.strerror}") from error


def missing(name: str) -> Diagnostic:
    """Return the finding that there is no such article."""
    hint = "its path starts at the summary's folder"
    return Diagnostic(
        codes.NO_ARTICLE, f'the article "{name}" doesn\'t exist', Location(name), hint
    )


def _unreadable(name: str, why: str) -> DocgenError:
    hint = "an article is a " + ", ".join(SUFFIXES) + " file; text is UTF-8"
    return DocgenError(
        Diagnostic(
            codes.ARTICLE_UNREADABLE, f"the article is of no use: {why}", Location(name), hint
        )
    )


def _decode(raw: bytes) -> str:
    text = raw.decode("utf-8-sig")
    return text.replace("\r\n", "\n").replace("\r", "\n")
