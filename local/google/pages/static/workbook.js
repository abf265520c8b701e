// A workbook's page: opens the tab that the address names, and keeps looking.
import "./bar.js";
import "./hands.js";
import { open, poll } from "./talk.js";

const POLL = 1000;

addEventListener("hashchange", open);
await open();
setInterval(poll, POLL);
