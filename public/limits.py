"""How often something may be requested, counted in the shared cache, by a digest of who requests it."""

from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network
from time import time

from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpRequest

HOUR, DAY = 3600, 24 * 3600
ONE_HOUSEHOLD = 64  # bits: who has one address of IPv6 has all of such a network


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


def asker(request: HttpRequest) -> str:
    """The network address that asks, as the nearest proxy saw it; of IPv6 the network of the household."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    written = forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(written)
    except ValueError:
        return str(written)
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, ONE_HOUSEHOLD), strict=False))
    return str(address)
