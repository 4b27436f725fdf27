"""Which public addresses a copy has, and as which file."""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.http import QueryDict
from django.urls import Resolver404, resolve, reverse

from pcc_decisions.public_pages import public_pages
from public.browse.award_table import GROUPINGS
from public.views.sitemap import BROWSED
from register.models import Listing

# What needs a server: letters, questions with any answer; and what search engines read.
OF_SERVER = {
    *("follow", "follow_sent", "follow_confirm", "follow_stop", "useful"),
    *("robots", "security_txt", "sitemap", "sitemap_part"),
}
PLAIN = re.compile(r"[a-z0-9_.-]{1,100}", re.IGNORECASE)


def first_addresses() -> Iterator[str]:
    """Those that the copying begins with, all pages of the site map and the sums of awards among them: all others are
    found by links."""
    for page in public_pages:
        if not page.pattern.converters and is_copied(f"/{page.pattern}"):
            yield f"/{page.pattern}"
    for name, slugs in BROWSED.items():
        yield from (reverse(f"public:{name}", args=[slug]) for slug in slugs())
    yield from (f"{reverse('public:award_list')}?by={by}" for by in GROUPINGS)
    for reference in Listing.objects.order_by("reference").values_list("reference", flat=True).iterator():
        yield reverse("public:decision_detail", args=[reference])


def is_copied(address: str, *, linked_from: str = "/") -> bool:
    """Whether a link on a copied page leads to another one. Questions that pages ask by a link are copied, with all
    their parts; those that only answers lead to are left to the register itself."""
    wanted, current = urlsplit(address), urlsplit(linked_from)
    try:
        match = resolve(wanted.path)
    except Resolver404:
        return False
    if match.namespace != "public" or match.url_name in OF_SERVER or wanted.path.startswith("/api/v1/"):
        return False
    return not current.query or asked(wanted.query) in ([], asked(current.query)) or not asked(current.query)


def asked(query: str) -> list[tuple[str, str]]:
    """What is asked, whichever part of the answer."""
    return sorted(pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != "page")


def file_of(address: str) -> PurePosixPath:
    """Where an address is kept in the copy. Names that no stick takes are told by a digest."""
    parts = urlsplit(address)
    path = PurePosixPath(parts.path.removeprefix("/") + ("index.html" if parts.path.endswith("/") else ""))
    if not parts.query:
        return path
    pairs = sorted(parse_qsl(parts.query, keep_blank_values=True))
    name = "_".join(f"{key}-{value}" for key, value in pairs)
    if not PLAIN.fullmatch(name):
        name = sha256(urlencode(pairs).encode()).hexdigest()[:20]
    return path.with_name(f"{path.stem}_{name}{path.suffix}")


def full(link: str, page: str) -> str:
    """The address, within the register, that a link on a page leads to."""
    joined = urlsplit(urljoin(page, link))
    query = QueryDict(joined.query).urlencode() if joined.query else ""
    return joined.path + (f"?{query}" if query else "")
