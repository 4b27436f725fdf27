"""`manage.py export_site`: the whole register as files, which lead to each other and are the same each time."""

import hashlib
import re
from html import unescape
from io import StringIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from playwright.sync_api import expect

from pcc_decisions.export.addresses import file_of, is_copied
from pcc_decisions.export.writing import SCRIPT, Copy

LINK = re.compile(r'\b(?:href|src)="([^"]*)"')


def export(folder: Path) -> Path:
    call_command("export_site", str(folder), stdout=StringIO())
    return folder


def digests(folder: Path) -> dict[str, str]:
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def broken_links(folder: Path) -> list[tuple[str, str]]:
    """Those of its pages that lead neither to a file of the copy nor out of it."""
    pages = [(page, page.read_text()) for page in folder.rglob("*.html")]
    links = {(page, unescape(link)) for page, text in pages for link in LINK.findall(text)}
    inside = [(page, urlsplit(link).path) for page, link in links if not urlsplit(link).scheme and urlsplit(link).path]
    return [(str(page), path) for page, path in inside if not (page.parent / unquote(path)).is_file()]


def missing_of_site_map(files: dict[str, Path]) -> list[str]:
    """What the site map names and the copy has not, but for what its README says it leaves out."""
    parts = re.findall("<loc>([^<]*)</loc>", Client().get("/sitemap.xml").text)
    pages = [
        page
        for part in parts
        for page in re.findall("<loc>([^<]*)</loc>", Client().get(urlsplit(part).path).text)
        if urlsplit(page).path not in ("/api/v1/", "/follow/")
    ]
    assert len(pages) > 50
    return [page for page in pages if str(file_of(urlsplit(page).path)) not in files]


def test_every_page_and_file_is_there_once_and_the_same_each_time(small, tmp_path, settings):
    settings.SITE_ADDRESS = "http://127.0.0.1:8000"
    copy = Copy(tmp_path / "first")
    count, first = copy.write(), copy.folder
    assert broken_links(first) == []
    said = digests(first)
    assert len(said) == count
    files = {file.relative_to(first).as_posix(): file for file in first.rglob("*") if file.is_file()}
    assert files.keys() == {*said, "SHA256SUMS"}
    assert all(hashlib.sha256(files[name].read_bytes()).hexdigest() == digest for name, digest in said.items())
    for name in ("data/awards.csv", "data/conditions.json", "data/register.jsonl", "data/datapackage.json"):
        assert files[name].read_bytes() == Client().get(f"/{name}", headers={"host": "127.0.0.1:8000"}).getvalue()
    for ending in ("/index.html", ".json", ".pdf", "/versions/index.html", "/versions/1/index.html"):
        assert f"decisions/{small.hotspot.reference}{ending}" in files
    assert not missing_of_site_map(files)
    for name in (
        "awards/index_by-recipient.html",
        "awards/sums_by-year.csv",
        "lists/late/index.html",
        "compare/index.html",
    ):
        assert name in files
    assert "The API (/api/v1/)".lower() in files["README.txt"].read_text().lower()
    assert not [name for name in files if re.search(r'[?:*"<>|\\]', name)]
    page = files["partnerships/manchester/index.html"].read_text()
    assert "This is a copy of the register as it was on" in page
    assert "Is this page useful?" not in page
    assert 'href="../../decisions/index_partnership-manchester.html"' in page
    again = Copy(tmp_path / "again")
    whole = {address for address in copy.seen if address.startswith("/data/") and "?" not in address}
    for address in {*sorted(copy.seen)[::12], *whole}:
        again.take(address)
        assert (again.folder / file_of(address)).read_bytes() == files[str(file_of(address))].read_bytes(), address


def test_it_is_searched_without_a_server(small, tmp_path, page, settings):
    settings.SITE_ADDRESS = "http://127.0.0.1:8000"
    copy = Copy(tmp_path)
    for address in (SCRIPT, "/decisions/", f"/decisions/{small.many.reference}/"):
        copy.take(address)
    copy.write_search()
    page.goto((tmp_path / "decisions" / "index.html").as_uri())
    page.get_by_label("Search decisions").fill("four Districts’")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_contain_text("1 decision has these words")
    page.get_by_role("link", name=small.many.title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(small.many.title)


def test_the_command_says_where_the_files_are_and_leaves_a_folder_alone_that_is_there(published, tmp_path, monkeypatch):
    monkeypatch.setattr("pcc_decisions.export.writing.first_addresses", lambda: iter(("/about/",)))
    monkeypatch.setattr("pcc_decisions.export.writing.copied", lambda markup, *_, **__: (markup, []))
    out = StringIO()
    call_command("export_site", str(tmp_path / "copy"), stdout=out)
    assert f"are in {tmp_path / 'copy'}." in out.getvalue()
    assert "about/index.html" in digests(tmp_path / "copy")
    with pytest.raises(CommandError, match="is there already"):
        export(tmp_path / "copy")


def test_a_register_that_changes_meanwhile_is_not_taken_for_one_edition(published, tmp_path, monkeypatch):
    editions = iter(("before", "after"))
    monkeypatch.setattr("pcc_decisions.management.commands.export_site.edition", lambda: next(editions))
    monkeypatch.setattr("pcc_decisions.export.writing.Copy.write", lambda _copy: 0)
    with pytest.raises(CommandError, match="The register changed meanwhile"):
        export(tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize(
    ("address", "linked_from", "whether"),
    [
        ("/decisions/", "/", True),
        ("/decisions/?partnership=salford", "/partnerships/salford/", True),
        ("/decisions/?partnership=salford&page=2", "/decisions/?partnership=salford", True),
        ("/decisions.csv?partnership=salford", "/decisions/?partnership=salford&page=2", True),
        ("/decisions/?partnership=salford&year=2023-24", "/decisions/?partnership=salford", False),
        ("/follow/", "/", False),
        ("/sign-in/", "/", False),
        ("/office/", "/", False),
        ("/api/v1/awards", "/", False),
        ("/no-such-page/", "/", False),
    ],
)
def test_what_needs_a_server_is_left_to_the_register(db, address, linked_from, whether):
    assert is_copied(address, linked_from=linked_from) is whether


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/decisions/GM-2024-0001/", "decisions/GM-2024-0001/index.html"),
        ("/decisions.csv?year=2023-24&partnership=salford", "decisions_partnership-salford_year-2023-24.csv"),
        ("/decisions/?q=%C2%A37.5k", "decisions/index_248ded25e0603aaa5b58.html"),
    ],
)
def test_a_file_is_called_after_its_address(address, file):
    assert str(file_of(address)) == file
    assert re.fullmatch(r"[A-Za-z0-9_./-]+", str(file_of(address)))
