"""What the law asks the senders of notices and counter-notices to state.

The wording of 17 USC 512(c)(3)(A)(v) and (vi), which includes that of article 16(2)(d) of the EU
Digital Services Act, and of 17 USC 512(g)(3)(C) and (D). Stored with each notice as it was shown.
"""

from django.utils.translation import gettext_lazy as _

GOOD_FAITH = _(
    "I believe in good faith that the use of my work on these pages is not authorised by the owner "
    "of the rights, by somebody who acts for them, or by law."
)
ACCURACY = _(
    "The information in this notice is accurate and complete, and, under penalty of perjury, I own "
    "the rights or am authorised to act for their owner."
)
MISTAKE = _(
    "Under penalty of perjury, I believe in good faith that the text was taken down by mistake, or "
    "because it was taken for something else."
)
JURISDICTION = _(
    "I consent to the jurisdiction of the court where I live (in the United States: the Federal "
    "District Court; outside of them: the court of the place where this site’s operator is), and "
    "accept service of process from the sender of the notice, or somebody who acts for them."
)
