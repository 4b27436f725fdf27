"""Personal data in free text (domain §8, P14): e-mail addresses, phone numbers, National Insurance and NHS numbers,
dates of birth, bank details and full postcodes. Pure: text in, hits out. A single line break counts as the space that
the page makes of it. Every pattern is bounded, so that a long text takes no longer than its length asks.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import phonenumbers

LONGEST_AROUND = 160  # characters shown on either side of a hit whose sentence is longer

DASH = "\\-\u2010-\u2015\u2212"
GAP = r"[^\S\n]{0,3}\n?[^\S\n]{0,3}"  # what a page shows as one space, or nothing
LABEL = r"[\w.%+'-]{1,64}"
DOMAIN = re.compile(r"@[^\W_][\w-]{0,62}(?:\.[\w-]{1,63}){1,8}")
LOCAL_PART = re.compile(rf"{LABEL}\Z")
DOT = r"(?: ?\. ?| ?[\[({<] ?dot ?[\])}>] ?| dot )"
SPELT_OUT = re.compile(
    rf"(?i)(?<![\w.%+'-]){LABEL} ?[\[({{<] ?(?:at|@) ?[\])}}>] ?[a-z0-9-]{{1,63}}(?:{DOT}[a-z0-9-]{{1,63}}){{1,8}}"
    rf"|(?<![\w.%+'-]){LABEL}(?:\s@\s?|@\s)[a-z0-9-]{{1,63}}(?:\.[a-z0-9-]{{1,63}}){{0,7}}\.[a-z]{{2,20}}\b"
    rf"|(?<![\w.%+'-]){LABEL}(?: dot {LABEL}){{0,3}} at [a-z0-9-]{{1,63}}(?: dot [a-z0-9-]{{2,63}}){{1,4}}\b"
    rf"|(?<![\w.%+'-]){LABEL} (?-i:AT) [a-z0-9-]{{1,63}}(?:\.[a-z0-9-]{{1,63}}){{0,7}}\.[a-z]{{2,20}}\b"
)
# Digits with at most a little between them: as they are dialled here, and with the code of a country.
NEXT_DIGIT = rf"(?:[ \xa0()./{DASH}]{{0,3}}\n?\d)"
PHONE = re.compile(
    rf"(?<![\w£.{DASH}/])(?<!\d,)(?:(?P<abroad>(?:\+|00){NEXT_DIGIT}{{9,15}})|\(?0[1-35789]{NEXT_DIGIT}{{8,9}})(?![\w£])"
)
DATE = re.compile(rf"\(?\d{{1,2}}[./{DASH}]\d{{1,2}}[./{DASH}](?:19|20)\d\d(?!\d)")
NUMBERED = r"(?: (?:number|no|code|centre|reference|ref|id)\b\.?)"
IS_A_REFERENCE = re.compile(
    rf"(?i)\b(?:(?:ref|reference|invoice|urn|uprn|isbn|po)\b\.?{NUMBERED}?"
    r"|(?:order|case|contract|project|cost|budget|grant|crime|incident|log|operation|application|company|charity)\b"
    rf"{NUMBERED})(?: is)?[ :#.]{{0,3}}\Z"
)
SEPARATOR = rf"(?:[./{DASH}]|{GAP})"
INSURANCE = re.compile(
    r"(?i)\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    rf"(?:{SEPARATOR}\d\d){{3}}{SEPARATOR}[A-D]\b"
    r"|(?<=\bNI )(?:number |no\.? )?[A-Z]{2} ?\d\d ?\d\d ?\d\d\b|(?<=\bNINO)[: ]{1,2}[A-Z]{2} ?\d\d ?\d\d ?\d\d\b"
)
AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G"
    " GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR"
    " NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA"
    " WC WD WF WN WR WS WV YO ZE"
).replace(" ", "|")
POSTCODE = re.compile(rf"(?i)\b(?:{AREAS})\d[A-Z\d]?(?:{GAP}|-)\d[ABD-HJLNP-UW-Z]{{2}}\b")
ORDINAL = re.compile(r"\d(?:st|nd|rd|th)\Z")
MONTH = "(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
ANY_DATE = (
    rf"(?:\d{{1,2}}[ ./{DASH}]{{1,2}}\d{{1,2}}[ ./{DASH}]{{1,2}}\d{{2,4}}|\d{{4}}-\d\d-\d\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTH},? \d{{2,4}}|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
)
BIRTH = re.compile(
    rf"(?<![\w.])(?i:date{GAP} ?of{GAP} ?birth|birth ?date|d\.?o\.?b\b\.?|born(?:{GAP} ?on)?|birthday|b\.)"
    rf"(?: is| was)?(?: on)?(?: the)?[\s:,({DASH}]{{0,4}}{ANY_DATE}\b"
)
SORT_CODE = rf"(?:\d\d[ {DASH}]\d\d[ {DASH}]\d\d)"
BETWEEN = rf"[\s,;:/|{DASH}]{{1,4}}(?:(?i:and |account|acc|a/c)[A-Za-z /.]{{0,20}}:?\s{{0,2}})?"
BANK = re.compile(
    rf"\b(?:{SORT_CODE}{BETWEEN}\d{{7,8}}|\d{{8}}[\s,;:/|]{{1,4}}(?i:(?:and )?sort code[: ]{{0,3}})?{SORT_CODE}"
    rf"|(?i:sort{GAP} ?code)[\s:.]{{0,3}}(?:{SORT_CODE}|\d{{6}})(?:{BETWEEN}\d{{7,8}})?"
    rf"|(?i:account (?:number|no\.?)|bank account|acct|acc(?:t|ount)? no|a/c(?: no)?)[\s:.]{{0,3}}\d{{8}})\b"
)
IBAN = re.compile(r"\bGB\d\d ?[A-Z]{4} ?(?:\d{4} ?){3}\d\d\b")
NHS_GROUPED = re.compile(rf"(?<![\w.,/£{DASH}])\d{{3}}[ {DASH}]\d{{3}}[ {DASH}]\d{{4}}(?![\w{DASH}])")
NHS_NAMED = re.compile(r"(?<=NHS)(?i:\s{1,2}(?:number|no\.?))?[\s:]{0,3}(\d{10})\b")
CARD = re.compile(rf"(?<![\w.,£{DASH}])[3-6]\d{{3}}(?:[ {DASH}]?\d{{4}}){{3}}(?![\w{DASH}])")
PAPERS = re.compile(r"(?<=(?i:passport))(?i: number| no\.?)?[\s:]{1,2}\d{9}\b|\b[A-Z9]{5}\d{6}[A-Z9]{2}\d[A-Z]{2}\b")
# Counted up in twos, as months or steps are.
STEPS = re.compile(r"\d\d(?:\D\d\d){3,5}")
# What looks like a plain character, each in its place.
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
SENTENCE_ENDS = re.compile(r"[.!?](?=\s)|\n")


@dataclass(frozen=True)
class Hit:
    """One find: what it looks like ("an e-mail address"), its own characters, and its sentence before and after it."""

    looks_like: str
    text: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        return f"{self.before}{self.text}{self.after}".strip()


def hits(text: str) -> list[Hit]:
    """Every find in a text, in order of appearance."""
    plain = text.translate(FULL_WIDTH)
    found = sorted((*span, kind) for kind, spans in FINDERS.items() for span in spans(plain))
    return [hit(text, start, end, kind) for start, end, kind in found]


def hit(text: str, start: int, end: int, kind: str) -> Hit:
    from_here, to_here = max(0, start - LONGEST_AROUND), end + LONGEST_AROUND
    ends_before = [match.end() for match in SENTENCE_ENDS.finditer(text, from_here, start)]
    next_end = SENTENCE_ENDS.search(text, end, to_here)
    before = text[max([from_here, *ends_before]) : start]
    after = text[end : next_end.end() if next_end else to_here]
    return Hit(kind, text[start:end], before.lstrip(), after.rstrip())


def emails(text: str) -> Iterator[tuple[int, int]]:
    for match in DOMAIN.finditer(text):
        local = LOCAL_PART.search(text[max(0, match.start() - 64) : match.start()])
        if local:
            yield match.start() - len(local[0]), match.end()
    yield from (match.span() for match in SPELT_OUT.finditer(text))


def phones(text: str) -> Iterator[tuple[int, int]]:
    """British numbers have ten or eleven digits with their 0; what begins with + or 00 is as long as its country asks.
    Neither a date nor what is called a reference is one."""
    for match in PHONE.finditer(text):
        if match["abroad"]:
            if length := length_abroad(match[0]):
                yield match.start(), match.start() + length
            continue
        is_reference = IS_A_REFERENCE.search(text, max(0, match.start() - 40), match.start())
        if not (is_reference or DATE.match(match[0]) or match[0].count("\n") > 1 or counts_up(match[0])):
            yield match.span()


def counts_up(written: str) -> bool:
    """Whether it goes "05/06/07/08/09"."""
    steps = [int(step) for step in re.findall(r"\d\d", written)] if STEPS.fullmatch(written) else []
    return bool(steps) and all(after == before + 1 for before, after in pairwise(steps))


def length_abroad(written: str) -> int:
    """How much of it is one number, since another figure may follow; 0 where none is."""
    while written:
        try:
            number = phonenumbers.parse(re.sub(r"\A00", "+", written).replace("\n", " "))
        except phonenumbers.NumberParseException:
            return 0
        if phonenumbers.is_possible_number(number):
            return len(written)
        written = re.sub(r"[^\d+]*\d+\Z", "", written)
    return 0


def postcodes(text: str) -> Iterator[tuple[int, int]]:
    """Not "W1 2nd half"."""
    for match in POSTCODE.finditer(text):
        if not (ORDINAL.search(match[0]) and match[0][0].isupper()):
            yield match.span()


def nhs_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Ten digits with a check digit, in groups of three, three and four, or after the word."""
    for match in NHS_GROUPED.finditer(text):
        if is_nhs_number(match[0]):
            yield match.span()
    for match in NHS_NAMED.finditer(text):
        if is_nhs_number(match[1]):
            yield match.span(1)


def is_nhs_number(written: str) -> bool:
    digits = [int(character) for character in written if character.isdigit()]
    check = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
    return len(digits) == 10 and digits[9] == check % 11 and check != 10


def bank_details(text: str) -> Iterator[tuple[int, int]]:
    """A sort code with an account number, either of them with its name, or an international account number."""
    yield from (match.span() for match in BANK.finditer(text))
    for match in IBAN.finditer(text):
        plain = match[0].replace(" ", "")
        if int("".join(str(int(character, 36)) for character in plain[4:] + plain[:4])) % 97 == 1:
            yield match.span()


def cards(text: str) -> Iterator[tuple[int, int]]:
    """Sixteen digits with the check digit of a payment card."""
    for match in CARD.finditer(text):
        digits = [int(character) for character in match[0] if character.isdigit()]
        doubled = [sum(divmod(2 * digit, 10)) for digit in digits[::2]]
        if (sum(doubled) + sum(digits[1::2])) % 10 == 0:
            yield match.span()


def spans_of(pattern: re.Pattern[str]) -> Callable[[str], Iterator[tuple[int, int]]]:
    return lambda text: (match.span() for match in pattern.finditer(text))


FINDERS: dict[str, Callable[[str], Iterator[tuple[int, int]]]] = {
    "an e-mail address": emails,
    "a phone number": phones,
    "a National Insurance number": spans_of(INSURANCE),
    "a full postcode": postcodes,
    "an NHS number": nhs_numbers,
    "a date of birth": spans_of(BIRTH),
    "bank details": bank_details,
    "a card number": cards,
    "the number of a passport or licence": spans_of(PAPERS),
}
