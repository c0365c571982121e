"""Files of rows in English: what is wrong with a cell, a row, a file."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "refusal.cell_empty": "{field} is empty, and is needed. Write it and import the row again.",
    "refusal.cell_no_day": "{field}: “{found}” is no day. Write year-month-day, for example 2026-01-31.",
    "refusal.cell_no_number": "{field}: “{found}” is no whole number. Write digits only, for example 3.",
    "refusal.cell_no_such_word": "{field}: “{found}” is none of the possible words. Write one of: {needed}.",
    "refusal.row_too_long": "The row has {found} cells; its head has {needed}. Put text with a separator in it between quotation marks.",
    "refusal.columns_lacking": "The file lacks the columns: {found}. The columns are: {needed}.",
    "refusal.columns_strange": "The file has columns that are not known, or one twice: {found}. The columns are: {needed}.",
    "refusal.file_not_utf8": "The file {found} is not in UTF-8. Save it as “CSV UTF-8” and import it again.",
    "refusal.file_not_csv": "The file cannot be read as CSV at line {found}: a quotation mark opens and does not close as it should. Mend that line and import it again.",
    "refusal.known_otherwise": "{field}: “{found}” stands here, and the register has something else under the same number. If the number is a slip, mend it and import the row again; if the register is wrong, mend it there.",
    "refusal.office_unknown": "No office with the licence number “{found}” is registered. Import that office first, or look at the number again.",
}
