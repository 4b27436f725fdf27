"""The register as an API: what its answers hold, what may be asked, and how that is described (OpenAPI)."""
