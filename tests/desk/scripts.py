"""Which scripts a page of the desk loads, and which it needs for what it shows."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "static/js/desk"
SELECTORS = re.compile(r'selector: "([^"]+)"')
ATTRIBUTE = re.compile(r"\[(data-[\w-]+)\]")
LOADED = re.compile(r'<script type="module" src="[^"]*/js/desk/(start\w*)\.js"')


@cache
def _attributes() -> dict[str, re.Pattern[str]]:
    """For each script that starts behaviours, the attributes of the elements that have them."""
    found = {}
    for path in FOLDER.glob("start_*.js"):
        names = ATTRIBUTE.findall(" ".join(SELECTORS.findall(path.read_text(encoding="utf-8"))))
        found[path.stem] = re.compile(rf"<[^>]*\s({'|'.join(names)})[\s=>]")
    return found


def wrong_scripts(html: str) -> set[str]:
    """Returns scripts that a page of the desk loads and does not need, or needs and lacks."""
    loaded = set(LOADED.findall(html))
    if "start" not in loaded:
        return set()
    needed = {name for name, attributes in _attributes().items() if attributes.search(html)}
    return (loaded - {"start"}) ^ needed
