"""Worklists, before any case is built: PA1001 to PA1029."""

from __future__ import annotations

from priorauth.problems.problem_kind import ADMIN, BILLING, ERROR, WARNING, ExitCode, Kind, kinds

KINDS: tuple[Kind, ...] = (
    *kinds(
        ExitCode.INPUT_INVALID,
        ("PA1001", ERROR, ADMIN, "the map names '{field}', which is no field of a case that a cell can fill", "{hint}", "A column map names the case's own fields, such as patient.birth_date, and a few short names, such as planned_date. See 'priorauth schema case'."),
        ("PA1002", ERROR, ADMIN, "the map's '{key}' {what}", "correct it in the column map", "The column map says how a sheet is to be read. It is read strictly, since one slip in it would repeat in every row."),
        ("PA1003", ERROR, BILLING, "this cannot be read as a worklist: {reason}", "save it as an Excel workbook (.xlsx) or as CSV UTF-8", "Only plain workbooks and CSV files are opened. What runs programs, reaches into other files or hides what it holds is not."),
        ("PA1004", ERROR, BILLING, "the sheet has more than {limit}", "keep this week's rows in a sheet of their own", "A worklist is what a practice means to send next. One this large is usually the whole archive, or a sheet filled by mistake."),
        ("PA1005", ERROR, BILLING, "{what}", "correct 'sheet' or 'header_row' in the column map", "The map has to lead to one sheet and to the row that holds its headers."),
        ("PA1006", ERROR, BILLING, "no column has the header that the map gives for '{field}'", "put the header back, or correct the column map", "A renamed or deleted column is not guessed at. Spaces and capital letters make no difference."),
        ("PA1007", ERROR, BILLING, "the header for '{field}' stands over two columns", "rename one of the two", "Which of the two columns is meant is not guessed."),
        ("PA1008", ERROR, BILLING, "{reason}", "save the sheet again as CSV UTF-8", "In a CSV file one stray quote or separator can move cells into other columns, or run several patients into one row."),
        ("PA1009", ERROR, BILLING, "a cell is filled where no header stands", "clear it, move it under its header, or name its column", "A cell beyond the headers often means that its row has slipped to the side, and then no cell of it is where it seems to be."),
        ("PA1010", ERROR, BILLING, "the row is filled but has no case id", "give it a case id, or clear the row", "A case is known by its id from the first to the last step. Without one its packet could not be named or tracked."),
        ("PA1011", ERROR, BILLING, "the case id {what}", "use an id of letters, digits, '-' and '_', such as the chart's own number", "The case id stands in file names, footers and the ledger, where no patient may be named."),
        ("PA1012", ERROR, BILLING, "the case id stands in another row too ({other})", "keep one of the two rows", "Each case has one packet. Which of the two rows is meant is not guessed. Capital letters make no difference, since they make none in file names on many systems."),
        ("PA1013", ERROR, BILLING, "'{field}' is a number where text is needed", "format the column as Text, then type the value again from its source", "Excel drops the leading zeros of a number and may round it. What stood there before cannot be seen any more."),
        ("PA1014", ERROR, BILLING, "'{field}' {what}, so digits of it may be lost", "format the column as Text, then type the value again from its source", "Excel keeps 15 digits of a number and shows long ones as 1.23E+11. The rest is gone."),
        ("PA1015", ERROR, BILLING, "'{field}' is a formula without a result", "open the workbook in Excel, let it calculate and save it; or paste the value", "The program that wrote the file left the result out, so there is nothing to read here."),
        ("PA1016", ERROR, BILLING, "'{field}' shows an error ({error})", "mend the formula, or type the value", "A formula failed in the sheet; the value it should have given is not known."),
        ("PA1017", ERROR, BILLING, "'{field}' is TRUE or FALSE where something else is needed", "type the value as text", "Excel turns some entries into TRUE or FALSE by itself."),
        ("PA1018", ERROR, BILLING, "'{field}' {what}", "write the day as YYYY-MM-DD", "A date that can be read in two ways is not read at all, unless the column map says how days are written."),
        ("PA1019", ERROR, BILLING, "'{field}' is a bare number where a date is needed", "format the cell as a date and check it, or write the day as YYYY-MM-DD", "Excel stores days as numbers, and the number alone does not say from which year it counts."),
        ("PA1020", ERROR, BILLING, "'{field}' is a date that {what}", "{hint}", "Excel makes full dates of what was only partly typed, and counts days in two ways. The date may not be the one that was meant."),
        ("PA1021", ERROR, BILLING, "'{field}' {what}", "type the plain number", "A number goes into the letter as it stands, so it has to be certain what it is."),
        ("PA1022", ERROR, BILLING, "'{field}' holds a placeholder", "fill it in, or leave the cell empty", "An empty cell says that something is not known. A placeholder would end up in the letter."),
        ("PA1023", ERROR, BILLING, "'{field}' {what}", "type the value again instead of pasting it", "Characters that cannot be seen make two values that look alike differ, and some of them corrupt a document."),
        ("PA1024", ERROR, BILLING, "'{field}' lies in merged cells ({range})", "unmerge them and fill every row", "Merged cells hold one value for several rows. To which of them it belongs is not guessed."),
        ("PA1025", ERROR, BILLING, "{what} struck out", "delete what no longer holds, or take the line away", "A line through a cell usually means that it is cancelled, but nothing in the value says so."),
        ("PA1026", WARNING, BILLING, "{what} hidden; it is read all the same", "unhide it and look whether it is meant", "Rows and columns are hidden by filters or by hand, and are then forgotten."),
        ("PA1027", ERROR, BILLING, "'{field}' is not one of those known here", "{hint}", "Payers, physicians, bodies and other choices are read only as they are known. A near miss is not taken for one of them."),
        ("PA1028", ERROR, BILLING, "{what}", "{hint}", "Each row leads to one case file, or to the exhibits of one case. It does not get to name files anywhere on the machine."),
        ("PA1029", ERROR, BILLING, "'{field}' differs from the case file", "correct whichever of the two is wrong", "Where a row refers to a case file, its other cells are held against that file. Neither silently wins."),
    ),
)  # fmt: skip
