"""Every address of the leads' pages, from the map of the site, so that a new one is walked as well."""

from collections.abc import Mapping

from django.urls import reverse

from pcc_decisions.urls import partner_pages

PAGES = {page.name: str(page.pattern) for page in partner_pages if "<slug:partnership>" in str(page.pattern)}
NUMBERED = [name for name, route in PAGES.items() if "<int:pk>" in route]
# What further parts of an address say in every story: the period of the return that is sent, and its first measure.
FURTHER = {"<day:ends_on>": ("ends_on", "2024-03-31"), "<int:number>": ("number", 1)}
OTHERS = {page.name for page in partner_pages} - PAGES.keys()  # where a lead arrives, and the calendar's feed


def address(name: str, slug: str, things: Mapping[str, int], beyond: int = 0) -> str:
    """Of a page or download of a partnership. `things` are numbers by what stands before them in the address, like
    "conditions", or by the name of the one page that needs another."""
    named: dict[str, str | int] = {"partnership": slug}
    if name in NUMBERED:
        what = PAGES[name].partition("/<int:pk>")[0].rpartition("/")[2]
        named["pk"] = things.get(name, things[what]) + beyond
    return reverse(f"partners:{name}", kwargs=named | further(name))


def further(name: str) -> dict[str, str | int]:
    return dict(said for part, said in FURTHER.items() if part in PAGES[name])
