"""Speaker notes: what they cite is listed under them, so that a speaker can name it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.layout.blocks import Inline, Span
from docgen.summary.model import Summary
from docgen.summary.richtext import plain_text
from docgen.typeset.items import TextPara


def source_lines(paras: Sequence[TextPara], summary: Summary) -> Iterator[Inline]:
    """Yield a line for each source that the paragraphs cite, in the order of first use."""
    known = {str(one.id): one for one in summary.sources}
    seen: dict[str, str] = {}
    for para in paras:
        for span in para.spans:
            if span.cite and span.cite in known:
                seen.setdefault(span.cite, span.text)
    for name, number in seen.items():
        source = known[name]
        texts = (plain_text(t.source).strip() for t in (source.title, source.publisher))
        told = ". ".join(filter(None, [*texts, str(source.url or "")]))
        yield Inline((Span(f"{number.strip('[]')}. {told}"),))
