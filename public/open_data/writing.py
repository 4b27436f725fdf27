"""A table of open data written line by line, so that however long it is, a part of it is in memory at a time."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder


def json_parts(head: Mapping[str, Any], name: str, records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The head, and the records under their name."""
    yield f"{as_json(head)[:-1]}, {as_json(name)}: ["
    between = "\n"
    for record in records:
        yield between + as_json(record)
        between = ",\n"
    yield "\n]}\n"


def as_json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
