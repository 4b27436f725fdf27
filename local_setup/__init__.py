"""What a person's own machine needs and a server does not: the embedded database, the front-end build, `make run`."""
