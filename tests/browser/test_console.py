"""No page causes console errors: no CSP violation and no script error."""

import pytest
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.conftest import MakeChapter

pytestmark = pytest.mark.django_db(transaction=True)


COMPUTED_STYLES = """selector => [...document.querySelectorAll(selector)].map((element) => {
  const style = getComputedStyle(element);
  return [element.tagName, style.fontFamily, style.fontSize, style.fontStyle, style.color,
    style.backgroundColor, style.marginTop, style.borderTopWidth, style.borderInlineStartWidth,
    style.fontWeight, style.listStyleType, style.paddingTop, style.paddingInlineStart,
    style.textDecorationLine, style.maskImage];
})"""
EVERYTHING = """
# One

## Two

A *b* **c** ~~d~~ `e` <u>f</u> <kbd>g</kbd> [h](https://example.org) i.[^1]

> A quotation.

* one
  * two
* three

1. one
2. two

::: spoiler
So.
:::

::: warning Blood
So.
:::

::: box
A | B
-|-
1 | 2
:::

::: chat
Anna: So.
:::

::: letter
Dear *you*.
:::

```
code
```

***

[^1]: A note.
"""


def test_preview_has_the_styles_of_the_page(
    live_server: LiveServer, open_page: OpenPage, author: User, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter(EVERYTHING)
    page = open_page()
    sign_in(page, live_server.url, author)
    page.goto(live_server.url + chapter.get_absolute_url())
    on_page = page.evaluate(COMPUTED_STYLES, "[data-body] *")
    page.goto(f"{live_server.url}/desk/chapters/chapter/{chapter.pk}/change/")
    page.locator("[data-preview=body] blockquote").first.wait_for()
    in_preview = page.evaluate(COMPUTED_STYLES, "[data-preview=body] *")
    assert {row[0] for row in on_page} >= {"P", "HR", "BLOCKQUOTE", "SUMMARY", "TD", "CODE", "SUP"}
    assert in_preview == on_page
