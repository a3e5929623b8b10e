"""The data that a browser sends when a form is submitted unchanged."""

from html.parser import HTMLParser

from django.test import Client


class _Fields(HTMLParser):
    """Collects the names and values of the fields of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.data: dict[str, list[str]] = {}
        self._textarea: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        name = attributes.get("name", "")
        if tag == "input" and name:
            input_type = attributes.get("type", "text")
            is_unchecked = input_type in {"checkbox", "radio"} and "checked" not in attributes
            if (
                not is_unchecked
                and input_type not in {"submit", "file"}
                and "disabled" not in attributes
            ):
                self.data.setdefault(name, []).append(
                    attributes.get("value", "on" if input_type == "checkbox" else "")
                )
        elif tag == "textarea":
            self._textarea = name
            self.data[name] = [""]
        elif tag == "select":
            self._select = name if "disabled" not in attributes else None
        elif tag == "option" and self._select and "selected" in attributes:
            self.data.setdefault(self._select, []).append(attributes.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._textarea is not None:
            self.data[self._textarea][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._textarea is not None:
            # Browsers ignore a line break right after the opening tag.
            text = self.data[self._textarea][0]
            self.data[self._textarea][0] = text.removeprefix("\r\n").removeprefix("\n")
            self._textarea = None
        elif tag == "select":
            self._select = None


def form_fields(html: str) -> dict[str, list[str]]:
    parser = _Fields()
    parser.feed(html)
    parser.data.pop("csrfmiddlewaretoken", None)
    parser.data.pop("theme", None)
    return parser.data


def open_form(client: Client, url: str) -> dict[str, list[str]]:
    """The fields of the form at this URL, with their values, ready for client.post()."""
    response = client.get(url)
    assert response.status_code == 200, url
    return form_fields(response.content.decode())
