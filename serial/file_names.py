"""Names of files that every system can store, made from slugs and from names in storage."""

import hashlib
import re
from unicodedata import normalize

# Most file systems allow 255 bytes; what a person or program appends has to fit as well.
MAX_BYTES = 120
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
# Windows has devices of these names, with any suffix.
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def safe_file_name(name: str) -> str:
    """Returns the name if it is safe. Otherwise a safe one, which is different for each name."""
    safe = _FORBIDDEN.sub("-", normalize("NFC", name)).strip(" .")
    if _RESERVED.match(safe):
        safe = f"_{safe}"
    safe = _cut(safe, MAX_BYTES)
    # Systems that ignore case would take two names for one.
    if safe and safe == name and name == name.lower():
        return safe
    stem, dot, suffix = safe.rpartition(".") if "." in safe else (safe, "", "")
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{_cut(stem, MAX_BYTES - 20)}-{digest}{dot}{suffix[:10]}".lstrip("-")


def safe_path(path: str) -> str:
    """Returns the path with a safe name for each folder and for the file."""
    return "/".join(safe_file_name(part) for part in path.split("/") if part)


def _cut(name: str, size: int) -> str:
    return name.encode("utf-8", "ignore")[:size].decode("utf-8", "ignore").rstrip(" .")
