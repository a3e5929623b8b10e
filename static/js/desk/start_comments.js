// Starts what is for comments: the inbox, and the forms for replies.

import { startBehaviours } from "./behaviours.js";
import { startInboxKeys } from "./inbox_keys.js";
import { removePostedReply, startReplyForm } from "./reply_form.js";
import { startSavedReplies } from "./saved_replies.js";

removePostedReply(document);
startBehaviours([
  { selector: "[data-reply-form]", start: startReplyForm },
  { selector: "[data-inbox]", start: startInboxKeys },
  { selector: "[data-reply-form]", start: startSavedReplies },
]);
