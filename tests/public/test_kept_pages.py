"""A public page is made once for all readers of an edition, and no answer is older than what is published."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from time import monotonic, sleep

import brotli
import pytest
from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory

from pcc_decisions import kept_pages
from pcc_decisions.edition import STARTED_AT, Edition
from pcc_decisions.kept_pages import BESIDE, MOMENT, KeptPages
from tests import stories

pytestmark = pytest.mark.usefixtures("the_connection_of_the_test_stays_open")


class Reader:
    """Asks the application as a web server does, and counts how often Django was asked."""

    def __init__(self, **options) -> None:
        self.django, self.asked = get_wsgi_application(), []
        self.pages = KeptPages(self.ask_django, **options)

    def ask_django(self, environ, start_response):
        self.asked.append(environ["PATH_INFO"])
        return self.django(environ, start_response)

    def get(self, address, method="get", **headers):
        """Status, headers but for the second until which a proxy keeps it, and the body as it was sent."""
        said = []
        environ = getattr(RequestFactory(), method)(address, headers=headers).environ
        body = b"".join(self.pages(environ, lambda *started: said.extend(started)))
        return said[0][:3], {name: value for name, value in said[1] if name != "X-Accel-Expires"}, body


@pytest.fixture
def reader(published):
    return Reader()


def test_a_page_is_made_once(reader):
    first, again = reader.get("/"), reader.get("/")
    assert first == again
    assert reader.asked == ["/"]
    assert "x-request-id" not in {name.lower() for name in again[1]}  # it would be another reader's
    assert b"Hotspot work against organised crime" in again[2]


def test_it_is_another_one_after_a_publication_and_the_first_answer_shows_it(reader, olu, ada):
    reader.get("/")
    stories.whole(officer=olu, approver=ada, district="bury", title="A scheme in Bury")
    assert b"A scheme in Bury" in reader.get("/")[2]


def test_however_many_are_answered_the_edition_is_asked_for_once_in_a_moment(reader, django_assert_num_queries):
    reader.get("/")
    reader.pages.newest.ask()
    with django_assert_num_queries(0):
        reader.pages.newest.answer = (monotonic() + 60, reader.pages.newest.answer[1])
        assert [reader.get("/")[0] for _ in range(3)] == ["200"] * 3


def test_who_does_something_is_answered_when_no_server_goes_by_the_edition_before():
    """Another server asked for it just before the deed; after the answer to the deed it asks again."""
    done = []

    def deed(_environ, _start_response):
        done.append(monotonic())
        return []

    KeptPages(deed)(RequestFactory().post("/").environ, lambda *_started: None)
    assert monotonic() - done[0] >= MOMENT


def test_what_people_do_inside_has_no_page_made_again(reader, olu):
    reader.get("/")
    stories.draft(by=olu, district="bury")
    reader.get("/")
    assert reader.asked == ["/"]


def test_it_is_sent_compressed_to_who_can_read_that(reader):
    whole = reader.get("/")[2]
    _, headers, body = reader.get("/", **{"Accept-Encoding": "gzip, deflate, br"})
    assert (headers["Content-Encoding"], brotli.decompress(body)) == ("br", whole)
    _, headers, body = reader.get("/", **{"Accept-Encoding": "gzip;q=1.0, br;q=0"})
    assert (headers["Content-Encoding"], gzip.decompress(body)) == ("gzip", whole)
    assert headers["Content-Length"] == str(len(body))
    assert "Accept-Encoding" in headers["Vary"]
    assert reader.asked == ["/"]


def test_a_reader_who_has_it_is_told_so_by_one_row_of_the_database(reader, django_assert_num_queries):
    tag = reader.get("/decisions/")[1]["ETag"]
    sleep(MOMENT)
    with django_assert_num_queries(2):  # the other one is for the sample mark, once a minute
        status, headers, body = reader.get("/decisions/", **{"If-None-Match": tag})
    assert (status, headers["ETag"], body) == ("304", tag, b"")
    assert reader.asked == ["/decisions/"]


def test_its_head_has_no_body(reader):
    size = reader.get("/")[1]["Content-Length"]
    status, headers, body = reader.get("/", method="head")
    assert (status, headers["Content-Length"], body) == ("200", size, b"")


@pytest.mark.parametrize("address", ["/office/", "/sign-in/", "/data/awards.csv", "/no-such-page/"])
def test_what_is_not_the_same_for_everybody_or_is_a_stream_is_always_made(reader, address):
    for _ in range(2):
        reader.get(address)
    assert reader.asked == [address] * 2


def test_the_page_and_its_data_are_kept_apart(reader, published):
    address = f"/decisions/{published.reference}/"
    page, data = reader.get(address), reader.get(address, Accept="application/json")
    assert page[1]["Content-Type"].startswith("text/html")
    assert data[1]["Content-Type"].startswith("application/json")
    assert reader.get(address, Accept="application/json") == data


def test_there_is_a_bound_to_what_is_kept_and_the_longest_unread_goes_first(published):
    reader = Reader()
    for number in range(5):
        reader.get(f"/about/?{number}")
    one = reader.pages.size // 5
    assert one > BESIDE
    small = Reader(most_bytes=3 * one + one // 2)
    for number in range(5):
        small.get(f"/about/?{number}")
        small.get("/about/?0")
    assert small.pages.size <= small.pages.most_bytes
    assert small.asked.count("/about/") == 5


def test_however_many_ask_at_once_one_of_them_makes_it(monkeypatch):
    monkeypatch.setattr(kept_pages, "edition", lambda: Edition("one", STARTED_AT))
    made = count()

    def slow(environ, start_response):
        next(made)
        sleep(0.05)
        headers = [("Content-Type", "text/html"), ("Content-Length", "2"), ("ETag", 'W/"1"')]
        start_response("200 OK", [*headers, ("Cache-Control", "public, no-cache")])
        return [b"Hi"]

    pages = KeptPages(slow)
    with ThreadPoolExecutor(8) as readers:
        asked = [readers.submit(pages, RequestFactory().get("/").environ, lambda *_: None) for _ in range(8)]
    assert [b"".join(each.result()) for each in asked] == [b"Hi"] * 8
    assert next(made) == 1
