"""Browser contexts that tests use one after the other.

A new context starts a process, which reads the style sheets, scripts and fonts anew. Measured in
Chromium 156: a chapter's page takes 0.43 s of CPU time in a new context and 0.26 s in a used one,
the editor 0.70 s and 0.34 s.
"""

from collections import defaultdict
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

# A page without scripts, whose process the tests' pages share.
FIRST_PAGE = "/robots.txt"


@dataclass(frozen=True)
class Kind:
    """What cannot be changed once a context exists."""

    scripts: bool = True
    bypass_csp: bool = False


@dataclass
class SharedContext:
    """A context whose first page stays open, so that its process does not end."""

    context: BrowserContext
    first_page: Page
    session: CDPSession
    site: str

    def close_pages(self) -> None:
        for page in self.context.pages:
            if page != self.first_page:
                page.close()

    def forget(self) -> None:
        """Makes the context as it was: no cookies, no stored text, no permissions.

        Files stay cached: those of static/, and pages, which the site has to confirm each time.
        """
        self.context.set_offline(False)
        self.context.clear_permissions()
        self.context.clear_cookies()
        stored = {"origin": self.site, "storageTypes": "all"}
        self.session.send("Storage.clearDataForOrigin", stored)


class ContextPool:
    """The contexts of one browser for one site."""

    def __init__(self, browser: Browser, site: str) -> None:
        self.browser, self.site = browser, site
        self.free: dict[Kind, list[SharedContext]] = defaultdict(list)
        self.used: list[tuple[Kind, SharedContext]] = []

    def take(self, kind: Kind) -> BrowserContext:
        """Returns a context that nobody uses until `give_back`."""
        shared = self.free[kind].pop() if self.free[kind] else self._create(kind)
        self.used.append((kind, shared))
        return shared.context

    def close_pages(self) -> None:
        for _kind, shared in self.used:
            shared.close_pages()

    def give_back(self) -> None:
        """Frees all contexts; their requests must be finished, which could set cookies."""
        for kind, shared in self.used:
            shared.forget()
            self.free[kind].append(shared)
        self.used = []

    def _create(self, kind: Kind) -> SharedContext:
        context = self.browser.new_context(
            java_script_enabled=kind.scripts,
            bypass_csp=kind.bypass_csp,
            # Colours and places change at once: fewer frames are painted.
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto(self.site + FIRST_PAGE)
        return SharedContext(context, page, context.new_cdp_session(page), self.site)
