"""A text's first sentence and first words: cut from what is read, never from its markup."""

from __future__ import annotations

import pytest

from docgen.layout.runs import (
    References,
    first_sentence,
    first_words,
    plain,
    runs_of,
    tidy,
    unmarked,
)
from docgen.summary.text import Body, Text


def shown(text: Text) -> str:
    spans = tidy(References(sources={"a": 1, "b": 2}).spans(runs_of(text), text)).spans
    return "".join(f"<{s.cite}>" if s.cite else f"*{s.text}*" if s.bold else s.text for s in spans)


@pytest.mark.parametrize(
    ("source", "first"),
    [
        ("**It rose. It fell** twice.", "*It rose.*"),
        ("It rose. [@a] It fell. [@b]", "It rose.<a>"),
        ("It rose [@a; @b]. It fell.", "It rose<a><b>."),
        ("See [the page](https://example.org/x.html) now. Then go.", "See the page now."),
        ("Of `a. B` and *Mr. Smith*. Then go.", "Of a. B and Mr. Smith."),
        ("- the first item. More of it\n- the second", "the first item."),
        ("No full stop\n\nA second paragraph.", "No full stop"),
        ("One line\nand a second. Third.", "One line and a second."),
    ],
)
def test_first_sentences_keep_their_markup_and_citations(source: str, first: str) -> None:
    found = first_sentence(Body(source), "en")
    assert shown(found) == first
    assert plain(found) == first.replace("*", "").replace("<a><b>", "").replace("<a>", "")


def test_first_words_end_with_an_ellipsis_only_if_there_are_more() -> None:
    text = Text("one **two three** four")
    assert shown(first_words(text, 2)) == "one *two* …"
    assert first_words(text, 4) is text
    assert shown(first_words(Body("one two\n\nthree"), 2)) == "one two …"


def test_an_excerpt_knows_where_it_comes_from() -> None:
    text = Body("First. Second.", ref=7)
    assert first_sentence(text, "en").ref == 7 and not first_sentence(Body(""), "en")


def test_a_running_head_has_the_words_alone_as_texts_are_set() -> None:
    """Without stress, links, citations and notes, and with the language's marks."""
    text = Text('**It\'s** "so", [see](https://example.org) [@a]^[Nobody knows.]')
    marked = References(sources={"a": 1}, typography="en")
    spans = tidy(marked.spans(runs_of(unmarked(text)), text)).spans
    assert "".join(s.text for s in spans).strip() == "It’s “so”, see"
    assert not any(s.bold or s.href or s.cite or s.note for s in spans)
    assert unmarked(text).ref == text.ref
