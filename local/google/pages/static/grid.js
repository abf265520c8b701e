// The tab drawn in Tabulator's spreadsheet-like range mode, and going about in it.
import { $, announce, broken, columnOf, drawing, editing, entered, info, locked, mayEdit, offered, order, root, sheet, shown, store } from "./sheet.js";

function paint(element, cell) {
  element.title = cell?.n ?? shown(cell);
  element.classList.toggle("noted", Boolean(cell?.n));
  if (cell?.s === undefined && !element.dataset.styled) return;
  const style = cell?.s === undefined ? {} : sheet.head.styles[cell.s];
  element.dataset.styled = "yes";
  element.style.fontWeight = style.bold ? "600" : "";
  element.style.fontStyle = style.italic ? "italic" : "";
  element.style.textDecoration = style.struck ? "line-through" : "";
  element.style.background = style.ground ?? "";
  element.style.textAlign = style.align ? style.align.toLowerCase() : "";
}

function format(cell) {
  const row = cell.getData().r, column = columnOf(cell), known = info(row, column), element = cell.getElement();
  paint(element, known);
  element.classList.toggle("number", known?.k === "number");
  element.classList.toggle("bad", known?.k === "error");
  element.classList.toggle("locked", locked(row, column));
  element.classList.toggle("pick", Boolean(offered(known)) && mayEdit);
  const text = cell.getValue() === entered(known) ? shown(known) : cell.getValue();
  if (!known?.l) return document.createTextNode(text);
  const link = Object.assign(document.createElement("a"), { href: known.l, textContent: text, tabIndex: -1 });
  if (known.l.startsWith("http")) Object.assign(link, { target: "_blank", rel: "noopener noreferrer" });
  return link;
}

function title(column) {
  return () => {
    const box = Object.assign(document.createElement("div"), { className: "headings" });
    box.append(Object.assign(document.createElement("span"), { className: "letter", textContent: sheet.head.columns[column].letter }));
    for (let row = 0; row < sheet.head.frozen; row++) {
      const line = Object.assign(document.createElement("span"), { className: "line", textContent: shown(info(row, column)) });
      line.dataset.at = `${row},${column}`;
      paint(line, info(row, column));
      line.addEventListener("click", () => select(row, column));
      box.append(line);
    }
    return box;
  };
}

function column(described, index) {
  const pick = [...store.values()].some(row => offered(row[index]));
  return {
    title: described.letter, field: `c${index}`, width: described.width, visible: !described.hidden, formatter: format,
    titleFormatter: title(index), frozen: index < sheet.head.frozenColumns, editable: cell => mayEdit && !broken(cell.getData().r, index),
    ...(pick ? { editor: "list", editorParams: choices } : { editor: "input" }),
  };
}

const choices = cell => ({
  values: offered(info(cell.getData().r, columnOf(cell))) ?? [], autocomplete: true, freetext: true, listOnEmpty: true,
  emptyValue: "", maxWidth: 420, filterDelay: 50,
  filterFunc: (typed, label) => typed === cell.getValue() || label.toLowerCase().includes(typed.toLowerCase()),
});

export const skeleton = () => JSON.stringify([
  sheet.head.gid, sheet.head.columns, sheet.head.frozen, sheet.head.frozenColumns, [...Array(sheet.head.frozen).keys()].map(row => store.get(row)),
]);

// Ends when the table stands. Nothing has to be built anew while `built` is the same.
export function build() {
  sheet.table?.destroy();
  sheet.built = skeleton();
  return new Promise(ready => {
    sheet.table = new Tabulator(root, {
      data: order().map(drawing), index: "r", height: "100%", layout: "fitData", columns: sheet.head.columns.map(column),
      columnDefaults: { headerSort: false, resizable: "header" },
      rowHeader: { field: "_", formatter: cell => String(cell.getData().r + 1), headerSort: false, resizable: false, frozen: true, width: 46, hozAlign: "center" },
      selectableRange: 1, selectableRangeRows: true, editTriggerEvent: "dblclick", rowHeight: 25, renderVerticalBuffer: 150, autoResize: false,
      placeholder: "Tidak ada baris untuk tampilan ini.",
    });
    sheet.table.on("cellEdited", cell => announce("typed", [{ row: cell.getData().r, column: columnOf(cell), texts: [[cell.getValue()]] }]));
    sheet.table.on("cellClick", (event, cell) => clicked(event, cell));
    sheet.table.on("cellDblClick", (_, cell) => { if (mayEdit && broken(sheet.at.row, columnOf(cell))) $("isi").focus(); });
    for (const happened of ["rangeAdded", "rangeChanged"]) sheet.table.on(happened, range => follow(range));
    sheet.table.on("tableBuilt", () => { describe(); ready(); });
  });
}

// The rows are drawn anew for a window of another size, not when the note below comes or goes, which their buffer
// outreaches: a press on a link, or what is being typed, would end there.
addEventListener("resize", () => { if (root.dataset.ready && !editing()) sheet.table.redraw(); });

export function move(down, right) {
  const rows = order(), columns = sheet.head.columns.map((one, index) => one.hidden ? -1 : index).filter(index => index >= 0);
  const row = rows[rows.indexOf(sheet.at.row) + down] ?? sheet.at.row;
  select(row, columns[columns.indexOf(sheet.at.column) + right] ?? sheet.at.column);
  focusGrid();
}

// A dropdown opens at its arrow, or at a second click (or touch) of the chosen cell.
function clicked(event, cell) {
  const row = cell.getData().r, column = columnOf(cell);
  if (!mayEdit || editing() || !offered(info(row, column))) return;
  const arrow = event.clientX > cell.getElement().getBoundingClientRect().right - 20;
  if (arrow || (sheet.before.row === row && sheet.before.column === column)) setTimeout(() => cell.edit(true), 0);
}
root.addEventListener("pointerdown", () => { sheet.before = sheet.at; }, true);

function describe() {
  const holder = root.querySelector(".tabulator-tableholder");
  holder.setAttribute("aria-label", `Tab ${sheet.head.title}. Tombol panah berpindah sel, F2 mengisi, Escape keluar dari tabel.`);
}

function follow(range) {
  const [row] = range.getRows(), [chosen] = range.getColumns();
  if (!row || !chosen?.getField()?.startsWith("c")) return;
  sheet.at = { row: row.getData().r, column: Number(chosen.getField().slice(1)) };
  announce("chosen");
}

export function select(row, column, scroll = false) {
  const found = row >= sheet.head.frozen && sheet.table.getRow(row);
  if (found) {
    const cell = found.getCell(`c${column}`), [range] = sheet.table.getRanges();
    sheet.table.modules.selectRange.selecting = "cell";  // else it stays with whole rows after a click on a row's number
    if (range) range.setBounds(cell, cell); else sheet.table.addRange(cell, cell);
  }
  sheet.at = { row, column };
  announce("chosen");
  return found && scroll ? show(row, column) : null;
}

// The corners of what is chosen, and choosing it again: Tabulator forgets it whenever rows are laid out anew.
export function corners() {
  const [range] = sheet.table?.getRanges() ?? [], rows = range?.getRows() ?? [];
  const columns = (range?.getColumns() ?? []).filter(column => /^c\d/.test(column.getField() ?? ""));
  return rows.length && columns.length ? [[rows[0], columns[0]], [rows.at(-1), columns.at(-1)]].map(
    ([row, column]) => [row.getData().r, column.getField()],
  ) : [];
}

export function choose(found) {
  const cells = found.map(([row, field]) => sheet.table.getRow(row) && sheet.table.getRow(row).getCell(field)), [range] = sheet.table.getRanges();
  if (range && cells.length && cells.every(Boolean)) range.setBounds(...cells);
}

// Scrolls to a cell that is not in sight. What is typed until the rows there are drawn is held for it.
async function show(row, column) {
  if (inSight(row, column)) return;
  sheet.held = "";
  delete root.dataset.ready;
  sheet.table.scrollToRow(row, "top", true).catch(() => null);  // both scroll at once; their promises need not end
  if (column >= sheet.head.frozenColumns) sheet.table.scrollToColumn(`c${column}`, "middle", true).catch(() => null);
  await new Promise(drawn => setTimeout(drawn, 50));
  root.dataset.ready = sheet.gid;
  const typed = sheet.held;
  sheet.held = null;
  if (typed) announce("begun", typed);
}

function inSight(row, column) {
  const cell = sheet.table.getRow(row).getCell(`c${column}`).getElement(), box = cell.getBoundingClientRect();
  const area = root.querySelector(".tabulator-tableholder").getBoundingClientRect();
  return cell.isConnected && box.top >= area.top && box.bottom <= area.bottom && box.left >= area.left + 46 && box.right <= area.right;
}

export function redraw(row) {
  const drawn = sheet.table.getRow(row);
  if (!drawn) return;
  drawn.update(drawing(row));
  drawn.reformat();
}

export const focusGrid = () => root.querySelector(".tabulator-tableholder")?.focus({ preventScroll: true });
