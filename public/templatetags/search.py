"""`{% load search %}`: what a search found, in its context; and the address of another search."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from public.browse.money import RowMoney
from public.browse.search import MARK, UNMARK, Search
from register.models import Listing

register = template.Library()

# Within a number or a reference.
BETWEEN = re.compile(f"{UNMARK}([,./-]){MARK}")
FOUND = re.compile(f"{MARK}([^{MARK}{UNMARK}]*){UNMARK}")


@register.filter
def row_money(listing: Listing) -> RowMoney:
    return RowMoney(listing)


@register.filter
def marked(text: str) -> SafeString:
    """The text, safe to show, with the words found marked; nothing where it has none of them."""
    if not text or MARK not in text:
        return SafeString("")
    whole = BETWEEN.sub(r"\1", text)
    safe = FOUND.sub(r"<mark>\1</mark>", conditional_escape(whole))
    return mark_safe(safe.replace(MARK, "").replace(UNMARK, ""))  # noqa: S308  escaped before the marks were put in


@register.simple_tag
def asking(search: Search, words: str) -> str:
    """What a list with the same filters and other words asks, as in addresses."""
    return Search({**search.asked, "q": words}).query
