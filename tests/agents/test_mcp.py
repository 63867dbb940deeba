"""An agent's loop, by a scripted client of the SDK: draft, err, check, mend, build, look."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from PIL import Image

ROOT = Path(__file__).parents[2]
TOOLS = {"schema", "draft", "check", "explain", "build", "render", "layouts", "themes"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "desk"
    (root / "sources").mkdir(parents=True)
    (root / "docgen.toml").write_text('layouts = ["policy-brief", "executive-deck"]\n')
    shutil.copy(ROOT / "sources" / "flood-defense.article.md", root / "sources" / "story.md")
    return root


class Agent:
    """Calls tools, and holds every answer against the schema that the server gave for it."""

    def __init__(self, client: Client, schemas: dict[str, Any]) -> None:
        self.client, self.schemas = client, schemas

    async def call(self, name: str, **arguments: Any) -> Any:
        answer = await self.client.call_tool(name, arguments)
        assert not answer.is_error, answer
        if answer.structured_content is not None:
            jsonschema.validate(answer.structured_content, self.schemas[name])
        return answer

    async def data(self, name: str, **arguments: Any) -> Any:
        found = (await self.call(name, **arguments)).structured_content
        return found["result"] if set(found) == {"result"} else found


def run(project: Path, script: Any) -> None:
    async def session() -> None:
        server = StdioServerParameters(
            command=sys.executable, args=["-m", "docgen", "mcp", "--project", str(project)]
        )
        async with Client(stdio_client(server)) as client:
            tools = (await client.list_tools()).tools
            assert {tool.name for tool in tools} == TOOLS
            assert all(tool.description for tool in tools)
            await script(Agent(client, {tool.name: tool.output_schema for tool in tools}))

    asyncio.run(asyncio.wait_for(session(), 600))


def test_the_loop(project: Path) -> None:
    async def script(agent: Agent) -> None:
        schema = json.loads(await agent.data("schema"))
        assert "key_points" in json.dumps(schema)
        drafted = await agent.data(
            "draft", article="sources/story.md", save_as="sources/story.yaml"
        )
        path = project / "sources" / "story.yaml"
        path.write_text(drafted)
        clean = await agent.data("check", sources=["sources/story.yaml"])
        assert clean["ok"], clean
        assert clean["claims"] > 5
        path.write_text(drafted + "titel: x\nextra: {}\n" + "ask: ['Spend 987 million euros.']\n")
        wrong = await agent.data("check", sources=["sources/story.yaml"])
        assert not wrong["ok"]
        place = next(d for d in wrong["diagnostics"] if d["code"] == "DG102")
        assert place["file"] == "sources/story.yaml"
        lines = path.read_text().splitlines()
        assert lines[place["line"] - 1] == "titel: x"
        told = await agent.data("explain", code=place["code"])
        assert "key" in told["meaning"]
        del lines[place["line"] - 1]
        path.write_text("\n".join(lines) + "\n")
        wrong = await agent.data("check", sources=["sources/story.yaml"])
        invented = next(d for d in wrong["diagnostics"] if d["code"] == "DG510")
        assert "987" in invented["message"]
        del lines[invented["line"] - 1]
        path.write_text("\n".join(lines) + "\n")
        assert (await agent.data("check", sources=["sources/story.yaml"]))["ok"]
        built = await agent.data("build", sources=["sources/story.yaml"])
        assert built["ok"]
        for document in built["documents"]:
            assert (project / document["output"]).stat().st_size > 5000
        again = await agent.data("build", sources=["sources/story.yaml"])
        assert all(document["fresh"] for document in again["documents"])
        shown = await agent.call(
            "render", source="sources/story.yaml", layout="executive-deck", pages=[1, 2], dpi=40
        )
        pictures = [Image.open(io.BytesIO(base64.b64decode(c.data))) for c in shown.content]
        assert len(pictures) == 2
        assert all(len(p.convert("RGB").getcolors(1 << 20)) > 5 for p in pictures), "empty slides"
        assert {one["name"] for one in await agent.data("layouts")} >= {"policy-brief", "one-pager"}
        assert {one["name"] for one in await agent.data("themes")} >= {"slate", "vermilion"}

    run(project, script)


def test_nothing_leads_out_of_the_project(project: Path) -> None:
    outside = project.parent / "secret.md"
    outside.write_text("# Secret\n\nNobody may read this.\n")

    async def script(agent: Agent) -> None:
        for name, arguments in (
            ("draft", {"article": "../secret.md"}),
            ("draft", {"article": str(outside)}),
            ("check", {"sources": ["../secret.md"]}),
            ("check", {"sources": [], "article": "../secret.md"}),
            ("build", {"sources": [str(outside)]}),
            ("render", {"source": "../secret.md", "layout": "one-pager"}),
        ):
            answer = await agent.client.call_tool(name, arguments)
            told = json.dumps([str(c) for c in answer.content])
            assert answer.is_error, (name, told)
            assert "leads out of the project" in told
            assert "Nobody may" not in told

    run(project, script)


def test_resources(project: Path) -> None:
    async def script(agent: Agent) -> None:
        starter = await agent.client.read_resource("docgen://starter")
        assert "key_points" in str(starter.contents[0])
        page = await agent.client.read_resource("docgen://codes/DG102")
        assert "unknown-key" in str(page.contents[0])

    run(project, script)
