"""The pages of readers, and what every visitor can open."""

ROUTES: dict[str, list[str]] = {
    "200 200 200 200 200 200": [
        "",
        "about/",
        "by/<slugs:slug>/",
        "contact/",
        "contact/sent/",
        "continue-reading/",
        "downloads/<slugs:story_slug>/",
        "by/<slugs:slug>/feed/",
        "feed/",
        "<document:document>/",
        "<document:document>/versions/",
        "<document:document>/versions/<int:number>/",
        "<document:document>/versions/<int:number>/changes/",
        "media/<path:path>",
        "members/<username:username>/",
        "read/<slugs:story_slug>/",
        "read/<slugs:story_slug>/<slugs:chapter_slug>/",
        "read/<slugs:story_slug>/<slugs:chapter_slug>/comments/",
        "read/<slugs:story_slug>/<slugs:chapter_slug>/comments/write/",
        "read/<slugs:story_slug>/<slugs:chapter_slug>/comments/kudos/",
        "read/<slugs:story_slug>/<slugs:chapter_slug>/comments/on/",
        "read/<slugs:story_slug>/<slugs:chapter_slug>/comments/on/<int:number>/",
        "read/<slugs:story_slug>/<slugs:chapter_slug>/comments/<int:number>/",
        "comments/token/",
        "drafts/<str:token>/comments/<int:pk>/delete/",
        "robots.txt",
        "site.webmanifest",
        "accent-<slug:version>.css",
        "sitemap-<str:kind>-<int:page>.xml",
        "sitemap.xml",
        "stories/",
        "tags/<str:kind>/<slugs:slug>/",
        "tags/<str:kind>/<slugs:slug>/feed/",
        "transparency/",
        "transparency/<int:year>/<int:quarter>/",
        "stories/<slugs:story_slug>/",
        "stories/<slugs:story_slug>/preview.png",
        "stories/<slugs:story_slug>/feed/",
        "stories/<slugs:story_slug>/follow/",
        "stories/<slugs:story_slug>/announcements/",
        "stories/<slugs:story_slug>/announcements/<int:pk>/",
        "by/<slugs:slug>/follow/",
    ],
    "404 404 404 404 404 404": [
        # Only under DEBUG.
        "styles/",
        # The sample has no unsubscribe token: tests/mail/test_unsubscribing.py.
        "unsubscribe/<slug:token>/",
        # No guest left an address: tests/notifications/guests/test_confirming.py.
        "comments/email/<slug:token>/",
        # A token of nobody: tests/reading/feeds/test_private_feeds.py.
        "feeds/<str:token>/",
        # Nothing was decided about the comment: tests/moderation/test_statements.py.
        "read/<slugs:story_slug>/<slugs:chapter_slug>/comments/<int:number>/decision/",
    ],
    "in 200 200 200 200 200": [
        "notifications/",
    ],
    "in 404 404 404 404 404": [
        # Nobody is told of anything here: tests/notifications/test_page.py.
        "notifications/<int:pk>/",
        "notifications/chapters/<int:pk>/",
    ],
    "403 200 403 403 403 403": [
        "read/<slugs:story_slug>/<slugs:chapter_slug>/comments/<int:number>/edit/",
    ],
    "405 405 405 405 405 405": [
        "comments/preview/",
        "notifications/read/",
        "read/<slugs:story_slug>/<slugs:chapter_slug>/comments/<int:number>/action/",
    ],
    "302 302 302 302 302 302": [
        "favicon.ico",
        "drafts/<str:token>/",
        "drafts/<str:token>/comments/",
    ],
    "302 200 200 200 200 200": [
        # Its authors offer it to members: tests/editions/test_who_may_download.py.
        "downloads/<slugs:story_slug>.<str:suffix>",
    ],
}
