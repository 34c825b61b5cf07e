"""How well a record matches, in numbers: the lower, the better; one block a kind of match."""

# Two for each place of a literal match: as typed, in other forms of a word. Of a term whose words stand apart too.
TITLE, IN_TITLE, IN_TEXT, ALL_WORDS = 0, 2, 4, 6
CONCEPT, APART, PINYIN, BARE, INSIDE, SOME, FUZZY = 8, 11, 14, 27, 40, 44, 60
