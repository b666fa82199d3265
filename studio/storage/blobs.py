"""Pixels, meshes and embeddings, each kept once under the SHA-256 of its bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import ProjectError
from studio.core.files import sha256_hex


class BlobStore(Mapping[str, bytes]):
    """Content-addressed bytes in memory; blobs are added, never changed. Any thread may add and read."""

    def __init__(self, blobs: Mapping[str, bytes] | None = None) -> None:
        self._blobs: dict[str, bytes] = dict(blobs or {})

    def put(self, data: bytes) -> str:
        """Keep `data`; equal data is kept once.

        Returns:
            Its hash.
        """
        name = sha256_hex(data)
        self._blobs.setdefault(name, data)
        return name

    def put_array(self, array: NDArray[np.float32]) -> str:
        """Keep an array in NumPy's file format; equal arrays give equal bytes."""
        buffer = io.BytesIO()
        np.save(buffer, np.ascontiguousarray(array), allow_pickle=False)
        return self.put(buffer.getvalue())

    def array(self, name: str) -> NDArray[np.float32]:
        """The array of a blob.

        Raises:
            ProjectError: If the blob is missing or holds no array of numbers.
        """
        try:
            loaded = np.load(io.BytesIO(self[name]), allow_pickle=False)
        except (ValueError, EOFError, OSError) as error:
            message = f"A table of numbers in the project is damaged ({name[:12]})."
            raise ProjectError(message, _USE_BACKUP, "project.damaged") from error
        return np.asarray(loaded, np.float32)

    def __getitem__(self, name: str) -> bytes:
        try:
            return self._blobs[name]
        except KeyError as error:
            message = f"A part of the project is missing ({name[:12] or 'unnamed'})."
            raise ProjectError(message, _USE_BACKUP, "project.missing_blob") from error

    def __contains__(self, name: object) -> bool:
        return name in self._blobs

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._blobs))  # other threads may add some meanwhile

    def __len__(self) -> int:
        return len(self._blobs)


_USE_BACKUP = "Open the backup that lies beside it (.avatar.bak)."
