"""`{% load terms %}`: the terms of a condition as readers see them."""

from django import template

from conditions import wording

register = template.Library()
register.filter(wording.basis)
register.filter(wording.sources)
register.filter(wording.in_kind)
register.filter(wording.period)
