"""What a developer needs and a server does not: the environment, the embedded database, the front-end build."""
