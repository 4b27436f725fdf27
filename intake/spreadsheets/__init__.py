"""Tables that people bring in, as files or pasted: reading them (`table`), the template of past decisions (`columns`,
`template`), what its cells and rows say (`cells`, `past_decisions`), and tables of awards (`pasted_awards`). Writes
nothing."""
