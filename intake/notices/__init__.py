"""Notices of decisions, pasted or saved, read into fields (domain §9). Knows no model and no request.

Text in, `ParsedNotice` out (`notice`). A text is made plain (`text`; `html` for saved pages), what surrounds the notice
is set apart (`pages`), a page of several decisions is split (`lists`), and each is split at its labels (`blocks`). What
a label means is data: `layouts.toml`, read by `layouts`. `reading` reads each block by what it may hold
(`short_values`, `titles`, `values`, `headings`, `makers`) and `record` keeps account of every word. `findings` looks in
the texts for `conditions` (`standards`) and money (`sums`, `tables`). `refusals` says why another text is no notice.
"""
