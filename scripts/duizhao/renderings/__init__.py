"""How each place of a translation renders each term: known renderings first, the rest from the aligned texts.

Terms are those of the glossary and every recurrent English word and phrase beside. A rendering is known where the
glossary or a dictionary has it; else it is guessed from all pairs, as the string that keeps the term company. Within a
pair the strongest claims are taken first and a stretch of Chinese renders one term only (competitive linking: I. D.
Melamed, Models of Translational Equivalence among Words, Computational Linguistics 26(2), 2000).
"""

from duizhao.renderings.links import find

__all__ = ["find"]
