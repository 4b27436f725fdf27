"""The public register as files, which work from any web server and from a folder or stick."""
