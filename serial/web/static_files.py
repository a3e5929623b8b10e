"""Static files as they are sent: a style sheet comes with all that it imports, in one request."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Of our own folder: what stands elsewhere may name files that lie beside it.
IMPORT = re.compile(r'@import url\("(?P<file>[^".][^"]*)"\) layer\((?P<layer>[\w-]+)\);')


class JoinedStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    # A script that another one imports has a lasting name as well: a proxy may keep it for good.
    support_js_module_import_aggregation = True

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str | None, bool | Exception]]:
        joined = InMemoryStorage()
        for name in [name for name in paths if name.endswith(".css")]:
            text = _read(paths, name)
            if IMPORT.search(text):
                joined.save(name, ContentFile(_join_imports(paths, name, text).encode()))
                paths[name] = (joined, name)
        yield from super().post_process(paths, dry_run, **options)


def _join_imports(paths: dict[str, Any], name: str, text: str) -> str:
    folder = name.rpartition("/")[0]

    def layer(found: re.Match[str]) -> str:
        imported = _read(paths, f"{folder}/{found['file']}")
        return f"@layer {found['layer']} {{\n{imported}}}\n"

    return IMPORT.sub(layer, text)


def _read(paths: dict[str, Any], name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read().decode())
