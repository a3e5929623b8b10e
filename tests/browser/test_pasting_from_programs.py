"""Pastes what programs put on the clipboard, and what Chromium copies from our own pages.

Shapes of clipboards, with texts of our own:
- Google Docs: https://github.com/facebookarchive/draft-js/issues/481
- Word: https://github.com/nhn/tui.editor/pull/1682
- LibreOffice: its export as HTML
"""

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from tests.browser.chapter_editor import open_chapter, select
from tests.browser.conftest import OpenPage
from tests.browser.pasting import paste
from tests.browser.signing_in import sign_in
from tests.conftest import MakeChapter

pytestmark = pytest.mark.django_db(transaction=True)

GOOGLE_DOCS = (
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-5f1c">'
    '<p dir="ltr" style="line-height:1.38;"><span style="font-weight:400;font-style:normal;">'
    'The ferry was </span><span style="font-weight:400;font-style:italic;">never</span>'
    '<span style="font-weight:400;font-style:normal;"> late.</span></p>'
    '<p dir="ltr"><span style="font-weight:700;">Never.</span></p></b>'
)
WORD = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!--p.MsoNormal '
    "{margin:0cm;}--></style></head><body lang=EN-GB><!--StartFragment-->"
    "<p class=MsoNormal>The ferry was <i style='mso-bidi-font-style:normal'>never</i> late."
    "<o:p></o:p></p><p class=MsoNormal><b style='mso-bidi-font-weight:normal'>Never.</b>"
    "<o:p></o:p></p><!--EndFragment--></body></html>"
)
LIBREOFFICE = (
    '<!DOCTYPE html><html><head><meta name="generator" content="LibreOffice 7.4 (Linux)"/>'
    '<style type="text/css">p { line-height: 115% }</style></head><body lang="en-GB" dir="ltr">'
    "<p>The ferry was <i>never</i> late.</p>\n<p><b>Never.</b></p>\n</body></html>"
)
MARKDOWN = "The ferry was *never* late.\n\n**Never.**"


def test_clipboard_of_a_program(
    live_server: LiveServer, open_page: OpenPage, author: User, chapter: Chapter
) -> None:
    page = open_page()
    area = open_chapter(page, live_server.url, author, chapter)
    for html, line_end in ((GOOGLE_DOCS, "\n"), (WORD, "\r\n"), (LIBREOFFICE, "\n")):
        area.fill("Before. After.")
        select(area, 7, 8)
        paste(area, html, f"{line_end}The ferry was never late.{line_end}Never.{line_end}")
        expect(area).to_have_value(f"Before.\n\n{MARKDOWN}\n\nAfter.")
        expect(page.locator("[data-preview=body] em")).to_have_text("never")
        page.keyboard.press("Control+z")
        expect(area).to_have_value("Before.\nThe ferry was never late.\nNever.\nAfter.")


def test_what_chromium_copies_from_a_chapter(
    live_server: LiveServer, open_page: OpenPage, author: User, make_chapter: MakeChapter
) -> None:
    text = f"{MARKDOWN}\n\n***\n\n> A *letter*.\n\n* a rope\n* a lamp\n\nThe end."
    source, target = make_chapter(text), make_chapter("x")
    page = open_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page, live_server.url, author)
    page.goto(live_server.url + source.get_absolute_url())
    page.evaluate("getSelection().selectAllChildren(document.querySelector('[data-body]'))")
    page.keyboard.press("Control+c")
    page.goto(f"{live_server.url}/desk/chapters/chapter/{target.pk}/change/")
    area = page.locator("textarea[name=body]")
    select(area, 0, 1)
    page.keyboard.press("Control+v")
    expect(area).to_have_value(text)
