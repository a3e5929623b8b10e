"""The preview: what would be decided, before it is; and the button that starts it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext

from accounts.http import AuthenticatedRequest
from serial.comments.changes.base import ActionRefused
from serial.comments.models import Comment
from serial.markup.excerpts import shorten
from serial.markup.plain_text import plain_text
from serial.moderation.choices import DecisionKind
from serial.moderation.decisions.kinds import pick_kinds
from serial.moderation.decisions.recording import Ruling
from serial.moderation.models import Wave
from serial.moderation.waves.chart import strip_of
from serial.moderation.waves.choosing import MAX_READ, Found, Selection, choose
from serial.moderation.waves.criteria import hosts_in
from serial.moderation.waves.criteria_form import CriteriaForm
from serial.moderation.waves.place import Place
from serial.moderation.waves.raid_panel import raid_panel
from serial.moderation.waves.ruling_form import SILENCED_DAYS, TAKING_DOWN, RulingForm
from serial.moderation.waves.starting import start_wave
from serial.moderation.waves.wording import do_label
from serial.params import parse_id
from serial.stories.models import Story

PER_PAGE = 100
# In characters.
SAMPLE_LENGTH, EXAMPLE_LENGTH = 280, 90
# In the order in which they are offered. Until one is chosen, those comments are counted that could
# be rejected: held and public ones.
CHOICES = (DecisionKind.APPROVE, DecisionKind.HOLD, DecisionKind.HIDE, DecisionKind.REJECT)
WIDEST = DecisionKind.REJECT


@dataclass(frozen=True)
class Sample:
    """text: the beginning of what readers see, folded text included."""

    comment: Comment
    text: str
    likeness: int
    is_left_out: bool


@dataclass(frozen=True)
class SamplePage:
    """A page of all chosen comments."""

    page: "Page[Found]"
    samples: Sequence[Sample]


@dataclass
class WavePreview:
    """One request of the page. problem: why the wave was not started.

    kind: what to do with the comments; None until somebody chose it.
    """

    request: AuthenticatedRequest
    place: Place
    form: CriteriaForm
    kind: DecisionKind | None
    selection: Selection
    ruling_form: RulingForm | None
    problem: str = ""

    @classmethod
    def from_request(cls, request: AuthenticatedRequest, place: Place) -> "WavePreview":
        """The criteria are in the query string, or are sent again with the form that starts it."""
        is_post = request.method == "POST"
        data = request.POST if is_post else request.GET
        form = CriteriaForm(data, example=_example(data, place), story=_story(data, place))
        kind, selection = None, Selection([], [], False)
        if form.is_valid():
            kind = DecisionKind(form.cleaned_data["do"]) if form.cleaned_data["do"] else None
            selection = choose(form.criteria(), kind or WIDEST, place.story)
        ruling_form = RulingForm(data if is_post else None, kind=kind) if kind else None
        return cls(request, place, form, kind, selection, ruling_form)

    def start(self) -> Wave | None:
        """Returns None, with `problem`, if something is missing or has changed."""
        self.problem = self._find_problem()
        if self.problem or self.kind is None or self.ruling_form is None:
            return None
        is_of_moderator = self.place.story is None
        ruling = self.ruling_form.ruling() if is_of_moderator else Ruling(kind=self.kind)
        criteria, user = self.form.criteria(), self.request.user
        try:
            return start_wave(criteria, self.selection, ruling, user, self.place.story)
        except ActionRefused as error:
            self.problem = str(error)
            return None

    def context(self) -> dict[str, object]:
        example, selection = self.form.example, self.selection
        return {
            **self.place.context,
            "place": self.place,
            "here": gettext("Find comments"),
            "example": example,
            "example_text": _text_of(example, EXAMPLE_LENGTH) if example else "",
            "hosts": hosts_in(example) if example else [],
            "story": self.form.story,
            "form": self.form,
            "is_counted": self.form.is_valid() and (self.form.is_sent or example is not None),
            "kind": self.kind,
            "kinds": pick_kinds(*CHOICES),
            "ruling_form": self.ruling_form,
            "takes_down": self.kind in TAKING_DOWN,
            "silenced_days": SILENCED_DAYS,
            "max_read": MAX_READ,
            "selection": selection,
            "strip": strip_of([found.posted_at for found in selection.chosen]),
            "samples": _load_samples(selection.samples(), selection),
            "all": _page(self.request, selection),
            "query_without_page": _query_without_page(self.request),
            "do_label": do_label(self.kind, len(selection.chosen)) if self.kind else "",
            "problem": self.problem,
            "raid": raid_panel(self.place, example.story if example else self.form.story),
        }

    def _find_problem(self) -> str:
        if not self.form.is_valid():
            return gettext("Choose what these comments have in common.")
        if self.ruling_form is None:
            return gettext("Choose what to do.")
        counted, count = parse_id(self.request.POST.get("count")), len(self.selection.chosen)
        if counted != count:
            text = ngettext(
                "The number has changed: it is %(n)s comment now. Look again, then decide.",
                "The number has changed: it is %(n)s comments now. Look again, then decide.",
                count,
            )
            return text % {"n": intcomma(count)}
        if self.place.story is None and not self.ruling_form.is_valid():
            errors = (str(error) for errors in self.ruling_form.errors.values() for error in errors)
            return next(errors, "")
        return ""


def show_preview(request: AuthenticatedRequest, place: Place) -> HttpResponse:
    """GET counts, POST starts."""
    preview = WavePreview.from_request(request, place)
    wave = preview.start() if request.method == "POST" else None
    if wave is not None:
        return redirect(place.url("wave", wave.pk))
    return render(request, "moderation/waves/new.html", preview.context())


def _example(data: QueryDict, place: Place) -> Comment | None:
    """Raises Http404 for a comment that may not be read here."""
    pk = parse_id(data.get("comment"))
    if pk is None:
        return None
    comments = Comment.objects.with_names().select_related("story", "chapter__story")
    comments = comments.filter(story=place.story) if place.story else comments
    example = comments.not_deleted().filter(pk=pk).first()
    if example is None:
        raise Http404
    return example


def _story(data: QueryDict, place: Place) -> Story | None:
    """The story that a moderator of the site narrowed it down to."""
    pk = parse_id(data.get("story"))
    if place.story is not None or pk is None:
        return None
    story = Story.objects.filter(pk=pk).first()
    if story is None:
        raise Http404
    return story


def _page(request: AuthenticatedRequest, selection: Selection) -> "SamplePage | None":
    """All chosen comments, a page of them; None unless one asks for it."""
    if "page" not in request.GET:
        return None
    page = Paginator(selection.chosen, PER_PAGE).get_page(request.GET["page"])
    return SamplePage(page, _load_samples(list(page.object_list), selection))


def _query_without_page(request: AuthenticatedRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


def _load_samples(chosen: Sequence[Found], selection: Selection) -> list[Sample]:
    left_out = {found.pk for found in selection.left_out}
    rows = Comment.objects.with_names().select_related("chapter__story")
    comments = rows.in_bulk([found.pk for found in chosen])
    return [
        Sample(
            comments[found.pk],
            _text_of(comments[found.pk], SAMPLE_LENGTH),
            found.likeness,
            found.pk in left_out,
        )
        for found in chosen
        if found.pk in comments
    ]


def _text_of(comment: Comment, length: int) -> str:
    return shorten(plain_text(comment.body_html), length)
