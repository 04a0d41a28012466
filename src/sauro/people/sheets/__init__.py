"""People and units from spreadsheets: what is in the cells, and everything that is wrong with them.

Belongs here: columns, reading, problems with their places, the files to download. Does not belong here: opening a
spreadsheet (``engine.documents.sheets``), writing accounts and units (``actions``), any query.
"""
