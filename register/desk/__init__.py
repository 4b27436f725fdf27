"""What the office's own pages read: the front page, the task list, and the record of a decision in words."""
