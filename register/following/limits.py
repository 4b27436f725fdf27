"""How often something may be asked, counted in the shared cache. What is counted is kept as a digest only."""

from hashlib import sha256

from django.core.cache import cache
from django.http import HttpRequest

HOUR, DAY = 3600, 24 * 3600


def within(what: str, who: str, *, most: int, seconds: int) -> bool:
    """Count one more; False once there were more than `most` since the first of them, `seconds` ago at most."""
    key = f"{what}:{sha256(who.encode()).hexdigest()}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) <= most
    except ValueError:  # it ran out in between
        return True


def asker(request: HttpRequest) -> str:
    """The network address that asks, as the nearest proxy saw it."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
