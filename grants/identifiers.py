"""Identifiers of organisations (org-id.guide): a scheme, a hyphen, and a number as the scheme writes it. Pure."""

import re
import tomllib
from pathlib import Path

COUNCILS_BY_NATION: dict[str, str] = tomllib.loads(Path(__file__).with_name("local_authorities.toml").read_text())

# The letters before the number of a company that is not registered in England and Wales, or is of a special sort.
COMPANY_LETTERS = "|".join((
    *("AC", "CE", "CS", "ES", "FC", "FE", "GE", "GN", "GS", "IC", "IP", "LP", "NA", "NC", "NF", "NI", "NL", "NO", "NP"),
    *("NR", "NV", "NZ", "OC", "OE", "PC", "RC", "RS", "SA", "SC", "SE", "SF", "SG", "SI", "SL", "SO", "SP", "SR", "SZ"),
    "ZC",
))  # fmt: skip


def council_of(nation: str) -> str:
    """The pattern of the codes of a nation's councils."""
    return "|".join(COUNCILS_BY_NATION[nation].split())


# What a number looks like, and how to say it; by scheme. Of another scheme only its shape is known.
SCHEMES = {
    "GB-CHC": (r"([1-9]\d{5}|1\d{6})(-\d{1,3})?", "the six or seven digits of a charity in England and Wales"),
    "GB-SC": (r"SC0\d{5}", "SC and six digits, as a Scottish charity is registered, like SC012345"),
    "GB-NIC": (r"1\d{5}", "the six digits of a charity in Northern Ireland"),
    "GB-COH": (
        rf"\d{{8}}|R\d{{7}}|({COMPANY_LETTERS})\d{{5}}(\d|[A-Z])",
        "the eight characters of a company number, like 01234567 or SC123456",
    ),
    "GB-LAE": (council_of("english"), "the letters of an English local authority, like MAN"),
    "GB-PLA": (council_of("welsh"), "the letters of a Welsh local authority, like CRF"),
    "GB-LAS": (council_of("scottish"), "the letters of a Scottish local authority, like GLG"),
    "GB-GOR": (r"[A-Z]{1,2}\d{1,5}", "the code of a government organisation, like D13"),
    "GB-UKPRN": (r"1\d{7}", "the eight digits of a provider of learning"),
    "GB-EDU": (r"\d{5,7}", "the number of a school"),
    "GB-NHS": (r"[A-Z0-9]{3,8}", "the code of an NHS organisation, like R0A"),
}
SHAPE = re.compile(r"([A-Z0-9]{2,4}-[A-Z0-9]{2,8})-([A-Z0-9][A-Z0-9./-]*)")
# A scheme for one kind of organisation alone.
CHARITIES, COUNCILS = ("GB-CHC", "GB-SC", "GB-NIC"), ("GB-LAE", "GB-PLA", "GB-LAS")
UNFIT = {"council": CHARITIES, "charity": COUNCILS, "company": (*CHARITIES, *COUNCILS)}


def normal(identifier: str) -> str:
    """As it is written in open data: " gb-coh-sc12345" becomes "GB-COH-SC012345"."""
    written = re.sub(r"[\u2010-\u2015\u2212]", "-", "".join(identifier.upper().split()))
    scheme, _, number = written.rpartition("-")
    company = re.fullmatch(r"([A-Z]{0,2})(\d{1,8})", number) if scheme == "GB-COH" else None
    return f"{scheme}-{company[1]}{company[2].zfill(8 - len(company[1]))}" if company else written


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
