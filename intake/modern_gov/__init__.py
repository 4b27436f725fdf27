"""Decision notices as Modern.gov prints them, pasted or saved (domain §9). Knows no model and no request.

Of a saved page the visible words are taken (`html`); a list is split into its decisions (`list_page`).
Text is cleaned (`text`), split at its labels (`layout`), and each block parsed by what it may hold (`fields`,
`conditions`, `awards`); `notice` puts the notice together.
"""
