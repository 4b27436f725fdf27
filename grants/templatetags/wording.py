"""`{% load wording %}`: amounts, dates and people's text as readers see them."""

from django import template

from grants import wording

register = template.Library()
register.filter(wording.pounds)
register.filter(wording.change)
register.filter(wording.day)
register.filter(wording.prose)
