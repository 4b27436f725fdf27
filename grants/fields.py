"""Form fields that take amounts, dates and text as people write them, and say what to do about what they refuse."""

import calendar
import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise

from grants.file_kinds import KINDS, PAPERS, FileRefused, file_kind
from grants.measures import figure
from grants.plain_text import cleaned
from grants.refused import Discarded, Refused
from grants.years import FIRST_START, LAST_START, london_today

HIGHEST_AMOUNT = Decimal("1_000_000_000.00")  # domain §5
HIGHEST_PERCENTAGE = Decimal(999)
PENNY = Decimal("0.01")

POUNDS = re.compile(r"(?:£ *)?((?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]{1,2})?)")
FIGURE = re.compile(r"((?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]{1,2})?) *%?")
PERCENT = re.compile(r"([0-9]+(?:\.[0-9]{1,2})?) *%?")
DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2})([/.-])(?P<month>[0-9]{1,2})\2(?P<year>[0-9]{4})")
YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
IN_WORDS = re.compile(r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)? +(?P<month>[A-Za-z]{3,9}),? +(?P<year>[0-9]{4})")
SHORT_YEAR = re.compile(r"[0-9]{1,2}([/. -])(?:[0-9]{1,2}|[A-Za-z]{3,9})\1[0-9]{2}")
MONTHS = [name.lower() for name in calendar.month_name]


class PoundsInput(forms.TextInput):
    """The field's template shows `prefix` before the box."""

    prefix = "£"


class PercentInput(forms.TextInput):
    """The field's template shows `suffix` after the box."""

    suffix = "%"


class ShortField(forms.Field):
    """One value on one line. What was typed is shown again, as typed, beside the error; nothing typed gives None."""

    def to_python(self, value: Any) -> Any:
        if value is None or not isinstance(value, str):
            return value
        text, hidden = cleaned(value)
        if hidden:
            raise ValidationError("This has hidden characters in it: delete it and type it again", code="hidden")
        return self.read(text.strip()) if text.strip() else None

    def read(self, text: str) -> Any:
        """The value that a visible, trimmed, non-empty text stands for, or ValidationError."""
        raise NotImplementedError


class PoundsField(ShortField):
    """Pounds and pence (domain §5): "7500", "7,500" and "£7,500.00" all give Decimal("7500.00").

    Refused, each with its own sentence: "7.5k", misplaced commas, fractions of a penny, minus signs, zero unless
    `allow_zero`, more than £1,000,000,000, and whatever else is not an amount ("1e5", "NaN", full-width digits).
    """

    widget = PoundsInput(attrs={"inputmode": "decimal"})
    default_error_messages: ClassVar = {"required": "Enter an amount in pounds, like 7,500.00"}

    def __init__(self, *, allow_zero: bool = False, **kwargs: Any) -> None:
        self.allow_zero = allow_zero
        super().__init__(**kwargs)

    def read(self, text: str) -> Decimal:
        match = POUNDS.fullmatch(text)
        if match is None:
            raise ValidationError(what_is_wrong_with_pounds(text), code="invalid")
        amount = Decimal(match[1].replace(",", ""))
        if amount > HIGHEST_AMOUNT:
            raise ValidationError(f"Enter an amount of £{HIGHEST_AMOUNT:,.0f} or less", code="too_much")
        if amount == 0 and not self.allow_zero:
            raise ValidationError("Enter an amount above zero", code="zero")
        return amount.quantize(PENNY)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,.2f}" if isinstance(value, Decimal | int) else value


def what_is_wrong_with_pounds(text: str) -> str:
    """The sentence for a text that is no amount."""
    if re.match("£? *[-−–]", text):
        return "Enter the amount without a minus sign"
    if re.fullmatch(r"£? *[0-9,]*\.[0-9]{3,}", text):
        return "Give at most two digits of pence, like 7,500.00"
    if re.fullmatch(r"£? *[0-9]*,[0-9,]*(\.[0-9]*)?", text):
        return "Check the commas, or leave them out: write the amount like 7,500.00"
    return "Write the amount in full, in pounds and pence, like 7,500.00"


class PercentField(ShortField):
    """A percentage above 0 and up to 999, with at most two decimals: "20" and "20%" both give Decimal("20")."""

    widget = PercentInput(attrs={"inputmode": "decimal"})
    default_error_messages: ClassVar = {"required": "Enter a percentage, like 20 or 33.5"}

    def read(self, text: str) -> Decimal:
        match = PERCENT.fullmatch(text)
        if match is None or not 0 < Decimal(match[1]) <= HIGHEST_PERCENTAGE:
            sentence = f"Enter a percentage above 0 and up to {HIGHEST_PERCENTAGE}, like 20 or 33.5"
            raise ValidationError(sentence, code="invalid")
        return Decimal(match[1])

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class FigureField(ShortField):
    """A figure that is counted, not below zero, with at most two decimals: "1,234.5" gives Decimal("1234.50")."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    default_error_messages: ClassVar = {"required": "Enter a figure, like 40 or 12.5"}

    def read(self, text: str) -> Decimal:
        match = FIGURE.fullmatch(text)
        if match is None or Decimal(match[1].replace(",", "")) > HIGHEST_AMOUNT:
            raise ValidationError("Enter a figure from 0 to 1,000,000,000, like 40 or 12.5", code="invalid")
        return Decimal(match[1].replace(",", "")).quantize(PENNY)

    def prepare_value(self, value: Any) -> Any:
        return figure(value) if isinstance(value, Decimal) else value


class DayField(ShortField):
    """A date: "31/3/2024", "2024-03-31" and "31 March 2024" all give date(2024, 3, 31).

    Refused: dates that no calendar has, years of two digits or outside 1990 to 2100, and with `not_after_today` any
    day after today's in London.
    """

    widget = forms.TextInput
    default_error_messages: ClassVar = {"required": "Enter a date, like 31/3/2024"}

    def __init__(self, *, not_after_today: bool = False, **kwargs: Any) -> None:
        self.not_after_today = not_after_today
        super().__init__(**kwargs)

    def read(self, text: str) -> date:
        day = parse_day(text)
        if not FIRST_START <= day.year <= LAST_START:
            raise ValidationError(f"Enter a date in a year from {FIRST_START} to {LAST_START}", code="out_of_range")
        if self.not_after_today and day > london_today():
            raise ValidationError("The date must be today or earlier", code="future")
        return day

    def prepare_value(self, value: Any) -> Any:
        return f"{value.day}/{value.month}/{value.year}" if isinstance(value, date) else value


def parse_day(text: str) -> date:
    """The date that a text names, or ValidationError."""
    match = DAY_FIRST.fullmatch(text) or YEAR_FIRST.fullmatch(text) or IN_WORDS.fullmatch(text)
    month = month_number(match["month"]) if match else None
    if match is None or month is None:
        short = "Write the year with four digits" if SHORT_YEAR.fullmatch(text) else "Write the date"
        raise ValidationError(f"{short}, like 31/3/2024", code="invalid")
    try:
        return date(int(match["year"]), month, int(match["day"]))
    except ValueError as error:
        sentence = f"{text} is not a real date: write the day first, like 31/3/2024"
        raise ValidationError(sentence, code="unreal") from error


def month_number(month: str) -> int | None:
    """4 for "4", "04", "Apr" and "April"; None for a word that is no month."""
    if month.isdigit():
        return int(month)
    return next((n for n, name in enumerate(MONTHS) if name.startswith(month.lower())), None)


class ProseField(forms.CharField):
    """Text of several lines, given without hidden characters; see `cleaned`.

    `max_length` is not passed on to the browser, which would cut a long paste without a word.
    """

    widget: type[forms.Widget] = forms.Textarea
    default_error_messages: ClassVar = {"required": "Enter some text"}

    def __init__(self, *, max_length: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_length = max_length

    def to_python(self, value: Any) -> Any:
        return super().to_python(cleaned(str(value or ""))[0])

    def validate(self, value: Any) -> None:
        super().validate(value)
        if self.max_length is not None and len(value) > self.max_length:
            sentence = f"Use {self.max_length:,} characters or fewer: this is {len(value):,}"
            raise ValidationError(sentence, code="max_length")

    def prepare_value(self, value: Any) -> Any:
        return cleaned(value)[0] if isinstance(value, str) else value


class OneLineField(ProseField):
    """Text of one line: line breaks and runs of spaces become single spaces."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        return super().to_python(" ".join(cleaned(str(value or ""))[0].split()))


class TableField(ProseField):
    """Pasted text that keeps the tabs between the cells of its tables."""

    def to_python(self, value: Any) -> str:
        return "\t".join(cleaned(cell)[0] for cell in str(value or "").split("\t"))

    def prepare_value(self, value: Any) -> Any:
        return self.to_python(value) if isinstance(value, str) else value


class UploadsInput(forms.FileInput):
    allow_multiple_selected = True


class UploadField(forms.FileField):
    """A file of one of the kinds ("PDF", "CSV"…: grants/file_kinds.py) whose content bears its name out; nothing chosen
    gives None. With `multiple`, gives a list, which may be empty."""

    default_error_messages: ClassVar = {"required": "Choose a file", "empty": "The file is empty. Choose another one."}

    def __init__(self, *, kinds: Iterable[str] = PAPERS, multiple: bool = False, **kwargs: Any) -> None:
        self.kinds, self.multiple = tuple(kinds), multiple
        endings = ",".join(ending for kind in self.kinds for ending in KINDS[kind].endings)
        widget = UploadsInput if multiple else forms.FileInput
        super().__init__(widget=widget({"accept": endings}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        chosen = [super(UploadField, self).clean(each, initial) for each in self.listed(data)]
        return chosen if self.multiple else chosen[0]

    def listed(self, data: Any) -> list[Any]:
        """Every file chosen; one None where there is none, so that the field says that it is required."""
        files = data if isinstance(data, list | tuple) else [data]
        return [each for each in files if each] or ([] if self.multiple and not self.required else [None])

    def to_python(self, data: Any) -> Any:
        upload = super().to_python(data)
        if upload is not None:
            try:
                file_kind(upload.name or "", upload.size, upload, self.kinds)
            except FileRefused as unfit:
                raise ValidationError(str(unfit), code="unfit") from unfit
        return upload


NOT_OFFERED = "Choose one of those that are offered"
NOT_CHOICES = {"invalid_choice", "invalid_list", "invalid_pk_value"}


class BaseForm(forms.Form):
    """The base of all forms: errors in our words, not the browser's, and a message when hidden characters were
    removed."""

    use_required_attribute = False

    def full_clean(self) -> None:
        """A choice that is not offered, which only an address or a changed page can send, is refused in our words."""
        for field in self.fields.values():
            messages = field.error_messages
            djangos = {code for code in NOT_CHOICES.intersection(messages) if isinstance(messages[code], Promise)}
            messages |= dict.fromkeys(djangos, NOT_OFFERED)
        super().full_clean()

    def run(self, action: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        """Run an action; if it is refused, its sentences become errors of the form."""
        try:
            action(*args, **kwargs)
        except Discarded:
            raise  # no page can show it again
        except Refused as refusal:
            for sentence in refusal.sentences:
                self.add_error(None, sentence)
            return False
        return True

    @property
    def removed(self) -> dict[str, tuple[str, ...]]:
        """Names of the hidden characters that were taken out, by label: {"Reasons": ("null character",)}."""
        texts = [self[name] for name, field in self.fields.items() if isinstance(field, ProseField)]
        names = {str(text.label): cleaned(str(text.data or ""))[1] for text in texts}
        return {label: hidden for label, hidden in names.items() if hidden}
