"""Which words the register uses, and which of them somebody may have meant who misspelled one."""

from collections.abc import Collection, Iterable
from functools import cache

from django.db import connection
from django.db.models.functions import Length
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler
from spellchecker import SpellChecker

from register.models import ListedWord

# Words of questions, which say nothing about a decision where other words do.
FILLERS = frozenset(
    {"much", "many", "get", "gets", "got", "getting", "give", "gave", "gives", "given", "show", "find", "tell", "list"}
    | {"please", "see", "money", "pay", "pays", "paid", "spend", "spent", "receive", "received"}
    | {"decision", "decisions", "dn", "ref", "reference"}
)
LONG, TOO_SHORT = 8, 4
SILENT = "kgpw"  # as in knife, gnome, psalm, wrong


class Vocabulary:
    """Some words, as PostgreSQL stems them, and whether a published decision has them."""

    def __init__(self, words: Collection[str]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT word, stems, EXISTS (SELECT FROM register_listedword WHERE stem = stems[1]) "
                "FROM (SELECT word, ts_lexize('english_stem', word) AS stems FROM unnest(%s::text[]) AS word) AS typed",
                [[*words]],
            )
            rows = cursor.fetchall()
        self._stems = {word: stems[0] if stems else "" for word, stems, _ in rows}
        self._listed = {word for word, _, is_listed in rows if is_listed}

    def is_common(self, word: str) -> bool:
        """Too common for PostgreSQL to look for: the, of, what."""
        return not self._stems[word]

    def is_listed(self, word: str) -> bool:
        return word in self._listed

    def is_known(self, word: str) -> bool:
        """Whether it cannot be misspelled."""
        return self.is_listed(word) or self.is_common(word) or not word.isalpha()

    def stem(self, word: str) -> str:
        return self._stems[word] or word


def corrections(words: Iterable[str], others: Collection[str]) -> dict[str, list[str]]:
    """For each misspelled word, what may have been meant, the most likely first, of the words of the register and
    `others`; nothing where nothing is near, nor for a word of plain English: "stalking" is no "starting"."""
    words = [word for word in words if len(word) >= TOO_SHORT and word not in english()]
    if not words:
        return {}
    shortest, longest = min(map(len, words)) - 2, max(map(len, words)) + 2
    listed = ListedWord.objects.annotate(length=Length("word")).filter(length__gte=shortest, length__lte=longest)
    choices = {*listed.values_list("word", flat=True), *others}
    return {word: nearest for word in words if (nearest := near(word, choices))}


@cache
def english() -> frozenset[str]:
    """Read once, which saves 110 ms of the processor for each search with a word that nothing has."""
    return frozenset(SpellChecker(language="en").word_frequency.words())


def near(word: str, choices: Collection[str]) -> list[str]:
    """One letter more, less, other or exchanged; two in a long word; in a very short one only one less or
    exchanged, or a silent one before it: "nife"."""
    most = 2 if len(word) >= LONG else 1
    found = process.extract(word, choices, scorer=OSA.distance, score_cutoff=most, limit=20)
    if len(word) == TOO_SHORT:
        found = [each for each in found if is_near_short(word, each[0])]
    least = min((distance for _, distance, _ in found), default=0)
    nearest = [choice for choice, distance, _ in found if distance == least]
    return sorted(nearest, key=lambda choice: (-JaroWinkler.similarity(word, choice), choice))


def is_near_short(word: str, choice: str) -> bool:
    return (choice[0] == word[0] and not set(word) - set(choice)) or (choice[0] in SILENT and choice[1:] == word)
