"""All pages of the desk, which load the scripts they need and show nothing of Django's admin."""

import re
from dataclasses import replace
from typing import Any

from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, save_text
from serial.comments.models import Comment
from serial.comments.moderating import move_to_paragraph
from serial.markup.paragraphs.blocks import split_into_blocks
from tests.conftest import client_of
from tests.desk.forms import open_form
from tests.desk.pages import CHAPTERS, STORIES, fill_desk, page_urls
from tests.desk.scripts import wrong_scripts
from tests.desk.test_no_stock_admin import stock_of

# Show a chapter and an announcement as readers see them.
SHOWN_TO_READERS = re.compile(r"/(revisions|announcements)/\d+/$").search


def submitted_pages(client: Client, draft: Chapter) -> dict[str, Any]:
    """Returns the pages shown after submitting: errors, conflicts, confirmations."""
    form = f"{CHAPTERS}{draft.pk}/change/"
    data = open_form(client, form)
    wrong = {"title": "x" * 400, "release": "schedule", "new_position": "x", "requested_slug": "!"}
    repeated = {"release": "schedule", "release_day": "2027-11-07", "release_time": "01:30"}
    pages = {
        "wrong": client.post(form, {**data, **wrong}),
        "ambiguous": client.post(form, {**data, **repeated}),
        "conflict": client.post(form, {**data, "body": "New.", "based_on": "0"}),
        "merge": offer_merge(client, draft),
        "split": client.post(form, {**data, "manuscript": "A/N: x\n\ny", "_split": "1"}),
        "preview": client.post(f"{CHAPTERS}preview/?chapter={draft.pk}", data),
        "story": client.post(f"{STORIES}add/", {"title": ""}),
        "signed-out": Client().post(form, data, headers={"origin": "http://testserver"}),
    }
    released = draft.story.chapters.released().in_order().first()
    assert released is not None
    for tab, field in (("about", "title"), ("credits", "credits-1-name"), ("tags", "warnings")):
        url = f"{STORIES}{draft.story_id}/{tab}/"
        wrong_name = {**open_form(client, url), field: "x" * 400}
        pages[f"refused-{tab}"] = client.post(url, wrong_name)
    pages["policy"] = client.post(f"{STORIES}{draft.story_id}/comments/", {"audience": "x"})
    pages["orphaning"] = orphan_comments(client, released)
    note = f"{CHAPTERS}{draft.pk}/revisions/1/note/"
    pages["note"] = client.post(note, {"remark": "x" * 201})
    pages["restoring"] = confirm_restoring(client, released)
    for name in (
        *("delete_selected", "schedule_selected"),
        *("revert_selected_to_draft", "move_selected_to_part", "move_selected_to_story"),
        "publish_selected",
    ):
        chosen = {"action": name, "_selected_action": [released.pk, draft.pk]}
        pages[name] = client.post(CHAPTERS, chosen)
    return pages


def offer_merge(client: Client, chapter: Chapter) -> Any:
    """Returns the form after another save that changed another field."""
    form = f"{CHAPTERS}{chapter.pk}/change/"
    data = open_form(client, f"{form}?copy=saved")
    text = replace(chapter.text(), note_after="Thanks.")
    save_text(chapter, text, SaveInfo(by=None), based_on=chapter.revision)
    response = client.post(form, {**data, "title": "New."})
    assert 'name="_merge"' in response.content.decode()
    return response


def orphan_comments(client: Client, chapter: Chapter) -> Any:
    """Returns the confirmation before a save that orphans a comment."""
    thread = Comment.objects.filter(chapter=chapter, paragraph__isnull=False).threads().get()
    move_to_paragraph(thread, split_into_blocks(chapter.body_html)[0].id, None)
    form = f"{CHAPTERS}{chapter.pk}/change/"
    response = client.post(form, {**open_form(client, form), "body": "All other words."})
    assert 'name="confirmed_orphans"' in response.content.decode()
    return response


def confirm_restoring(client: Client, chapter: Chapter) -> Any:
    """Returns the same confirmation before a revision is restored."""
    text = replace(chapter.text(), body="All other words.")
    save_text(chapter, text, SaveInfo(by=None), based_on=chapter.revision)
    chapter.refresh_from_db()
    thread = Comment.objects.filter(chapter=chapter, paragraph__isnull=False).threads().get()
    # With a quote it would return to its passage, which the revision has.
    Comment.objects.filter(pk=thread.pk).update(quote="")
    move_to_paragraph(thread, split_into_blocks(chapter.body_html)[0].id, None)
    data = {"based_on": chapter.revision}
    response = client.post(f"{CHAPTERS}{chapter.pk}/revisions/1/restore/", data)
    assert "Restore anyway" in response.content.decode()
    return response


def desk_pages(author: User, other_author: User, superuser: User) -> dict[str, bytes]:
    """Returns the content of each page by its name."""
    author_client, superuser_client = client_of(author), client_of(superuser)
    empty = author_client.get("/desk/")
    draft = fill_desk(author, other_author, author_client)
    pages = {url: author_client.get(url) for url in page_urls(draft)}
    stock = {url: stock_of(page.content.decode()) for url, page in pages.items()}
    assert {url: found for url, found in stock.items() if found and not SHOWN_TO_READERS(url)} == {}
    pages |= {"empty": empty, "admin": superuser_client.get("/admin/")}
    archive = "/admin/archive/"
    for name in (f"accountdeletion/of/{author.pk}/", "erasurerecord/guest-comments/?name=e"):
        pages[name.partition("/")[0]] = superuser_client.get(f"{archive}{name}")
    pages |= submitted_pages(author_client, draft)
    scripts = {name: wrong_scripts(response.content.decode()) for name, response in pages.items()}
    assert {name: wrong for name, wrong in scripts.items() if wrong} == {}
    for name, response in pages.items():
        assert response.status_code in {200, 403} and response.content, (name, response.status_code)
    return {name: response.content for name, response in pages.items()}
