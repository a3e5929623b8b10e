"""Which of a sweep's pages `make test` opens: those that show what no other of them shows.

What a page shows: the templates that it is made of, and the fields and buttons of its forms. The
test client gets a page in a tenth of the CPU time that opening it in Chromium takes.
"""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from django.test import Client

from tests.rendering import all_templates_remembered
from tests.sampling import LONG

CONTROL = re.compile(r"<(?:input|select|textarea|button)\b[^>]*>")
NAME = re.compile(r'\sname="([^"]+)"')
HIDDEN = 'type="hidden"'


def pages_to_open(client: Client, urls: Sequence[str], shown: set[str] | None = None) -> list[str]:
    """Returns so many of the pages that together they show all that any shows; with LONG=1 all.

    shown: what the pages that the sweep opens before these show; that of these is added.
    """
    if LONG:
        return list(urls)
    parts = {url: parts_of(client, url) for url in urls}
    chosen = fewest(parts, shown or set())
    if shown is not None:
        shown.update(*parts.values())
    return chosen


def fewest(parts: Mapping[str, set[str]], shown: AbstractSet[str] = frozenset()) -> list[str]:
    """Returns, in their order, few pages with all parts but those that other pages have shown.

    Always the page with the most new ones. Those without any part are among them: nothing is known
    of what they show.
    """
    chosen = {url for url, own in parts.items() if not own}
    missing = set().union(*parts.values()) - shown
    while missing:
        best = max(parts, key=lambda url: len(parts[url] & missing))
        chosen.add(best)
        missing -= parts[best]
    return [url for url in parts if url in chosen]


def parts_of(client: Client, url: str) -> set[str]:
    """The names of templates, fields and buttons; rows of a list have the same, but for numbers."""
    with all_templates_remembered():
        response = client.get(url)
    controls = CONTROL.findall(response.content.decode())
    names = (NAME.search(control) for control in controls if HIDDEN not in control)
    fields = {re.sub(r"\d+", "", name[1]) for name in names if name}
    templates = {template.name for template in response.templates if template.name}
    return {*(f"template {name}" for name in templates), *(f"field {name}" for name in fields)}
