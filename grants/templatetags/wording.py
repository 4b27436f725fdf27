"""`{% load wording %}`: amounts, dates and people's text as readers see them."""

from django import template

from grants import formatting

register = template.Library()
register.filter(formatting.pounds)
register.filter(formatting.signed_pounds)
register.filter(formatting.day)
register.filter(formatting.as_html)
