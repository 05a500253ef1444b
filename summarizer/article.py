"""Articles as given: the text in each, decoded and unchanged."""

from __future__ import annotations

import codecs
import hashlib
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from summarizer.errors import (
    ArticleTooLargeError,
    EmptyArticleError,
    MissingArticleError,
    UndecodableArticleError,
    UnreadableArticleError,
)

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Article", "Source", "article_from_text", "printable", "read_article"]

# utf-32-le first: its mark begins with that of utf-16-le.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)
_BINARY_STARTS = (
    *(b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"RIFF", b"OggS", b"ID3", b"\x00\x00\x01\x00"),
    *(b"%PDF-", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"wOF2", b"SQLite format 3\x00"),
    *(b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"7z\xbc\xaf", b"Rar!\x1a"),
    *(b"\x7fELF", b"\xca\xfe\xba\xbe"),
)
_CONTROLS = frozenset(map(chr, (*range(9), *range(14, 27), *range(28, 32), 127)))
_MOST_CONTROLS = 0.1
_SEEN = 65_536


@dataclass(frozen=True, slots=True)
class Article:
    """One document: its text exactly as given.

    Args:
        source: where it came from: a path, "-" for standard input, or a name.
        text: all characters, undivided and unchanged; offsets count its code points.
        encoding: the encoding that its bytes were decoded from.
        place: absolute path of the file that it was read from; "" where there is none.

    Raises:
        UndecodableArticleError: the text holds half a character, which no file can.
    """

    source: str
    text: str
    encoding: str
    place: str = ""

    def __post_init__(self) -> None:
        try:
            self.text.encode()
        except UnicodeEncodeError as error:
            message = f"character {error.start} is half of one (a lone surrogate); decode the text again"
            raise UndecodableArticleError(self.source, message) from None

    @property
    def id(self) -> str:
        """The SHA-256 of the text as UTF-8, in hexadecimal digits."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Source:
    """A place that an article can be read from.

    Args:
        name: what the article's `source` will say, as it was given or found.
        path: the file, or None for standard input.
    """

    name: str
    path: Path | None


def printable(text: str) -> str:
    r"""Write a name so that no character of it can act on a terminal.

    Args:
        text: any text: a file's name, for one.

    Returns:
        The text with each character that does not print as its escape ("\x1b").
    """
    return "".join(mark if mark.isprintable() else mark.encode("unicode_escape").decode("ascii") for mark in text)


def read_article(source: Source, *, limit_bytes: int, stdin: BinaryIO | None = None) -> Article:
    """Read and decode one article.

    Bytes are taken as their byte order mark says, else as UTF-8, else as the encoding detected; the mark is
    not part of the text. Nothing is replaced and line ends stay as they are.

    Args:
        source: where to read.
        limit_bytes: the size above which an article is refused without being read.
        stdin: standard input as bytes; the process's own where None.

    Returns:
        The article.

    Raises:
        MissingArticleError: there is no such file.
        UnreadableArticleError: the operating system does not let it be read.
        ArticleTooLargeError: it is larger than the limit.
        UndecodableArticleError: it is no text, or text in no encoding that could be detected.
        EmptyArticleError: it holds nothing but white space.
    """
    name = printable(source.name)
    data = _read(source, name, limit_bytes, stdin)
    text, encoding = _decode(data, name)
    if not text.strip():
        raise EmptyArticleError(name, "the article is empty")
    place = "" if source.path is None else str(source.path.absolute())
    return Article(source=name, text=text, encoding=encoding, place=place)


def article_from_text(text: str, source: str = "text", place: str = "") -> Article:
    """Make an article of a text at hand.

    Args:
        text: the article.
        source: what to call it.
        place: absolute path of the file that holds it, if one does.

    Returns:
        The article.

    Raises:
        EmptyArticleError: the text is nothing but white space.
        UndecodableArticleError: it holds half a character, which no file can.
    """
    if not text.strip():
        raise EmptyArticleError(printable(source), "the article is empty")
    return Article(source=printable(source), text=text, encoding="utf-8", place=place)


def _read(source: Source, name: str, limit_bytes: int, stdin: BinaryIO | None) -> bytes:
    try:
        if source.path is None:
            data = (sys.stdin.buffer if stdin is None else stdin).read(limit_bytes + 1)
        else:
            with source.path.open("rb") as file:
                data = file.read(limit_bytes + 1)
    except FileNotFoundError as error:
        raise MissingArticleError(name, "no such file or folder") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadableArticleError(name, f"cannot be read: {printable(reason).lower()}") from error
    if len(data) > limit_bytes:
        raise ArticleTooLargeError(name, f"larger than the limit of {limit_bytes:,} bytes; raise it to read this")
    return data


def _decode(data: bytes, name: str) -> tuple[str, str]:
    if data.startswith(_BINARY_STARTS):
        raise UndecodableArticleError(name, "a binary file, not text")
    for mark, codec, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, codec, name), encoding
    try:
        text, encoding = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, encoding = _detect(data, name)
    if _is_binary(text):
        raise UndecodableArticleError(name, "a binary file, not text")
    return text, encoding


def _strictly(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise UndecodableArticleError(
            name, f"not valid {codec.removesuffix('-sig')}, though its first bytes say so"
        ) from error


def _detect(data: bytes, name: str) -> tuple[str, str]:
    # imported here: it takes longer to load than most articles to read
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SEEN]).best()
    if best is None:
        raise UndecodableArticleError(name, "not text in any encoding that could be detected")
    return _strictly(data, best.encoding, name), best.encoding


def _is_binary(text: str) -> bool:
    """Say whether there are too many control characters for a text: more than a few NULs or escapes."""
    head = text[:_SEEN]
    return sum(mark in _CONTROLS for mark in head) > _MOST_CONTROLS * len(head)
