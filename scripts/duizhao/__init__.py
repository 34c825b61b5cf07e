"""duizhao 对照: a bilingual (Chinese/English) knowledge base of standards."""

__version__ = "0.1.0"
