"""Django's PostgreSQL, but for a connection that is refused, or silent (pcc_decisions/patience.py)."""

from typing import Any

from django.db.backends.postgresql import base

from pcc_decisions.patience import connected, looking


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        return connected(self.alias, lambda: super(DatabaseWrapper, self).get_new_connection(conn_params))

    def is_usable(self) -> bool:
        """Asked of a kept connection before it is used again."""
        with looking():
            return super().is_usable()
