"""The repairs, one file a kind of damage, in the order in which they run.

A repair is a function of a text and what is known of its document. It never returns changed text: it yields
edits, in ascending order without overlap, in positions of the text that it was given. The next repair is given
the text after them. Each repair must be safe on sound text: ``repair(clean) = clean``, ``repair(repair(x)) = repair(x)``.
"""
