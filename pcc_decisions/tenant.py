"""The office's tenant of Microsoft Entra ID, whose accounts people may sign in with."""

import os
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured

NAMES = ("PCC_ENTRA_TENANT", "PCC_ENTRA_CLIENT_ID", "PCC_ENTRA_CLIENT_SECRET")


@dataclass(frozen=True)
class Tenant:
    id: str
    client_id: str
    client_secret: str
    authority: str = "https://login.microsoftonline.com"

    @classmethod
    def from_environment(cls) -> Self | None:
        """None where nothing is said of one. ImproperlyConfigured for a part of it, and for a tenant that is not
        named by its number: “common” would let every tenant of the world in."""
        said = [os.environ.get(name, "") for name in NAMES]
        if not any(said):
            return None
        if not all(said):
            raise ImproperlyConfigured(f"Set all of {', '.join(NAMES)}, or none.")
        try:
            return cls(str(UUID(said[0])), *said[1:])
        except ValueError as no_number:
            raise ImproperlyConfigured("PCC_ENTRA_TENANT is the tenant's number (Directory ID).") from no_number

    @property
    def issuer(self) -> str:
        return f"{self.authority}/{self.id}/v2.0"
