"""Headers that are lies, or no headers at all: no answer is a fault, believes them, or is kept for others."""

import pytest

from tests.public.test_kept_pages import Reader

pytestmark = pytest.mark.usefixtures("the_connection_of_the_test_stays_open")

EVIL = "evil.example"
PAGES = ("/", "/decisions/", "/decisions/GM-2024-0001/", "/decisions/GM-2024-0001.json", "/feeds/decisions.atom")
PAGES += ("/sitemap.xml", "/api/v1/decisions", "/data/datapackage.json", "/data/360giving.json", "/robots.txt")
ODD = {
    "range": ("bytes=0-0,-1,5-", "bytes=-0", "bytes=9-1", "bytes=" + "0-," * 2_000, "lines=1", "bytes=" + "9" * 400),
    "if-none-match": ('W/"', "*", '"a",' * 5_000, "\xff", 'W/"' + "a" * 60_000 + '"'),
    "if-modified-since": ("yesterday", "Thu, 99 Foo 99999 99:99:99 GMT", "9" * 1_000),
    "if-range": ("*", "junk"),
    "accept": ("*/*;q=" + "9" * 400, ",;,;q=," * 1_000, "text/html;q=NaN", "a" * 60_000),
    "accept-language": ("a-" * 20_000, "\xff"),
    "accept-encoding": ("br;q=x, gzip;q=-1, *;q=0", "," * 10_000),
    "cookie": ("a=" + "b" * 60_000, "=;=;" * 5_000, "sessionid=" + "z" * 5_000),
    "content-length": ("-1", "x", "9" * 30),
    "x-forwarded-for": ("," * 5_000, "\xff", "[::1", "1" * 5_000),
    "x-forwarded-proto": ("https,http", "javascript"),
    "origin": ("null", "https://[", "\xff"),
    "referer": ("https://[", "\xff", "//"),
    "authorization": ("Basic !!!", "Bearer " + "a" * 60_000),
    "x-http-method-override": ("DELETE",),
}


def test_another_name_of_the_host_is_neither_believed_nor_kept(published, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    lies = {"x-forwarded-host": EVIL, "forwarded": f"host={EVIL}", "x-host": EVIL, "x-original-url": f"//{EVIL}/"}
    for page in PAGES:
        reader = Reader()
        assert reader.get(page, host=EVIL)[0] == "400", page
        poisoned, after = reader.get(page, **lies), reader.get(page)
        assert EVIL not in str(poisoned[1]) + poisoned[2].decode(errors="replace"), page
        assert (poisoned[1].get("ETag"), poisoned[2]) == (after[1].get("ETag"), after[2]), page


def test_no_header_is_a_fault(published):
    asked = Reader()
    pages = ("/", "/decisions/GM-2024-0001.json", "/data/awards.csv", "/sign-in/", "/healthz")
    for page in pages:
        for name, values in ODD.items():
            for value in values:
                told = asked.get(page, **{name: value})
                assert int(told[0]) < 500, (page, name, value[:40])
