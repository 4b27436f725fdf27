"""Identifiers of organisations (org-id.guide): a scheme, a hyphen, and a number as the scheme writes it. Pure."""

import re

# What a number looks like, and how to say it; by scheme. Of another scheme only its shape is known.
SCHEMES = {
    "GB-CHC": (r"\d{6,7}(-\d{1,3})?", "the six or seven digits of a charity in England and Wales"),
    "GB-SC": (r"SC\d{6}", "SC and six digits, as a Scottish charity is registered"),
    "GB-NIC": (r"\d{6}", "the six digits of a charity in Northern Ireland"),
    "GB-COH": (r"\d{8}|[A-Z]{2}\d{6}|[A-Z]{2}\d{5}[A-Z]", "the eight characters of a company number"),
    "GB-LAE": (r"[A-Z]{3,4}", "the letters of an English local authority, like MAN"),
    "GB-PLA": (r"[A-Z]{3}", "the three letters of a Welsh local authority"),
    "GB-LAS": (r"[A-Z]{3}", "the three letters of a Scottish local authority"),
    "GB-GOR": (r"[A-Z]{1,2}\d{1,5}", "the code of a government organisation, like D13"),
}
SHAPE = re.compile(r"([A-Z0-9]{2,4}-[A-Z0-9]{2,8})-([A-Z0-9][A-Z0-9./-]*)")
# A scheme for one kind of organisation alone.
CHARITIES, COUNCILS = ("GB-CHC", "GB-SC", "GB-NIC"), ("GB-LAE", "GB-PLA", "GB-LAS")
UNFIT = {"council": CHARITIES, "charity": COUNCILS, "company": (*CHARITIES, *COUNCILS)}


def normal(identifier: str) -> str:
    """As it is written in open data: " gb-coh-123456" becomes "GB-COH-00123456"."""
    written = "".join(identifier.upper().split())
    scheme, _, number = written.rpartition("-")
    return f"{scheme}-{number.zfill(8)}" if scheme == "GB-COH" and number.isdigit() else written


def fault_of(identifier: str, kind: str) -> str:
    """What is wrong with an identifier, as `normal` writes it, for this kind of organisation; empty if nothing is."""
    if not identifier or kind == "individual":
        return "An individual has no organisation identifier." if identifier else ""
    shaped = SHAPE.fullmatch(identifier)
    if shaped is None:
        return "Write an organisation identifier with its scheme, like GB-CHC-1234567, GB-COH-01234567 or GB-LAE-MAN."
    scheme, number = shaped.groups()
    pattern, said = SCHEMES.get(scheme, (".+", ""))
    if not re.fullmatch(pattern, number):
        return f"After {scheme} come {said}."
    if scheme in UNFIT.get(kind, ()):
        return f"{scheme} is no scheme for a {kind}: check what the organisation is, and its identifier."
    return ""
