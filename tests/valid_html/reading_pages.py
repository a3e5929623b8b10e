"""The pages of readers, of accounts, and of moderators."""

from uuid import uuid4

from django.test import Client

from accounts.models import MemberProfile, User
from serial.archive.download.links import make_link
from serial.archive.download.pages import DOWNLOADS
from serial.chapters.draft_links import create_draft_link
from serial.chapters.models import Chapter
from serial.comments.draft_comments.managing import reply
from serial.comments.models import CheckFinding, Comment, DraftComment, StoryModerator
from serial.comments.moderating import hold, reject
from serial.desk.sample.loading import load_sample
from serial.mail.models import UnsubscribeToken
from serial.moderation.choices import Reason
from serial.moderation.copyright.links import state_path
from serial.moderation.models import Appeal, CopyrightNotice, Decision, Report, ReviewItem, Wave
from serial.policies.acceptance import record_acceptance
from serial.policies.documents import DOCUMENTS
from serial.policies.models import PolicyVersion
from serial.stories.models import Story
from tests.browser.comments.commenting import add_comment, create_discussion
from tests.comments.sending import open_private_link
from tests.conftest import PASSWORD, add_chapter, client_of, create_story
from tests.moderation.figures.months import store_figures
from tests.moderation.reviewing import item_of, report_comment
from tests.moderation.spam.conftest import UNCERTAIN, create_spam_model
from tests.policies.publishing import publish_version
from tests.public_forms import send_public_form


def draft_pages(story: Story, author: User) -> list[str]:
    """Pages of a draft link that its reader has commented with."""
    draft = story.chapters.get(title="Fourteen")
    link = create_draft_link(draft, author, note="Anna")
    thread = DraftComment.objects.create(
        chapter=draft,
        link=link,
        name=link.note,
        paragraph=1,
        quote="The kettle",
        body="Who?",
        body_html="<p>Who?</p>",
        form_key=uuid4(),
    )
    reply(thread.pk, author, "Peg.", uuid4())
    url = link.get_absolute_url()
    comments = f"{url}comments/"
    queries = ("", "?paragraph=1", f"?reply_to={thread.pk}", f"{thread.pk}/delete/")
    return [f"{url}?sent={thread.pk}", *(comments + query for query in queries)]


def opened_pages(
    author: User, reader: User, author_client: Client, superuser_client: Client
) -> dict[str, bytes]:
    story = load_sample(author)
    assert story is not None
    for body in ("- Be kind.", "Be *very* kind."):
        publish_version(body, summary="A word more.")
    draft = PolicyVersion(document="terms", body="Be *very* kind, please.")
    draft.save_draft()
    comments = f"{create_discussion(story, author, reader)}comments/"
    StoryModerator.objects.create(story=story, user=author)
    MemberProfile.objects.create(user=reader, is_public=True, links="https://example.org/rosa")
    notice = CopyrightNotice.objects.create(
        form_key=uuid4(), story=story, state="taken_down", capacity="owner"
    )
    item = ReviewItem.objects.create(
        kind="story", story=story, on_story=story, member=author, status="decided"
    )
    decision = Decision.objects.create(item=item, kind="hide", member=author, words="It is spam.")
    Appeal.objects.create(decision=decision, member=author, words="It is not.")
    report = Report.objects.create(item=item, reason="other", words="Look.", reporter=author)
    wave = Wave.objects.create(kind="hide", by=author)
    of_reader = Comment.objects.published().filter(user=reader).order_by("-pk")[0]
    reject(of_reader, author)
    act = of_reader.actions.by_others().get(kind="state")
    of_guest = hold_comments(of_reader.chapter, author, reader)
    of_picture = ReviewItem.objects.create(kind="image", image="a.png", status="decided")
    picture_report = Report.objects.create(item=of_picture, reason="hate", words="Look.")
    create_spam_model(UNCERTAIN)
    store_figures()
    guest = Client()
    readable = [chapter.get_absolute_url() for chapter in story.chapters.in_order()]
    pages = {
        guest: [
            "/",
            "/stories/",
            story.get_absolute_url(),
            f"{story.get_absolute_url()}announcements/",
            story.announcements.published()[0].get_absolute_url(),
            "/by/peg-lorrimer/",
            "/by/peg-lorrimer/follow/",
            "/members/rosa/",
            "/no/",
            "/desk/x/",
        ]
        + ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]
        + ["/accounts/leave/done/"]
        + [f"/{key}/" for key in DOCUMENTS]
        + ["/terms/versions/", "/terms/versions/1/", "/terms/versions/2/changes/"]
        + ["/downloads/nothing-heard/"]
        + ["/about/", "/read/nothing-heard/", "/tags/genre/mystery/"]
        + ["/contact/sent/", "/report/copyright/", state_path(notice)]
        + [f"/report/story/{story.pk}/", f"/report/sent/{report.uid}/"]
        + [f"/report/sent/{picture_report.uid}/"]
        + ["/transparency/", "/stories/the-lamp/", "/stories/?rating=general"]
        + [comments, f"{comments}1/", f"{comments}on/"]
        + [f"{comments}on/4/", f"{comments}write/?paragraph=4&quote=Q"]
        + draft_pages(story, author)
        + [f"{comments}write/?reply_to=1", f"{comments}kudos/", f"{comments}21/"]
        + readable[:-2],
        author_client: [
            "/downloads/nothing-heard/",
            "/",
            "/accounts/",
            "/accounts/preferences/",
            "/accounts/email/",
        ]
        + ["/accounts/write/", "/accounts/password/change/", "/accounts/logout/"]
        + ["/accounts/data/", "/accounts/data/archive/", "/accounts/leave/"]
        + ["/accounts/policies/", "/accounts/reports/"]
        + ["/accounts/decisions/", f"/accounts/decisions/{decision.pk}/"]
        + ["/accounts/sessions/", "/accounts/reauthenticate/", "/accounts/two-factor/"]
        + [
            "/accounts/two-factor/passkeys/",
            "/accounts/security/",
            "/accounts/profile/",
            "/accounts/feeds/",
            "/accounts/comments/drafts/",
        ]
        + [comments, f"{comments}1/", f"{comments}2/edit/", f"{comments}on/4/"]
        + [
            "/accounts/comments/",
            "/accounts/comments/moderated/",
            f"{comments}write/",
            f"{comments}18/",
        ]
        + readable[-2:],
        superuser_client: [
            "/moderation/appeals/",
            "/accounts/invitations/",
            "/desk/",
            "/moderation/rules/spam/",
        ]
        + [f"/moderation/waves/{page}" for page in ("", "new/?comment=1", f"{wave.pk}/")]
        + [f"/moderation/{page}" for page in ("", "?tab=reported", "?tab=mine", *queue_forms())]
        + [f"/moderation/rules/{page}" for page in ("", "site/new/", "versions/", "words/new/")]
        + [f"/moderation/items/{item.pk}/?do={kind}" for kind in ("hide", "correct")]
        + ["/moderation/log/", f"/moderation/log/?wave={wave.pk}"]
        + ["/moderation/rules/limits/links/", "/moderation/rules/words/commissions/"]
        + [f"/admin/policies/policyversion/{page}" for page in ("", "add/?document=rules")]
        + ["/admin/policies/policyversion/1/change/"]
        + [f"/admin/policies/policyversion/{draft.pk}/{page}/" for page in ("change", "publish")],
        client_of(reader): [
            "/accounts/decisions/",
            f"/accounts/decisions/acts/{act.pk}/",
            *(story.get_absolute_url(), f"{story.get_absolute_url()}follow/", "/notifications/"),
            "/accounts/notifications/",
            comments,
        ],
        owner_of(of_guest): [f"{of_guest.get_absolute_url()}decision/"],
        client_of(author): [f"/report/copyright/{notice.reference}/counter/"],
    }
    contents = {}
    for number, (client, urls) in enumerate(pages.items()):
        for url in urls:
            response = client.get(url)
            if response.status_code != 302:
                contents[f"{number}{url}"] = response.content
    return contents


def hold_comments(chapter: Chapter, author: User, reader: User) -> Comment:
    """Holds a thread of the reader with a visible reply, and a reply. Returns one of a guest."""
    thread = add_comment(chapter, reader, "Held, with a reply.")
    add_comment(chapter, author, "The reply.", parent=thread)
    reply = add_comment(chapter, reader, "A held reply.", parent=add_comment(chapter, None, "Oh."))
    of_guest = add_comment(chapter, None, "Rejected.")
    for comment in (thread, reply):
        hold(comment, None)
    reject(of_guest, author)
    return of_guest


def owner_of(comment: Comment) -> Client:
    client = Client()
    open_private_link(client, comment)
    return client


def queue_forms() -> list[str]:
    """A held and reported comment in the queue, with each form that opens there."""
    comment = Comment.objects.published().threads().filter(visible_reply_count=0)[0]
    words = {"code": "words", "verdict": 1, "message": "Words.", "places": [[0, 4]]}
    CheckFinding.objects.create(comment=comment, revision=comment.edit_count, **words)
    report_comment(comment, None, Reason.THREAT)
    hold(comment, None)
    item = f"items/{item_of(comment).pk}/"
    return [item, *(f"{item}?do={kind}" for kind in ("reject", "hold", "sanction"))]


def pages_of_a_trial(moderator_client: Client) -> dict[str, bytes]:
    """Returns the pages of a trial and of a form with errors, after a version was saved."""
    url = "/moderation/rules/words/commissions/"
    fields = {"name": "Lamps", "effect": "hold", "version": "0"}
    tried = moderator_client.post(url, {**fields, "rules": "the *\nlamp*", "action": "save"})
    fingerprint = tried.context["attempt"].tried
    sent = {**fields, "rules": "the *\nlamp*", "tried": fingerprint, "action": "save"}
    assert moderator_client.post(url, sent).status_code == 302
    clash = moderator_client.post(url, sent)
    stale = moderator_client.post("/moderation/rules/versions/1/restore/", {"do": "restore"})
    wrong = moderator_client.post(url, {**fields, "rules": "a*", "action": "try"})
    pages = {"tried": tried, "clash": clash, "stale": stale, "wrong": wrong}
    for page in ("versions/", "words/commissions/"):
        pages[f"saved-{page}"] = moderator_client.get(f"/moderation/rules/{page}")
    return {f"rules-{name}": response.content for name, response in pages.items()}


def pages_of_unsubscribing(reader: User, story: Story) -> dict[str, bytes]:
    """Returns the page of an unsubscribe link as it asks, and after each of its answers."""
    token = UnsubscribeToken.objects.create(user=reader, scope=f"story:{story.pk}")
    url, client = f"/unsubscribe/{token.token}/", Client()
    asks = client.get(url)
    stopped, stopped_all = client.post(url), client.post(url, {"choice": "all"})
    pages = {"asks": asks, "stopped": stopped, "stopped-all": stopped_all}
    assert {page.status_code for page in pages.values()} == {200}
    return {f"unsubscribe-{name}": page.content for name, page in pages.items()}


def reading_pages(author: User, reader: User, superuser: User) -> dict[str, bytes]:
    """Returns the content of each page by its name."""
    author_client, superuser_client = client_of(author), client_of(superuser)
    # Shows the age gate.
    chapter = add_chapter(create_story("The Lamp", by=author, rating="mature"), by=author)
    author_client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    pages = opened_pages(author, reader, author_client, superuser_client)
    pages |= pages_of_a_trial(superuser_client)
    pages |= pages_of_unsubscribing(reader, chapter.story)
    for _ in range(2):
        added = send_public_form(f"/report/chapter/{chapter.pk}/", reason="spam", words="Lamps.")
    pages["report-added"] = added.content
    downloads = [author_client.get(make_link(author)) for _ in range(DOWNLOADS.units + 1)]
    pages["too-many-downloads"] = downloads[-1].content
    # The first time it asks for acceptance of the terms, which the site has changed.
    for name in ("interrupted", "write-with-errors"):
        rejected = author_client.post(
            "/read/nothing-heard/job-417/comments/write/", {"text": "x\n" * 5_001}
        )
        pages[name] = rejected.content
        record_acceptance(author.pk, {"terms": 2})
    assert rejected.status_code == 422
    assert len(pages) > 20
    return pages
