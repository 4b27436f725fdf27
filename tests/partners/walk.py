"""Every address of the leads' pages, from the map of the site, so that a new one is walked as well."""

from collections.abc import Mapping

from django.urls import reverse

from pcc_decisions.urls import partner_pages

PAGES = {page.name: str(page.pattern) for page in partner_pages if "<slug:partnership>" in str(page.pattern)}
NUMBERED = [name for name, route in PAGES.items() if "<int:pk>" in route]
OTHERS = {page.name for page in partner_pages} - PAGES.keys()  # where a lead arrives, and the calendar's feed


def address(name: str, slug: str, things: Mapping[str, int], beyond: int = 0) -> str:
    """Of a page or download of a partnership. `things` are numbers by what stands before them in the address, like
    "conditions", or by the name of the one page that needs another."""
    named: dict[str, str | int] = {"partnership": slug}
    if name in NUMBERED:
        what = PAGES[name].partition("/<int:pk>")[0].rpartition("/")[2]
        named["pk"] = things.get(name, things[what]) + beyond
    return reverse(f"partners:{name}", kwargs=named)
