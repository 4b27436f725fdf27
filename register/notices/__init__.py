"""What is published: the document of a notice, its digests, what changed, and the forms that it is handed out in."""
