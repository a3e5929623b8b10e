"""The quiet marks beside paragraphs that somebody commented on."""

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from serial.chapters.models import Chapter
from serial.comments.on_page import Talk
from serial.markup.blocks import Block, cut
from serial.reading.talk.finding import comments_address
from serial.reading.talk.passages import counts_at

# A mark is inside of these, at the end of their words; beside any other block, after it.
HOLD_A_MARK = {"p", "li", "h2", "h3", "h4", "h5", "h6", "dt", "dd"}


def with_marks(chapter: Chapter, talk: Talk, answer: str) -> SafeString:
    """The chapter's HTML with a link at each paragraph that has comments."""
    html = chapter.body_html
    if not talk.block_counts or talk.is_kept_from_sight:
        return SafeString(html)
    blocks = cut(html)
    by_id = {block.id: block for block in blocks if block.id}
    here, lost = counts_at(talk.block_counts, by_id, chapter)
    base = f"{comments_address(chapter)}on/"
    first = _lost_mark(base, 0, lost.get(0, 0), answer)
    out, done = [f"<p>{first}</p>" if first else ""], 0
    for block in blocks:
        number = block.id or 0
        mark = _mark(base, number, here.get(number, 0), answer)
        mark += _lost_mark(base, number, lost.get(number, 0), answer)
        if not number or not mark:
            continue
        at = _end_of(block)
        out.append(html[done:at] + (mark if at == block.inner_end else f"<p>{mark}</p>"))
        done = at
    return SafeString("".join(out) + html[done:])


def _end_of(block: Block) -> int:
    return block.inner_end if block.name in HOLD_A_MARK else block.end


def _mark(base: str, number: int, count: int, answer: str) -> str:
    if not count:
        return ""
    said = ngettext("%(n)d comment on this paragraph", "%(n)d comments on this paragraph", count)
    return (
        f'<a class="mark" data-mark="{number}" rel="nofollow" href="{escape(base)}{number}/'
        f'{escape(answer)}" aria-label="{escape(said % {"n": count})}">{count}</a>'
    )


def _lost_mark(base: str, number: int, count: int, answer: str) -> str:
    if not count:
        return ""
    said = gettext("%(n)d comments on an earlier version of this place") % {"n": count}
    return (
        f'<a class="mark lost" data-mark="{number}" rel="nofollow" href="{escape(base)}{number}/'
        f'{escape(answer)}" aria-label="{escape(said)}">{count}</a>'
    )
