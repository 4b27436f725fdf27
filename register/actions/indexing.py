"""Letting searches find a published decision, and suggest its words to those who misspell them."""

from collections.abc import Collection

from django.db import connection

from grants.actions.inserting import run
from register.listed_rows import Named, SearchTexts, set_search
from register.models import ListedWord, Listing
from register.search_words import alike


def index(listing: Listing) -> None:
    """Let searches find what the newest notice of a decision says, at the amounts that its awards have now; words that
    are in no decision any more are not suggested any more."""
    before, document = set(listing.own_words), listing.notice.document
    amounts = list(listing.awards.values_list("current_amount", flat=True))
    set_search([(listing, SearchTexts.of(document, amounts, Named.in_documents([document])))])
    Listing.objects.filter(pk=listing.pk).update(search=listing.search, own_words=listing.own_words)
    suggest(set(listing.own_words) - before)
    no_longer_suggest(before - set(listing.own_words))


def suggest(words: Collection[str]) -> None:
    run([suggestion(words)])


def suggestion(words: Collection[str]) -> str:
    """The statement that adds each word with its stem; one that PostgreSQL does not look for has none."""
    with connection.cursor() as cursor:
        added = cursor.mogrify(
            "INSERT INTO register_listedword (word, stem) "
            "SELECT word, stem FROM unnest(%s::text[], %s::text[]) AS listed (word, alike), "
            "unnest(ts_lexize('english_stem', alike)) AS stem ON CONFLICT DO NOTHING",
            [sorted(words), [*map(alike, sorted(words))]],
        )
    return str(added.decode())


def no_longer_suggest(words: Collection[str]) -> None:
    """Words that have left a decision, but those that another one has."""
    if words:
        elsewhere = Listing.objects.filter(own_words__overlap=[*words]).values_list("own_words", flat=True)
        ListedWord.objects.filter(word__in=set(words).difference(*elsewhere)).delete()
