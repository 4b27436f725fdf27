"""Spreadsheets of past decisions: the template that people fill in (`columns`, `template`), reading what they send
(`reading`), and what each row says (`checking`). Writes nothing."""
