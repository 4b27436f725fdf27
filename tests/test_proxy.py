"""The proxy as deploy/nginx.conf says, in front of servers that tell what they were asked."""

import json
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from local_setup.proxy import NAME, NGINX, OPENSSL, free_ports, proxied
from local_setup.visitor import Visitor

pytestmark = pytest.mark.skipif(not (NGINX and OPENSSL), reason="no nginx is here")


@dataclass
class Behind:
    """Two servers of the public pages, and two for the office; `asked` counts what reached any of them."""

    ports: dict[int, int]
    servers: dict[int, ThreadingHTTPServer] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    visitors: list[Visitor] = field(default_factory=list)

    def visitor(self) -> Visitor:
        self.visitors.append(Visitor(self.ports[443], len(self.visitors)))
        return self.visitors[-1]

    def start(self, port: int) -> None:
        asked = self.asked

        class Telling(BaseHTTPRequestHandler):  # no connection is kept, so that a server that is stopped is gone
            def do_GET(self) -> None:
                asked[self.path] += 1
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if self.path.startswith("/dies"):
                    self.close_connection = True
                    return
                if self.path.startswith("/loses/the/database"):
                    self.send_error(503)
                    return
                body = json.dumps(
                    {"port": port, "n": asked[self.path], **{k.lower(): v for k, v in self.headers.items()}}
                )
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                if self.path.startswith("/kept"):
                    self.send_header("Cache-Control", "public, no-cache")
                    self.send_header("X-Accel-Expires", f"@{int(time.time())}")
                self.end_headers()
                self.wfile.write(body.encode())

            do_POST = do_GET  # noqa: N815

            def log_message(self, *_words: object) -> None:
                pass

        self.servers[port] = server = ThreadingHTTPServer(("127.0.0.1", self.ports[port]), Telling)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self, *ports: int) -> None:
        for port in ports:
            self.servers[port].shutdown()
            self.servers.pop(port).server_close()


@pytest.fixture(scope="module")
def behind(tmp_path_factory) -> Iterator[Behind]:
    servers = Behind(free_ports(80, 443, 8000, 8001, 8002, 8003))
    for port in (8000, 8001, 8002, 8003):
        servers.start(port)
    with proxied(tmp_path_factory.mktemp("proxy"), servers.ports):
        yield servers
        for each in servers.visitors:
            each.leave()
    servers.stop(*servers.servers)


def test_the_application_is_told_who_asked_and_for_what(behind):
    visitor = behind.visitor()
    forged = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http"}
    told = json.loads(visitor.get("/office/", **forged).text)
    assert told["host"] == NAME
    assert told["x-forwarded-for"] == visitor.address
    assert told["x-forwarded-proto"] == "https"
    assert "x-forwarded-host" not in told
    assert told["port"] in (8000, 8002)
    assert json.loads(visitor.get("/decisions/").text)["port"] in (8001, 8003)
    assert visitor.get("/readyz").status == 404


def test_forms_that_anybody_may_send_are_limited_and_pages_are_not(behind):
    visitor = behind.visitor()
    assert {visitor.get("/office/").status for _ in range(20)} == {200}
    assert [visitor.post("/sign-in/", {}).status for _ in range(15)].count(429) >= 3
    assert behind.visitor().post("/sign-in/", {}).status == 200


def test_a_body_may_have_100_mb(behind):
    visitor = behind.visitor()
    assert visitor.ask("POST", "/office/", None, {"Content-Length": str(101 * 2**20)}).status == 413


def test_a_page_is_kept_until_the_second_ends_and_shown_while_nobody_answers(behind):
    visitor = behind.visitor()
    time.sleep(1.02 - time.time() % 1)
    assert [json.loads(visitor.get("/kept").text)["n"] for _ in range(5)] == [1] * 5
    time.sleep(1.02 - time.time() % 1)
    assert json.loads(visitor.get("/kept").text)["n"] == 2
    behind.stop(8001, 8003)
    time.sleep(1.02 - time.time() % 1)
    assert json.loads(visitor.get("/kept").text)["n"] == 2
    nobody = visitor.get("/another")
    assert (nobody.status, nobody.headers["retry-after"]) == (503, "60")
    assert "Sorry, the register is not available" in nobody.text
    behind.start(8001)
    assert json.loads(visitor.get("/another").text)["port"] == 8001
    behind.start(8003)


def test_the_other_server_answers_for_one_that_is_gone_and_no_form_is_sent_twice(behind):
    visitor = behind.visitor()
    behind.stop(8000)
    assert {visitor.post("/office/new/", {"title": "x"}).status for _ in range(6)} == {200}
    assert behind.asked["/office/new/"] == 6
    behind.start(8000)
    assert visitor.get("/dies").status == 503
    assert behind.asked["/dies"] >= 2
    assert visitor.get("/loses/the/database").status == 503
    assert behind.asked["/loses/the/database"] == 2
    assert visitor.post("/dies/of/a/form", {}).status == 503
    assert visitor.post("/loses/the/database/of/a/form", {}).status == 503
    assert behind.asked["/dies/of/a/form"] == behind.asked["/loses/the/database/of/a/form"] == 1


HIDDEN = b"GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n"
SMUGGLING = {
    "both lengths": b"Content-Length: %d\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two lengths": b"Content-Length: 0\r\nContent-Length: %d\r\n\r\n",
    "a length and a comma": b"Content-Length: 0, %d\r\n\r\n",
    "a length with a sign": b"Content-Length: +%d\r\n\r\n",
    "a space before the colon": b"Content-Length: 0\r\nContent-Length : %d\r\n\r\n",
    "chunked, in other words": b"Content-Length: %d\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "chunked, behind a tab": b"Content-Length: %d\r\nTransfer-Encoding:\tchunked, identity\r\n\r\n0\r\n\r\n",
    "chunked, twice": b"Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\nContent-Length: %d\r\n\r\n0\r\n\r\n",
    "a line that goes on": b"Content-Length: 0\r\nX: y\r\n Transfer-Encoding: chunked\r\nContent-Length: %d\r\n\r\n",
    "a chunk that is longer than it says": b"Transfer-Encoding: chunked\r\nX: %d\r\n\r\n1\r\naXX\r\n0\r\n\r\n",
}


@pytest.mark.parametrize("name", SMUGGLING)
def test_no_request_is_hidden_in_another(behind, name):
    """What the proxy takes for a body reaches no server as a question of its own: each of these is refused, or is one
    request, and its body with it."""
    began = Counter(behind.asked)
    with raw(behind.ports[443]) as sent:
        sent.sendall(b"POST /office/x HTTP/1.1\r\nHost: " + NAME.encode() + b"\r\nConnection: close\r\n")
        sent.sendall(SMUGGLING[name] % len(HIDDEN) + HIDDEN)
        answer = b"".join(iter(lambda: sent.recv(65536), b""))
    asked = behind.asked - began
    assert set(asked) <= {"/office/x"}
    assert asked.total() <= 1
    assert answer.count(b"HTTP/1.1 ") == 1
    assert answer.startswith((b"HTTP/1.1 400", b"HTTP/1.1 501")) or asked.total() == 1


def raw(port: int) -> ssl.SSLSocket:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    return trusting.wrap_socket(socket.create_connection(("127.0.0.1", port), timeout=10), server_hostname=NAME)


def test_nobody_has_another_page_kept_under_this_ones_address(behind):
    """Kept by the whole address and the host that is asked for, whatever else is sent; the application knows its own
    hosts, and answers no other one with anything that is kept."""
    visitor = behind.visitor()
    lies = {"X-Forwarded-Host": "evil.example", "X-Original-URL": "/kept/evil", "X-Rewrite-URL": "/kept/evil"}
    told = json.loads(visitor.get("/kept/page?a=1", **lies).text)
    assert (told["host"], told["n"]) == (NAME, 1)
    assert json.loads(visitor.get("/kept/page?a=2").text)["n"] == 1
    with raw(behind.ports[443]) as sent:
        sent.sendall(b"GET /kept/page?a=3 HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
        assert b"evil.example" in b"".join(iter(lambda: sent.recv(65536), b""))
    assert "evil.example" not in visitor.get("/kept/page?a=3").text
