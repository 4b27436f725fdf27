"""`{% load terms %}`: the terms of a condition as readers see them."""

from django import template

from conditions import terms_in_words

register = template.Library()
register.filter(terms_in_words.basis)
register.filter(terms_in_words.sources)
register.filter(terms_in_words.in_kind_rule)
register.filter(terms_in_words.match_period)
register.filter(terms_in_words.without_conditions)
