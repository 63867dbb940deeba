"""Typed marks become the language's; addresses, code, quoted words and "as-is" stay as typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.language.fold import fold
from docgen.language.typography import with_marks

CASES = [
    ("en", '"Yes," she said, "it\'s \'so\'" -- then...', "“Yes,” she said, “it’s ‘so’” – then…"),
    ("en", "a 5'9\" board, the '80s, pages 3--5", "a 5'9\" board, the ’80s, pages 3–5"),
    ("de", 'Sie rief "Nein" - und ging.', "Sie rief „Nein“ – und ging."),
    ("fr", '"Non" : pourquoi? 5 %!', "«\u202fNon\u202f»\u00a0: pourquoi\u202f? 5\u202f%\u202f!"),
    ("fr-CA", '"Non" : quoi ?', "«\u202fNon\u202f»\u00a0: quoi?"),
    ("es", '"Hola" dijo', "«Hola» dijo"),
    ("en-US", "one -- two", "one — two"),
    (
        "en",
        "see https://a.org/x--y?q='1' and run --all",
        "see https://a.org/x--y?q='1' and run --all",
    ),
    ("en", "already “set” – as it’s meant…", "already “set” – as it’s meant…"),
    ("fr", "à 10:30, http://a.fr?b", "à 10:30, http://a.fr?b"),
    ("en", 'an "open end', 'an "open end'),
]


@pytest.mark.parametrize(("lang", "typed", "set_"), CASES)
def test_marks(lang: str, typed: str, set_: str) -> None:
    assert with_marks([typed], [False], lang) == [set_]
    assert with_marks([typed], [True], lang) == [typed]


def test_marks_go_over_runs() -> None:
    made = with_marks(['say "', "bold", '" of ', 'x = "y"'], [False, False, False, True], "en")
    assert made == ["say “", "bold", "” of ", 'x = "y"']


@pytest.mark.parametrize("typed", [c[1] for c in CASES if c[0] != "fr" and "--5" not in c[1]])
def test_grounding_sees_no_difference(typed: str) -> None:
    assert fold(with_marks([typed], [False], "en")[0]).text == fold(typed).text


def test_as_is_is_a_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from docgen.cli.main import main  # noqa: PLC0415  (the working folder is set first)

    monkeypatch.chdir(tmp_path)
    (tmp_path / "s.yaml").write_text("title: T\nlang: en\nstandfirst: 'It''s \"so\"'\n")
    sizes = {}
    for setting, shown in (("auto", "It’s “so”"), ("as-is", 'It\'s "so"')):
        (tmp_path / "docgen.toml").write_text(f'typography = "{setting}"\n')
        with pytest.raises(SystemExit) as done:
            main(["build", "-q", "s.yaml", "-l", "briefing-deck", "--out", setting])
        assert not done.value.code
        from pptx import Presentation  # noqa: PLC0415

        deck = Presentation(str(next((tmp_path / setting).glob("*.pptx"))))
        texts = [
            s.text_frame.text for slide in deck.slides for s in slide.shapes if s.has_text_frame
        ]
        assert shown in texts
        sizes[setting] = texts
    assert sizes["auto"] != sizes["as-is"]
