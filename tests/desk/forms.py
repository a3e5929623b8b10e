"""The data that a browser sends when a form is submitted unchanged."""

from django.test import Client
from selectolax.lexbor import LexborHTMLParser, LexborNode

NOT_SENT = {"submit", "file"}
SENT_IF_CHECKED = {"checkbox", "radio"}


def form_fields(html: str) -> dict[str, list[str]]:
    """Returns the values of all fields of the page, of whatever form, by their names."""
    fields: dict[str, list[str]] = {}
    for node in LexborHTMLParser(html).css("input, textarea, select"):
        name = node.attributes.get("name")
        if name and "disabled" not in node.attributes and (values := _values(node)):
            fields.setdefault(name, []).extend(values)
    fields.pop("csrfmiddlewaretoken", None)
    fields.pop("theme", None)
    return fields


def _values(node: LexborNode) -> list[str]:
    if node.tag == "textarea":
        return [node.text()]
    if node.tag == "select":
        options = [option.attributes for option in node.css("option")]
        return [option.get("value") or "" for option in options if "selected" in option]
    kind = node.attributes.get("type") or "text"
    if kind in NOT_SENT or (kind in SENT_IF_CHECKED and "checked" not in node.attributes):
        return []
    default = "on" if kind == "checkbox" else ""
    return [node.attributes.get("value", default) or ""]


def open_form(client: Client, url: str) -> dict[str, list[str]]:
    """The fields of the form at this URL, with their values, ready for client.post()."""
    response = client.get(url)
    assert response.status_code == 200, url
    return form_fields(response.content.decode())
