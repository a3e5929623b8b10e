import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import AuthorRequest, Invitation, User
from tests.conftest import make_user

pytestmark = pytest.mark.django_db
HERE = "/accounts/invitations/"
Clients = dict[str, Client]


@pytest.fixture
def invitation() -> Invitation:
    return Invitation.objects.create(note="for Nina")


@pytest.fixture
def asked(reader: User) -> AuthorRequest:
    return AuthorRequest.objects.create(user=reader, reason="Tales of lamps")


@pytest.mark.parametrize("name", ["author", "reader", "moderator"])
def test_members_are_refused(
    name: str, request: pytest.FixtureRequest, invitation: Invitation, asked: AuthorRequest
) -> None:
    client: Client = request.getfixturevalue(f"{name}_client")
    assert client.get(HERE).status_code == 403
    assert client.post(HERE, {"note": "for me"}).status_code == 403
    assert client.post(f"{HERE}{invitation.pk}/revoke/").status_code == 403
    decide = reverse("decide_author_request", args=[asked.pk])
    assert client.post(decide, {"decision": "grant"}).status_code == 403
    assert Invitation.objects.open().count() == AuthorRequest.objects.pending().count() == 1


def test_guests_sign_in(guest_client: Client, invitation: Invitation, asked: AuthorRequest) -> None:
    decide = reverse("decide_author_request", args=[asked.pk])
    for address in (HERE, f"{HERE}{invitation.pk}/revoke/", decide):
        answer = guest_client.post(address, {"decision": "grant"})
        assert answer.headers["Location"].startswith("/accounts/login/?next=")
    assert Invitation.objects.open().count() == AuthorRequest.objects.pending().count() == 1


@pytest.mark.parametrize("name", ["administrator", "superuser"])
def test_an_administrator_makes_a_link(name: str, request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(f"{name}_client")
    client.post(HERE, {"note": "for <Nina>"})
    made = Invitation.objects.get()
    page = client.get(HERE).content.decode()
    assert "for &lt;Nina&gt;" in page
    assert f'value="{made.full_url()}"' in page
    assert made.invited_by == request.getfixturevalue(name)


@pytest.mark.parametrize("note", ["nul\x00byte", "a" * 201])
def test_a_note_that_cannot_be_is_explained(administrator_client: Client, note: str) -> None:
    page = administrator_client.post(HERE, {"note": note}).content.decode()
    assert 'class="errorlist"' in page
    assert not Invitation.objects.exists()


def test_a_withdrawn_link_opens_nothing(
    administrator_client: Client, invitation: Invitation, reader_client: Client
) -> None:
    withdraw = reverse("revoke_invitation", args=[invitation.pk])
    assert administrator_client.get(withdraw).status_code == 405
    administrator_client.post(withdraw)
    assert reader_client.post(invitation.get_absolute_url()).status_code == 410
    page = administrator_client.post(withdraw, follow=True).content.decode()
    assert "no longer open" in page
    assert invitation.full_url() not in page


@pytest.mark.parametrize(("decision", "writes"), [("grant", True), ("refuse", False)])
def test_a_request_is_decided_once(
    administrator: User,
    administrator_client: Client,
    asked: AuthorRequest,
    decision: str,
    writes: bool,
) -> None:
    assert "Tales of lamps" in administrator_client.get(HERE).content.decode()
    decide = reverse("decide_author_request", args=[asked.pk])
    administrator_client.post(decide, {"decision": decision})
    assert asked.user.is_author() is writes
    asked.refresh_from_db()
    assert asked.decided_by == administrator and asked.was_granted is writes

    other = "refuse" if writes else "grant"
    page = administrator_client.post(decide, {"decision": other}, follow=True).content.decode()
    assert "already" in page
    assert asked.user.is_author() is writes


@pytest.mark.parametrize("decision", ["", "perhaps", "nul\x00"])
def test_no_decision_is_none(
    administrator_client: Client, asked: AuthorRequest, decision: str
) -> None:
    decide = reverse("decide_author_request", args=[asked.pk])
    assert administrator_client.post(decide, {"decision": decision}).status_code == 400
    assert AuthorRequest.objects.pending().exists()


@pytest.mark.parametrize("pk", [0, 10**30])
def test_what_is_not_there_is_not_found(administrator_client: Client, pk: int) -> None:
    assert administrator_client.post(f"{HERE}{pk}/revoke/").status_code == 404
    assert administrator_client.post(f"/accounts/requests/{pk}/decide/").status_code == 404


def test_the_list_is_paged_and_its_queries_do_not_grow(
    administrator: User,
    administrator_client: Client,
    reader: User,
    invitation: Invitation,
    asked: AuthorRequest,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(20) as few:
        administrator_client.get(HERE)
    for number in range(51):
        Invitation.objects.create(
            note=f"note {number}.", invited_by=administrator, accepted_by=reader
        )
    for number in range(9):
        AuthorRequest.objects.create(user=make_user(f"member{number}"), reason="Tales")
    with django_assert_max_num_queries(len(few)):
        page = administrator_client.get(HERE).content.decode()
    assert "note 50." in page and "note 1." in page and "note 0." not in page
    assert "note 0." in administrator_client.get(HERE + "?page=2").content.decode()
    assert administrator_client.get(HERE + "?page=nul%00").status_code == 200
