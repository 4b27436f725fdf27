"""What people type: nothing of it is an error, and all of it is understood in reasonable time."""

import time

from hypothesis import given
from hypothesis import strategies as st

from public.browse.search import Search, in_context
from public.search.also import also
from register.models import Listing
from register.search_words import indexed

WORDS = "knife crime or - \" ' ’ ( ) & | ! :* <-> \\ £ 7,500 1.1 million 2023/24 gm-2024-1 a-b-c ASB the ² % 99/99 0"
LONGER = ("1 May 2018", "31/02/2024", "M1 1AA", "Bolton Council", "ieDecisionDetails.aspx?ID=2548")
ODD = "\x02 ﬁ İ ß 日本 🙂 É ٣ ½ a-b-c"
PIECES = st.sampled_from((*WORDS.split(), *LONGER, *ODD.split()))
TYPED = st.lists(PIECES | st.text(max_size=8), max_size=14).map(lambda pieces: " ".join(pieces)[:200])
GLUED = st.lists(PIECES | st.text(max_size=8), max_size=14).map(lambda pieces: "".join(pieces)[:200])


@given(text=(TYPED | GLUED).filter(lambda text: "\0" not in text))
def test_nothing_that_can_be_typed_is_an_error_or_slow(published, text):
    start = time.monotonic()
    search = Search({"q": text})
    if search.words:
        list(in_context(search.found(), search.question))
        also(search.question)
        search.question.one_part_alone(Listing.objects.all())
        assert search.question.exactly is not None
        assert search.question.other_spellings() is not None
    assert time.monotonic() - start < 1


@given(st.text())
def test_any_text_can_be_indexed(text):
    assert "'" not in indexed(text)
