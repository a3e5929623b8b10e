"""Pictures that a text shows stay when the member who uploaded them leaves."""

from pathlib import Path

from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import MemberProfile, User
from serial.comments.models import Comment, DraftComment
from serial.desk.erasing import erase_member
from serial.desk.models import Upload
from serial.desk.shown_pictures import TEXTS
from serial.erasure import CommentsChoice, Erasure
from tests.conftest import MakeChapter

# Their Markdown has no pictures.
WITHOUT_PICTURES = {(Comment, "body"), (DraftComment, "body"), (MemberProfile, "about")}


def test_every_rendered_text_is_searched() -> None:
    rendered = {
        (model, field.name.removesuffix("_html"))
        for model in apps.get_models()
        for field in model._meta.fields
        if field.name.endswith("_html") and not model._meta.proxy
    }
    searched = {(model, name) for model, names in TEXTS for name in names}
    assert rendered - searched == WITHOUT_PICTURES


def test_only_texts_with_pictures_of_these_months_are_read(
    author: User, make_chapter: MakeChapter, media: Path
) -> None:
    for month in ("01", "02"):
        make_chapter(body=f"![Map](/media/pictures/2026/{month}/map.png)")
    names = ["pictures/2026/01/map.png", "pictures/2026/01/unused.png"]
    for name in names:
        Upload.objects.create(uploaded_by=author, file=name, size=9)
    erasure = Erasure(author.pk, CommentsChoice.KEEP)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        erase_member(erasure)
    assert erasure.files == names[1:]
    searches = [query["sql"] for query in queries if "LIKE" in query["sql"]]
    assert len(searches) == len(TEXTS)
    assert all("pictures/2026/01/" in sql for sql in searches)
