"""Dispatches paste events as programs fill the clipboard: plain text and HTML."""

from playwright.sync_api import Locator

_DISPATCH = """(area, [html, plain]) => {
  const data = new DataTransfer();
  if (html !== null) data.setData("text/html", html);
  if (plain !== null) data.setData("text/plain", plain);
  area.focus();
  const options = { clipboardData: data, bubbles: true, cancelable: true };
  return area.dispatchEvent(new ClipboardEvent("paste", options));
}"""


def paste(area: Locator, html: str | None, plain: str | None) -> bool:
    """Dispatches a paste event at the cursor; returns False if the page handled it."""
    is_left_to_browser: bool = area.evaluate(_DISPATCH, [html, plain])
    return is_left_to_browser
