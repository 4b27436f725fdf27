"""The sample: people and decisions as data, which the loader turns into a register by the actions that people use.

`people.toml` holds who signs in and who is paid. Each file in `years/` holds `allocations` of its year, `terms` of
conditions in a decision's own words, and `decisions`. A decision has a `record` (the fields of `Decision`), `awards`,
`conditions` (names of terms, or codes of the library), and a table for each kind of thing that happens to it
(`steps.TABLES`). `state` says how far it has come, and `lag` the days from the decision to its publication.
"""
