"""A local server that misbehaves as told."""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Behaviour:
    """How the server answers.

    Attributes:
        files: Path -> content.
        cut_after: Bytes of the body after which each of the next answers is cut; one entry an answer.
        stall_after: Bytes after which the next answer gives nothing for `stall_s`.
        stall_s: How long.
        corrupt: How many of the next answers have one bit wrong.
        token: What must be shown.
        announced: Added to the true length in Content-Length.
        has_ranges: Whether parts can be asked for.
        busy: How many of the next answers are 503.
        tag: ETag.
        redirects: Path -> address.
        is_chunked: No length is announced.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    cut_after: list[int] = field(default_factory=list)
    stall_after: int = -1
    stall_s: float = 5.0
    corrupt: int = 0
    token: str = ""
    announced: int = 0
    has_ranges: bool = True
    busy: int = 0
    tag: str = '"one"'
    redirects: dict[str, str] = field(default_factory=dict)
    is_chunked: bool = False
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)


@contextmanager
def serving(behaviour: Behaviour) -> Iterator[str]:
    """The address of a server that lives as long as the context."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            return

        def do_GET(self) -> None:
            behaviour.requests.append((self.path, dict(self.headers)))
            if self._refused():
                return
            data = behaviour.files[self.path]
            start = self._start(len(data))
            if start is None:
                return
            body = data[start:]
            if behaviour.corrupt:
                behaviour.corrupt -= 1
                body = body[:-1] + bytes([body[-1] ^ 1])
            self._head(start, len(data), len(body))
            self._body(body)

        def _refused(self) -> bool:
            if self.path in behaviour.redirects:
                self._empty(302, {"Location": behaviour.redirects[self.path]})
            elif behaviour.busy:
                behaviour.busy -= 1
                self._empty(503)
            elif behaviour.token and self.headers.get("Authorization") != f"Bearer {behaviour.token}":
                self._empty(401)
            elif self.path not in behaviour.files:
                self._empty(404)
            else:
                return False
            return True

        def _start(self, size: int) -> int | None:
            asked = self.headers.get("Range", "")
            if not asked or not behaviour.has_ranges:
                return 0
            if self.headers.get("If-Range", behaviour.tag) != behaviour.tag:
                return 0
            start = int(asked.removeprefix("bytes=").rstrip("-"))
            if start >= size:
                self._empty(416, {"Content-Range": f"bytes */{size}"})
                return None
            return start

        def _head(self, start: int, size: int, length: int) -> None:
            self.send_response(206 if start else 200)
            if start:
                self.send_header("Content-Range", f"bytes {start}-{size - 1}/{size}")
            if behaviour.is_chunked:
                self.send_header("Transfer-Encoding", "chunked")
            else:
                self.send_header("Content-Length", str(length + behaviour.announced))
            self.send_header("ETag", behaviour.tag)
            self.end_headers()

        def _body(self, body: bytes) -> None:
            cut = behaviour.cut_after.pop(0) if behaviour.cut_after else None
            sent = body if cut is None else body[:cut]
            if behaviour.stall_after >= 0:
                self.wfile.write(sent[: behaviour.stall_after])
                behaviour.stall_after = -1
                time.sleep(behaviour.stall_s)
                self.close_connection = True
                return
            if behaviour.is_chunked:
                self.wfile.write(b"%x\r\n%s\r\n" % (len(sent), sent))
                if cut is None:
                    self.wfile.write(b"0\r\n\r\n")
            else:
                self.wfile.write(sent)
            self.close_connection = cut is not None or behaviour.announced != 0 or behaviour.is_chunked

        def _empty(self, code: int, headers: dict[str, str] | None = None) -> None:
            self.send_response(code)
            for name, value in {"Content-Length": "0", **(headers or {})}.items():
                self.send_header(name, value)
            self.end_headers()

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
