"""What reports, decisions and copyright notices hold about people."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from serial.moderation import exports
from serial.moderation.copyright.deadlines import RECORD_PERIOD
from serial.moderation.time_limits import REPORT_PERIOD
from serial.personal_data import (
    RECORD_STAYS,
    JsonLines,
    PersonalData,
)
from serial.web.ip_hash import IP_HASH_PERIOD

KEPT = format_lazy(
    _("{years} years after the last decision or its deadline, as claims can be made until then."),
    years=RECORD_PERIOD.days // 365,
)
REASON = _("To handle claims of copyright as the law asks for it.")

COPYRIGHT = (
    PersonalData(
        model="moderation.CopyrightNotice",
        fields=("ip_hash", "email", "address", "signature", "user", "handled_by"),
        name=_("Copyright notices"),
        holds=format_lazy(
            _(
                "Who sent a notice: name, email address, postal address if they gave it, "
                "signature, and the account if they were signed in; what they stated; which "
                "moderator handled it; for {days} days the hash of the sender’s IP address. "
                "Only moderators see who sent it."
            ),
            days=IP_HASH_PERIOD.days,
        ),
        reason=REASON,
        kept_for=KEPT,
        erased=_(
            "Who sent it is erased, and what it says. While it awaits a decision or something is "
            "down, only their names in it are erased. What was decided stays."
        ),
        exports=(JsonLines("copyright/notices.jsonl", exports.notice_rows),),
    ),
    PersonalData(
        model="moderation.NoticeTarget",
        fields=("notice",),
        name=_("Pages named in copyright notices"),
        holds=_("The URLs in a notice, and whether they were taken down."),
        reason=REASON,
        kept_for=KEPT,
        erased=_("Stays with the notice, without who sent it."),
        exports=(JsonLines("copyright/notice-urls.jsonl", exports.notice_url_rows),),
    ),
    PersonalData(
        model="moderation.CounterNotice",
        fields=("ip_hash", "notice", "user", "email", "address", "phone", "signature"),
        name=_("Counter-notices"),
        holds=format_lazy(
            _(
                "What an author objected to a notice: name, postal address, telephone, email "
                "address, explanation and signature. The sender of the notice gets all of it; "
                "moderators see it. For {days} days the hash of the author’s IP address."
            ),
            days=IP_HASH_PERIOD.days,
        ),
        reason=REASON,
        kept_for=KEPT,
        erased=_("Erased. That there was a counter-notice, and when, stays."),
        exports=(JsonLines("copyright/counter-notices.jsonl", exports.counter_notice_rows),),
    ),
    PersonalData(
        model="moderation.CopyrightDecision",
        fields=("notice", "by"),
        name=_("Decisions on copyright notices"),
        holds=_("What a moderator decided on a notice, why, and when."),
        reason=REASON,
        kept_for=KEPT,
        erased=RECORD_STAYS,
        not_exported=_("Decisions are about others. Those concerned got them by email."),
    ),
)

KEPT_FOR_GOOD = _("As long as the site exists. It stays when what was reviewed is deleted.")

REVIEW = (
    PersonalData(
        model="moderation.ReviewItem",
        fields=("comment", "pen_name", "profile", "member", "claimed_by"),
        name=_("What moderators review"),
        holds=_(
            "What is under review, whose it is, why it waits, how urgent it is, and which "
            "moderator has it open."
        ),
        reason=_("To show moderators what waits for them, the most urgent first."),
        kept_for=KEPT_FOR_GOOD,
        erased=_("The record stays, without the account and without what was reviewed."),
        not_exported=_("It says who waits for a decision. The decisions are in the archive."),
    ),
    PersonalData(
        model="moderation.Report",
        fields=("item", "reporter", "ip_hash", "email", "judged_by"),
        name=_("Reports"),
        holds=format_lazy(
            _(
                "What somebody reported, the reason, what they wrote about it, when, and what came "
                "of it; the account if they were signed in, or for {days} days the hash of a "
                "guest’s IP address. A name and an email address if they gave them. Only "
                "moderators see who reported something."
            ),
            days=IP_HASH_PERIOD.days,
        ),
        reason=_("To decide on what was reported, and to tell the person who reported it."),
        kept_for=format_lazy(
            _(
                "What a report says and who sent it is erased {days} days after it was decided. "
                "That there was a report stays, also if what was reported is deleted."
            ),
            days=REPORT_PERIOD.days,
        ),
        erased=_(
            "What it says is erased. While it awaits a decision, only the member’s names in it are "
            "erased. What others reported about a text or page that is deleted with the account is "
            "erased too. That there was a report stays, without the account."
        ),
        exports=(JsonLines("moderation/reports.jsonl", exports.report_rows),),
    ),
    PersonalData(
        model="moderation.Decision",
        fields=("item", "by", "member", "action", "wave"),
        name=_("Decisions of moderators"),
        holds=_(
            "What was decided about something, by which moderator or check, under which rule, "
            "the words to the person it concerns, a note to other moderators, and who that is."
        ),
        reason=_(
            "To tell those concerned the reason, as the law asks for it, to answer appeals, and to "
            "undo mistakes."
        ),
        kept_for=KEPT_FOR_GOOD,
        erased=_(
            "The words and the note are erased. What was decided, under which rule and when stays, "
            "without the account."
        ),
        exports=(
            JsonLines(
                "moderation/decisions.jsonl",
                exports.decision_rows,
                about=_(
                    "Decisions that concern the member, without who decided and without the notes "
                    "of moderators."
                ),
            ),
        ),
    ),
    PersonalData(
        model="moderation.Sanction",
        fields=("member", "ip_hash", "decision", "ended_by"),
        name=_("Warnings and bans of the site"),
        holds=format_lazy(
            _(
                "Who was warned, needs approval or may not comment, from when until when: a "
                "member, or for {days} days a guest’s IP hash."
            ),
            days=IP_HASH_PERIOD.days,
        ),
        reason=_("To apply it, and to know what happened before when a rule is broken again."),
        kept_for=KEPT_FOR_GOOD,
        erased=RECORD_STAYS,
        exports=(JsonLines("moderation/sanctions.jsonl", exports.sanction_rows),),
    ),
    PersonalData(
        model="moderation.Appeal",
        fields=("decision", "action", "member", "answered_by", "claimed_by"),
        name=_("Appeals"),
        holds=_("Why somebody thinks that a decision is wrong, the answer, and who answered."),
        reason=_("To review decisions, as the law asks for it."),
        kept_for=_("As long as the decision."),
        erased=_(
            "An appeal without an answer is deleted. Of others, the texts are erased; how it ended "
            "stays, without the account."
        ),
        exports=(JsonLines("moderation/appeals.jsonl", exports.appeal_rows),),
    ),
    PersonalData(
        model="moderation.Wave",
        fields=("by", "undo_asked_by"),
        name=_("Acts on many comments"),
        holds=_(
            "What a moderator or author decided on many comments at once, and what they share."
        ),
        reason=_("To carry it out, to see who did it, and to undo it."),
        kept_for=_("As long as the site exists."),
        erased=RECORD_STAYS,
        not_exported=_(
            "It is about many people. The decisions about the member are in the archive."
        ),
    ),
    PersonalData(
        model="moderation.RaidSwitch",
        fields=("by", "ended_by"),
        name=_("Raid switches"),
        holds=_("Who limited new comments on the site or a story for some hours, and how."),
        reason=_("To see who did it."),
        kept_for=_("As long as the site exists."),
        erased=RECORD_STAYS,
        not_exported=_("It says nothing about other people."),
    ),
    PersonalData(
        model="moderation.WaveComment",
        fields=("wave", "comment", "action"),
        name=_("Comments of such an act"),
        holds=_("Which comments it is about, and which of them are decided."),
        reason=_("So that each is decided once, also after an interruption."),
        kept_for=_("As long as the comment exists."),
        erased=RECORD_STAYS,
        not_exported=_("The decisions about the member are in the archive."),
    ),
    PersonalData(
        model="moderation.SpamSwitch",
        fields=("by",),
        name=_("Switches of the spam score"),
        holds=_("Which moderator switched the spam score on or off, and when."),
        reason=_("To see who did it."),
        kept_for=_("As long as the site exists."),
        erased=RECORD_STAYS,
        not_exported=_("It is a setting of the site."),
    ),
    PersonalData(
        model="moderation.CheckSettings",
        fields=("by",),
        name=_("Changes of the check settings"),
        holds=_("Word lists, limits and rules of the site, which moderator saved them, and when."),
        reason=_("To undo a change, and to see who made it."),
        kept_for=_("As long as the site exists."),
        erased=RECORD_STAYS,
        not_exported=_("It is a setting of the site."),
    ),
)

PERSONAL_DATA = (*REVIEW, *COPYRIGHT)
