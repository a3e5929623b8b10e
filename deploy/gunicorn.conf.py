"""gunicorn serial.wsgi --config deploy/gunicorn.conf.py

See https://docs.gunicorn.org/en/stable/settings.html.
"""

import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WORKERS", "3"))
# One slow request does not stop the others of its process.
worker_class = "gthread"
threads = int(os.environ.get("THREADS", "4"))
# A URL of the site can have a quoted passage of 500 letters, of up to 12 bytes each.
limit_request_line = 8190
# Longer than nginx keeps an idle connection (60 s), so that it never uses one that was
# just closed.
keepalive = 75
