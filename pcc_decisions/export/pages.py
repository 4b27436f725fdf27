"""A page as it stands in a copy: its links lead to other files of the copy, or to the register itself."""

import re
from html import escape, unescape
from pathlib import PurePosixPath
from posixpath import relpath
from urllib.parse import quote

from django.conf import settings
from django.template.loader import render_to_string

from pcc_decisions.export.addresses import file_of, full, is_copied

LINK = re.compile(r'(?P<name>\b(?:href|src))="(?P<link>[/?][^"]*)"')
# A folder has no scripts that are modules; what they do is comfort, and of forms.
MODULE = re.compile(r'<script type="module"[^>]*></script>')
# A copy counts nothing.
USEFUL = re.compile(r'<aside class="useful".*?</aside>', re.DOTALL)
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
MAIN = "<main "
SEARCH = PurePosixPath("search.html")
SEARCHES = ("/", "/decisions/")


def copied(markup: str, address: str, *, made_on: str) -> tuple[str, list[str]]:
    """The page, and the addresses that it leads to."""
    own, found = file_of(address), []

    def link(match: re.Match[str]) -> str:
        written, _, part = unescape(match["link"]).partition("#")
        target, after = full(written, address), f"#{part}" if part else ""
        if target.startswith(settings.STATIC_URL) or is_copied(target, linked_from=address):
            found.append(target)
            return f'{match["name"]}="{escape(relative(file_of(target), own) + after)}"'
        return f'{match["name"]}="{escape(settings.SITE_ADDRESS.rstrip("/") + target + after)}"'

    page = FORM.sub(lambda _form: instead_of_form(address, own), USEFUL.sub("", MODULE.sub("", markup)))
    page = LINK.sub(link, page)
    told = render_to_string("export/banner.html", {"made_on": made_on, "site": settings.SITE_ADDRESS})
    return page.replace(MAIN, told + MAIN, 1), found


def instead_of_form(address: str, own: PurePosixPath) -> str:
    """A search of the copy, where the page has one; for what needs a server, where it is."""
    is_search = address.partition("?")[0] in SEARCHES
    site = settings.SITE_ADDRESS.rstrip("/") + address
    return render_to_string("export/form.html", {"search": relative(SEARCH, own) if is_search else "", "site": site})


def relative(target: PurePosixPath, own: PurePosixPath) -> str:
    return quote(relpath(target, own.parent))
