"""duizhao 对照: a bilingual (Chinese/English) knowledge base of standards."""

import logging

__version__ = "0.1.0"

# jieba tells on standard error of each start of its dictionary, and of a cache that it cannot write, which is no harm.
# It sets its own level when it is imported, so that only a filter that is there before keeps it quiet.
logging.getLogger("jieba").addFilter(lambda record: False)
