"""Every command and every file that the manual shows works as it stands."""

from __future__ import annotations

import re
import shlex

import pytest

from docgen.cli.main import COMMANDS, main

from .conftest import DOCS, PAGES, Reader, snippets

ALL = sorted(path.relative_to(DOCS).with_suffix("").as_posix() for path in DOCS.glob("**/*.md"))


@pytest.mark.parametrize("page", PAGES)
def test_the_page_can_be_followed_word_for_word(page: str, reader: Reader) -> None:
    assert reader.follow(page) > 2


@pytest.mark.parametrize(
    "page", [one for one in [*ALL, "../README"] if not one.startswith(("reference/", "build"))]
)
def test_what_isnt_run_names_commands_and_options_that_there_are(page: str) -> None:
    text = (DOCS / f"{page}.md").read_text("utf-8")
    lines = [
        line for s in snippets(page) if s.language == "console" for line in s.text.splitlines()
    ]
    lines += re.findall(r"`(docgen [^`]+)`", text)
    for line in lines:
        words = shlex.split(line.partition(" > ")[0].replace("…", "x").rstrip("&"))
        if words[:1] != ["docgen"] or not words[1:] or words[1].isupper():
            continue
        if words[1].startswith("-"):
            continue
        assert words[1] in COMMANDS, f"{page}: {line}"
        known = main.get_command(
            main.make_context("docgen", ["--help-all"], resilient_parsing=True), words[1]
        )
        assert known is not None
        options = {name for one in known.params for name in (*one.opts, *one.secondary_opts)}
        for word in words[2:]:
            if word.startswith("-"):
                assert word.partition("=")[0] in options | {"--help"}, f"{page}: {line}: {word}"


@pytest.mark.parametrize("page", ALL)
def test_its_links_lead_somewhere(page: str) -> None:
    path = DOCS / f"{page}.md"
    text = re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        name, _, anchor = target.partition("#")
        if not name.startswith(("http:", "https:", "mailto:")) and name:
            assert (path.parent / name).is_file(), f"{page}: {target}"
        del anchor


def test_every_page_is_in_the_list_and_in_a_test() -> None:
    listed = (DOCS / "README.md").read_text("utf-8")
    for page in ALL:
        if page != "README" and not page.startswith("build/"):
            assert f"({page}.md)" in listed, page
    commanding = {page for page in ALL if any(s.language == "sh" for s in snippets(page))}
    assert commanding <= set(PAGES), "a page with commands isn't run"
