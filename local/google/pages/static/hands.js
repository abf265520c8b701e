// What hands do in the grid: typing, going on, clearing, copying and pasting, as in any spreadsheet.
import { focusGrid, move } from "./grid.js";
import { $, broken, columnOf, editing, entered, heard, info, mayEdit, order, say, sheet } from "./sheet.js";
import { refuse, shift, type, undo } from "./talk.js";
import * as tsv from "./tsv.js";

function begin(key, typed = "") {
  if (sheet.held !== null) { sheet.held += key; return; }
  const cell = sheet.table.getRow(sheet.at.row)?.getCell(`c${sheet.at.column}`);
  if (!cell || sheet.at.row < sheet.head.frozen || (!key && !typed && broken(sheet.at.row, sheet.at.column))) return $("isi").focus();
  cell.edit(true);
  const input = cell.getElement().querySelector("input");
  if (input && (key || typed)) input.value = typed;
}

heard("begun", typed => begin("", typed));

// The chosen cells as rows and columns of the sheet, without what a filter view or the column's width hides.
function chosen() {
  if (sheet.at.row < sheet.head.frozen) return { rows: [sheet.at.row], columns: [sheet.at.column] };
  const lines = sheet.table.getRanges()[0].getStructuredCells().map(cells => cells.filter(cell => /^c\d/.test(cell.getField() ?? "")));
  return { rows: lines.map(cells => cells[0].getData().r), columns: lines[0].map(columnOf) };
}

// Numbers that follow one another, together: [2, 3, 7] becomes [[2, 3], [7]].
function runs(numbers) {
  const found = [];
  for (const number of numbers) {
    if (found.at(-1)?.at(-1) === number - 1) found.at(-1).push(number); else found.push([number]);
  }
  return found;
}

function clear() {
  const { rows, columns } = chosen();
  type(runs(rows).flatMap(down => runs(columns).map(across => (
    { row: down[0], column: across[0], texts: down.map(() => across.map(() => "")) }
  ))));
}

// Where a filter view hides rows between the chosen ones, others would move than those in sight.
const APART = { title: "Sel tidak digeser", text: "Di antara baris atau kolom yang dipilih ada yang tersembunyi. Pilih sel yang bersambungan, lalu ulangi." };

$("geser").addEventListener("change", event => {
  const [kind, dimension] = event.target.value.split(" "), { rows, columns } = chosen();
  event.target.value = "";
  focusGrid();
  if (runs(rows).length > 1 || runs(columns).length > 1) return refuse(APART);
  shift(kind, dimension, [rows[0], rows.at(-1) + 1, columns[0], columns.at(-1) + 1]);
});

// Goes into the rows that are in sight from the chosen one on; below the last row the sheet grows.
function paste(texts) {
  const start = order().indexOf(sheet.at.row), rows = start < 0 ? [] : order().slice(start);
  const last = Math.max(sheet.head.height, sheet.at.row) - 1;
  const targets = texts.map((_, index) => rows[index] ?? (rows.length ? last + 1 + index - rows.length : sheet.at.row + index));
  let done = 0;
  type(runs(targets).map(down => ({ row: down[0], column: sheet.at.column, texts: texts.slice(done, done += down.length) })));
}

// After Enter or Tab in a cell the next one is chosen, as in any spreadsheet.
function finish(event) {
  if (event.key !== "Enter" && event.key !== "Tab") return;
  const step = event.shiftKey ? -1 : 1;
  const done = () => { event.target.blur(); move(...(event.key === "Enter" ? [step, 0] : [0, step])); };
  if (event.key === "Enter") return event.target.addEventListener("keydown", done, { once: true });  // after Tabulator's
  event.preventDefault();
  event.stopPropagation();
  done();
}

addEventListener("keydown", event => {
  if (event.target.closest(".tabulator-editing")) return finish(event);
  if (event.target.closest("input, select, textarea, button, dialog, a")) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") { event.preventDefault(); undo(); }
  if (event.key === "Escape") document.querySelector("#tab [aria-current]")?.focus();
  if (event.ctrlKey || event.metaKey || event.altKey || !mayEdit) return;
  if (event.key.length === 1) begin(event.key);
  else if (event.key === "F2" || event.key === "Enter") { event.preventDefault(); event.stopPropagation(); begin(""); }
  else if (event.key === "Delete" || event.key === "Backspace") { event.preventDefault(); clear(); }
}, true);

const reading = () => getSelection().anchorNode?.parentElement?.closest(".note, dialog");
const elsewhere = event => event.target.closest?.("input, textarea") || editing() || reading();

document.addEventListener("paste", event => {
  if (elsewhere(event) || !mayEdit) return;
  event.preventDefault();
  paste(tsv.read(event.clipboardData.getData("text/plain")));
});
for (const doing of ["copy", "cut"]) {
  document.addEventListener(doing, event => {
    if (elsewhere(event)) return;
    event.preventDefault();
    const { rows, columns } = chosen();
    event.clipboardData.setData("text/plain", tsv.write(rows.map(row => columns.map(column => entered(info(row, column))))));
    if (doing === "cut" && mayEdit) clear();
    else say("Disalin");
  });
}
