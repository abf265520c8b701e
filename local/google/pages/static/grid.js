// A workbook's tab in Tabulator's spreadsheet-like range mode. Rows are { r: index, c0, c1, … } where a field holds what
// editing starts from; how a cell looks stands in `store`. Everything a person does goes to the server, which decides.
const POLL = 1500;
const $ = id => document.getElementById(id);
const root = $("lembar");
const url = `/spreadsheets/d/${root.dataset.book}`;
const mayEdit = Boolean(root.dataset.edit);
const store = new Map();
let gid = Number(root.dataset.gid), view = 0, version = 0, head = null, table = null, built = null;
let at = { row: 0, column: 0 }, editing = false, busy = Promise.resolve();

// --- cells ---------------------------------------------------------------------------------------------------------
const info = (row, column) => store.get(row)?.[column] ?? null;
const entered = cell => cell ? cell.e ?? cell.v ?? "" : "";
const shown = cell => cell?.v ?? "";
const name = (row, column) => `${head.columns[column].letter}${row + 1}`;
const inside = ([top, bottom, left, right], row, column) => row >= top && row < bottom && column >= left && column < right;
const locked = (row, column) => head.locked.some(rect => inside(rect, row, column));
const columnOf = cell => Number(cell.getField().slice(1));
const offered = cell => cell?.d === undefined ? null : head.rules[cell.d].options;

function drawing(row) {
  const fields = { r: row };
  head.columns.forEach((_, column) => { fields[`c${column}`] = entered(info(row, column)); });
  return fields;
}

const order = () => head.order ?? Array.from({ length: Math.max(head.height - head.frozen, 0) }, (_, i) => i + head.frozen);

function paint(element, cell) {
  element.title = cell?.n ?? shown(cell);
  element.classList.toggle("noted", Boolean(cell?.n));
  if (cell?.s === undefined && !element.dataset.styled) return;
  const style = cell?.s === undefined ? {} : head.styles[cell.s];
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

// --- the grid ------------------------------------------------------------------------------------------------------
function title(column) {
  return () => {
    const box = Object.assign(document.createElement("div"), { className: "headings" });
    box.append(Object.assign(document.createElement("span"), { className: "letter", textContent: head.columns[column].letter }));
    for (let row = 0; row < head.frozen; row++) {
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
    titleFormatter: title(index), frozen: index < head.frozenColumns, editable: () => mayEdit,
    ...(pick ? { editor: "list", editorParams: choices } : { editor: "input" }),
  };
}

const choices = cell => ({
  values: offered(info(cell.getData().r, columnOf(cell))) ?? [], autocomplete: true, freetext: true, listOnEmpty: true,
  emptyValue: "", maxWidth: 420, filterDelay: 50,
  filterFunc: (typed, label) => typed === cell.getValue() || label.toLowerCase().includes(typed.toLowerCase()),
});

const skeleton = () => JSON.stringify([
  head.gid, head.columns, head.frozen, head.frozenColumns, [...Array(head.frozen).keys()].map(row => store.get(row)),
]);

function build() {
  table?.destroy();
  built = skeleton();
  return new Promise(ready => {
    table = new Tabulator(root, {
      data: order().map(drawing), index: "r", height: "100%", layout: "fitData", columns: head.columns.map(column),
      columnDefaults: { headerSort: false, resizable: "header" },
      rowHeader: { field: "_", formatter: cell => String(cell.getData().r + 1), headerSort: false, resizable: false, frozen: true, width: 46, hozAlign: "center" },
      selectableRange: 1, editTriggerEvent: "dblclick", rowHeight: 25, renderVerticalBuffer: 150, placeholder: "Tidak ada baris untuk tampilan ini.",
      clipboard: "copy", clipboardCopyStyled: false, clipboardCopyRowRange: "range",
      clipboardCopyConfig: { rowHeaders: false, columnHeaders: false },
    });
    table.on("cellEditing", () => { editing = true; });
    table.on("cellEditCancelled", () => { stopped(); });
    table.on("cellEdited", cell => { stopped(); type(cell.getData().r, columnOf(cell), [[cell.getValue()]]); });
    for (const happened of ["rangeAdded", "rangeChanged"]) table.on(happened, range => follow(range));
    table.on("tableBuilt", () => ready());
  });
}

const stopped = () => { editing = false; setTimeout(() => refresh(), 0); };

function follow(range) {
  const [row] = range.getRows(), [chosen] = range.getColumns();
  if (!row || !chosen?.getField()?.startsWith("c")) return;
  at = { row: row.getData().r, column: Number(chosen.getField().slice(1)) };
  tell();
}

function select(row, column, scroll = false) {
  const found = row >= head.frozen && table.getRow(row);
  if (found) {
    const cell = found.getCell(`c${column}`), [range] = table.getRanges();
    if (range) range.setBounds(cell, cell); else table.addRange(cell, cell);
    if (scroll) show(row, column);
  }
  at = { row, column };
  tell();
}

function show(row, column) {
  table.scrollToRow(row, "top", false).then(() => table.scrollToColumn(`c${column}`, "middle", false)).catch(() => null);
}

// --- the bar above: where, what, note -------------------------------------------------------------------------------
function tell() {
  const cell = info(at.row, at.column), bar = $("isi"), options = offered(cell);
  if (document.activeElement !== $("sel")) $("sel").value = name(at.row, at.column);
  if (document.activeElement !== bar) bar.value = entered(cell);
  bar.placeholder = locked(at.row, at.column) ? "Sel ini dilindungi" : "";
  $("pilihan").replaceChildren(...(options ?? []).map(value => Object.assign(document.createElement("option"), { value })));
  const help = cell?.n ?? (mayEdit && cell?.d !== undefined ? head.rules[cell.d].help : "");
  $("catatan").textContent = help;
  $("catatan").hidden = !help;
  document.querySelectorAll(".line.at").forEach(line => line.classList.remove("at"));
  document.querySelector(`.line[data-at="${at.row},${at.column}"]`)?.classList.add("at");
}

function place(text) {
  const [all, letters, number] = /^([A-Z]*)([0-9]*)/.exec(text.trim().toUpperCase().replaceAll("$", ""));
  const column = letters ? head.columns.findIndex(one => one.letter === letters) : 0;
  return all && column >= 0 ? { row: Number(number || 1) - 1, column } : null;
}

const focusGrid = () => root.querySelector(".tabulator-tableholder")?.focus({ preventScroll: true });

$("sel").addEventListener("keydown", event => {
  if (event.key !== "Enter") return;
  const found = place($("sel").value);
  if (found) select(found.row, found.column, true);
  if (at.row >= head.frozen) focusGrid(); else $("isi").focus();
});
$("sel").addEventListener("blur", tell);
$("isi").addEventListener("keydown", event => {
  const bar = $("isi");
  if (event.key === "Escape") { bar.value = entered(info(at.row, at.column)); focusGrid(); }
  if (event.key === "Enter") { event.preventDefault(); bar.blur(); focusGrid(); }
});
$("isi").addEventListener("change", () => type(at.row, at.column, [[$("isi").value]]));

// --- doing ---------------------------------------------------------------------------------------------------------
async function post(path, body) {
  const answer = await fetch(`${url}/${path}`, { method: "POST", body: JSON.stringify(body) }).catch(() => null);
  if (answer?.ok) return true;
  refuse(answer ? await answer.json() : { title: "Tidak tersambung", text: "Server tidak menjawab. Isian Anda belum tersimpan." });
  return false;
}

function refuse({ title, text, help }) {
  $("tolak-judul").textContent = title;
  $("tolak-isi").textContent = text;
  $("tolak-bantuan").textContent = help ?? "";
  $("tolak").showModal();
}
$("tolak").addEventListener("close", focusGrid);

function type(row, column, texts) {
  const single = texts.length === 1 && texts[0].length === 1;
  if (single && texts[0][0] === entered(info(row, column))) return;
  say("Menyimpan …");
  busy = busy.then(async () => {
    const kept = await post("cells", { gid, row, column, texts });
    if (!kept) texts.forEach((_, offset) => redraw(row + offset));
    await refresh();
    say(kept ? "Tersimpan" : "Tidak disimpan");
  });
}

async function undo() {
  await busy;
  if (await post("undo", {})) { await refresh(); say("Diurungkan"); }
}
$("urungkan").addEventListener("click", undo);

const say = text => { $("kabar").textContent = text; };

function begin(key) {
  const cell = table.getRow(at.row)?.getCell(`c${at.column}`);
  if (!cell || at.row < head.frozen) return $("isi").focus();
  cell.edit(true);
  const input = cell.getElement().querySelector("input");
  if (input && key) input.value = "";
}

function clearRange() {
  const [range] = table.getRanges();
  const rows = range.getRows().map(row => row.getData().r), width = range.getColumns().length;
  if (rows.at(-1) - rows[0] === rows.length - 1) type(rows[0], at.column, rows.map(() => Array(width).fill("")));
  else rows.forEach(row => type(row, at.column, [Array(width).fill("")]));
}

addEventListener("keydown", event => {
  if (event.target.closest("input, select, textarea, button, dialog, a")) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") { event.preventDefault(); undo(); }
  if (event.ctrlKey || event.metaKey || event.altKey || !mayEdit || editing) return;
  if (event.key.length === 1) begin(event.key);
  else if (event.key === "F2") begin("");
  else if (event.key === "Delete" || event.key === "Backspace") { event.preventDefault(); clearRange(); }
}, true);

document.addEventListener("paste", event => {
  if (event.target.closest?.("input, textarea") || editing || !mayEdit) return;
  const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
  event.preventDefault();
  type(at.row, at.column, text.split(/\r?\n/).map(line => line.split("\t")));
});

// --- what the server has -------------------------------------------------------------------------------------------
function redraw(row) {
  const drawn = table.getRow(row);
  if (!drawn) return;
  drawn.update(drawing(row));
  drawn.reformat();
}

async function refresh() {
  if (editing) return;
  const asked = { gid, view };
  const answer = await fetch(`${url}/tab?${new URLSearchParams({ gid, fvid: view || "", since: version })}`);
  const found = await answer.json();
  if (!answer.ok) return say(found.text);
  if (editing || asked.gid !== gid || asked.view !== view || found.version === version) return;
  await take(found);
}

async function take(found) {
  const before = head && { order: JSON.stringify(order()), locked: JSON.stringify(head.locked) };
  version = found.version;
  head = found.head;
  for (const [row, cells] of Object.entries(found.rows)) store.set(Number(row), cells);
  frame();
  if (!table || built !== skeleton()) await build();
  else if (before.order !== JSON.stringify(order()) || before.locked !== JSON.stringify(head.locked)) await table.replaceData(order().map(drawing));
  else Object.keys(found.rows).forEach(row => redraw(Number(row)));
  tell();
}

function frame() {
  $("tab").replaceChildren(...head.tabs.filter(tab => mayEdit || !tab.hidden).map(tab => {
    const link = Object.assign(document.createElement("a"), { href: `#gid=${tab.gid}`, textContent: tab.title });
    if (tab.hidden) Object.assign(link, { className: "away", title: "Tab tersembunyi" });
    if (tab.gid === gid) link.setAttribute("aria-current", "page");
    return link;
  }));
  $("tab").querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  const views = [{ id: "", title: "Semua baris" }, ...head.views];
  $("tampilan").replaceChildren(...views.map(one => Object.assign(document.createElement("option"), { value: one.id, textContent: one.title })));
  $("tampilan").value = head.view ?? "";
  $("tampilan").hidden = !head.views.length;
}

async function open() {
  delete root.dataset.ready;
  const asked = new URLSearchParams(location.hash.slice(1));
  const wanted = { gid: Number(asked.get("gid") ?? gid), view: Number(asked.get("fvid") ?? 0) };
  if (!head || wanted.gid !== gid || wanted.view !== view) {
    if (wanted.gid !== gid) at = { row: 0, column: 0 };
    ({ gid, view } = wanted);
    version = 0;
    store.clear();
    built = null;
    await refresh();
    if (!head) return;
  }
  const found = asked.get("range") && place(asked.get("range"));
  if (found) select(found.row, found.column, true);
  else select(head.frozen, 0);
  say("");
  focusGrid();
  root.dataset.ready = gid;
}

$("tampilan").addEventListener("change", event => {
  location.hash = new URLSearchParams({ gid, ...(event.target.value && { fvid: event.target.value }) });
});
addEventListener("hashchange", open);
await open();
setInterval(() => document.hidden || refresh().catch(() => say("Tidak ada jawaban dari server.")), POLL);
