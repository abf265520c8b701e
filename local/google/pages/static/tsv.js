// Cells as text on the clipboard, the way spreadsheets write them: tabs between cells, quotes around what holds a break.
export function read(text) {
  const rows = [[]];
  let cell = "", quoted = false;
  const put = () => { rows.at(-1).push(cell); cell = ""; };
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
    } else if (sign === '"' && !cell && closes(text, i)) quoted = true;
    else if (sign === "\t") put();
    else if (sign === "\n") { put(); rows.push([]); }
    else if (sign !== "\r") cell += sign;
  }
  if (cell || rows.at(-1).length || rows.length === 1) put(); else rows.pop();
  return rows;
}

// Whether the quote that opens here is closed at the end of a cell; a lone quote is part of the text.
const closes = (text, start) => /^"(?:[^"]|"")*"(?=\t|\r?\n|$)/.test(text.slice(start));

const written = cell => /[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
export const write = rows => rows.map(cells => cells.map(written).join("\t")).join("\n");
