"""How often something may be requested, counted in the shared cache, by a digest of who requests it."""

from hashlib import sha256
from time import time

from django.core.cache import cache
from django.db import connection, transaction

HOUR, DAY = 3600, 24 * 3600


def within(what: str, who: str, *, most: int, seconds: int) -> bool:
    """Count one more; False once there were more than `most` since the first of them, `seconds` ago at most.

    Askers of the same name take turns, and counting on does not put off the end: the cache's own `incr` does neither.
    """
    key = f"{what}:{sha256(who.encode()).hexdigest()}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
        began, count = cache.get(key, (time(), 0))
        cache.set(key, (began, count + 1), max(1, began + seconds - time()))
    return bool(count < most)
