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


ASKED = "/decisions/?q=hotspot&year=2023-24"
ALIKE = ("/decisions/?year=2023-24&q=hotspot", "/decisions/?q=hotspot&q=evil&year=2023-24", "/decisions/?q=hotspot")
ALIKE += ("/decisions/?q=hotspot%26year=2023-24", "/decisions/?q=hotspot&year=2023-24&evil=1", "/decisions/?Q=hotspot")
ALIKE += ("/decisions/%3Fq=hotspot&year=2023-24", "/decisions/?q=hotspot&year=2023-24;q=evil", "/decisions/?;q=evil")


def told(answer) -> tuple:
    status, headers, body = answer
    return status, headers.get("ETag"), body


def test_nobody_has_another_page_kept_by_asking_in_other_words(published):
    """In another order, twice, or with something of a stranger's own: each is a page of its own, whoever came first."""
    reader = Reader()
    kept = {address: reader.get(address) for address in (*ALIKE, ASKED)}
    for address, page in kept.items():
        assert told(page) == told(reader.get(address)) == told(Reader().get(address)), address
    assert "evil" not in kept[ASKED][2].decode()
    assert kept["/decisions/%3Fq=hotspot&year=2023-24"][0] == "404"


def test_what_a_stranger_adds_to_an_address_is_in_no_page_of_anybody_else(published):
    for page in PAGES:
        reader, before = Reader(), told(Reader().get(page))
        for added in (f"{EVIL}=1", f"utm_source={EVIL}", f"page=2&x={EVIL}", f"=%22%3E{EVIL}", f"format={EVIL}"):
            reader.get(f"{page}?{added}")
        assert told(reader.get(page)) == before, page
