"""Files of each format -> numbered lines in the portal's or in Markdown's layout.

Whatever a clipping was saved as, the same grammar reads it afterwards: a title is
`# title`, a heading `## heading`, a bullet `- bullet`, a link `[words](address)`. The
number of a line is what a person would look for: the line of a text, the paragraph of a
Word file, the row of a sheet. A library is imported when its format occurs.
"""
