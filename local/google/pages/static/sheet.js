// What the page knows of a workbook: the tab that is open, where in it the person is, and the cells as the server told
// them. A row of the table is { r: index, c0, c1, … }, where a field holds what editing starts from.
export const $ = id => document.getElementById(id);
export const root = $("lembar");
export const url = `/spreadsheets/d/${root.dataset.book}`;
export const home = Number(root.dataset.gid);
export const mayEdit = Boolean(root.dataset.edit);
export const store = new Map();
export const sheet = {
  gid: home, view: 0, version: 0, head: null, table: null, built: null,
  at: { row: 0, column: 0 }, before: null,  // the cell chosen now, and the one before the pointer went down
  held: null,  // keys typed while rows are being drawn
};

export const info = (row, column) => store.get(row)?.[column] ?? null;
export const entered = cell => cell ? cell.e ?? cell.v ?? "" : "";
export const shown = cell => cell?.v ?? "";
export const name = (row, column) => `${sheet.head.columns[column].letter}${row + 1}`;
export const inside = ([top, bottom, left, right], row, column) => row >= top && row < bottom && column >= left && column < right;
export const locked = (row, column) => sheet.head.locked.some(rect => inside(rect, row, column));
export const columnOf = cell => Number(cell.getField().slice(1));
const inBar = () => document.activeElement === $("isi") && $("isi").value !== entered(info(sheet.at.row, sheet.at.column));
export const editing = () => Boolean(root.querySelector(".tabulator-cell.tabulator-editing")) || inBar();
export const broken = (row, column) => entered(info(row, column)).includes("\n");
export const offered = cell => cell?.d === undefined ? null : sheet.head.rules[cell.d].options;

export function drawing(row) {
  const fields = { r: row };
  sheet.head.columns.forEach((_, column) => { fields[`c${column}`] = entered(info(row, column)); });
  return fields;
}

export const order = () => sheet.head.order ?? Array.from({ length: Math.max(sheet.head.height - sheet.head.frozen, 0) }, (_, i) => i + sheet.head.frozen);

export function place(text) {
  const [all, letters, number] = /^([A-Z]*)([0-9]*)/.exec(text.trim().toUpperCase().replaceAll("$", ""));
  const column = letters ? sheet.head.columns.findIndex(one => one.letter === letters) : 0;
  return all && column >= 0 ? { row: Number(number || 1) - 1, column } : null;
}

export const say = text => { $("kabar").textContent = text; };

// What happens in the grid is said to whoever listens: the bar, the hands, the line to the server. So none is known to it.
export const announce = (what, detail) => document.dispatchEvent(new CustomEvent(`sheet:${what}`, { detail }));
export const heard = (what, act) => document.addEventListener(`sheet:${what}`, event => act(event.detail));
