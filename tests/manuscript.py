"""A chapter as authors type it: with notes, straight quotation marks and hyphens for dashes."""

NOTE_BEFORE = "I began this one in the winter and left it in a drawer. The harbour is made up."
NOTE_AFTER = "What do you think?"
SCENE = """
The ferry was late again. Marta counted the lamps along the pier, as she did every night...

"I wasn't gonna--" Ivo began.

"You weren't gonna what?" She didn't turn round. "Tell me? Ask first?"

"-- No, just forget it," he said, and 'forget it' was what he said when it mattered.

Below them the water moved - slowly, like something asleep - and the rope creaked.

7:42pm - Where are you?

"Mum said not to wait up." Ivo pulled his collar higher. "So I didn't.

"And if she asks, I'll tell her it's the ferry."

She laughed at that, once. The '98 timetable still hung behind the glass, its corners brown.
""".strip()
SCENES = 6
BODY = "\n\n".join([SCENE] * SCENES)
MANUSCRIPT = f"A/N: {NOTE_BEFORE}\n\n{BODY}\n\nEnd A/N: {NOTE_AFTER}\n"
PARAGRAPHS = BODY.count("\n\n") + 1
