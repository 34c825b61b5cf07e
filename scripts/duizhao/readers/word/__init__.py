"""What is in a Word file (WordprocessingML, ISO/IEC 29500-1): package, styles, automatic numbers, content.

The file is read as XML rather than through python-docx: that library opens no file with macros, of the strict kind or
without the parts that it expects, unpacks every picture, and knows neither automatic numbers nor tracked changes.
Elements are told by their local names, since the strict kind has other namespaces for the same names.
"""
