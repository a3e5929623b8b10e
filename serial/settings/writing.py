"""Writing: pictures, files to import, and the size of forms."""

from serial import environment as env

MARKDOWNX_URLS_PATH = "/desk/markdownx/markdownify/"
MARKDOWNX_UPLOAD_URLS_PATH = "/desk/markdownx/upload/"
# Limits of an uploaded picture. Larger ones are rejected with a message, not resized.
IMAGE_MAX_BYTES = 10 * 1024 * 1024
IMAGE_MAX_PIXELS = 25_000_000
IMAGE_MAX_FRAMES = 300
# Fonts for the titles of covers in scripts that the site's own face lacks: files and folders.
COVER_FONTS = env.env.list("COVER_FONTS", default=["/usr/share/fonts", "/usr/local/share/fonts"])
# How many pictures an author can upload.
UPLOADS_PER_HOUR = 120
# Where the pictures of imported files are stored.
MANUSCRIPT_PICTURES = "serial.desk.editor.imported_pictures.STORE"
# How many files an author can upload to import them.
MANUSCRIPTS_PER_HOUR = 30
# The limit of such files (serial/manuscripts/limits.py), and that of a request with their form.
MANUSCRIPT_MAX_MEGABYTES = 100
MANUSCRIPT_REQUEST_MAX_BYTES = (MANUSCRIPT_MAX_MEGABYTES + 1) * 1024 * 1024
# Above every form's own limit: a form that is too long is shown again with its text, so the
# site has to read it first.
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
# Of an imported folder. Above that, a zip can be imported.
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000
# The limit for guests and for members who are not authors.
READER_REQUEST_MAX_BYTES = 1024 * 1024

# Functions that return the names of files which no row shows now, and which are kept all the same.
KEPT_PICTURES = ["serial.moderation.hidden_pictures.hidden_names"]
