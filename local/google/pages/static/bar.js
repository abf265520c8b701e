// The bar above the tab: where one is, what stands there in full, and the note or help of that cell.
import { focusGrid, move, select } from "./grid.js";
import { $, entered, heard, info, locked, mayEdit, name, place, sheet, shown } from "./sheet.js";
import { type } from "./talk.js";

const LONG = 40;

function tell() {
  const { row, column } = sheet.at, cell = info(row, column), bar = $("isi"), text = shown(cell);
  if (document.activeElement !== $("sel")) $("sel").value = name(row, column);
  if (document.activeElement !== bar) bar.value = entered(cell);
  bar.placeholder = locked(row, column) ? "Sel ini dilindungi" : "";
  const help = cell?.n ?? (mayEdit && cell?.d !== undefined ? sheet.head.rules[cell.d].help : "");
  const note = [text.length > LONG || text.includes("\n") ? text : "", help].filter(Boolean).join("\n\n");
  $("catatan").textContent = note;
  $("catatan").hidden = !note;
  document.querySelectorAll(".line.at").forEach(line => line.classList.remove("at"));
  document.querySelector(`.line[data-at="${row},${column}"]`)?.classList.add("at");
  speak([name(row, column), shown(info(sheet.head.frozen - 1, column)), text || "kosong"].join(", "));
}

// While it is typed into, the bar grows over the tab. Nothing may move the rows: a click would meet another one.
function fit() {
  const bar = $("isi");
  bar.style.height = "";
  if (document.activeElement === bar) bar.style.height = `${bar.scrollHeight + 2}px`;
}

const speak = text => { if ($("suara").textContent !== text) $("suara").textContent = text; };

$("sel").addEventListener("keydown", event => {
  if (event.key !== "Enter") return;
  const found = place($("sel").value);
  if (found) select(Math.min(found.row, sheet.head.height - 1), found.column, true);
  if (sheet.at.row >= sheet.head.frozen) focusGrid(); else $("isi").focus();
});
heard("chosen", tell);
$("sel").addEventListener("blur", tell);
$("isi").addEventListener("keydown", event => {
  const bar = $("isi");
  if (event.key === "Escape") { bar.value = entered(info(sheet.at.row, sheet.at.column)); fit(); focusGrid(); }
  if (event.key !== "Enter") return;
  event.preventDefault();
  if (event.altKey || event.ctrlKey) return document.execCommand("insertText", false, "\n");
  bar.blur();  // which keeps it, if it was changed
  move(event.shiftKey ? -1 : 1, 0);
});
for (const happened of ["input", "focus", "blur"]) $("isi").addEventListener(happened, fit);
$("isi").addEventListener("change", () => type([{ ...sheet.at, texts: [[$("isi").value]] }]));
