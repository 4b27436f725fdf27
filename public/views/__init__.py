"""The pages that everybody reads. They show what has been published, reference data, and how conditions stand."""
