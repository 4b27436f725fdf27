"""Which files the office takes, and how it makes sure that a file is what its name says.

Nothing here trusts what a browser says about a file: its kind follows from its name, and its content must agree.
"""

import re
import zipfile
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

from grants.plain_text import cleaned

MEGABYTE = 1024 * 1024
HIGHEST_SIZE = 20 * MEGABYTE
LONGEST_NAME = 150
UNSAFE_IN_NAMES = str.maketrans(dict.fromkeys('<>:"/\\|?*', "_"))
# What must not hide before the last ending of a name, as in "invoice.exe.pdf".
ENDINGS_THAT_RUN = (
    *(".app", ".apk", ".bat", ".cmd", ".cpl", ".dll", ".docm", ".exe", ".hta", ".htm", ".html", ".jar", ".js", ".lnk"),
    *(".msi", ".php", ".pif", ".ps1", ".py", ".reg", ".scr", ".sh", ".svg", ".vbe", ".vbs", ".wsf", ".xlsm"),
)
OF_A_MAC = re.compile(rb"[A-Za-z]\xd5[a-z]|[a-z]\x8e|(?<!\w)\xd2\w| \xd0 ")
STARTS_OF_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")

# A document of 20 MB unpacks to far less than this; what goes beyond it was made to exhaust its reader.
MOST_ENTRIES = 5_000
MOST_UNPACKED = 400 * MEGABYTE
MOST_TIMES_LARGER = 200
SMALL_ENOUGH = 20 * MEGABYTE  # unpacked; below it, how well it was packed does not matter


class FileRefused(Exception):
    """A file that is not taken; the text is one sentence for the person who sent it."""


@dataclass(frozen=True)
class FileType:
    """One kind of file. `holds` raises UnfitFile where the content is something else."""

    name: str
    endings: tuple[str, ...]
    content_type: str
    holds: Callable[[IO[bytes]], None]


def file_kind(name: str, size: int, content: IO[bytes], kinds: Iterable[str]) -> FileType:
    """The kind of a file, of those named ("PDF", "CSV"…), once name, size in bytes and content bear it out.

    Leaves the content at its start. Refuses with UnfitFile.
    """
    allowed = [KINDS[each] for each in kinds]
    kind = next((each for each in allowed if name.casefold().endswith(each.endings)), None)
    if kind is None:
        raise FileRefused(f"This kind of file is not accepted. Choose {in_words(allowed)}.")
    refuse_disguise(name)
    if size == 0:
        raise FileRefused("The file is empty. Check it, and choose it again.")
    if size > HIGHEST_SIZE:
        raise FileRefused(
            f"The file is larger than {HIGHEST_SIZE // MEGABYTE} MB. Make it smaller, or send it in parts."
        )
    content.seek(0)
    kind.holds(content)
    content.seek(0)
    return kind


def refuse_disguise(name: str) -> None:
    if any(ending.casefold() in ENDINGS_THAT_RUN for ending in PurePath(name).suffixes):
        raise FileRefused("The file name has the ending of a program in it. Rename the file.")
    if cleaned(name)[1]:
        raise FileRefused("The file name has hidden characters in it. Rename the file.")


def safe_name(name: str) -> str:
    """The name under which a file is handed out again: no path, no characters that a disk or a header trips over."""
    plain = " ".join(name.replace("\\", "/").rsplit("/", 1)[-1].split()).translate(UNSAFE_IN_NAMES)
    stem, _, ending = plain.rpartition(".")
    return f"{stem.strip('. ')[: LONGEST_NAME - len(ending) - 1] or 'file'}.{ending.lower()}"


def in_words(kinds: Iterable[FileType]) -> str:
    names = [kind.name for kind in kinds]
    return " or ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def starts_with(start: bytes, name: str) -> Callable[[IO[bytes]], None]:
    def holds(content: IO[bytes]) -> None:
        if content.read(len(start)) != start:
            raise FileRefused(f"The file is called a {name}, but its content is something else.")

    return holds


def holds_text(content: IO[bytes]) -> None:
    data = content.read(HIGHEST_SIZE + 1)
    if data.startswith((*STARTS_OF_PROGRAMS, b"%PDF-", b"PK\x03\x04")) or data.lstrip().startswith(b"<"):
        raise FileRefused("The file is called a CSV, but its content is something else.")
    decode(data)


def decode(data: bytes) -> str:
    """The text of a CSV file in one of the encodings that spreadsheets write; UnfitFile for any other."""
    for encoding in likely_encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise FileRefused('The file is not plain text. Save it again as "CSV UTF-8".')
        return text
    raise FileRefused('The file’s encoding is not valid. Save it again as "CSV UTF-8".')


def likely_encodings(data: bytes) -> tuple[str, ...]:
    """UTF-8, UTF-16 with or without its mark, that of Windows, or that of Macs where its quotation marks, dashes and é
    say so: the pound sign is the same byte in both."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return ("utf-16",)
    even, odd = data[:1000:2].count(0), data[1:1000:2].count(0)
    if even != odd:
        return ("utf-16-le" if odd > even else "utf-16-be",)
    return ("utf-8-sig", "mac_roman") if OF_A_MAC.search(data) else ("utf-8-sig", "cp1252")


def office_document(name: str, entry: str, mark: bytes) -> Callable[[IO[bytes]], None]:
    """A zip archive whose `entry` holds the `mark` of its kind."""

    def holds(content: IO[bytes]) -> None:
        starts_with(b"PK\x03\x04", name)(content)
        try:
            with zipfile.ZipFile(content) as archive:
                refuse_bomb(archive, size_of(content))
                refuse_macros(archive)
                with archive.open(entry) as told:
                    is_this_kind = mark in told.read(MEGABYTE)
        except (KeyError, OSError, RuntimeError, NotImplementedError, ValueError, zipfile.BadZipFile, EOFError):
            is_this_kind = False
        if not is_this_kind:
            raise FileRefused(f"The file is called a {name}, but its content is something else, or it is damaged.")

    return holds


def size_of(content: IO[bytes]) -> int:
    return content.seek(0, 2)


def refuse_bomb(archive: zipfile.ZipFile, size: int) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    is_bomb = (
        len(entries) > MOST_ENTRIES
        or unpacked > MOST_UNPACKED
        or unpacked > max(SMALL_ENOUGH, size * MOST_TIMES_LARGER)
        or packed > size  # entries that overlap
        or any(".." in PurePath(entry.filename).parts or entry.filename.startswith("/") for entry in entries)
    )
    if is_bomb:
        raise FileRefused("The file is too large when unpacked. Save it again, and choose it again.")


def refuse_macros(archive: zipfile.ZipFile) -> None:
    names = [name.casefold() for name in archive.namelist()]
    if any(name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/")) for name in names):
        raise FileRefused("The file contains macros. Save it without them, and choose it again.")


OOXML = b"application/vnd.openxmlformats-officedocument."
KINDS = {
    kind.name: kind
    for kind in (
        FileType("PDF", (".pdf",), "application/pdf", starts_with(b"%PDF-", "PDF")),
        FileType(
            "DOCX",
            (".docx",),
            (OOXML + b"wordprocessingml.document").decode(),
            office_document("DOCX", "[Content_Types].xml", OOXML + b"wordprocessingml.document.main+xml"),
        ),
        FileType(
            "XLSX",
            (".xlsx",),
            (OOXML + b"spreadsheetml.sheet").decode(),
            office_document("XLSX", "[Content_Types].xml", OOXML + b"spreadsheetml.sheet.main+xml"),
        ),
        FileType(
            "ODT",
            (".odt",),
            "application/vnd.oasis.opendocument.text",
            office_document("ODT", "mimetype", b"application/vnd.oasis.opendocument.text"),
        ),
        FileType(
            "ODS",
            (".ods",),
            "application/vnd.oasis.opendocument.spreadsheet",
            office_document("ODS", "mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ),
        FileType("CSV", (".csv",), "text/csv; charset=utf-8", holds_text),
        FileType("PNG", (".png",), "image/png", starts_with(b"\x89PNG\r\n\x1a\n", "PNG")),
        FileType("JPEG", (".jpg", ".jpeg"), "image/jpeg", starts_with(b"\xff\xd8\xff", "JPEG")),
    )
}
SPREADSHEETS = ("CSV", "XLSX", "ODS")
PAPERS = tuple(name for name in KINDS if name != "ODS")


def kind_of_content(content_type: str) -> str:
    """The name of the kind whose files are handed out as this."""
    return next(kind.name for kind in KINDS.values() if kind.content_type == content_type)
