"""One page of a long list."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

PAGE_SIZE = 20


def paged(
    request: HttpRequest,
    rows: QuerySet[Any] | Sequence[Any],
    query: QueryDict | None = None,
    *,
    size: int = 0,
    count: int | None = None,
) -> dict[str, Any]:
    """For the template: the `page` asked for, or the nearest there is (then `no_such_page` is what was asked for), and
    the rest of the `query`: that of the address, or another that says the same. `count`: how many rows there are,
    where that is known."""
    asked = request.GET.get("page", "1").replace("\0", "\N{REPLACEMENT CHARACTER}")  # a page may not hold the former
    paginator = Paginator(rows, size or PAGE_SIZE)
    if count is not None:
        paginator.count = count
    page = paginator.get_page(asked)
    query = (request.GET if query is None else query).copy()
    query.pop("page", None)
    lost = asked[:20] if asked != str(page.number) else ""
    return {"page": page, "no_such_page": lost, "query": query.urlencode()}


def paged_part(
    request: HttpRequest, headings: Mapping[str, str], rows: Mapping[str, Callable[[], QuerySet[Any]]]
) -> dict[str, Any]:
    """A page of the part of a list that `?show=` chooses, with what leads to the others; of the first part, "", where
    it names none."""
    wanted = request.GET.get("show", "")
    shown = wanted if wanted in headings else ""
    return {"shown": shown, "heading": headings[shown], "parts": headings.items()} | paged(request, rows[shown]())
