# Why a spreadsheet file cannot be read. $sheet the sheet, $row the row, $line the line of a text file.
read-empty = The file is empty. Check whether it is the right one.
read-too-large = The file has { $mb } MB; at most { $limit } MB can be read. Remove pictures and spare sheets, or split it into several files.
read-not-a-table = { $what ->
    [png] This is a picture, not a table.
    [jpeg] This is a picture, not a table.
    [gif] This is a picture, not a table.
    [tiff] This is a picture, not a table.
    [pdf] This is a PDF file, not a table.
    [word] This is a Word document, not a table.
    [rtf] This is a text document, not a table.
    [powerpoint] This is a presentation, not a table.
    [zip] This is an archive. Unpack it first and choose the table inside.
    [rar] This is an archive. Unpack it first and choose the table inside.
    [sevenzip] This is an archive. Unpack it first and choose the table inside.
    [gzip] This is an archive. Unpack it first and choose the table inside.
   *[other] This file is not a table.
 } Files of the kinds xlsx, xls and csv can be imported.
read-unsupported = { $format ->
    [html] The file is really a web page that is named like a table.
    [mht] The file is really a web page that is named like a table.
    [xml] This is a table in the old XML format.
    [ods] Files of the kind ods cannot be read yet.
    [xlsb] Files of the kind xlsb cannot be read yet.
   *[other] This format cannot be read yet.
 } Open it in Excel or WPS, save it as xlsx and import that.
read-encrypted = The file asks for a password. Remove the password, save it and import it again.
read-macros = The file contains macros. To be safe, save it as xlsx without macros and import that.
read-zip-bomb = Unpacked, the file is unreasonably large (more than { $limit } MB, or more than { $ratio } times its packed size), so it was not read on. Copy the table into a new workbook and import that.
read-too-many-parts = The workbook has { $parts } parts; at most { $limit } can be read. Copy the table into a new workbook and import that.
read-hostile-xml = The part “{ $part }” of the workbook holds what no spreadsheet program writes, so it was not read on. Copy the table into a new workbook and import that.
read-damaged = The file is damaged; reading ended at “{ $part }”. Open it in Excel or WPS, save it and try again.
read-no-sheet = There is no worksheet in the workbook.
read-too-wide = The sheet “{ $sheet }” has { $columns } columns; at most { $limit } can be read. Copy the columns you need into a new workbook and import that.
read-too-many-rows = The sheet “{ $sheet }” has more than { $limit } rows. Split it into several files.
read-too-many-cells = The sheet “{ $sheet }” has more than { $limit } cells. Copy what you need into a new workbook and import that.
read-text-too-long = { $row ->
    [0] The workbook holds a text longer than { $limit } characters, which does not belong in a roster.
   *[other] Row { $row } of the sheet “{ $sheet }” holds a text longer than { $limit } characters, which does not belong in a roster.
 } Shorten it and import the file again.
read-broken-text = Line { $line } cannot be read: its characters are damaged. Open the file in Excel or WPS and save it as xlsx, or as csv in UTF-8.
read-unclosed-quote = The quotation mark in line { $line } has no second half, so the cells after it cannot be told apart. Add it or remove the first.
read-failed = The file could not be read to its end and nothing was imported. Save it as a new xlsx in Excel or WPS and try again.
read-stopped = The file is too complex to be read within the limits of time and memory, and nothing was imported. Remove what is not needed, or split it into several files.
read-not-written = The workbook with the marked cells could not be made. Please try again later.
read-no-header = { $row ->
    [0] No row of headings was found. It must stand in the first few dozen rows and hold at least:
   *[other] Row { $row } of the sheet “{ $sheet }” looks like the headings, but these are missing:
 } { $missing }
read-sheet-hidden = The sheet “{ $sheet }” is hidden and was not read.
read-sheet-after-the-table = The sheet “{ $sheet }” was not read: of one file only the first sheet with headings is taken.
read-sheet-no-header = The sheet “{ $sheet }” has no headings and was not read.
