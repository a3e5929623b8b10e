"""What a browser sends when a desk form is submitted as it was shown."""

from html.parser import HTMLParser

from django.test import Client


class _Fields(HTMLParser):
    """Collects the fields of the admin's form, as a browser would send them untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.data: dict[str, list[str]] = {}
        self._textarea: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "input" and name:
            kind = given.get("type", "text")
            is_off = kind in {"checkbox", "radio"} and "checked" not in given
            if not is_off and kind not in {"submit", "file"} and "disabled" not in given:
                self.data.setdefault(name, []).append(
                    given.get("value", "on" if kind == "checkbox" else "")
                )
        elif tag == "textarea":
            self._textarea = name
            self.data[name] = [""]
        elif tag == "select":
            self._select = name if "disabled" not in given else None
        elif tag == "option" and self._select and "selected" in given:
            self.data.setdefault(self._select, []).append(given.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._textarea is not None:
            self.data[self._textarea][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._textarea is not None:
            # A browser drops the line break that follows the opening tag.
            text = self.data[self._textarea][0]
            self.data[self._textarea][0] = text.removeprefix("\r\n").removeprefix("\n")
            self._textarea = None
        elif tag == "select":
            self._select = None


def shown_fields(html: str) -> dict[str, list[str]]:
    parser = _Fields()
    parser.feed(html)
    parser.data.pop("csrfmiddlewaretoken", None)
    parser.data.pop("theme", None)
    return parser.data


def open_form(client: Client, address: str) -> dict[str, list[str]]:
    """The fields of the form at this address, ready to be changed and sent back."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return shown_fields(answer.content.decode())
