"""Literata, the site's book face, for EPUBs that bring their typeface: files, licence and rules."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders

FOLDER = "fonts/"
FONT_TYPES = {".woff2": "font/woff2", ".txt": "text/plain"}
_LICENCE = f"{FOLDER}literata-license.txt"
_RULE = re.compile(r'@font-face \{\s*font-family: "Literata";[^}]*\}')
_FILE = re.compile(r'url\("\.\./(fonts/[^"]+)"\)')
_BODY = 'body {\n  font-family: "Literata", serif;\n}\n'


class BookFace:
    """rules: its style sheet, for one beside the folder of its files. files: by their paths."""

    def __init__(self) -> None:
        rules = "\n\n".join(_RULE.findall(_static("css/fonts.css").read_text()))
        # A page waits for no font that is in the book.
        rules = rules.replace("  font-display: optional;\n", "")
        names = [*_FILE.findall(rules), _LICENCE]
        self.files = {name: _static(name) for name in sorted(names)}
        self.rules = _FILE.sub(r'url("\1")', rules) + "\n\n" + _BODY


def font_type(path: str) -> str:
    return FONT_TYPES[Path(path).suffix]


def _static(name: str) -> Path:
    path = finders.find(name)
    if not path:
        raise FileNotFoundError(name)
    return Path(path)
