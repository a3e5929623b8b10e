"""The pictures that the texts of an edition show."""

from pathlib import PurePosixPath

from django.core.files.storage import default_storage

# The formats in which the site saves pictures; all are core media types of EPUB 3.3.
PICTURE_TYPES = {
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".gif": "image/gif",
}
FOLDER = "images/"


class Pictures:
    """Collects the pictures of an edition, and whether their authors described them.

    paths: by the name in the default storage, the path in the edition; "" for a file that is lost,
    or of a format that the site does not serve.
    """

    def __init__(self) -> None:
        self.paths: dict[str, str] = {}
        self.described = 0
        self.not_described = 0

    def add(self, name: str, alt: str) -> str:
        """Returns the path in the edition, or ""."""
        path = self.paths.get(name)
        if path is None:
            path = self.paths[name] = _path(name)
        if path and alt.strip():
            self.described += 1
        elif path:
            self.not_described += 1
        return path

    def stored(self) -> dict[str, str]:
        """Returns the names in the default storage by their paths in the edition, in order."""
        return dict(sorted((path, name) for name, path in self.paths.items() if path))

    def has_motion(self) -> bool:
        return any(path.endswith(".gif") for path in self.paths.values())


def media_type(path: str) -> str:
    return PICTURE_TYPES[PurePosixPath(path).suffix]


def _path(name: str) -> str:
    if PurePosixPath(name).suffix not in PICTURE_TYPES or not default_storage.exists(name):
        return ""
    # Names in the storage are unique, and no folder has a "~".
    return FOLDER + name.replace("/", "~")
