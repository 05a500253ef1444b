"""The store: one readable JSON file an exchange, found by what was asked."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from pydantic import AwareDatetime, JsonValue, ValidationError

from summarizer.errors import RecordingError
from summarizer.schemas.spans import Record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import datetime

    from summarizer.recording.transport import Exchange

__all__ = [
    "Body",
    "RecordedArticle",
    "RecordedResponse",
    "Recording",
    "RecordingStore",
    "key_of",
    "library_versions",
]

Body: TypeAlias = dict[str, JsonValue]
"""A JSON object, as it is sent or received."""

_LIBRARIES = ("summarizer", "openai", "instructor", "pydantic")
_VERSIONED_LINK = re.compile(r"errors\.pydantic\.dev/[0-9.]+/")


class RecordedArticle(Record):
    """The article that was asked about: `id` is the SHA-256 of its text, `source` the name of its file."""

    id: str
    source: str


class RecordedResponse(Record):
    """What the server answered. Headers, host and key are left out, so that nothing secret is kept."""

    status: Literal[200]
    content_type: str
    body: Body


class Recording(Record):
    """One real exchange with a model server.

    Attributes:
        key: what it is found by (see `key_of`).
        path: end of the URL's path, as in the key.
        model: the model asked, as the request names it.
        article: the article asked about.
        section: the section of the brief that it was asked for.
        recorded: when, in UTC, to the second.
        versions: of the libraries that made the request.
        request: the body sent.
        response: the answer.
        seconds: how long the server took.
    """

    key: str
    path: str
    model: str
    article: RecordedArticle
    section: str
    recorded: AwareDatetime
    versions: dict[str, str]
    request: Body
    response: RecordedResponse
    seconds: float


def key_of(path: str, body: Body) -> str:
    """What a request is found by: SHA-256, in hexadecimal, of the end of its path and its canonical body.

    The order of keys does not count, except in a schema's `properties`: a server that writes by the schema
    writes in their order. Nor does Pydantic's version, which stands in the links of its error messages and so
    in a re-ask.
    """
    canonical = json.dumps(_canonical(body), ensure_ascii=False, separators=(",", ":"))
    canonical = _VERSIONED_LINK.sub("errors.pydantic.dev/", canonical)
    return hashlib.sha256(f"{path}\n{canonical}".encode("utf-8", "surrogatepass")).hexdigest()


def _canonical(value: JsonValue) -> JsonValue:
    if isinstance(value, list):
        return [_canonical(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: [[field, _canonical(schema)] for field, schema in inner.items()]
        if name == "properties" and isinstance(inner, dict)
        else _canonical(inner)
        for name, inner in sorted(value.items())
    }


@cache
def library_versions() -> Mapping[str, str]:
    """The versions of the libraries that a request's wording depends on, by their names."""
    versions = {}
    for name in _LIBRARIES:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            versions[name] = "unknown"
    return versions


class RecordingStore:
    """A folder of recordings: `<article id>/<section>-<key>.json`, ids and keys cut to 12 characters.

    Several processes may use one store at the same time.

    Args:
        root: the folder; it is made with the first recording.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._paths: dict[str, Path] = {}
        self._folders: dict[str, list[Path]] | None = None

    def load(self, key: str) -> Recording | None:
        """The recording with this key, or None.

        Raises:
            RecordingError: there is a file for it, which cannot be read.
        """
        if key[:12] not in self._paths:
            self._paths = {path.stem.rpartition("-")[2]: path for path in self._files()}
        path = self._paths.get(key[:12])
        if path is None:
            return None
        try:
            recording = self._read(path)
        except FileNotFoundError:
            return None
        if recording.key != key:
            raise RecordingError(self._broken(path, "it holds another exchange than its name says"))
        return recording

    def keep(self, exchange: Exchange, response: RecordedResponse, recorded: datetime, seconds: float) -> None:
        """`save`, of an exchange just made."""
        self.save(
            Recording(
                key=exchange.key,
                path=exchange.path,
                model=str(exchange.body.get("model")),
                article=exchange.article,
                section=exchange.section,
                recorded=recorded,
                versions=dict(library_versions()),
                request=exchange.body,
                response=response,
                seconds=seconds,
            )
        )

    def save(self, recording: Recording) -> None:
        """Keep a recording. Whoever reads at the same time sees the old file or the new one, never a part.

        Raises:
            RecordingError: it cannot be written.
        """
        path = self.root / self.path_of(recording)
        draft = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(_readable(recording))
            draft.replace(path)
        except OSError as error:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            message = f"the recording {self.path_of(recording)} cannot be written: {error.strerror}"
            raise RecordingError(message) from error
        self._paths[recording.key[:12]] = path
        self._folders = None

    def __iter__(self) -> Iterator[Recording]:
        """All recordings, by article and section.

        Raises:
            RecordingError: one cannot be read.
        """
        for path in self._files():
            with suppress(FileNotFoundError):
                yield self._read(path)

    def find_unused(self, used_keys: Collection[str]) -> tuple[Recording, ...]:
        """The recordings whose keys are not among `used_keys`."""
        return tuple(recording for recording in self if recording.key not in used_keys)

    def find_near(self, article_id: str, source: str, section: str) -> tuple[Recording, ...]:
        """The recordings of this section for this article or, failing that, for a file of the same name."""
        section = _plain(section)
        near = tuple(self._readable_in(self.root / _plain(article_id)[:12], section))
        if near:
            return near
        if self._folders is None:
            self._folders = self._by_source()
        folders = self._folders.get(source, ())
        return tuple(recording for folder in folders for recording in self._readable_in(folder, section))

    @staticmethod
    def path_of(recording: Recording) -> Path:
        """Where a recording is kept, from the store's folder on."""
        name = f"{_plain(recording.section)}-{recording.key[:12]}.json"
        return Path(_plain(recording.article.id)[:12], name)

    def _files(self) -> list[Path]:
        return sorted(path for path in self.root.glob("*/*-*.json") if not path.name.startswith("."))

    def _by_source(self) -> dict[str, list[Path]]:
        folders: dict[str, list[Path]] = {}
        for folder in {path.parent: None for path in self._files()}:
            for recording in self._readable_in(folder, "*"):
                folders.setdefault(recording.article.source, []).append(folder)
                break
        return folders

    def _readable_in(self, folder: Path, section: str) -> Iterator[Recording]:
        for path in sorted(folder.glob(f"{section}-*.json")):
            with suppress(RecordingError, FileNotFoundError):
                yield self._read(path)

    def _read(self, path: Path) -> Recording:
        try:
            return Recording.model_validate(json.loads(path.read_bytes()))
        except FileNotFoundError:
            raise
        except OSError as error:
            raise RecordingError(self._broken(path, error.strerror or "it cannot be opened")) from error
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            field = ".".join(map(str, first["loc"]))
            raise RecordingError(self._broken(path, f"{field}: {first['msg']}".lstrip(": "))) from None
        except (ValueError, RecursionError):
            raise RecordingError(self._broken(path, "it is not JSON")) from None

    def _broken(self, path: Path, problem: str) -> str:
        name = path.relative_to(self.root).as_posix()
        return f"the recording {name} cannot be used ({problem}): delete it and record again with --llm record"


def _plain(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_]", "_", name) or "_"


def _readable(recording: Recording) -> bytes:
    data = recording.model_dump(mode="json")
    try:
        return f"{json.dumps(data, indent=2, ensure_ascii=False)}\n".encode()
    except UnicodeEncodeError:  # half a surrogate pair in an answer
        return f"{json.dumps(data, indent=2)}\n".encode()
