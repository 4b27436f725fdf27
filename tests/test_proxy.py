"""The proxy as deploy/nginx.conf says, in front of servers that tell what they were asked."""

import json
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
    assert visitor.get("/another").status == 502
    behind.start(8001)
    assert json.loads(visitor.get("/another").text)["port"] == 8001
    behind.start(8003)


def test_the_other_server_answers_for_one_that_is_gone_and_no_form_is_sent_twice(behind):
    visitor = behind.visitor()
    behind.stop(8000)
    assert {visitor.post("/office/new/", {"title": "x"}).status for _ in range(6)} == {200}
    assert behind.asked["/office/new/"] == 6
    behind.start(8000)
    assert visitor.get("/dies").status == 502
    assert behind.asked["/dies"] >= 2
    assert visitor.get("/loses/the/database").status == 503
    assert behind.asked["/loses/the/database"] == 2
    assert visitor.post("/dies/of/a/form", {}).status == 502
    assert visitor.post("/loses/the/database/of/a/form", {}).status == 503
    assert behind.asked["/dies/of/a/form"] == behind.asked["/loses/the/database/of/a/form"] == 1
