"""The pages of moderators, and of reports."""

ROUTES: dict[str, list[str]] = {
    "200 200 200 200 200 200": [
        "report/copyright/",
        "report/copyright/state/<str:token>/",
        "report/<slug:kind>/<int:pk>/",
        "report/sent/<uuid:uid>/",
    ],
    # No page shows this picture: tests/moderation/test_reports.py.
    "404 404 404 404 404 404": [
        "report/image/<path:name>/",
    ],
    "405 405 405 405 405 405": [
        "moderation/decisions/<int:pk>/undo/",
        "moderation/items/<int:pk>/decide/",
        "moderation/log/undo/",
        "moderation/rules/spam/switch/",
        "moderation/rules/versions/<int:version>/restore/",
    ],
    "in 403 403 403 200 200": [
        "moderation/",
        "moderation/appeals/",
        "moderation/appeals/<int:pk>/",
        "moderation/count/",
        "moderation/items/<int:pk>/",
        "moderation/log/",
        "moderation/log/decisions.csv",
        "moderation/rules/spam/",
        "moderation/rules/",
        "moderation/rules/limits/<slug:name>/",
        "moderation/rules/site/<int:number>/",
        "moderation/rules/site/new/",
        "moderation/rules/versions/",
        "moderation/rules/words/<slug:key>/",
        "moderation/rules/words/new/",
        "moderation/waves/",
        "moderation/waves/<int:pk>/",
        "moderation/waves/new/",
    ],
    "in 404 404 200 404 404": [
        "report/copyright/<slug:reference>/counter/",
    ],
}
