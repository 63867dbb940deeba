"""Check that quotations and roles are given to those whom the article gives them to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from docgen.diagnostics import Severity
from docgen.summary.grounding.around import Span
from docgen.summary.grounding.index import ArticleIndex
from docgen.summary.grounding.match import Problem
from docgen.summary.grounding.voices import Voices, surname
from docgen.summary.lexicon import lexicon
from docgen.summary.model import Summary


@dataclass(frozen=True)
class Speaking:
    """The people of one summary against the voices of its article."""

    summary: Summary
    index: ArticleIndex

    @cached_property
    def voices(self) -> Voices:
        """The article's voices; whom the summary lists as people is known to be one."""
        return Voices(self.index, frozenset(self._listed))

    @cached_property
    def _listed(self) -> list[str]:
        lex = lexicon(self.summary.lang)
        names = [str(p.name) for p in self.summary.people]
        return [s for s in (surname(n.split(), lex) for n in names) if s]

    def other_speaker(self, span: Span, by: str, *, sure: bool) -> Problem | None:
        """Return what is wrong where the article gives a quotation to somebody else.

        ``by`` is the text that names the speaker; without a person known to the article in
        it (an institution, "leaders of both nations") nothing can be said.
        """
        told = self.voices.surnames_in(by)
        speaker = self.voices.speaker_at(*span)
        if not told or not speaker or speaker in told or (not sure and len(told) > 1):
            return None
        message = f"the article gives this quotation to {speaker}, not {told[-1]}"
        severity = Severity.ERROR if sure else Severity.WARNING
        return Problem("DG521", message, "name its speaker", severity)

    def other_role(self, name: str, role: str) -> Problem | None:
        """Return what is wrong where a role fits somebody else on the list far better."""
        lex = lexicon(self.summary.lang)
        last = surname(name.split(), lex)
        if not last or not role.strip():
            return None
        owner = self.voices.role_owner(role, last, self._listed)
        if not owner:
            return None
        message = f'in the article "{role}" fits {owner} better than {last}'
        return Problem("DG533", message, "check whose role it is", Severity.WARNING)

    def people(self) -> Iterator[tuple[str, str, str]]:
        """Give path, name and role of everybody with a role."""
        for person in self.summary.people:
            if person.role:
                yield person.role.path, str(person.name), str(person.role)
        for quote in self.summary.quotes:
            if quote.by and quote.role:
                yield quote.role.path, str(quote.by), str(quote.role)
