"""The server of ``docgen mcp``: tools and resources of the Model Context Protocol, over stdio.

All paths are relative to the project's folder, and none leads out of it. Only ``build`` writes,
and only outputs. Findings are those of ``docgen check --format json``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, Literal, ParamSpec, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver import Image
from mcp.server.mcpserver.exceptions import ToolError
from pydantic import BaseModel, Field

from docgen.engine.api import draft as draft_yaml
from docgen.engine.api import render as render_document
from docgen.engine.check import check as check_sources
from docgen.engine.jobs import BuildRequest, gather
from docgen.engine.run import How, carry_out, make_plan
from docgen.engine.starter import starter_summary
from docgen.foundation.codes import all_codes, load_code
from docgen.foundation.diagnostics import Diagnostic, DocgenError, Location, did_you_mean
from docgen.layout import list_layouts, list_themes
from docgen.report.formats.common import fingerprints
from docgen.report.formats.json import Counts, Finding, counts_of, finding_of
from docgen.report.schemas import schema_text
from docgen.summary.loader import load_summary
from docgen.version import __version__

INSTRUCTIONS = """\
docgen makes a PDF brief and a PowerPoint deck from one summary of an article (YAML). Work in this
loop: read docgen://schema/summary and docgen://starter; call `draft` for a first summary of an
article, or write one into sources/ yourself; put it in your own words; call `check`, mend every
error at its line and column, check again until no error is left; call `build`; call `render` for
each page and look at it. Figures, dates, names and quotations must be the article's own.
"""
MAX_PAGES = 20
"""Pictures that one call of `render` gives at the most."""

SourcePath = Annotated[str, Field(description="The summary, such as sources/story.yaml")]


class CheckResult(BaseModel):
    """What `check` found."""

    ok: bool = Field(description="No error is left")
    documents: int = Field(description="Documents that the summaries make")
    claims: int = Field(description="Claims held against the article; 0: there is no article")
    counts: Counts
    diagnostics: list[Finding]


class BuiltDocument(BaseModel):
    """A document that was built."""

    output: str = Field(description="Its path")
    format: Literal["pdf", "pptx"]
    pages: int = Field(description="Pages or slides")
    fresh: bool = Field(description="It was up to date already")


class BuildOutcome(BaseModel):
    """What `build` made."""

    ok: bool
    documents: list[BuiltDocument]
    counts: Counts
    diagnostics: list[Finding]


class Explanation(BaseModel):
    """What a diagnostic code means."""

    code: str
    meaning: str
    text: str = Field(description="The whole page, in Markdown, with a bad and a good example")


class LayoutChoice(BaseModel):
    """A layout that can be named."""

    name: str
    kind: Literal["brief", "deck"]
    description: str
    parameters: dict[str, str | int | float | bool]


class ThemeInfo(BaseModel):
    """A theme that can be named."""

    name: str
    description: str


def make_server(root: Path) -> MCPServer:
    """Return the server of the project in the folder `root`."""
    server = MCPServer(
        "docgen", title="docgen", instructions=INSTRUCTIONS, version=__version__, log_level="ERROR"
    )
    project = _Project(root.resolve())
    for tool in (
        project.schema,
        project.draft,
        project.check,
        project.explain,
        project.build,
        project.layouts,
        project.themes,
    ):
        server.tool()(told(tool))
    server.tool(structured_output=False)(told(project.render))
    _add_resources(server)
    return server


P = ParamSpec("P")
T = TypeVar("T")


def told(tool: Callable[P, T]) -> Callable[P, T]:
    """Return the tool with what is wrong as its answer: other exceptions are faults of ours."""

    @wraps(tool)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return tool(*args, **kwargs)
        except (DocgenError, ValueError) as error:
            raise ToolError(str(error)) from error

    return run


def _add_resources(server: MCPServer) -> None:
    @server.resource("docgen://schema/{kind}", mime_type="application/json")
    def schema(kind: str) -> str:
        """The JSON Schema of summary, layout, theme, config or diagnostics."""
        return schema_text(kind)

    @server.resource("docgen://starter", mime_type="application/yaml")
    def starter() -> str:
        """A summary to start from, with every kind of content once."""
        return starter_summary()

    @server.resource("docgen://codes/{code}", mime_type="text/markdown")
    def code(code: str) -> str:
        """The page of a diagnostic code."""
        return load_code(code).text


class _Project:
    """The tools, in one project."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def schema(self, kind: Literal["summary", "layout", "theme", "config"] = "summary") -> str:
        """Return the JSON Schema of a kind of file: names, types and meanings of its keys."""
        return schema_text(kind)

    def draft(
        self,
        article: Annotated[str, Field(description="The article: .md, .txt, .html or .pdf")],
        save_as: Annotated[str, Field(description="Where you will save it")] = "sources/draft.yaml",
    ) -> str:
        """Draft a summary of an article by extraction, as YAML; rewrite it in your own words."""
        return draft_yaml(self.inside(article), self.inside(save_as))

    def check(
        self,
        sources: Annotated[
            list[str], Field(description="Summaries; none: all of the project")
        ] = [],  # noqa: B006  (the schema's default; never changed)
        layouts: list[str] = [],  # noqa: B006
        article: Annotated[str, Field(description="Instead of the summary's own")] = "",
    ) -> CheckResult:
        """Find everything that is wrong: keys, markup, claims against the article, what won't fit."""
        request = BuildRequest(
            [self.inside(s) for s in sources],
            layouts,
            article=self.inside(article) if article else None,
            dry=True,
        )
        try:
            checked = check_sources(self.root, request, os.environ)
        except DocgenError as error:
            return CheckResult(ok=False, documents=0, claims=0, **self.findings(error.diagnostics))
        told = self.findings(checked.findings)
        return CheckResult(
            ok=not told["counts"].error,
            documents=len(checked.results),
            claims=checked.claims or 0,
            **told,
        )

    def explain(self, code: Annotated[str, Field(description="Such as DG102")]) -> Explanation:
        """Tell what a diagnostic code means and what to do about it."""
        try:
            page = load_code(code.upper())
        except KeyError as error:
            hint = did_you_mean(code.upper(), all_codes())
            raise ValueError(f'there is no code "{code}"; {hint}') from error
        return Explanation(code=page.code, meaning=page.meaning, text=page.text)

    def build(
        self,
        sources: list[str] = [],  # noqa: B006
        layouts: list[str] = [],  # noqa: B006
        theme: str = "",
        params: dict[str, str | int | float | bool] = {},  # noqa: B006
    ) -> BuildOutcome:
        """Build the documents into the project's folder of outputs; what is up to date stays."""
        request = BuildRequest(
            [self.inside(s) for s in sources], layouts, theme or None, params=params
        )
        try:
            results = list(carry_out(make_plan(self.root, request, os.environ), How()))
        except DocgenError as error:
            return BuildOutcome(ok=False, documents=[], **self.findings(error.diagnostics))
        documents = [
            BuiltDocument(
                output=self.shown(r.job.output), format=r.job.format, pages=r.count, fresh=r.fresh
            )
            for r in results
            if r.ok
        ]
        ok = len(documents) == len(results)
        return BuildOutcome(ok=ok, documents=documents, **self.findings(gather(results)))

    def render(
        self,
        source: SourcePath,
        layout: str,
        pages: Annotated[list[int], Field(description="From 1; none: all, 20 at most")] = [],  # noqa: B006
        theme: str = "",
        dpi: Annotated[int, Field(ge=30, le=200)] = 80,
    ) -> list[Image]:
        """Return pages or slides as pictures, so that you can look at them. Writes nothing."""
        summary = load_summary(self.inside(source))
        made = render_document(summary, layout, theme or None, project=self.root)
        wanted = pages or list(range(1, min(made.pages, MAX_PAGES) + 1))
        pictures = made.pictures(float(dpi), wanted[:MAX_PAGES])
        return [Image(data=data, format="png") for data in pictures]

    def layouts(self) -> list[LayoutChoice]:
        """List the layouts with their parameters."""
        return [
            LayoutChoice(
                name=one.name,
                kind=one.kind,
                description=one.description,
                parameters={name: param.default for name, param in one.params.items()},
            )
            for one in list_layouts(self.root)
        ]

    def themes(self) -> list[ThemeInfo]:
        """List the themes."""
        return [
            ThemeInfo(name=one.name, description=one.description) for one in list_themes(self.root)
        ]

    def inside(self, name: str) -> Path:
        """Return a path of the project. Raises ValueError for one that leads out of it."""
        path = (self.root / name).resolve()
        if not path.is_relative_to(self.root):
            raise ValueError(f'"{name}" leads out of the project')
        return path

    def shown(self, name: str) -> str:
        """Return a path as seen from the project."""
        path = Path(os.path.normpath(self.root / name))
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else name

    def findings(self, found: Sequence[Diagnostic]) -> dict[str, Any]:
        """Return findings and their counts, files as seen from the project."""
        told = []
        for one, mark in fingerprints(found):
            at = one.location
            place = Location(self.shown(at.file), at.line, at.column) if at and at.file else at
            shaped = finding_of(one, mark)
            told.append(shaped.model_copy(update={"file": place.file if place else None}))
        return {"counts": counts_of(found), "diagnostics": told}
