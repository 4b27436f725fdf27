"""Django's PostgreSQL, but for a connection that is refused (pcc_decisions/patience.py)."""

from typing import Any

from django.db.backends.postgresql import base

from pcc_decisions.patience import connected


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        return connected(self.alias, lambda: super(DatabaseWrapper, self).get_new_connection(conn_params))
