"""The Markdown parsers: CommonMark with extensions for fiction."""

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.utils import EnvType

from serial.markup.garbage_collection import paused_collection
from serial.markup.limits import TooMuchMarkup
from serial.markup.options import Options
from serial.markup.syntax.autolinks import autolinks_plugin
from serial.markup.syntax.blank_lines import blank_lines_plugin
from serial.markup.syntax.certain_tags import certain_tags_plugin
from serial.markup.syntax.comment_images import comment_images_plugin
from serial.markup.syntax.containers import containers_plugin
from serial.markup.syntax.emphasis import emphasis_plugin
from serial.markup.syntax.entities import entities_plugin
from serial.markup.syntax.fences import fences_plugin
from serial.markup.syntax.footnotes import footnotes_plugin
from serial.markup.syntax.headings import headings_plugin
from serial.markup.syntax.html_blocks import html_blocks_plugin
from serial.markup.syntax.html_renderer import HtmlRenderer
from serial.markup.syntax.html_scene_breaks import html_scene_breaks_plugin
from serial.markup.syntax.indentation import indentation_plugin
from serial.markup.syntax.inline_rules import inline_rules_plugin
from serial.markup.syntax.inlines import inlines_plugin
from serial.markup.syntax.links import links_plugin
from serial.markup.syntax.lists import lists_plugin
from serial.markup.syntax.literals import literals_plugin
from serial.markup.syntax.mentions import mentions_plugin
from serial.markup.syntax.nesting import nesting_limit_plugin
from serial.markup.syntax.paragraphs import paragraphs_plugin
from serial.markup.syntax.punctuation import smart_punctuation_plugin
from serial.markup.syntax.quotations import quotations_plugin
from serial.markup.syntax.scene_breaks import scene_breaks_plugin
from serial.markup.syntax.tables import tables_plugin
from serial.markup.syntax.work_limit import may_exceed_limit, work_limit_plugin

# Not useful in comments. Their markup stays as typed, raw HTML as well.
_DISABLED_IN_COMMENTS = ["heading", "lheading", "hr", "html_block", "html_inline"]


def parse(source: str, options: Options, env: EnvType | None = None) -> list[Token] | None:
    """Returns None if the text is not parsed: it is beyond a limit, and shown as plain text.

    env: takes the definitions of links, with their lines. Nesting is limited too, but the caller
    may already be deep in the stack of Python.
    """
    env = {} if env is None else env
    env["options"] = options
    try:
        with paused_collection():
            return _parser(options).parse(source, env)
    except (TooMuchMarkup, RecursionError):
        return None


def has_too_much_markup(source: str, options: Options) -> bool:
    """Whether a cleaned text is shown as typed, because it is beyond a limit."""
    return may_exceed_limit(source) and parse(source, options) is None


def render_unsafe(source: str, options: Options) -> str | None:
    """Returns HTML that has not been sanitised. None as parse()."""
    try:
        with paused_collection():
            return str(_parser(options).render(source, {"options": options}))
    except (TooMuchMarkup, RecursionError):
        return None


def _parser(options: Options) -> MarkdownIt:
    return comment_parser() if options.is_comment else full_parser()


@cache
def full_parser() -> MarkdownIt:
    """Returns the parser for everything but comments.

    Its render() needs an env with the key "options". It keeps no state between texts.
    """
    md = MarkdownIt(
        "commonmark",
        {"breaks": True, "maxNesting": 100, "store_labels": True},
        renderer_cls=HtmlRenderer,
    )
    # Authors indent paragraphs with spaces or a tab, and never mean a code block.
    md.disable("code")
    # Every URL makes a link here; the sanitizer decides which are allowed, also in raw HTML.
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    # Of the rules that are added right after "block", the one added last runs first.
    md.use(autolinks_plugin)
    md.use(entities_plugin)
    md.use(inlines_plugin)
    md.use(emphasis_plugin)
    md.use(literals_plugin)
    md.use(footnotes_plugin)
    md.use(containers_plugin)
    md.use(scene_breaks_plugin)
    md.use(headings_plugin)
    md.use(tables_plugin)
    md.use(html_blocks_plugin)
    md.use(certain_tags_plugin)
    md.use(html_scene_breaks_plugin)
    md.use(links_plugin)
    md.use(smart_punctuation_plugin)
    md.use(indentation_plugin)
    md.use(lists_plugin)
    md.use(fences_plugin)
    md.use(blank_lines_plugin)
    md.use(quotations_plugin)
    md.use(nesting_limit_plugin)
    md.use(paragraphs_plugin)
    md.use(work_limit_plugin)
    md.use(inline_rules_plugin)
    return md


@cache
def comment_parser() -> MarkdownIt:
    """Returns the parser for comments, with only the markup that comments need."""
    md = MarkdownIt("commonmark", {"breaks": True, "maxNesting": 100}, renderer_cls=HtmlRenderer)
    md.disable(["code", *_DISABLED_IN_COMMENTS])
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    md.use(autolinks_plugin)
    md.use(entities_plugin)
    md.use(inlines_plugin)
    md.use(emphasis_plugin)
    md.use(literals_plugin)
    md.use(comment_images_plugin)
    md.use(containers_plugin, in_comments=True)
    md.use(mentions_plugin)
    md.use(links_plugin)
    md.use(indentation_plugin)
    md.use(lists_plugin)
    md.use(fences_plugin)
    md.use(blank_lines_plugin)
    md.use(quotations_plugin)
    md.use(nesting_limit_plugin)
    md.use(paragraphs_plugin)
    md.use(work_limit_plugin)
    md.use(inline_rules_plugin)
    return md
