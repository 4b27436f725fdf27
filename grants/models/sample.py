"""Whether this register holds sample data, which everything that it says then has to tell."""

from functools import lru_cache
from time import time

from django.db import models
from django.db.models.functions import Now

MINUTE = 60  # seconds


class SampleMark(models.Model):
    """Stands in a database that holds sample data: every page then says so, and the sample may be loaded again."""

    made_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"sample data, {self.made_at:%d/%m/%Y}"

    @classmethod
    def is_set(cls) -> bool:
        return cls.objects.exists()


def is_sample() -> bool:
    """Whether pages have to say that this is sample data. Every page needs it and it changes once in a register's life,
    so the database is asked once a minute."""
    return is_set_in(int(time() / MINUTE))


@lru_cache(maxsize=1)
def is_set_in(minute: int) -> bool:
    return SampleMark.is_set()


def illustrative(standing: str) -> str:
    """What is said, without a page around it, of where a condition stands: in a sample it is invented."""
    return f"Illustrative: {standing}" if is_sample() else standing
