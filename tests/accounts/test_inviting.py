import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import AuthorRequest, Invitation, User
from tests.conftest import make_user

pytestmark = pytest.mark.django_db
URL = "/accounts/invitations/"


@pytest.fixture
def invitation() -> Invitation:
    return Invitation.objects.create(note="for Nina")


@pytest.fixture
def author_request(reader: User) -> AuthorRequest:
    return AuthorRequest.objects.create(user=reader, reason="Tales of lamps")


@pytest.mark.parametrize("name", ["author", "reader", "moderator"])
def test_other_members_are_refused(
    name: str, request: pytest.FixtureRequest, invitation: Invitation, author_request: AuthorRequest
) -> None:
    client: Client = request.getfixturevalue(f"{name}_client")
    assert client.get(URL).status_code == 403
    assert client.post(URL, {"note": "for me"}).status_code == 403
    assert client.post(f"{URL}{invitation.pk}/revoke/").status_code == 403
    decide_url = reverse("decide_author_request", args=[author_request.pk])
    assert client.post(decide_url, {"decision": "approve"}).status_code == 403
    assert Invitation.objects.open().count() == AuthorRequest.objects.pending().count() == 1


def test_guests_must_sign_in(
    guest_client: Client, invitation: Invitation, author_request: AuthorRequest
) -> None:
    decide_url = reverse("decide_author_request", args=[author_request.pk])
    for url in (URL, f"{URL}{invitation.pk}/revoke/", decide_url):
        response = guest_client.post(url, {"decision": "approve"})
        assert response.headers["Location"].startswith("/accounts/login/?next=")
    assert Invitation.objects.open().count() == AuthorRequest.objects.pending().count() == 1


@pytest.mark.parametrize("name", ["administrator", "superuser"])
def test_administrator_creates_an_invitation(name: str, request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(f"{name}_client")
    client.post(URL, {"note": "for <Nina>"})
    invitation = Invitation.objects.get()
    # The signature of a link has the second in which it was made.
    with time_machine.travel(timezone.now(), tick=False):
        page, link = client.get(URL).content.decode(), invitation.full_url()
    assert "for &lt;Nina&gt;" in page
    assert f'value="{link}"' in page
    assert invitation.invited_by == request.getfixturevalue(name)


@pytest.mark.parametrize("note", ["nul\x00byte", "a" * 201])
def test_invalid_note_shows_an_error(administrator_client: Client, note: str) -> None:
    page = administrator_client.post(URL, {"note": note}).content.decode()
    assert 'class="field__error"' in page
    assert not Invitation.objects.exists()


def test_revoked_invitation_is_refused(
    administrator_client: Client, invitation: Invitation, reader_client: Client
) -> None:
    revoke_url = reverse("revoke_invitation", args=[invitation.pk])
    assert administrator_client.get(revoke_url).status_code == 405
    administrator_client.post(revoke_url)
    assert reader_client.post(invitation.get_absolute_url()).status_code == 410
    page = administrator_client.post(revoke_url, follow=True).content.decode()
    assert "no longer open" in page
    assert invitation.full_url() not in page


@pytest.mark.parametrize(("decision", "is_approved"), [("approve", True), ("decline", False)])
def test_request_is_decided_once(
    administrator: User,
    administrator_client: Client,
    author_request: AuthorRequest,
    decision: str,
    is_approved: bool,
) -> None:
    assert "Tales of lamps" in administrator_client.get(URL).content.decode()
    decide_url = reverse("decide_author_request", args=[author_request.pk])
    administrator_client.post(decide_url, {"decision": decision})
    assert author_request.user.is_author() is is_approved
    author_request.refresh_from_db()
    assert author_request.decided_by == administrator and author_request.is_approved is is_approved

    other = "decline" if is_approved else "approve"
    page = administrator_client.post(decide_url, {"decision": other}, follow=True).content.decode()
    assert "already" in page
    assert author_request.user.is_author() is is_approved


@pytest.mark.parametrize("decision", ["", "perhaps", "nul\x00"])
def test_invalid_decision_is_refused(
    administrator_client: Client, author_request: AuthorRequest, decision: str
) -> None:
    decide_url = reverse("decide_author_request", args=[author_request.pk])
    assert administrator_client.post(decide_url, {"decision": decision}).status_code == 400
    assert AuthorRequest.objects.pending().exists()


@pytest.mark.parametrize("pk", [0, 10**30])
def test_unknown_ids_are_not_found(administrator_client: Client, pk: int) -> None:
    assert administrator_client.post(f"{URL}{pk}/revoke/").status_code == 404
    assert administrator_client.post(f"/accounts/requests/{pk}/decide/").status_code == 404


def test_list_is_paged_and_its_queries_do_not_grow(
    administrator: User,
    administrator_client: Client,
    reader: User,
    invitation: Invitation,
    author_request: AuthorRequest,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(20) as queries:
        administrator_client.get(URL)
    for number in range(51):
        Invitation.objects.create(
            note=f"note {number}.", invited_by=administrator, accepted_by=reader
        )
    for number in range(9):
        AuthorRequest.objects.create(user=make_user(f"member{number}"), reason="Tales")
    with django_assert_max_num_queries(len(queries)):
        page = administrator_client.get(URL).content.decode()
    assert "note 50." in page and "note 1." in page and "note 0." not in page
    assert "note 0." in administrator_client.get(URL + "?page=2").content.decode()
    assert administrator_client.get(URL + "?page=nul%00").status_code == 200
