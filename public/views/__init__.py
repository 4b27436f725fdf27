"""The pages that everybody reads. They show what has been published, office data, and how conditions stand."""
