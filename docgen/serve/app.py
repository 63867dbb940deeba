"""The preview's web application: pages of documents, kept up to date as files are saved.

Nothing is written from the page. Requests must name a host that the server was started for
(against DNS rebinding), and those of other origins are refused; beyond loopback a token is asked.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from importlib.resources import files
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import URL
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from watchfiles import Change, awatch

from docgen.foundation.diagnostics import DocgenError
from docgen.layout import list_layouts, list_themes
from docgen.serve.documents import Documents

TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css"}
COOKIE = "docgen_token"
POLICY = "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'"
IGNORED = {".git", ".venv", "node_modules", "__pycache__", ".docgen"}
MAX_BODY = 100_000
STEP, SETTLE, TIMEOUT = 10, 120, 250
"""Milliseconds: how long no further change is waited for, a burst of changes at most, and after
which the watcher speaks though nothing has changed."""
CHOICES = ("*/layout.toml", "themes/*.toml", "_brand.y*ml")
"""Files that layouts and themes are listed from, in the project and in its layouts."""
BEAT = 15.0
"""Seconds between two signs of life on a stream of events."""


class Guard(BaseHTTPMiddleware):
    """Refuses other hosts and origins, and requests without the token where there is one."""

    def __init__(self, app: Any, hosts: frozenset[str], token: str) -> None:
        super().__init__(app)
        self.hosts, self.token = hosts, token

    async def dispatch(
        self, request: Request, call_next: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        """Check a request, then answer it."""
        host = request.headers.get("host", "").rpartition(":")[0] or request.headers.get("host", "")
        if host.strip("[]") not in self.hosts:
            return Response("this host isn't served", 403)
        origin = request.headers.get("origin")
        if origin and URL(origin).netloc != request.headers.get("host"):
            return Response("requests from other pages are refused", 403)
        given = request.query_params.get("token") or request.cookies.get(COOKIE, "")
        if self.token and not secrets.compare_digest(given.encode(), self.token.encode()):
            return Response("the address wants its token: ?token=...", 403)
        response = await call_next(request)
        if self.token and request.query_params.get("token"):
            response.set_cookie(COOKIE, self.token, httponly=True, samesite="strict")
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response


class Preview:
    """The application's state: the documents, and who listens for changes of them."""

    def __init__(self, documents: Documents, out: Path, editor: str) -> None:
        self.documents, self.out, self.editor = documents, out.resolve(), editor
        self.listeners: set[asyncio.Queue[str]] = set()
        self._choices: tuple[object, dict[str, Any]] = (None, {})

    async def watch(self, stop: asyncio.Event) -> None:
        """Update the documents whenever a file changes, until `stop` is set."""
        while not stop.is_set():
            folders, ready = self.documents.watched(), False
            try:
                async for changes in awatch(
                    *sorted(folders),
                    watch_filter=self._matters,
                    step=STEP,
                    debounce=SETTLE,
                    rust_timeout=TIMEOUT,
                    yield_on_timeout=True,
                    stop_event=stop,
                ):
                    # The watcher is there when it first speaks: what was saved before, it
                    # didn't see.
                    if changes or not ready:
                        await self.update()
                    ready = True
                    if self.documents.watched() != folders:
                        break
            except (OSError, RuntimeError, ValueError):  # a folder went away meanwhile
                ready = False
            if not ready and not stop.is_set():
                await self.update()
                await asyncio.sleep(TIMEOUT / 1000)

    async def update(self) -> None:
        """Build what has changed, telling of each document as soon as it is there."""
        loop, begun = asyncio.get_running_loop(), time.perf_counter()

        def tell(changed: list[str]) -> None:
            spent = round((time.perf_counter() - begun) * 1000, 1)
            loop.call_soon_threadsafe(self.tell, changed, spent)

        await run_in_threadpool(self.documents.update, tell)

    def _matters(self, change: Change, path: str) -> bool:
        one = Path(path)
        return not (IGNORED.intersection(one.parts) or one.is_relative_to(self.out))

    def tell(self, changed: list[str], milliseconds: float = 0.0) -> None:
        """Tell every listener which documents changed, so long after the change was seen."""
        message = json.dumps({"changed": changed, "milliseconds": milliseconds})
        for queue in self.listeners:
            queue.put_nowait(message)

    def choices(self) -> dict[str, Any]:
        """Return the layouts and themes that there are, read again when a file of them changed."""
        root = self.documents.root
        found = [
            (path, path.stat().st_mtime_ns)
            for folder in (root / "layouts", root)
            for pattern in CHOICES
            for path in folder.glob(pattern)
        ]
        stamp = sorted((str(path), when) for path, when in found)
        if self._choices[0] != stamp:
            self._choices = (stamp, _choices(root))
        return self._choices[1]

    async def page(self, request: Request) -> Response:
        """A file of the page itself."""
        name = request.path_params.get("name", "index.html")
        if name not in ("index.html", "present.html", "app.js", "present.js", "style.css"):
            raise HTTPException(404)
        text = files("docgen.serve").joinpath("static", name).read_text("utf-8")
        return Response(text, media_type=TYPES[Path(name).suffix])

    async def present(self, request: Request) -> Response:
        """The presenter's view."""
        text = files("docgen.serve").joinpath("static", "present.html").read_text("utf-8")
        return Response(text, media_type="text/html")

    async def state(self, request: Request) -> Response:
        """Everything that is shown, and what can be chosen."""
        plain = await run_in_threadpool(self.documents.as_plain)
        root = self.documents.root
        try:
            choices = await run_in_threadpool(self.choices)
        except (DocgenError, OSError):  # told by what is built; the last ones stay
            choices = self._choices[1] or {"known_layouts": [], "known_themes": []}
        return JSONResponse(
            {**plain, **choices, "root": str(root.resolve()), "editor": self.editor}
        )

    async def events(self, request: Request) -> Response:
        """A stream of server-sent events: which documents changed."""
        queue: asyncio.Queue[str] = asyncio.Queue()
        self.listeners.add(queue)

        async def stream() -> AsyncIterator[str]:
            try:
                yield "retry: 500\ndata: {}\n\n"
                while True:
                    try:
                        message = await asyncio.wait_for(queue.get(), BEAT)
                        while not queue.empty():
                            message = _joined(message, queue.get_nowait())
                        yield f"data: {message}\n\n"
                    except TimeoutError:
                        yield ": alive\n\n"
            finally:
                self.listeners.discard(queue)

        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(stream(), media_type="text/event-stream", headers=headers)

    async def picture(self, request: Request) -> Response:
        """A page of a document as PNG."""
        key, page = request.path_params["key"], request.path_params["page"]
        try:
            width = int(request.query_params.get("w", "1200"))
            data = await run_in_threadpool(self.documents.picture, key, page, width)
        except (LookupError, ValueError) as error:
            raise HTTPException(404) from error
        headers = {"Cache-Control": "max-age=3600, immutable"}
        return Response(data, media_type="image/png", headers=headers)

    async def regions(self, request: Request) -> Response:
        """Where each text of a document comes from."""
        view = self.documents.views.get(request.path_params["key"])
        if view is None:
            raise HTTPException(404)
        return JSONResponse(view.regions)

    async def claims(self, request: Request) -> Response:
        """The claims of a document's summary beside their passages."""
        key = request.path_params["key"]
        if key not in self.documents.views:
            raise HTTPException(404)
        return JSONResponse(await run_in_threadpool(self.documents.claims, key))

    async def choose(self, request: Request) -> Response:
        """Use other layouts, another theme or parameters from now on."""
        body = await request.body()
        if len(body) > MAX_BODY or request.headers.get("content-type") != "application/json":
            raise HTTPException(415)
        try:
            asked = json.loads(body)
            layouts = asked.get("layouts")
            if layouts is not None:
                layouts = [str(name) for name in layouts]
            params = asked.get("params")
            theme = asked.get("theme")
            changed = await run_in_threadpool(self.documents.choose, layouts, theme, params)
        except (ValueError, AttributeError, TypeError) as error:
            raise HTTPException(400) from error
        self.tell(changed or ["*"])
        return JSONResponse({"changed": changed})

    async def download(self, request: Request) -> Response:
        """A document as the build would write it."""
        key = request.path_params["key"]
        if key not in self.documents.views:
            raise HTTPException(404)
        try:
            data, name = await run_in_threadpool(self.documents.download, key)
        except DocgenError as error:
            return Response(str(error), 409, media_type="text/plain")
        headers = {"Content-Disposition": f'attachment; filename="{_ascii(name)}"'}
        return Response(data, media_type="application/octet-stream", headers=headers)


def _joined(one: str, two: str) -> str:
    first, second = json.loads(one), json.loads(two)
    changed = list(dict.fromkeys([*first["changed"], *second["changed"]]))
    return json.dumps({"changed": changed, "milliseconds": second["milliseconds"]})


def _ascii(name: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in name)


def _choices(root: Path) -> dict[str, Any]:
    layouts = [
        {
            "name": one.name,
            "kind": one.kind,
            "description": one.description,
            "params": {name: param.default for name, param in one.params.items()},
        }
        for one in list_layouts(root)
    ]
    return {
        "known_layouts": layouts,
        "known_themes": [t.name for t in list_themes(root) if t.name != "base"],
    }


def make_app(preview: Preview, hosts: frozenset[str], token: str = "") -> Starlette:
    """Return the application; it watches files as long as it runs."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        stop = asyncio.Event()
        await run_in_threadpool(preview.documents.update)
        watching = asyncio.create_task(preview.watch(stop))
        try:
            yield
        finally:
            stop.set()
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching

    async def to_root(request: Request) -> Response:
        return RedirectResponse("/")

    return Starlette(
        routes=[
            Route("/", preview.page),
            Route("/index.html", to_root),
            Route("/static/{name}", preview.page),
            Route("/present/{key}", preview.present),
            Route("/api/state", preview.state),
            Route("/api/events", preview.events),
            Route("/api/regions/{key}", preview.regions),
            Route("/api/claims/{key}", preview.claims),
            Route("/api/choose", preview.choose, methods=["POST"]),
            Route("/page/{key}/{page:int}.png", preview.picture),
            Route("/download/{key}", preview.download),
        ],
        middleware=[Middleware(Guard, hosts=hosts, token=token)],
        lifespan=lifespan,
    )
