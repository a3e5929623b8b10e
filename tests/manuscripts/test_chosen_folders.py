"""A folder that was chosen in a browser: its files keep their order, and their pictures."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from serial.manuscripts.models import Manuscript
from serial.manuscripts.planning.reading_job import open_document
from serial.stories.models import Story
from tests.manuscripts.conftest import work
from tests.manuscripts.picture_files import CAT, DOG, page

FOLDER = {
    "Mill/10.html": page(2, folder="10_files/").encode(),
    "Mill/10_files/cat.png": CAT,
    "Mill/2.html": page(1, folder="2_files/").encode(),
    "Mill/2_files/cat.png": DOG,
    "Mill/2_files/dog.jpg": DOG,
}


def send(client: Client, story: Story, paths: list[str]) -> Manuscript:
    files = [SimpleUploadedFile(path, data) for path, data in FOLDER.items()]
    data = {"manuscript": files, "form_key": str(uuid4()), "paths": "\n".join(paths)}
    response = client.post(f"/desk/stories/story/{story.pk}/import/", data)
    assert response.status_code == 302
    work()
    return Manuscript.objects.get()


@pytest.mark.usefixtures("reads_here")
def test_files_are_in_the_order_of_their_paths(story: Story, author_client: Client) -> None:
    manuscript = send(author_client, story, list(FOLDER))
    assert manuscript.name == "Mill"
    chapters = manuscript.read_plan().chapters
    assert [chapter.title for chapter in chapters] == ["Storm 1", "Storm 2"]
    assert list(open_document(manuscript).pictures.values()) == [
        "Mill/2_files/cat.png",
        "Mill/2_files/dog.jpg",
        "Mill/10_files/cat.png",
    ]


@pytest.mark.usefixtures("reads_here")
@pytest.mark.parametrize("paths", [[], ["Mill/1.html"], ["a.html"] * 5, ["..", "/", "", "./", "."]])
def test_files_without_paths_are_in_the_order_in_which_they_were_chosen(
    story: Story, author_client: Client, paths: list[str]
) -> None:
    manuscript = send(author_client, story, paths)
    assert manuscript.name == "10.html"
    titles = [chapter.title for chapter in manuscript.read_plan().chapters]
    assert titles == ["Storm 2", "Storm 1"]


@pytest.mark.usefixtures("reads_here")
def test_paths_lead_nowhere_else(story: Story, author_client: Client) -> None:
    paths = [f"../../{path}".replace("/", "\\") for path in FOLDER]
    manuscript = send(author_client, story, paths)
    assert manuscript.name == "Mill"
    assert [each.title for each in manuscript.read_plan().chapters] == ["Storm 1", "Storm 2"]


@pytest.mark.usefixtures("reads_here")
def test_several_hundred_files_can_be_chosen(
    story: Story, author: User, author_client: Client
) -> None:
    files = [
        SimpleUploadedFile(f"{n}.md", f"# Chapter {n}\n\nDay {n}.".encode()) for n in range(300)
    ]
    data = {"manuscript": files, "form_key": str(uuid4())}
    assert author_client.post(f"/desk/stories/story/{story.pk}/import/", data).status_code == 302
    work()
    assert len(Manuscript.objects.get(by=author).read_plan().chapters) == 300
