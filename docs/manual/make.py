"""Build the manual with docgen itself: a PDF, a deck of ten slides, and a site of both.

``python docs/manual/make.py [FOLDER]`` writes to docs/build, or to FOLDER. The pages are the
Markdown files of docs/, in the order of docs/README.md.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

import yaml

from docgen.engine.files import write_whole
from docgen.engine.jobs import BuildRequest, Result
from docgen.engine.shown import ShownDocument, jobs_to_show, shown_documents
from docgen.report.site import site_files, write_site

HERE = Path(__file__).resolve().parent
DOCS = HERE.parent
ONLINE = "https://github.com/OWNER/docgen/blob/main/docs/"
"""Where a link leads that the manual has no chapter for."""
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_FENCE = re.compile(r"(^```.*?^```$)", re.M | re.S)
_FILE = re.compile(r"^```(\w+) file=(\S+)$", re.M)


def pages() -> list[str]:
    """Return the names of the manual's pages, in order."""
    listed = (DOCS / "README.md").read_text("utf-8")
    return list(dict.fromkeys(re.findall(r"\(([\w./-]+)\.md\)", listed)))


def chapter(page: str, known: list[str]) -> dict[str, str]:
    """Return a page as a section of a summary: its heading, its name and its text."""
    text = (DOCS / f"{page}.md").read_text("utf-8")
    title, _, body = text.partition("\n")
    parts = _FENCE.split(body)
    for index in range(0, len(parts), 2):
        part = re.sub(r"<!--.*?-->", "", parts[index], flags=re.S)
        part = re.sub(r"^!\[[^\]]*\]\([^)]*\)$", "", part, flags=re.M)
        part = re.sub(r"(?<!`)\[@(?!.*`)", r"\\[@", part)  # an example, no citation
        parts[index] = _LINK.sub(lambda m: _link(m[1], m[2], page, known), part)
    for index in range(1, len(parts), 2):
        named = _FILE.match(parts[index])
        if named:
            parts[index] = f"`{named[2]}`:\n\n{parts[index]}"
    text = "".join(parts).strip() + "\n"
    if page.startswith("reference/"):  # its many entries stay out of the contents
        text = f"## From A to Z\n\n{text}"
    return {"id": name_of(page), "heading": title.removeprefix("# ").strip(), "body": text}


def _link(words: str, target: str, page: str, known: list[str]) -> str:
    """Return a link to another page as one inside the manual."""
    if target.startswith(("http:", "https:", "mailto:", "#")):
        return f"[{words}]({target})"
    name = (Path(page).parent / target.partition("#")[0].removesuffix(".md")).as_posix()
    if name in known:
        return f"[{words}](#{name_of(name)})"
    return f"[{words}]({ONLINE}{target})"


def name_of(page: str) -> str:
    """Return a page's name in the manual."""
    return page.replace("/", "-")


def make(folder: Path) -> int:
    """Build everything into a folder; return the exit code."""
    project = folder / "project"
    shutil.rmtree(project, ignore_errors=True)
    shutil.copytree(HERE, project, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    known = pages()
    summary = {
        "title": "docgen: the manual",
        "lang": "en",
        "standfirst": "From an article to a printable brief and a PowerPoint deck: a tutorial,"
        " guides, how it works, and the reference.",
        "authors": ["Made by docgen"],
        "sections": [chapter(page, known) for page in known],
    }
    text = yaml.safe_dump(summary, allow_unicode=True, sort_keys=False, width=1_000)
    write_whole(project / "sources" / "manual.yaml", text.encode())
    asked = (
        BuildRequest([project / "sources" / "manual.yaml"], ["manual"]),
        BuildRequest([project / "sources" / "ten-slides.yaml"], ["briefing-deck"]),
    )
    jobs = [job for one in asked for job in jobs_to_show(project, one, os.environ)]
    documents = []
    for one in shown_documents(jobs):
        result: Result = one.result if isinstance(one, ShownDocument) else one
        for finding in result.diagnostics:
            print(finding, file=sys.stderr)
        if not isinstance(one, ShownDocument):
            return 1
        documents.append(one)
        name = Path(result.job.source).stem
        write_whole(folder / f"{name}.{result.job.format}", one.data)
        print(folder / f"{name}.{result.job.format}", f"{result.count} {result.job.unit}s")
    write_site(folder / "site", site_files(documents, "The manual of docgen"))
    print(folder / "site" / "index.html")
    return 0


if __name__ == "__main__":
    sys.exit(make(Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS / "build"))
