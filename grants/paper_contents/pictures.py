"""What a picture says beside what it shows: where it was taken, by whom, with what."""

import re
from collections.abc import Iterator
from io import BytesIO

from PIL import Image, UnidentifiedImageError
from PIL.ExifTags import GPS, IFD, Base
from PIL.PngImagePlugin import PngImageFile

from grants.paper_contents.hidden import HiddenContent, NotReadable, hidden, quoted

DAMAGED = "The picture is damaged, so nobody can look through it. Choose a picture that opens."
PEOPLE = (Base.Artist, Base.XPAuthor, Base.Copyright, Base.CameraOwnerName)
REMARKS = (Base.ImageDescription, Base.XPTitle, Base.XPComment, Base.XPKeywords, Base.XPSubject, Base.UserComment)
# XMP, in which programs repeat all of this, and more.
XMP_PERSON = re.compile(
    rb"<(?:dc:creator|photoshop:AuthorsPosition|xmpRights:Owner)\b.{0,400}?<rdf:li[^>]*>([^<]{1,200})<", re.DOTALL
)


def look(data: bytes) -> Iterator[HiddenContent]:
    try:
        with Image.open(BytesIO(data)) as picture:
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as damage:
        raise NotReadable(DAMAGED) from damage
    yield from picture_content(data)


def picture_content(data: bytes, *, where: str = "") -> Iterator[HiddenContent]:
    """Of one picture, which may be part of a document: `where` is then " in it (image1.jpeg)"."""
    try:
        with Image.open(BytesIO(data)) as picture:
            exif = picture.getexif()
            texts = picture.text if isinstance(picture, PngImageFile) else {}
            comment = picture.info.get("comment", b"")
            after = after_the_end(data, picture.format)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return
    is_alone = not where
    yield from position(exif, where, is_removable=is_alone)
    yield from properties(exif, data, where, is_removable=is_alone)
    remarks = [words(exif.get(tag) or exif.get_ifd(IFD.Exif).get(tag)) for tag in REMARKS]
    remarks += [words(comment), *(f"{name}: {text}" for name, text in texts.items() if "xmp" not in name.casefold())]
    if said := "\n".join(filter(None, remarks)):
        yield hidden(
            f"Words are written into the picture’s properties{where}: {quoted(said)}", said, is_removable=is_alone
        )
    if after:
        yield hidden(f"Something is kept behind the end of the picture{where}, {after:,} bytes", is_removable=is_alone)


def position(exif: Image.Exif, where: str, *, is_removable: bool) -> Iterator[HiddenContent]:
    place = exif.get_ifd(IFD.GPSInfo)
    if not place:
        return
    try:
        latitude = degrees(place[GPS.GPSLatitude]), place.get(GPS.GPSLatitudeRef, "N")
        longitude = degrees(place[GPS.GPSLongitude]), place.get(GPS.GPSLongitudeRef, "E")
        said = f" ({latitude[0]:.2f} {latitude[1]}, {longitude[0]:.2f} {longitude[1]})"
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        said = ""
    yield hidden(f"The picture{where} says where it was taken{said}", is_removable=is_removable)


def degrees(parts: tuple[float, float, float]) -> float:
    whole, minutes, seconds = map(float, parts)
    return whole + minutes / 60 + seconds / 3600


def properties(exif: Image.Exif, data: bytes, where: str, *, is_removable: bool) -> Iterator[HiddenContent]:
    inner = exif.get_ifd(IFD.Exif)
    people = [words(exif.get(tag) or inner.get(tag)) for tag in PEOPLE]
    people += [found.decode("utf-8", "replace") for found in XMP_PERSON.findall(data)]
    said = [f"a person, {quoted(name)}" for name in dict.fromkeys(filter(None, people))]
    camera = words(exif.get(Base.Model)) or words(exif.get(Base.Make))
    if camera or inner.get(Base.BodySerialNumber):
        said.append(f"a camera, {quoted(camera or 'its serial number')}")
    if said:
        sentence = (
            f"Its properties name {', and '.join(said)}"
            if not where
            else f"The picture{where} names {', and '.join(said)}"
        )
        yield hidden(sentence, "\n".join(filter(None, (*people, camera))), is_removable=is_removable)


def words(value: object) -> str:
    """A value of EXIF as text; Windows writes some in UTF-16."""
    if isinstance(value, bytes):
        value = value.decode("utf-16-le" if b"\0" in value[1::2] else "utf-8", "replace")
    return re.sub(r"^(ASCII|UNICODE)\s*", "", str(value or "").replace("\0", "")).strip()


def after_the_end(data: bytes, kind: str | None) -> int:
    """How many bytes follow the end of the picture, where a viewer does not look."""
    end = {"JPEG": b"\xff\xd9", "PNG": b"IEND\xaeB`\x82"}.get(kind or "")
    place = data.rfind(end) if end else -1
    return len(data[place + len(end) :].strip(b"\0\r\n ")) if end and place >= 0 else 0
