"""What must be true of the machine before the site starts; `manage.py check` and every start say it in a sentence."""

from importlib.util import find_spec
from typing import Any

from django.core.checks import CheckMessage, Error


def psycopg_3_stays_out(**_options: Any) -> list[CheckMessage]:
    """Django takes psycopg 3 wherever it can be imported, without a word; here everything is tried with psycopg2."""
    if find_spec("psycopg") is None:
        return []
    hint = "Remove it: pip uninstall psycopg psycopg-binary psycopg-pool"
    return [Error("psycopg 3 is installed, and Django would use it instead of psycopg2.", hint=hint, id="pcc.E001")]
