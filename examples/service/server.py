"""A small web service: POST a summary as JSON, get the brief or the deck back.

    python examples/service/server.py 8080
    curl -d @summary.json -o brief.pdf http://127.0.0.1:8080/policy-brief
    curl -d @summary.json -o deck.pptx http://127.0.0.1:8080/briefing-deck

Requests are answered side by side: `docgen.render` may be called from many threads. A wrong
summary is answered with 422 and its findings, each with the JSON pointer of its place.
"""

from __future__ import annotations

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import docgen

LAYOUTS = ("policy-brief", "one-pager", "briefing-deck", "executive-deck")
TYPES = {
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
MOST = 2_000_000
"""Bytes of a request."""


class Handler(BaseHTTPRequestHandler):
    """Answers POST /LAYOUT."""

    def do_POST(self) -> None:
        """Render the summary in the request's body."""
        layout = self.path.strip("/")
        length = int(self.headers.get("Content-Length") or 0)
        if layout not in LAYOUTS or not 0 < length <= MOST:
            self.answer(404, "text/plain", b"POST a summary to /" + "|".join(LAYOUTS).encode())
            return
        try:
            summary = docgen.Summary.from_data(json.loads(self.rfile.read(length)))
            made = docgen.render(summary, layout)
        except ValueError as error:
            self.answer(400, "text/plain", str(error).encode())
        except docgen.DocgenError as error:
            findings = [
                {"code": d.code, "message": d.message, "hint": d.hint, "at": str(d.location or "")}
                for d in error.diagnostics
            ]
            self.answer(422, "application/json", json.dumps(findings).encode())
        else:
            self.answer(200, TYPES[made.format], made)

    def answer(self, status: int, kind: str, body: bytes) -> None:
        """Send one answer."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8080
    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        print(f"http://127.0.0.1:{server.server_port}", flush=True)
        server.serve_forever()
