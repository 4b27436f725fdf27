"""The sample: what happened stands as data in `people.toml` and `years/`, and is played through the usual actions."""
