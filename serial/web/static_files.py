"""Static files storage that bundles each style sheet with the style sheets it imports."""

import re
from collections.abc import Iterator

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Only imports from the same folder or below. A style sheet from elsewhere may have relative URLs,
# which would break in the bundle.
IMPORT = re.compile(r'@import url\("(?P<file>[^".][^"]*)"\) layer\((?P<layer>[\w-]+)\);')


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    # Hashes the names of imported scripts too, so that proxies can cache them forever.
    support_js_module_import_aggregation = True

    def post_process(
        self, paths: dict[str, tuple[Storage, str]], dry_run: bool = False, **options: object
    ) -> Iterator[tuple[str, str | None, bool | Exception]]:
        bundled = InMemoryStorage()
        for name in [name for name in paths if name.endswith(".css")]:
            text = _read(paths, name)
            if IMPORT.search(text):
                bundled.save(name, ContentFile(_inline_imports(paths, name, text).encode()))
                paths[name] = (bundled, name)
        yield from super().post_process(paths, dry_run, **options)


def _inline_imports(paths: dict[str, tuple[Storage, str]], name: str, text: str) -> str:
    folder = name.rpartition("/")[0]

    def as_layer(match: re.Match[str]) -> str:
        imported = _read(paths, f"{folder}/{match['file']}")
        return f"@layer {match['layer']} {{\n{imported}}}\n"

    return IMPORT.sub(as_layer, text)


def _read(paths: dict[str, tuple[Storage, str]], name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read().decode())
