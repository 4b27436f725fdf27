"""`{% load search %}`: what a search found, in its context."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from public.browse.search import MARK, UNMARK

register = template.Library()

FOUND = re.compile(f"{MARK}([^{MARK}{UNMARK}]*){UNMARK}")


@register.filter
def marked(text: str) -> SafeString:
    """The text, safe to show, with the words found marked; nothing where it has none of them."""
    if not text or MARK not in text:
        return SafeString("")
    safe = FOUND.sub(r"<mark>\1</mark>", conditional_escape(text))
    return mark_safe(safe.replace(MARK, "").replace(UNMARK, ""))  # noqa: S308  escaped before the marks were put in
