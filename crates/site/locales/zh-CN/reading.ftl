# 为什么一个表格文件读不了。$sheet 工作表，$row 行号，$line 文本文件的行号。
read-empty = 文件是空的，请检查是否选对了文件。
read-too-large = 文件有 { $mb } MB，最多可以读 { $limit } MB。请去掉图片和多余的工作表，或分成几个文件。
read-not-a-table = { $what ->
    [png] 这是一张图片，不是表格。
    [jpeg] 这是一张图片，不是表格。
    [gif] 这是一张图片，不是表格。
    [tiff] 这是一张图片，不是表格。
    [pdf] 这是 PDF 文件，不是表格。
    [word] 这是 Word 文档，不是表格。
    [rtf] 这是文字文档，不是表格。
    [powerpoint] 这是演示文稿，不是表格。
    [zip] 这是压缩包，请先解压，再选里面的表格。
    [rar] 这是压缩包，请先解压，再选里面的表格。
    [sevenzip] 这是压缩包，请先解压，再选里面的表格。
    [gzip] 这是压缩包，请先解压，再选里面的表格。
   *[other] 这个文件不是表格。
 }可以导入的是 xlsx、xls 和 csv 文件。
read-unsupported = { $format ->
    [html] 这个文件的内容其实是网页，只是名称像表格。
    [mht] 这个文件的内容其实是网页，只是名称像表格。
    [xml] 这是旧式的 XML 表格。
    [ods] 暂不能读 ods 格式。
    [xlsb] 暂不能读 xlsb 格式。
   *[other] 暂不能读这种格式。
 }请用 Excel 或 WPS 打开，另存为 xlsx 后再导入。
read-encrypted = 文件设了打开密码。请取消密码，另存后再导入。
read-macros = 文件里带有宏。为了安全，请另存为不带宏的 xlsx 后再导入。
read-zip-bomb = 文件解压后大得不合常理（超过 { $limit } MB，或超过压缩前的 { $ratio } 倍），没有继续读。请把表格复制到一个新的工作簿再导入。
read-too-many-parts = 工作簿里有 { $parts } 个部件，最多可以读 { $limit } 个。请把表格复制到一个新的工作簿再导入。
read-hostile-xml = 工作簿的“{ $part }”里有表格软件不会写的内容，没有继续读。请把表格复制到一个新的工作簿再导入。
read-damaged = 文件已损坏，读到“{ $part }”时中断。请用 Excel 或 WPS 打开，另存后再试。
read-no-sheet = 工作簿里没有工作表。
read-too-wide = 工作表“{ $sheet }”有 { $columns } 列，最多可以读 { $limit } 列。请把需要的列复制到一个新的工作簿再导入。
read-too-many-rows = 工作表“{ $sheet }”超过 { $limit } 行。请分成几个文件导入。
read-too-many-cells = 工作表“{ $sheet }”的单元格超过 { $limit } 个。请把需要的部分复制到一个新的工作簿再导入。
read-text-too-long = { $row ->
    [0] 工作簿里有一段文字超过 { $limit } 字，不像名册里的内容。
   *[other] 工作表“{ $sheet }”第 { $row } 行有一段文字超过 { $limit } 字，不像名册里的内容。
 }请改短后再导入。
read-broken-text = 第 { $line } 行的文字编码有误，读不出来。请用 Excel 或 WPS 打开，另存为 xlsx，或 UTF-8 编码的 csv。
read-unclosed-quote = 第 { $line } 行的引号没有成对，后面的内容分不清是哪一格。请补上或去掉这个引号。
read-failed = 文件没能读完，什么都没有导入。请用 Excel 或 WPS 另存为新的 xlsx 后再试。
read-stopped = 文件太复杂，没能在限定的时间和内存里读完，什么都没有导入。请去掉多余的内容，或分成几个文件。
read-not-written = 标出错处的表没能生成，请稍后再试。
read-no-header = { $row ->
    [0] 没有找到表头。表头要在前面几十行里，至少包括：
   *[other] 工作表“{ $sheet }”第 { $row } 行像是表头，但是还缺：
 }{ $missing }
read-sheet-hidden = 工作表“{ $sheet }”是隐藏的，没有读。
read-sheet-after-the-table = 工作表“{ $sheet }”没有读：一个文件只读第一张有表头的工作表。
read-sheet-no-header = 工作表“{ $sheet }”没有表头，没有读。
