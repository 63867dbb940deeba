"""Completion in bash, which divides words at ``=``: ``-p page=A`` comes as three of them."""

from __future__ import annotations

from typing import Any

from click.shell_completion import BashComplete, CompletionItem, add_completion_class

_ANCHOR = "    return 0\n"
_NO_SPACE = """    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then
        compopt -o nospace
    fi

"""


class Bash(BashComplete):
    """Puts words together again that bash divided, and completes what stands after the ``=``."""

    source_template = BashComplete.source_template.replace(_ANCHOR, _NO_SPACE + _ANCHOR)
    _cut = 0
    """Characters of the word that stand before what bash replaces."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the one to complete, and what is there of it."""
        args, incomplete = super().get_completion_args()
        words: list[str] = []
        glue = False
        for word in [*args, incomplete]:
            joins = word == "=" and bool(words) and words[-1] != ""
            if (joins or glue) and words:
                words[-1] += word
            else:
                words.append(word)
            glue = joins
        last = words.pop() if words else ""
        self._cut = last.rfind("=") + 1 if "=" in last else 0
        return words, last

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Return an item as the script reads it: its kind, and what takes the word's place."""
        return f"{item.type},{item.value[self._cut :] if item.type == 'plain' else item.value}"


def register() -> None:
    """Use it in place of Click's own."""
    add_completion_class(Bash)
