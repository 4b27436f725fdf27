"""Letting searches find a published decision, and suggest its words to those who misspell them."""

from collections.abc import Collection
from functools import reduce
from operator import add

from django.contrib.postgres.search import SearchVector
from django.db import connection
from django.db.models import Value

from register.models import ListedWord, Listing
from register.search_index import parts_of, suggested, together
from register.search_words import alike


def index(listing: Listing) -> None:
    """Let searches find what the newest notice of a decision says, at the amounts that its awards have now; words that
    are in no decision any more are not suggested any more."""
    parts = parts_of(listing)
    vectors = [
        SearchVector(Value(together(texts, facts)), weight=weight, config="english")
        for weight, (texts, facts) in parts.items()
    ]
    before = set(listing.own_words)
    listing.own_words = sorted({word for texts, _ in parts.values() for text in texts for word in suggested(text)})
    Listing.objects.filter(pk=listing.pk).update(search=reduce(add, vectors), own_words=listing.own_words)
    suggest(set(listing.own_words) - before)
    no_longer_suggest(before - set(listing.own_words))


def suggest(words: Collection[str]) -> None:
    """Each word with its stem; one that PostgreSQL does not look for has none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO register_listedword (word, stem) "
            "SELECT word, stem FROM unnest(%s::text[], %s::text[]) AS listed (word, alike), "
            "unnest(ts_lexize('english_stem', alike)) AS stem ON CONFLICT DO NOTHING",
            [[*words], [*map(alike, words)]],
        )


def no_longer_suggest(words: Collection[str]) -> None:
    """Words that have left a decision, but those that another one has."""
    if words:
        elsewhere = Listing.objects.filter(own_words__overlap=[*words]).values_list("own_words", flat=True)
        ListedWord.objects.filter(word__in=set(words).difference(*elsewhere)).delete()
