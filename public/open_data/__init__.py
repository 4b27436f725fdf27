"""The register as open data: tables with their dictionary, and the 360Giving standard."""
