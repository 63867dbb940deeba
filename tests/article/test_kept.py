"""An article that is costly to read comes back from the cache as it was read."""

from __future__ import annotations

from docgen.article import parse_article, read
from docgen.foundation.memo import MakeBytes, caching

PAGE = """<html lang="en"><head><title>The sea wall</title></head><body><article>
<h1>The sea wall</h1><p>Two years of work ended in May 2024, and the gates opened again.</p>
<h2>What it cost</h2><p>The wall cost 12.4 million euros, more than the region had planned.</p>
<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2023</td><td>5.2</td></tr></table>
</article></body></html>"""


def test_a_kept_article_is_the_same() -> None:
    stored: dict[str, bytes] = {}
    made: list[str] = []

    def backend(key: str, make: MakeBytes) -> bytes:
        if key not in stored:
            made.append(key)
            stored[key] = make()
        return stored[key]

    read._KNOWN.clear()
    with caching(backend):
        first = parse_article(PAGE, "wall.html")
        read._KNOWN.clear()
        second = parse_article(PAGE, "wall.html")
    read._KNOWN.clear()
    assert first.text and len(made) == 1
    assert second == first and second is not first
