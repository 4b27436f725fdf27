from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin.apps import SimpleAdminConfig
from django.core import checks
from django.db.models.signals import pre_migrate

from pcc_decisions.checks import psycopg_3_stays_out


class SiteConfig(AppConfig):
    name = "pcc_decisions"
    default = True

    def ready(self) -> None:
        checks.register(psycopg_3_stays_out)
        import_module("pcc_decisions.security_log")  # it listens to people signing in
        import_module("pcc_decisions.sessions")
        pre_migrate.connect(import_module("pcc_decisions.database_roles").taken_away, sender=self)


class OfficeAdminConfig(SimpleAdminConfig):
    """Django's admin with the office's own front door, and with our own models only: it looks for no others."""

    default_site = "pcc_decisions.admin.OfficeAdminSite"

    def ready(self) -> None:
        super().ready()
        for app in ("grants", "conditions", "register", "public", "intake"):
            import_module(f"{app}.admin")
